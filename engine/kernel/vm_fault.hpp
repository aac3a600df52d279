// One pass through the fault handler: struct vm_fault, and the functions of mm/memory.c that hand it on to each other.
// Each ends in a Leaf. A leaf happens whole, or is OomKilled and nothing has changed but tables.
#pragma once

#include "engine/kernel/fault.hpp"
#include "engine/kernel/page_table.hpp"

namespace faultline {

struct VmFault {
    Machine& machine;
    Task& task;
    Mm& mm;
    Vma* vma;
    /// Start of the page.
    std::uint64_t address;
    Access access;
    FaultBy by;
    FaultTrace& trace;
    EntryPosition pmd{};
    /// Does not exist yet while the last-level table is missing.
    EntryPosition pte{};
    /// The entry as it was found.
    Pte orig{};
    /// VM_FAULT_MAJOR was seen.
    bool major = false;
    /// A pass ended in VM_FAULT_RETRY: the page's read was started or was in flight.
    bool retried = false;

    bool write() const { return access == Access::Write; }
    std::uint64_t file_index() const { return vma->index_of_address(address); }
    bool ask(Ask question, bool yes, std::uint64_t fact = 0) { return trace.ask(question, yes, fact); }
    /// The task needs what a device delivers at `when`.
    void wait_until(Nanoseconds when) {
        if (when > trace.ready_at) trace.ready_at = when;
    }
};

Leaf handle_pte_fault(VmFault& fault);
Leaf do_anonymous_page(VmFault& fault);
Leaf do_fault(VmFault& fault);
Leaf do_swap_page(VmFault& fault);
Leaf do_wp_page(VmFault& fault);
/// The huge half of __handle_mm_fault, where no table of small pages stands. False: go on with handle_pte_fault.
bool handle_huge_pmd(VmFault& fault, Leaf& leaf);

/// pte_alloc: the last-level table. False: out of memory.
[[nodiscard]] bool pte_alloc(VmFault& fault);
/// folio_prealloc and the first order of alloc_anon_folio: a frame for anonymous memory and the group's charge for it, each
/// asked for. no_frame: out of memory.
[[nodiscard]] Pfn folio_prealloc(VmFault& fault);
/// Whether a read may map the zero page (not mm_forbids_zeropage).
bool zero_page_allowed(VmFault& fault);
/// Writes the faulting entry and notes it in the trace.
inline void set_pte(VmFault& fault, Pte pte) {
    write_entry(fault.machine, fault.pte, pte);
    fault.trace.pte_after = pte;
    if (pte.present()) fault.trace.frame = pte.pfn();
}

/// anon_vma_prepare: the VMA can own anonymous pages from here on.
void anon_vma_prepare(Machine& machine, Mm& mm, Vma& vma);

}  // namespace faultline
