/// An instruction that faults has not happened: no register, flag or byte of memory differs, and it can be run again.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/cpu/disassemble.hpp"
#include "engine/cpu/run.hpp"
#include "tests/engine/cpu/flat_bus.hpp"
#include "tests/engine/cpu/random_code.hpp"

namespace faultline::test {
namespace {

constexpr uint64_t kBase = 0x10000;
constexpr uint64_t kGood = kBase + 0x1000;
constexpr uint64_t kReadOnly = kBase + 0x2000;
constexpr uint64_t kAbsent = kBase + 0x3000;

struct Bench {
    FlatBus bus{kBase, 0x5000};
    DecodedPages pages;
    CpuState state;

    explicit Bench(const std::vector<uint8_t>& code) {
        bus.write(kBase, code);
        bus.protect(kReadOnly, PageRights::ReadOnly);
        bus.protect(kAbsent, PageRights::None);
        state.rip = kBase;
        state[Gpr::Rsp] = kGood + 0x800;
        for (uint32_t i = 0; i < 8; ++i) state.xmm[i] = {i * 0x1111u, ~uint64_t{i}};
        state.fsw = 6 << 11;
        state.ftw = 0x0fff;
        state.x87[6] = {uint64_t{3} << 62, 0x3fff};
        state.x87[7] = {uint64_t{1} << 63, 0x4000};
    }
    RunResult step_once() { return step(state, pages, bus); }
};

struct Faulting {
    const char* what;
    std::vector<uint8_t> code;
    /// Address register RDI (and RSI for copies) before.
    uint64_t rdi;
    uint64_t fault_address;
    bool write;
};

// RDI is where the access goes. Each of these would change a register, the flags or memory besides.
const Faulting kFaulting[] = {
    {"mov rax, [rdi]", {0x48, 0x8b, 0x07}, kAbsent, kAbsent, false},
    {"mov [rdi], rax", {0x48, 0x89, 0x07}, kReadOnly, kReadOnly, true},
    {"add [rdi], eax: the read is already a write", {0x01, 0x07}, kReadOnly, kReadOnly, true},
    {"add eax, [rdi]", {0x03, 0x07}, kAbsent, kAbsent, false},
    {"inc byte [rdi]", {0xfe, 0x07}, kReadOnly, kReadOnly, true},
    {"neg qword [rdi]", {0x48, 0xf7, 0x1f}, kReadOnly, kReadOnly, true},
    {"shl dword [rdi], 3", {0xc1, 0x27, 0x03}, kReadOnly, kReadOnly, true},
    {"xchg [rdi], rax", {0x48, 0x87, 0x07}, kReadOnly, kReadOnly, true},
    {"lock xadd [rdi], eax", {0xf0, 0x0f, 0xc1, 0x07}, kReadOnly, kReadOnly, true},
    {"lock cmpxchg [rdi], ecx, also when it would not store", {0xf0, 0x0f, 0xb1, 0x0f}, kReadOnly, kReadOnly, true},
    {"cmpxchg16b [rdi]", {0x48, 0x0f, 0xc7, 0x0f}, kReadOnly, kReadOnly, true},
    {"bts [rdi], 5", {0x0f, 0xba, 0x2f, 0x05}, kReadOnly, kReadOnly, true},
    {"setz [rdi]", {0x0f, 0x94, 0x07}, kReadOnly, kReadOnly, true},
    {"push [rdi]", {0xff, 0x37}, kAbsent, kAbsent, false},
    {"pop [rdi]", {0x8f, 0x07}, kReadOnly, kReadOnly, true},
    {"call [rdi]", {0xff, 0x17}, kAbsent, kAbsent, false},
    {"mov across a page end: neither half", {0x48, 0x89, 0x07}, kReadOnly - 4, kReadOnly, true},
    {"movups [rdi], xmm1 across a page end", {0x0f, 0x11, 0x0f}, kReadOnly - 6, kReadOnly, true},
    {"movaps xmm1, [rdi]", {0x0f, 0x28, 0x0f}, kAbsent, kAbsent, false},
    {"fld tbyte [rdi]", {0xdb, 0x2f}, kAbsent, kAbsent, false},
    {"fstp tbyte [rdi] across a page end", {0xdb, 0x3f}, kReadOnly - 8, kReadOnly, true},
    {"fistp qword [rdi]", {0xdf, 0x3f}, kReadOnly, kReadOnly, true},
    {"movsq", {0x48, 0xa5}, kReadOnly, kReadOnly, true},
    {"stosd", {0xab}, kReadOnly, kReadOnly, true},
};

TEST_CASE("a faulting instruction leaves everything as it was and names its access") {
    for (const Faulting& example : kFaulting) {
        CAPTURE(example.what);
        Bench bench(example.code);
        bench.state[Gpr::Rdi] = example.rdi;
        bench.state[Gpr::Rsi] = kGood;
        bench.state[Gpr::Rax] = 0x1234567890;
        const CpuState before = bench.state;
        const std::vector<uint8_t> memory = bench.bus.bytes();
        const RunResult result = bench.step_once();
        CHECK(result.reason == RunReason::Fault);
        CHECK(result.instructions_retired == 0);
        CHECK(bench.state == before);
        CHECK((bench.bus.bytes() == memory));
        CHECK(bench.bus.fault().address == example.fault_address);
        CHECK(bench.bus.fault().write == example.write);
    }
}

TEST_CASE("after the page is repaired, the same instruction runs from its first byte") {
    for (const Faulting& example : kFaulting) {
        CAPTURE(example.what);
        Bench bench(example.code);
        bench.state[Gpr::Rdi] = example.rdi;
        bench.state[Gpr::Rsi] = kGood;
        REQUIRE(bench.step_once().reason == RunReason::Fault);
        bench.bus.protect(kReadOnly, PageRights::All);
        bench.bus.protect(kAbsent, PageRights::All);
        CHECK(bench.step_once().instructions_retired == 1);
    }
}

TEST_CASE("stack instructions fault on the stack before the stack pointer moves") {
    const std::vector<uint8_t> codes[] = {{0x50}, {0x68, 1, 2, 3, 4}, {0xe8, 0, 0, 0, 0},
                                          {0x9c}, {0xc8, 16, 0, 1},   {0x66, 0x50}};
    for (const auto& code : codes) {
        CAPTURE(cpu::disassemble_bytes(code.data(), static_cast<uint32_t>(code.size()), kBase));
        Bench bench(code);
        bench.state[Gpr::Rsp] = kAbsent + 0x1000 - 0x800;
        bench.state[Gpr::Rbp] = kGood + 64;
        const CpuState before = bench.state;
        CHECK(bench.step_once().reason == RunReason::Fault);
        CHECK(bench.state == before);
        CHECK(bench.bus.fault().write);
    }
}

TEST_CASE("a repeated string instruction keeps the elements it has done") {
    Bench bench({0xf3, 0x48, 0xab});  // rep stosq
    bench.state[Gpr::Rdi] = kReadOnly - 24;
    bench.state[Gpr::Rcx] = 10;
    bench.state[Gpr::Rax] = 7;
    CHECK(bench.step_once().reason == RunReason::Fault);
    CHECK(bench.state[Gpr::Rcx] == 7);
    CHECK(bench.state[Gpr::Rdi] == kReadOnly);
    CHECK(bench.state.rip == kBase);
    bench.bus.protect(kReadOnly, PageRights::All);
    CHECK(bench.step_once().instructions_retired == 1);
    CHECK(bench.state[Gpr::Rcx] == 0);
    CHECK(*bench.bus.at(kReadOnly + 48) == 7);
}

TEST_CASE("an instruction on two pages faults at the second one's address") {
    Bench bench({});
    bench.bus.write(kAbsent - 2, {0x48, 0xb8});  // mov rax, imm64
    bench.state.rip = kAbsent - 2;
    CHECK(bench.step_once().reason == RunReason::Fault);
    CHECK(bench.state.rip == kAbsent - 2);
    CHECK(bench.bus.fault() == BusFault{kAbsent, false, true});
}

TEST_CASE("an instruction that ends with its page does not fetch the next one") {
    Bench bench({});
    bench.bus.write(kAbsent - 1, {0x90});
    bench.state.rip = kAbsent - 1;
    CHECK(bench.step_once().reason == RunReason::LimitReached);
    CHECK(bench.state.rip == kAbsent);
    CHECK(bench.step_once().reason == RunReason::Fault);
    CHECK(bench.bus.fault() == BusFault{kAbsent, false, true});
}

}  // namespace
}  // namespace faultline::test
