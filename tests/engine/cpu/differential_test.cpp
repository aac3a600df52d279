/// Random code on the host's CPU and on ours: the same registers, flags, memory and faults.
///
/// FAULTLINE_SEED=n repeats a failure; FAULTLINE_CASES=n runs more.
#include <doctest/doctest.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "engine/cpu/disassemble.hpp"
#include "engine/cpu/run.hpp"
#include "tests/engine/cpu/flat_bus.hpp"
#include "tests/engine/cpu/host_cpu.hpp"
#include "tests/engine/cpu/random_code.hpp"

namespace faultline::test {
namespace {

constexpr uint16_t kTopOfStack = 0x3800;
/// C0, C2 and C3. C1 and the exceptions are not modelled (docs/model-cpu.md).
constexpr uint16_t kConditionBits = 0x4500;

uint64_t from_environment(const char* name, uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 0);
}

std::string hexadecimal(uint64_t value) {
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[(value >> shift) & 15u];
    return text;
}

/// What differs, in words; empty when nothing does.
std::string difference(const CpuState& host, const CpuState& ours, uint64_t undefined_flags) {
    std::string text;
    const auto note = [&](const std::string& what, uint64_t a, uint64_t b) {
        if (a != b) text += what + ": host " + hexadecimal(a) + " ours " + hexadecimal(b) + "\n";
    };
    constexpr const char* kNames[] = {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
                                      "r8",  "r9",  "r10", "r11", "r12", "r13", "r14", "r15"};
    for (uint32_t i = 0; i < 16; ++i) note(kNames[i], host.gpr[i], ours.gpr[i]);
    const uint64_t flags = (cpu::kArithmeticFlags | kFlagDirection) & ~undefined_flags;
    note("rflags", host.rflags & flags, ours.rflags & flags);
    note("rip", host.rip, ours.rip);
    for (uint32_t i = 0; i < 16; ++i) {
        note("xmm" + std::to_string(i) + " low", host.xmm[i].low, ours.xmm[i].low);
        note("xmm" + std::to_string(i) + " high", host.xmm[i].high, ours.xmm[i].high);
    }
    note("fcw", host.fcw, ours.fcw);
    note("fsw", host.fsw & (kTopOfStack | kConditionBits), ours.fsw & (kTopOfStack | kConditionBits));
    note("ftw", host.ftw, ours.ftw);
    for (uint32_t i = 0; i < 8; ++i) {
        if (((host.ftw >> (2 * i)) & 3u) == 3) continue;
        note("R" + std::to_string(i) + " sign and exponent", host.x87[i].sign_exponent, ours.x87[i].sign_exponent);
        note("R" + std::to_string(i) + " mantissa", host.x87[i].mantissa, ours.x87[i].mantissa);
    }
    return text;
}

std::string listing(const std::vector<uint8_t>& code, uint64_t address) {
    std::string text;
    for (size_t at = 0; at < code.size();) {
        cpu::Instruction instruction;
        const uint32_t left = static_cast<uint32_t>(code.size() - at);
        if (cpu::decode(std::span(code.data() + at, left), instruction) != cpu::DecodeStatus::Ok) {
            return text + cpu::disassemble_bytes(code.data() + at, left, address + at) + "\n";
        }
        text += hexadecimal(address + at).substr(8) + "  " + cpu::disassemble(instruction, address + at) + "\n";
        at += instruction.length;
    }
    return text;
}

int32_t signal_of(RunReason reason) {
    switch (reason) {
        case RunReason::StopAddress: return 0;
        case RunReason::DivideError: return 8;
        case RunReason::InvalidOpcode: return 4;
        case RunReason::Fault:
        case RunReason::GeneralProtection: return 11;
        default: return -1;
    }
}

class Laboratory {
  public:
    Laboratory() : host_(kArena, kArenaBytes), bus_(kArena, kArenaBytes) {}
    [[nodiscard]] bool available() const { return host_.available(); }

    /// Runs one random piece of code on both. Empty when they agree.
    std::string compare(uint64_t seed, Family family, uint32_t instructions) {
        TestRng rng(seed);
        // Often close to the end of the first page, so that instructions cross it.
        const uint64_t start = kCodeStart + (rng.chance(3) ? 0xff0 + rng.below(16) : rng.below(0xe00));
        const RandomCode code = random_code(rng, family, instructions, start);
        CpuState state = random_state(rng, family);
        state.rip = start;
        const uint64_t end = start + code.bytes.size();
        const std::vector<uint8_t> data = random_data(rng, family);

        std::memcpy(host_.at(kDataStart), data.data(), data.size());
        std::memcpy(host_.at(start), code.bytes.data(), code.bytes.size());
        bus_.write(kDataStart, data);
        bus_.write(start, code.bytes);
        const HostRun host = host_.run(state, end);
        CpuState ours = state;
        const uint64_t stops[] = {end};
        const RunResult result = run(ours, pages_, bus_, RunLimits{10000, stops});

        std::string found;
        if (host.signal != signal_of(result.reason)) {
            found += "host signal " + std::to_string(host.signal) + ", our reason " +
                     std::to_string(static_cast<int>(result.reason)) + "\n";
        }
        const uint64_t undefined = host.signal != 0 ? cpu::kArithmeticFlags : code.undefined_flags;
        found += difference(host.state, ours, undefined);
        if (std::memcmp(host_.at(kDataStart), bus_.at(kDataStart), data.size()) != 0) {
            uint64_t at = kDataStart;
            while (*host_.at(at) == *bus_.at(at)) ++at;
            at &= ~uint64_t{7};
            uint64_t theirs = 0;
            uint64_t own = 0;
            std::memcpy(&theirs, host_.at(at), 8);
            std::memcpy(&own, bus_.at(at), 8);
            found += "memory differs at " + hexadecimal(at) + ": host " + hexadecimal(theirs) + " ours " +
                     hexadecimal(own) + "\n";
        }
        if (!found.empty()) found = "seed " + std::to_string(seed) + "\n" + listing(code.bytes, start) + found;
        return found;
    }

  private:
    HostCpu host_;
    FlatBus bus_;
    DecodedPages pages_;
};

void check_family(Family family, uint64_t first_seed) {
    Laboratory laboratory;
    if (!laboratory.available()) {
        MESSAGE("skipped: the host is not x86-64 Linux, so there is no CPU to compare with");
        return;
    }
    const uint64_t only = from_environment("FAULTLINE_SEED", 0);
    const uint64_t cases = only != 0 ? 1 : from_environment("FAULTLINE_CASES", 6000);
    uint32_t failures = 0;
    for (uint64_t i = 0; i < cases && failures < 5; ++i) {
        const uint64_t seed = only != 0 ? only : first_seed + i;
        const std::string found =
            laboratory.compare(seed, family, seed % 4 == 0 ? 1 : 1 + static_cast<uint32_t>(seed % 12));
        if (found.empty()) continue;
        ++failures;
        FAIL_CHECK(found);
    }
    CHECK(failures == 0);
}

TEST_CASE("random integer instructions do what the host's CPU does") { check_family(Family::Integer, 1000000); }
TEST_CASE("random string instructions do what the host's CPU does") { check_family(Family::Strings, 2000000); }
TEST_CASE("random SSE instructions do what the host's CPU does") { check_family(Family::Sse, 3000000); }
TEST_CASE("random x87 instructions do what the host's CPU does") { check_family(Family::X87, 4000000); }

}  // namespace
}  // namespace faultline::test
