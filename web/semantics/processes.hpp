// Processes and who shares what: the figures of ps and smaps, and the entries that map one frame.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/machine.hpp"
#include "web/semantics/frame_looks.hpp"

namespace faultline {

/// Pages of one address space as smaps_rollup counts them. The zero page is in none of them.
struct MemoryCount {
    std::uint64_t resident = 0;
    /// Of these: mapped more than once, here or elsewhere.
    std::uint64_t shared = 0;
    std::uint64_t swapped = 0;
    /// Bytes with 12 more bits (PSS_SHIFT), each page divided by how often it is mapped.
    std::uint64_t pss_shifted = 0;

    std::uint64_t pss_bytes() const { return pss_shifted >> 12; }
    void add(const Machine& machine, const FrameLooks& frames, std::uint64_t pages, Pte entry);
};

MemoryCount count_memory(const Machine& machine, const FrameLooks& frames, const Mm& mm);

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
std::vector<ProcessFacts> processes_of(const Machine& machine, const FrameLooks& frames);
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
