// The whole simulated computer as one value: hardware, and everything its kernel knows. Copying it is a checkpoint
// (through `snapshot`); comparing two state hashes compares two computers. Functions of engine/kernel take a Machine& and
// are the only code that changes one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/kernel/anon_vma.hpp"
#include "engine/kernel/config.hpp"
#include "engine/kernel/decode_cache.hpp"
#include "engine/kernel/fault_traces.hpp"
#include "engine/kernel/inode.hpp"
#include "engine/kernel/io_state.hpp"
#include "engine/kernel/mm.hpp"
#include "engine/kernel/page.hpp"
#include "engine/kernel/page_alloc.hpp"
#include "engine/kernel/reclaim_state.hpp"
#include "engine/kernel/swap_state.hpp"
#include "engine/kernel/task.hpp"
#include "engine/kernel/vfs_state.hpp"
#include "engine/kernel/vmstat.hpp"
#include "engine/machine/hardware.hpp"

namespace faultline {

struct Machine {
    MachineConfig config;
    Hardware hardware;

    // Frames.
    MemMap mem_map;
    PageAllocator free_frames;
    Pfn zero_page = no_frame;
    /// 2 MiB of zeros, once somebody has read a huge page first.
    Pfn huge_zero_page = no_frame;
    ReclaimState reclaim;
    SwapState swap;
    IoState io;

    // Address spaces and files.
    std::map<MmId, Mm> mms;
    MmId next_mm = 1;
    AnonVmas anon_vmas;
    std::map<InodeId, Inode> inodes;
    InodeId next_inode = 1;
    std::map<FileId, OpenFile> files;
    FileId next_file = 1;
    VfsState vfs;

    // Processes.
    std::map<Pid, Task> tasks;
    Pid next_pid = 1;
    /// Who runs, 0 when all sleep.
    Pid current = 0;

    VmStat vmstat;
    /// Pages promised to private writable mappings (Committed_AS).
    std::uint64_t committed_pages = 0;
    /// Pages charged to the memory cgroup.
    std::uint64_t cgroup_pages = 0;
    std::uint64_t random_state = 1;

    /// Decoded instructions: derived, never copied.
    DecodeCache decoded;

    /// The finished faults since the log was last drained, at Detail::Outcomes and above. Part of the outbox.
    FaultTraces fault_traces;

    /// Boots: reserves the kernel's frames and the zero page, mounts the file systems, starts no program.
    explicit Machine(const MachineConfig& machine_config);

    // Compiled once, in machine_state.cpp: a hundred containers deep, they would cost every file that has a Machine seconds.
    Machine(const Machine&);
    Machine(Machine&&) noexcept;
    Machine& operator=(const Machine&);
    Machine& operator=(Machine&&) noexcept;
    ~Machine();

    Task& task(Pid pid) { return tasks.at(pid); }
    const Task& task(Pid pid) const { return tasks.at(pid); }
    Mm& mm_of(const Task& owner) { return mms.at(owner.mm); }
    const Mm& mm_of(const Task& owner) const { return mms.at(owner.mm); }
    Page& page(Pfn pfn) { return mem_map.mutate(index_of(pfn)); }
    const Page& page(Pfn pfn) const { return mem_map[index_of(pfn)]; }

    /// A copy that shares memory with this one until either writes. Drops host pointers here first.
    Machine snapshot();
    /// The same number for equal machines, whatever the host, and whatever was recorded.
    std::uint64_t state_hash() const;
};

}  // namespace faultline
