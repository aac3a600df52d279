// Processes and who shares what: the figures of ps and smaps, and the entries that map one frame.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/machine.hpp"
#include "web/messages.hpp"
#include "web/semantics/memory_looks.hpp"

namespace faultline {

struct ProcessFacts {
    Pid pid = 0;
    Pid parent = 0;
    std::string name;
    TaskState state{};
    FaultCounts faults;
    /// False once it has given its memory back.
    bool has_memory = false;
    std::uint64_t vsz_bytes = 0;
    MemoryCount memory;
};

/// All tasks by pid.
std::vector<ProcessFacts> processes_of(const Machine& machine, const MemoryLooks& looks);
/// The state in words; the one that runs now is told apart.
Message state_name(const Machine& machine, const ProcessFacts& facts);

/// One entry that maps a frame.
struct Mapping {
    Pid pid = 0;
    std::uint64_t address = 0;
    Pte entry;
};

/// Every entry that maps the frame, by pid and address; of a huge page the address of this very frame. Empty for the
/// zero page, whose mappings the kernel does not count either.
std::vector<Mapping> mappings_of(const Machine& machine, Pfn pfn);

}  // namespace faultline
