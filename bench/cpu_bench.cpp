// What an instruction costs: a program compiled by TCC on the CPU alone, on a bus shaped like the machine's hit path.
// "cpu_step" runs the same program one instruction a call. `bench/tools.mjs` sets the first row beside qemu-user.
#include <vector>

#include "bench/cpu_bus.hpp"
#include "bench/cpu_program.hpp"
#include "bench/harness.hpp"
#include "engine/cpu/run.hpp"

namespace faultline::bench {
namespace {

constexpr std::uint64_t base = 0x400000;
constexpr std::uint32_t memory_bytes = 4u << 20;

using Bytes = std::vector<std::uint8_t>;

std::uint64_t field(const Bytes& elf, std::uint64_t at, std::uint32_t size) {
    std::uint64_t value = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
        value |= std::uint64_t{elf.at(static_cast<std::size_t>(at + i))} << (8 * i);
    }
    return value;
}

/// Copies the PT_LOAD segments and answers the entry point.
std::uint64_t load(const Bytes& elf, CpuBenchBus& bus) {
    const std::uint64_t headers = field(elf, 32, 8);
    for (std::uint64_t i = 0; i < field(elf, 56, 2); ++i) {
        const std::uint64_t header = headers + i * 56;
        if (field(elf, header, 4) != 1) continue;
        const std::uint64_t offset = field(elf, header + 8, 8);
        std::memcpy(bus.at(field(elf, header + 16, 8)), elf.data() + offset,
                    static_cast<std::size_t>(field(elf, header + 32, 8)));
    }
    return field(elf, 24, 8);
}

/// Runs to the exit, at most `slice` instructions a call and `most` in all; answers how many ran.
std::uint64_t run_program(const Bytes& elf, std::uint64_t slice, std::uint64_t most) {
    CpuBenchBus bus(base, memory_bytes);
    DecodedPages pages;
    CpuState state;
    state.rip = load(elf, bus);
    state[Gpr::Rsp] = base + memory_bytes - 256;
    std::uint64_t done = 0;
    while (done < most) {
        const RunResult result = run(state, pages, bus, RunLimits{slice, {}});
        done += result.instructions_retired;
        if (result.reason != RunReason::LimitReached) break;
    }
    return done;
}

void measure_all(const Bytes& elf) {
    constexpr std::uint64_t all = ~std::uint64_t{0};
    const std::uint64_t instructions = run_program(elf, all, all);
    measure("cpu_run", instructions, [&] { keep(run_program(elf, 200000, all)); });
    measure("cpu_step", 200000, [&] { keep(run_program(elf, 1, 200000)); });
}

}  // namespace
}  // namespace faultline::bench

int main(int count, char** words) {
    faultline::bench::begin(count, words);
    faultline::bench::measure_all(faultline::bench::cpu_program(1));
}
