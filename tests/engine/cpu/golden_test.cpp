/// One hash for what a fixed corpus of random code does: the same natively, under the sanitizers and as wasm.
///
/// When the generator changes, FAULTLINE_UPDATE_GOLDEN=1 rewrites the file; the differential test is what says that the
/// hash is right.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "engine/cpu/decode.hpp"
#include "engine/cpu/run.hpp"
#include "tests/engine/cpu/flat_bus.hpp"
#include "tests/engine/cpu/random_code.hpp"

namespace faultline::test {
namespace {

constexpr const char* kGolden = "tests/engine/cpu/golden.txt";

uint64_t mixed(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x100000001b3u;
    return hash ^ (hash >> 29);
}

uint64_t hash_of(const CpuState& state, uint64_t hash) {
    for (const uint64_t reg : state.gpr) hash = mixed(hash, reg);
    hash = mixed(mixed(hash, state.rip), state.rflags);
    for (const Xmm& xmm : state.xmm) hash = mixed(mixed(hash, xmm.low), xmm.high);
    for (const Float80& value : state.x87) hash = mixed(mixed(hash, value.mantissa), value.sign_exponent);
    return mixed(mixed(mixed(mixed(hash, state.fcw), state.fsw), state.ftw), state.mxcsr);
}

uint64_t corpus_hash(Family family, uint64_t first_seed) {
    FlatBus bus(kArena, kArenaBytes);
    DecodedPages pages;
    uint64_t hash = 0xcbf29ce484222325u;
    for (uint64_t seed = first_seed; seed < first_seed + 2000; ++seed) {
        TestRng rng(seed);
        const RandomCode code = random_code(rng, family, 12, kCodeStart);
        CpuState state = random_state(rng, family);
        state.rip = kCodeStart;
        bus.write(kDataStart, random_data(rng, family));
        bus.write(kCodeStart, code.bytes);
        const uint64_t stops[] = {kCodeStart + code.bytes.size()};
        const RunResult result = run(state, pages, bus, RunLimits{1000, stops});
        hash = mixed(hash_of(state, hash), static_cast<uint64_t>(result.reason) + result.instructions_retired * 16);
        for (uint64_t at = kDataStart; at < kArena + kArenaBytes; at += 8) {
            uint64_t word = 0;
            std::memcpy(&word, bus.at(at), 8);
            hash = mixed(hash, word);
        }
    }
    return hash;
}

std::string hexadecimal(uint64_t value) {
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[(value >> shift) & 15u];
    return text;
}

TEST_CASE("a fixed corpus of instructions has the same effect on every host") {
    std::string now;
    now += "integer " + hexadecimal(corpus_hash(Family::Integer, 500)) + "\n";
    now += "strings " + hexadecimal(corpus_hash(Family::Strings, 500)) + "\n";
    now += "sse " + hexadecimal(corpus_hash(Family::Sse, 500)) + "\n";
    now += "x87 " + hexadecimal(corpus_hash(Family::X87, 500)) + "\n";
    if (std::getenv("FAULTLINE_UPDATE_GOLDEN") != nullptr) std::ofstream(kGolden) << now;
    std::ifstream file(kGolden);
    const std::string golden{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    CHECK(now == golden);
}

/// Jumps and RET change where the listing goes on, so this only follows the bytes.
void count_mnemonics(const RandomCode& code, std::map<cpu::Mnemonic, uint32_t>& seen) {
    for (size_t at = 0; at < code.bytes.size();) {
        cpu::Instruction instruction;
        if (cpu::decode(std::span(code.bytes).subspan(at), instruction) != cpu::DecodeStatus::Ok) return;
        ++seen[instruction.mnemonic];
        at += instruction.length;
    }
}

TEST_CASE("the random code reaches every instruction that a host would run the same way") {
    using enum cpu::Mnemonic;
    // These stop the run, ask about the machine itself, or do nothing; run_test.cpp and precise_test.cpp have them.
    const auto elsewhere = [](cpu::Mnemonic m) {
        return m == Nop || m == Pause || m == Endbr64 || m == Fwait || (m >= Mfence && m <= Int) || m == Movnti ||
               m == Ldmxcsr || m == Stmxcsr || m == Fldcw || m == Fnclex;
    };
    std::map<cpu::Mnemonic, uint32_t> seen;
    for (const Family family : {Family::Integer, Family::Strings, Family::Sse, Family::X87}) {
        for (uint64_t seed = 0; seed < 6000; ++seed) {
            TestRng rng(seed);
            count_mnemonics(random_code(rng, family, 10, kCodeStart), seen);
        }
    }
    for (uint32_t i = 0; i <= static_cast<uint32_t>(Fnclex); ++i) {
        const cpu::Mnemonic mnemonic = static_cast<cpu::Mnemonic>(i);
        if (elsewhere(mnemonic)) continue;
        CAPTURE(std::string(cpu::mnemonic_name(mnemonic)));
        CHECK(seen[mnemonic] > 0);
    }
}

}  // namespace
}  // namespace faultline::test
