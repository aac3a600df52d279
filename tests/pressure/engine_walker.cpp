#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "engine/kernel/clear_refs.hpp"
#include "engine/kernel/memcontrol.hpp"
#include "engine/kernel/page_table.hpp"
#include "engine/kernel/run.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "engine/kernel/terminal.hpp"
#include "engine/program/start.hpp"
#include "tests/pressure/walker.hpp"
#include "tools/cli/program_file.hpp"

namespace faultline::pressure {

namespace {

constexpr std::uint64_t arena = 0x2'0000'0000;

MachineConfig walker_machine() {
    MachineConfig config;
    config.swaps = {{SwapKind::Ssd, 256ull << 20}};
    config.page_cluster = 0;
    return config;
}

}  // namespace

const std::vector<std::uint8_t>& walker_elf() {
    static const std::vector<std::uint8_t> elf = [] {
        std::string error;
        const std::optional<cli::ProgramFile> program = cli::load_program("tests/pressure/walker.c", error);
        REQUIRE_MESSAGE(program.has_value(), error);
        return program->elf;
    }();
    return elf;
}

EngineWalker::EngineWalker(std::uint64_t limit_pages) : machine_(walker_machine()) {
    machine_.vfs.terminal.is_tty = false;
    ProgramStart start;
    start.elf = walker_elf();
    std::string error;
    pid_ = start_program(machine_, start, error);
    REQUIRE_MESSAGE(pid_ != 0, error);
    REQUIRE(tell("flush").has_value());
    REQUIRE(limit(usage_pages() + limit_pages));
}

std::optional<Faults> EngineWalker::tell(const std::string& command) {
    type_on_terminal(machine_, command + "\n");
    if (run_machine(machine_).reason != Halt::WaitsForInput) return std::nullopt;
    const ByteLog& output = machine_.vfs.terminal.standard_output;
    const std::string answer = output.text(read_);
    read_ = output.size();
    char* rest = nullptr;
    Faults faults;
    faults.minor = std::strtoull(answer.c_str(), &rest, 10);
    faults.major = std::strtoull(rest, nullptr, 10);
    return faults;
}

bool EngineWalker::limit(std::uint64_t pages) { return mem_cgroup_resize_max(machine_, pages * page_bytes); }

void EngineWalker::clear_refs() { faultline::clear_refs(machine_, machine_.mm_of(machine_.task(pid_))); }

std::vector<std::uint32_t> EngineWalker::swapped(std::uint32_t pages) const {
    // A fresh device gives its slots out in order.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> slots;
    const Mm& mm = machine_.mm_of(machine_.task(pid_));
    for (std::uint32_t page = 0; page < pages; ++page) {
        const Pte pte = find_pte(machine_, mm, arena + std::uint64_t{page} * page_bytes);
        if (pte.swap_like()) slots.emplace_back(swap_entry_of(pte).slot(), page);
    }
    std::sort(slots.begin(), slots.end());
    std::vector<std::uint32_t> out;
    for (const auto& [slot, page] : slots) out.push_back(page);
    return out;
}

}  // namespace faultline::pressure
