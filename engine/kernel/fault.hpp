// The page-fault handler. Linux: arch/x86/mm/fault.c, mm/memory.c.
#pragma once

#include "engine/kernel/fault_trace.hpp"
#include "engine/machine/pte.hpp"

namespace faultline {

struct Machine;
struct Mm;
struct Task;
struct Vma;

/// Four bytes: one register of the host. A struct of three is put together in memory, byte by byte, and waited for.
struct alignas(4) FaultResult {
    Leaf leaf{};
    /// The access can be made now, or after the sleep. False: a signal was raised (Mode::User), or the caller returns
    /// EFAULT (Mode::Kernel).
    bool resolved = false;
    /// The task waits for a device: it is in DiskSleep until `Task::wakes_at`. Everything else has happened already, so
    /// the instruction runs again when it wakes (docs/model.md#devices).
    bool sleeps = false;
};

/// Exception 14 (and 13 for an address that is not canonical) of `task`, which runs: decides, repairs, counts, charges
/// simulated time, records, and raises the signal if nothing can be repaired. In Mode::Kernel no signal is raised and a
/// wait for a device passes at once, in simulated time.
/// Linux: exc_page_fault, do_user_addr_fault.
FaultResult handle_page_fault(Machine& machine, Task& task, const PageFault& fault);

/// On whose behalf a fault is handled: decides what counts as major (docs/model.md#accounting).
enum class FaultBy : std::uint8_t {
    User,            // an instruction
    Kernel,          // copy_to_user and its kin
    Populate,        // mlock, MAP_POPULATE: retried without FAULT_FLAG_TRIED
    Gup,             // MADV_POPULATE_*, other get_user_pages: retried with it
    GupNoRetry,      // mprotect of a locked VMA, remote access: waits inside the pass
};

/// One fault at `address`, which lies in `vma` of `mm`, which permits `access`; counts for `task`.
/// Linux: mm/memory.c handle_mm_fault, with mm_account_fault at its end.
Leaf handle_mm_fault(Machine& machine, Task& task, Mm& mm, Vma& vma, std::uint64_t address, Access access, FaultBy by,
                     FaultTrace& trace);

/// Whether a leaf means that the access can be made.
bool resolves(Leaf leaf);

}  // namespace faultline
