// The page-fault handler, from the trap to the leaf, in Linux's order. What each leaf does is next door: anonymous.cpp,
// file_fault.cpp, swap_fault.cpp, wp.cpp, huge.cpp. Sources: Linux 6.18 arch/x86/mm/fault.c, mm/memory.c.
#include "engine/kernel/fault.hpp"

#include "engine/kernel/fault_outcome.hpp"
#include "engine/kernel/reclaim_policy.hpp"
#include "engine/kernel/stack.hpp"
#include "engine/kernel/vm_fault.hpp"

namespace faultline {

namespace {

/// arch_vma_access_permitted: the rights register against the VMA's key. Execution is not its business.
bool protection_key_forbids(const Machine& machine, const Vma& vma, const PageFault& fault) {
    if ((fault.error_code & ErrorCode::protection_key) != 0) return true;
    if (fault.access() == Access::Execute) return false;
    const std::uint32_t rights = machine.hardware.protection_key_rights >> (2 * vma.protection_key()) & 3u;
    return (rights & 1u) != 0 || ((rights & 2u) != 0 && fault.access() == Access::Write);
}

/// access_error, without its first two tests. It asks the VMA, not the entry: and neither VM_READ nor VM_EXEC alone.
bool access_error(const Vma& vma, const PageFault& fault) {
    if (fault.access() == Access::Write) return !vma.has(vm::write);
    if ((fault.error_code & ErrorCode::protection) != 0) return true;
    return (vma.flags & vm::access_rights) == 0;
}

Leaf do_user_addr_fault(Machine& machine, Task& task, const PageFault& fault, FaultTrace& trace) {
    if (!trace.ask(Ask::CanonicalAddress, !fault.general_protection, fault.address)) return Leaf::GeneralProtection;
    if (!trace.ask(Ask::UserSpaceAddress, fault.address < task_size, fault.address)) return Leaf::SegvMaperr;

    Mm& mm = machine.mm_of(task);
    Vma* vma = mm.find_vma(fault.address);
    const std::uint64_t vma_start = vma != nullptr ? vma->start : 0;
    if (!trace.ask(Ask::VmaCoversAddress, vma != nullptr && vma->start <= fault.address, vma_start)) {
        if (!trace.ask(Ask::VmaAboveGrowsDown, vma != nullptr && vma->has(vm::grows_down), vma_start)) {
            return Leaf::SegvMaperr;
        }
        if (!trace.ask(Ask::StackMayGrow, expand_stack(machine, task, mm, *vma, fault.address) == 0, vma_start)) {
            return Leaf::SegvMaperr;
        }
    }
    if (trace.ask(Ask::ProtectionKeyForbids, protection_key_forbids(machine, *vma, fault), vma->protection_key())) {
        return Leaf::SegvPkuerr;
    }
    if (!trace.ask(Ask::AccessPermitted, !access_error(*vma, fault), vma->flags)) return Leaf::SegvAccerr;

    const FaultBy by = fault.mode() == Mode::User ? FaultBy::User : FaultBy::Kernel;
    return handle_mm_fault(machine, task, mm, *vma, fault.address, fault.access(), by, trace);
}

/// Not pmd_none, and not pmd_trans_huge.
bool table_below(Pte pmd) { return pmd.present() && !pmd.huge(); }

/// The slow half of __handle_mm_fault: tables, then the huge path, then the last level.
Leaf handle_fault_in_vma(VmFault& fault) {
    fault.pmd = make_entry(fault.machine, fault.mm, fault.address, Level::Pmd);
    if (!fault.ask(Ask::FrameAvailable, fault.pmd.exists())) return Leaf::OomKilled;
    Leaf leaf{};
    if (!table_below(read_entry(fault.machine, fault.pmd)) && handle_huge_pmd(fault, leaf)) return leaf;
    return handle_pte_fault(fault);
}

}  // namespace

FaultResult handle_page_fault(Machine& machine, Task& task, const PageFault& fault) {
    FaultTrace trace;
    trace.recorded = machine.hardware.log.wants(Detail::Outcomes);
    trace.pid = task.pid;
    trace.address = fault.address;
    trace.error_code = fault.error_code;
    trace.instruction_address = task.cpu.rip;
    trace.in_kernel = fault.mode() == Mode::Kernel;
    const Nanoseconds started = machine.hardware.now;
    const Leaf leaf = do_user_addr_fault(machine, task, fault, trace);
    return finish_page_fault(machine, task, fault, leaf, trace, started);
}

Leaf handle_mm_fault(Machine& machine, Task& task, Mm& mm, Vma& vma, std::uint64_t address, Access access, FaultBy by,
                     FaultTrace& trace) {
    policy_note_fault(machine);
    VmFault fault{machine, task, mm, &vma, page_start(address), access, by, trace};
    const Leaf leaf = handle_fault_in_vma(fault);
    mm_account_fault(fault, leaf);
    return leaf;
}

Leaf handle_pte_fault(VmFault& fault) {
    const Pte pmd = read_entry(fault.machine, fault.pmd);
    if (pmd.present()) {
        fault.pte = {pmd.pfn(), table_index(fault.address, Level::Pte)};
        fault.orig = read_entry(fault.machine, fault.pte);
    }
    fault.trace.pte_before = fault.orig;

    if (fault.ask(Ask::PteEmpty, fault.orig.empty(), fault.orig.bits)) {
        return fault.ask(Ask::VmaAnonymous, fault.vma->anonymous(), fault.vma->start) ? do_anonymous_page(fault)
                                                                                      : do_fault(fault);
    }
    if (!fault.ask(Ask::PtePresent, fault.orig.present(), fault.orig.bits)) return do_swap_page(fault);
    if (fault.ask(Ask::WriteToReadOnlyPte, fault.write() && !fault.orig.writable(), fault.orig.bits)) {
        return do_wp_page(fault);
    }
    // Present and sufficient: someone mended it since the translation was cached.
    set_pte(fault, fault.orig.with(Pte::accessed_bit | (fault.write() ? Pte::dirty_bit : 0)));
    flush_tlb_page(fault.machine, fault.mm, fault.address);
    return Leaf::Spurious;
}

}  // namespace faultline
