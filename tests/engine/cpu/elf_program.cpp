#include "tests/engine/cpu/elf_program.hpp"

#include <fstream>
#include <iterator>

#include "engine/cpu/disassemble.hpp"
#include "engine/cpu/run.hpp"
#include "tests/engine/cpu/flat_bus.hpp"

namespace faultline::test {

namespace {
constexpr uint64_t kBase = 0x400000;
constexpr uint32_t kSize = 8u << 20;

uint8_t byte_at(const std::vector<uint8_t>& bytes, uint64_t at) { return bytes.at(static_cast<size_t>(at)); }

uint64_t little_endian(const std::vector<uint8_t>& bytes, uint64_t at, uint32_t size) {
    uint64_t value = 0;
    for (uint32_t i = 0; i < size; ++i) value |= uint64_t{byte_at(bytes, at + i)} << (8 * i);
    return value;
}

/// Copies the PT_LOAD segments and answers the entry point.
uint64_t load_elf(const std::vector<uint8_t>& elf, FlatBus& bus) {
    const uint64_t headers = little_endian(elf, 32, 8);
    const uint64_t count = little_endian(elf, 56, 2);
    for (uint64_t i = 0; i < count; ++i) {
        const uint64_t header = headers + i * 56;
        if (little_endian(elf, header, 4) != 1) continue;
        const uint64_t offset = little_endian(elf, header + 8, 8);
        const uint64_t address = little_endian(elf, header + 16, 8);
        const uint64_t in_file = little_endian(elf, header + 32, 8);
        for (uint64_t b = 0; b < in_file; ++b) *bus.at(address + b) = byte_at(elf, offset + b);
    }
    return little_endian(elf, 24, 8);
}

/// Serves one system call. False: the program has exited.
bool serve(CpuState& state, FlatBus& bus, ProgramRun& out) {
    const uint64_t number = state[Gpr::Rax];
    if (number == 1) {
        const uint64_t size = state[Gpr::Rdx];
        for (uint64_t i = 0; i < size; ++i) out.output.push_back(static_cast<char>(*bus.at(state[Gpr::Rsi] + i)));
        state[Gpr::Rax] = size;
        return true;
    }
    if (number != 60) out.problem = "system call " + std::to_string(number);
    out.exit_code = static_cast<int32_t>(state[Gpr::Rdi] & 0xffu);
    return false;
}
}  // namespace

std::vector<uint8_t> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

ProgramRun run_program(const std::vector<uint8_t>& elf, uint64_t slice) {
    ProgramRun out;
    FlatBus bus(kBase, kSize);
    DecodedPages pages;
    CpuState& state = out.state;
    state.rip = load_elf(elf, bus);
    // As exec leaves it: argc 0, then the ends of argv, envp and auxv.
    state[Gpr::Rsp] = kBase + kSize - 256;
    while (true) {
        const RunResult result = run(state, pages, bus, RunLimits{slice, {}});
        out.instructions += result.instructions_retired;
        out.ended_by = result.reason;
        if (result.reason == RunReason::LimitReached) continue;
        if (result.reason == RunReason::Syscall && serve(state, bus, out)) continue;
        if (result.reason != RunReason::Syscall) {
            out.problem = "stopped at " + cpu::disassemble_bytes(bus.at(state.rip), 15, state.rip);
        }
        return out;
    }
}

}  // namespace faultline::test
