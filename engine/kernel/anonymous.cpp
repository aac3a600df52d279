// First touches of private anonymous memory. Linux: mm/memory.c do_anonymous_page, mm/rmap.c __anon_vma_prepare.
#include "engine/kernel/lru.hpp"
#include "engine/kernel/memcontrol.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/vm_fault.hpp"

namespace faultline {

namespace {

/// anon_vma_compatible, for `left` directly below `right`. Rights may differ: mprotect could have split them.
bool anon_vma_compatible(const Vma& left, const Vma& right) {
    constexpr std::uint64_t ignored = vm::access_rights | vm::maybe_guard;
    return left.end == right.start && left.file == right.file && ((left.flags ^ right.flags) & ~ignored) == 0 &&
           right.page_offset == left.page_offset + pages_in(left.bytes());
}

/// find_mergeable_anon_vma: the neighbour whose anon_vma can be shared, the next one first.
const Vma* find_mergeable_anon_vma(const Machine& machine, const Mm& mm, const Vma& vma) {
    const auto usable = [&](const Vma& neighbour) {
        return neighbour.anon_vma != no_anon_vma && !machine.anon_vmas.forked(neighbour);
    };
    const std::size_t index = static_cast<std::size_t>(&vma - mm.vmas.data());
    if (index + 1 < mm.vmas.size()) {
        const Vma& next = mm.vmas[index + 1];
        if (anon_vma_compatible(vma, next) && usable(next)) return &next;
    }
    if (index > 0) {
        const Vma& previous = mm.vmas[index - 1];
        if (anon_vma_compatible(previous, vma) && usable(previous)) return &previous;
    }
    return nullptr;
}

}  // namespace

void anon_vma_prepare(Machine& machine, Mm& mm, Vma& vma) {
    if (vma.anon_vma != no_anon_vma) return;
    const Vma* neighbour = find_mergeable_anon_vma(machine, mm, vma);
    if (neighbour != nullptr) machine.anon_vmas.adopt(vma, *neighbour);
    else machine.anon_vmas.create_for(vma);
}

bool pte_alloc(VmFault& fault) {
    if (!fault.pte.exists()) fault.pte = make_entry(fault.machine, fault.mm, fault.address, Level::Pte);
    return fault.pte.exists();
}

bool zero_page_allowed(VmFault& fault) {
    // Where it always is, nobody asks.
    return fault.machine.config.zero_page || fault.ask(Ask::ZeroPageAllowed, false);
}

Pfn folio_prealloc(VmFault& fault) {
    Machine& machine = fault.machine;
    const Pfn pfn = alloc_uncharged(machine, PageUse::Anon, Gfp::User);
    if (!fault.ask(Ask::FrameAvailable, pfn != no_frame)) return no_frame;
    const bool charged = mem_cgroup_charge(machine, 1, Gfp::User);
    // Where there is no limit, nobody asks.
    if (machine.config.cgroup_limit_bytes == 0 || fault.ask(Ask::CgroupHasRoom, charged, machine.cgroup_pages)) return pfn;
    free_uncharged(machine, pfn);
    return no_frame;
}

Leaf do_anonymous_page(VmFault& fault) {
    Machine& machine = fault.machine;
    Vma& vma = *fault.vma;
    if (!fault.ask(Ask::FrameAvailable, pte_alloc(fault))) return Leaf::OomKilled;

    const bool write = fault.ask(Ask::Write, fault.write());
    if (!write && zero_page_allowed(fault)) {
        set_pte(fault, mk_pte(machine.zero_page, vma).with(Pte::special_bit));
        fault.trace.pages_mapped = 1;
        return Leaf::AnonZeroPage;
    }
    anon_vma_prepare(machine, fault.mm, vma);
    const Pfn pfn = folio_prealloc(fault);
    if (pfn == no_frame) return Leaf::OomKilled;

    Page& page = machine.page(pfn);
    folio_add_new_anon_rmap(vma, page, fault.address);
    folio_add_lru_vma(machine, vma, pfn, page);
    ++fault.mm.rss_of(Rss::Anon);
    const Pte pte = mk_pte(pfn, vma);
    set_pte(fault, vma.has(vm::write) ? maybe_mkwrite(pte.with(Pte::dirty_bit), vma) : pte);
    fault.trace.pages_mapped = 1;
    return Leaf::AnonNewFrame;
}

}  // namespace faultline
