/// What ends a run, and that nothing else depends on where it ends.
#include <doctest/doctest.h>

#include <vector>

#include "engine/cpu/run.hpp"
#include "tests/engine/cpu/flat_bus.hpp"

namespace faultline::test {
namespace {

constexpr uint64_t kBase = 0x10000;

struct Bench {
    FlatBus bus{kBase, 0x4000};
    DecodedPages pages;
    CpuState state;

    explicit Bench(const std::vector<uint8_t>& code) {
        bus.write(kBase, code);
        state.rip = kBase;
        state[Gpr::Rsp] = kBase + 0x3000;
    }
    RunResult go(uint64_t instructions = 1000) { return run(state, pages, bus, RunLimits{instructions, {}}); }
};

TEST_CASE("a run of no instructions does nothing") {
    Bench bench({0x90});
    CHECK(bench.go(0).reason == RunReason::LimitReached);
    CHECK(bench.state.rip == kBase);
}

TEST_CASE("syscall retires, and saves the next address and the flags") {
    Bench bench({0xf9, 0x0f, 0x05});  // stc; syscall
    const RunResult result = bench.go();
    CHECK(result.reason == RunReason::Syscall);
    CHECK(result.instructions_retired == 2);
    CHECK(bench.state.rip == kBase + 3);
    CHECK(bench.state[Gpr::Rcx] == kBase + 3);
    CHECK((bench.state[Gpr::R11] & kFlagCarry) != 0);
}

TEST_CASE("what the CPU lacks stops it with the bytes and the address") {
    Bench bench({0x90, 0xc5, 0xf8, 0x77});  // nop; vzeroupper
    const RunResult result = bench.go();
    CHECK(result.reason == RunReason::InvalidOpcode);
    CHECK(result.instructions_retired == 1);
    CHECK(bench.state.rip == kBase + 1);
    CHECK(result.byte_count == 15);
    CHECK(result.bytes[0] == 0xc5);
    CHECK(result.bytes[2] == 0x77);
}

TEST_CASE("a lock prefix where none may be is no instruction") {
    Bench bench({0xf0, 0x01, 0xc0});  // lock add eax, eax
    CHECK(bench.go().reason == RunReason::InvalidOpcode);
}

TEST_CASE("ud2, int3, hlt and division by zero end the run, each in its way") {
    Bench undefined({0x0f, 0x0b});
    CHECK(undefined.go().reason == RunReason::InvalidOpcode);
    CHECK(undefined.state.rip == kBase);
    Bench breakpoint({0xcc});
    CHECK(breakpoint.go().reason == RunReason::Breakpoint);
    CHECK(breakpoint.state.rip == kBase + 1);
    Bench halt({0xf4});
    CHECK(halt.go().reason == RunReason::GeneralProtection);
    CHECK(halt.state.rip == kBase);
    Bench division({0x31, 0xc9, 0xf7, 0xf1});  // xor ecx, ecx; div ecx
    const RunResult result = division.go();
    CHECK(result.reason == RunReason::DivideError);
    CHECK(result.instructions_retired == 1);
    CHECK(division.state.rip == kBase + 2);
}

TEST_CASE("a misaligned operand of a packed instruction is a general protection fault") {
    Bench bench({0x0f, 0x28, 0x00});  // movaps xmm0, [rax]
    bench.state[Gpr::Rax] = kBase + 0x1008;
    CHECK(bench.go().reason == RunReason::GeneralProtection);
}

TEST_CASE("a stop address stops before its instruction, but not at the first one of a run") {
    Bench bench({0x90, 0xff, 0xc0, 0xeb, 0xfb});  // nop; inc eax; jmp to the nop
    const uint64_t stops[] = {kBase + 1};
    RunResult result = run(bench.state, bench.pages, bench.bus, RunLimits{1000, stops});
    CHECK(result.reason == RunReason::StopAddress);
    CHECK(bench.state.rip == kBase + 1);
    CHECK(bench.state[Gpr::Rax] == 0);
    result = run(bench.state, bench.pages, bench.bus, RunLimits{1000, stops});
    CHECK(result.reason == RunReason::StopAddress);
    CHECK(result.instructions_retired == 3);
    CHECK(bench.state[Gpr::Rax] == 1);
}

TEST_CASE("code that changes itself ahead sees the change at once, run or stepped") {
    // mov byte [rip+1], 0xc8 turns the INC EAX that follows (ff c0) into DEC EAX.
    const std::vector<uint8_t> code = {0xc6, 0x05, 0x01, 0, 0, 0, 0xc8, 0xff, 0xc0, 0xf4};
    Bench whole(code);
    whole.go();
    CHECK(whole.state[Gpr::Rax] == 0xffffffff);
    Bench stepped(code);
    while (stepped.go(1).reason == RunReason::LimitReached) {
    }
    CHECK(stepped.state == whole.state);
}

TEST_CASE("every flag value survives popf and pushf, also ones that no result has") {
    for (uint32_t bits = 0; bits < 64; ++bits) {
        const uint64_t flags = (bits & 1) | ((bits & 2) << 1) | ((bits & 4) << 2) | ((bits & 8) << 3) |
                               ((bits & 16) << 3) | ((bits & 32) << 6);
        Bench bench({0x6a, 0, 0x9d, 0x9c, 0x58, 0xf4});  // push imm; popf; pushf; pop rax
        bench.bus.write(
            kBase, {0x68, static_cast<uint8_t>(flags), static_cast<uint8_t>(flags >> 8), 0, 0, 0x9d, 0x9c, 0x58, 0xf4});
        bench.go();
        CHECK(bench.state[Gpr::Rax] == (flags | kFlagAlwaysOne | kFlagInterrupt));
        CHECK(bench.state.rflags == (flags | kFlagAlwaysOne | kFlagInterrupt));
    }
}

TEST_CASE("rdtsc counts what ran before it, however the run was cut") {
    const std::vector<uint8_t> code = {0x90, 0x90, 0x90, 0x0f, 0x31, 0xf4};
    Bench whole(code);
    whole.go();
    Bench cut(code);
    while (cut.go(1).reason == RunReason::LimitReached) {
    }
    CHECK(whole.state[Gpr::Rax] == 1003);
    CHECK(cut.state == whole.state);
    CHECK(whole.bus.fetches() == 4);
    CHECK(cut.bus.fetches() == 4);
}

TEST_CASE("segment bases take part in addresses, also with base, index and 32-bit addresses") {
    Bench bench({0x64, 0x48, 0x8b, 0x04, 0x25, 0x10, 0, 0, 0,  // mov rax, fs:[0x10]
                 0x64, 0x48, 0x8b, 0x4c, 0x53, 0x04,           // mov rcx, fs:[rbx+rdx*2+4]
                 0x67, 0x8b, 0x37, 0xf4});                     // mov esi, [edi]
    bench.state.fs_base = kBase + 0x1000;
    bench.state[Gpr::Rbx] = 0x20;
    bench.state[Gpr::Rdx] = 6;
    bench.state[Gpr::Rdi] = 0xffff00000000 + kBase + 0x1050;
    *bench.bus.at(kBase + 0x1010) = 11;
    *bench.bus.at(kBase + 0x1030) = 22;
    *bench.bus.at(kBase + 0x1050) = 33;
    CHECK(bench.go().reason == RunReason::GeneralProtection);
    CHECK(bench.state[Gpr::Rax] == 11);
    CHECK(bench.state[Gpr::Rcx] == 22);
    CHECK(bench.state[Gpr::Rsi] == 33);
}

TEST_CASE("the cache of decoded pages is bounded and may be dropped") {
    Bench bench({0xff, 0xc0, 0xf4});
    DecodedPages tiny(4);
    for (uint32_t i = 0; i < 50; ++i) {
        // Every write gives the page a new content key.
        bench.bus.write(kBase, {0xff, 0xc0, 0xf4});
        bench.state.rip = kBase;
        (void)run(bench.state, tiny, bench.bus, RunLimits{});
        if (i % 7 == 0) tiny.clear();
    }
    CHECK(bench.state[Gpr::Rax] == 50);
}

}  // namespace
}  // namespace faultline::test
