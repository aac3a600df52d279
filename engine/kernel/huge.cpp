#include "engine/kernel/huge.hpp"

#include "engine/kernel/lru.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/vm_fault.hpp"

namespace faultline {

namespace {

constexpr std::int64_t huge_pages_rss = pages_per_huge_page;

std::uint64_t huge_start(std::uint64_t address) { return address / huge_page_bytes * huge_page_bytes; }

Pfn nth(Pfn head, std::uint32_t i) { return static_cast<Pfn>(index_of(head) + i); }

/// mm_get_huge_zero_folio: made when first wanted, kept for ever.
Pfn get_huge_zero_page(Machine& machine) {
    if (machine.huge_zero_page != no_frame) return machine.huge_zero_page;
    if (machine.free_frames.free() < machine.reclaim.watermark_low + pages_per_huge_page) return no_frame;
    const Pfn head = machine.free_frames.take_huge();
    if (head == no_frame) return no_frame;
    for (std::uint32_t i = 0; i < pages_per_huge_page; ++i) {
        Page& page = machine.page(nth(head, i));
        page = Page{};
        page.use = PageUse::Reserved;
        page.reference_count = 1;
    }
    ++machine.vmstat.thp_zero_page_alloc;
    machine.huge_zero_page = head;
    return head;
}

void set_pmd(VmFault& fault, Pte pmd) {
    write_entry(fault.machine, fault.pmd, pmd);
    fault.trace.pte_after = pmd;
    fault.trace.frame = pmd.pfn();
    fault.trace.pages_mapped = pages_per_huge_page;
}

/// map_anon_folio_pmd: a new folio, whole, at the 2 MiB around the address.
void map_anon_folio_pmd(VmFault& fault, Pfn head) {
    Machine& machine = fault.machine;
    Vma& vma = *fault.vma;
    Page& page = machine.page(head);
    page.mapping = vma.anon_vma;
    page.index = vma.index_of_address(huge_start(fault.address));
    page.set(page_flag::swap_backed | page_flag::uptodate | page_flag::anon_exclusive);
    add_entire_map(machine, head, 1);
    folio_add_lru_vma(machine, vma, head, page);
    fault.mm.rss_of(Rss::Anon) += huge_pages_rss;
    ++machine.vmstat.thp_fault_alloc;
    set_pmd(fault, maybe_mkwrite(mk_pte(head, vma).with(Pte::huge_bit | Pte::dirty_bit), vma));
}

/// do_huge_pmd_anonymous_page. False: fall back to small pages.
bool do_huge_pmd_anonymous_page(VmFault& fault, Leaf& leaf) {
    Machine& machine = fault.machine;
    const std::uint64_t start = huge_start(fault.address);
    if (!fault.ask(Ask::Write, fault.write()) && zero_page_allowed(fault)) {
        const Pfn zero = get_huge_zero_page(machine);
        if (!fault.ask(Ask::FrameAvailable, zero != no_frame && deposit_table(machine, fault.mm, start))) return false;
        set_pmd(fault, mk_pte(zero, *fault.vma).with(Pte::huge_bit | Pte::special_bit));
        leaf = Leaf::HugeZeroPage;
        return true;
    }
    anon_vma_prepare(machine, fault.mm, *fault.vma);
    const Pfn head = alloc_huge_folio(machine);
    if (!fault.ask(Ask::FrameAvailable, head != no_frame)) {
        ++machine.vmstat.thp_fault_fallback;
        return false;
    }
    if (!deposit_table(machine, fault.mm, start)) {
        put_page(machine, head);
        return false;
    }
    map_anon_folio_pmd(fault, head);
    leaf = Leaf::HugeNewFolio;
    return true;
}

/// do_huge_pmd_wp_page. False: the mapping was split, go on with small pages.
bool do_huge_pmd_wp_page(VmFault& fault, Pte pmd, Leaf& leaf) {
    Machine& machine = fault.machine;
    if (fault.ask(Ask::ZeroPage, pmd.special(), index_of(pmd.pfn()))) {
        anon_vma_prepare(machine, fault.mm, *fault.vma);
        const Pfn head = alloc_huge_folio(machine);
        if (fault.ask(Ask::FrameAvailable, head != no_frame)) {
            flush_tlb_range(machine, fault.mm, huge_start(fault.address), huge_start(fault.address) + huge_page_bytes);
            map_anon_folio_pmd(fault, head);
            leaf = Leaf::HugeZeroPageReplaced;
            return true;
        }
        ++machine.vmstat.thp_fault_fallback;
    } else {
        const Pfn head = pmd.pfn();
        if (!on_lru(machine.page(head))) lru_add_drain(machine);
        const bool exclusive = machine.page(head).has(page_flag::anon_exclusive);
        const std::uint32_t references = machine.page(head).reference_count;
        if (fault.ask(Ask::AnonExclusive, exclusive, machine.page(head).flags) ||
            fault.ask(Ask::SoleReference, references == 1, references)) {
            folio_move_anon_rmap(machine, *fault.vma, head);
            set_pmd(fault, maybe_mkwrite(pmd.with(Pte::accessed_bit | Pte::dirty_bit), *fault.vma));
            leaf = Leaf::HugeReuse;
            return true;
        }
    }
    split_huge_pmd(machine, fault.mm, fault.pmd, fault.address);
    return false;
}

}  // namespace

bool thp_allowed(const Machine& machine, const Mm& mm, const Vma& vma) {
    if (mm.thp_disabled || !vma.anonymous() || vma.has(vm::no_huge_page)) return false;
    switch (machine.config.thp) {
        case ThpMode::Never: return false;
        case ThpMode::Madvise: return vma.has(vm::huge_page);
        case ThpMode::Always: return true;
    }
    return false;
}

bool handle_huge_pmd(VmFault& fault, Leaf& leaf) {
    const Pte pmd = read_entry(fault.machine, fault.pmd);
    if (!pmd.present()) {
        const std::uint64_t start = huge_start(fault.address);
        const bool fits = thp_allowed(fault.machine, fault.mm, *fault.vma) && start >= fault.vma->start &&
                          start + huge_page_bytes <= fault.vma->end;
        if (!fault.ask(Ask::HugePageFits, fits, fault.vma->flags)) return false;
        return do_huge_pmd_anonymous_page(fault, leaf);
    }
    fault.trace.pte_before = pmd;
    fault.ask(Ask::PmdPresent, true, pmd.bits);
    if (fault.ask(Ask::WriteToReadOnlyPmd, fault.write() && !pmd.writable(), pmd.bits)) {
        return do_huge_pmd_wp_page(fault, pmd, leaf);
    }
    set_pmd(fault, pmd.with(Pte::accessed_bit | (fault.write() ? Pte::dirty_bit : 0)));
    flush_tlb_page(fault.machine, fault.mm, fault.address);
    leaf = Leaf::Spurious;
    return true;
}

void zap_huge_pmd(Machine& machine, Mm& mm, EntryPosition pmd, Pte pte, std::uint64_t address) {
    free_deposited_table(machine, mm, huge_start(address));
    write_entry(machine, pmd, Pte{});
    if (pte.special()) return;
    const Pfn head = pte.pfn();
    add_entire_map(machine, head, -1);
    mm.rss_of(Rss::Anon) -= huge_pages_rss;
    put_page(machine, head);
}

void split_huge_pmd(Machine& machine, Mm& mm, EntryPosition pmd, std::uint64_t address) {
    const Pte huge = read_entry(machine, pmd);
    const std::uint64_t start = huge_start(address);
    const Pfn table = withdraw_table(mm, start);
    const Pfn head = huge.pfn();
    const Pte flags = huge.without(Pte::huge_bit | Pte::frame_mask);
    const bool exclusive = !huge.special() && machine.page(head).has(page_flag::anon_exclusive);
    for (std::uint32_t i = 0; i < pages_per_huge_page; ++i) {
        const Pfn pfn = huge.special() ? machine.zero_page : nth(head, i);
        write_entry(machine, {table, i}, Pte::of(pfn, flags.bits));
        if (huge.special()) continue;
        ++machine.page(pfn).map_count;
        if (exclusive) machine.page(pfn).set(page_flag::anon_exclusive);
    }
    if (!huge.special()) {
        machine.page(head).reference_count += pages_per_huge_page - 1;
        add_entire_map(machine, head, -1);
    }
    write_entry(machine, pmd, Pte::of(table, table_flags));
    flush_tlb_range(machine, mm, start, start + huge_page_bytes);
    ++machine.vmstat.thp_split_pmd;
}

void split_huge_pmd_at(Machine& machine, Mm& mm, std::uint64_t address) {
    if (address % huge_page_bytes == 0) return;
    const EntryPosition pmd = find_entry(machine, mm, address, Level::Pmd);
    if (!pmd.exists()) return;
    const Pte entry = read_entry(machine, pmd);
    if (entry.present() && entry.huge()) split_huge_pmd(machine, mm, pmd, address);
}

bool copy_huge_pmd(Machine& machine, Mm& child, EntryPosition pmd, Pte pte, std::uint64_t address) {
    const EntryPosition target = make_entry(machine, child, address, Level::Pmd);
    if (!target.exists() || !deposit_table(machine, child, huge_start(address))) return false;
    if (!pte.special()) {
        const Pfn head = pte.pfn();
        get_page(machine.page(head));
        add_entire_map(machine, head, 1);
        child.rss_of(Rss::Anon) += huge_pages_rss;
        machine.page(head).clear(page_flag::anon_exclusive);
        write_entry(machine, pmd, pte.without(Pte::writable_bit));
    }
    write_entry(machine, target, pte.without(Pte::writable_bit | Pte::accessed_bit));
    return true;
}

bool collapse_huge_page(Machine& machine, Mm& mm, Vma& vma, std::uint64_t start) {
    const EntryPosition pmd = find_entry(machine, mm, start, Level::Pmd);
    if (!pmd.exists() || !read_entry(machine, pmd).present()) return false;
    if (read_entry(machine, pmd).huge()) return true;
    const Pfn table = read_entry(machine, pmd).pfn();
    std::uint32_t present = 0;
    for (std::uint32_t i = 0; i < pages_per_huge_page; ++i) {
        const Pte pte = read_entry(machine, {table, i});
        if (pte.empty() || (pte.present() && pte.special())) continue;
        if (!pte.present() || machine.page(folio_head(machine, pte.pfn())).reference_count != 1) return false;
        if (rss_kind(machine, pte.pfn()) != Rss::Anon) return false;
        ++present;
    }
    lru_add_drain(machine);
    if (present == 0) return false;
    const Pfn head = alloc_huge_folio(machine);
    if (head == no_frame) return false;
    anon_vma_prepare(machine, mm, vma);
    for (std::uint32_t i = 0; i < pages_per_huge_page; ++i) {
        const Pte pte = read_entry(machine, {table, i});
        write_entry(machine, {table, i}, Pte{});
        if (pte.empty() || pte.special()) continue;
        machine.hardware.ram.copy(pte.pfn(), nth(head, i));
        folio_remove_rmap(machine, vma, pte.pfn());
        put_page(machine, pte.pfn());
    }
    Page& page = machine.page(head);
    page.mapping = vma.anon_vma;
    page.index = vma.index_of_address(start);
    page.set(page_flag::swap_backed | page_flag::uptodate | page_flag::anon_exclusive);
    add_entire_map(machine, head, 1);
    folio_add_lru_vma(machine, vma, head, page);
    mm.rss_of(Rss::Anon) += huge_pages_rss - present;
    mm.deposited_tables[start] = table;
    write_entry(machine, pmd, maybe_mkwrite(mk_pte(head, vma).with(Pte::huge_bit | Pte::dirty_bit), vma));
    flush_tlb_range(machine, mm, start, start + huge_page_bytes);
    return true;
}

void split_huge_page(Machine& machine, Pfn head) {
    for_each_candidate_vma(machine, head, [&](Mm& mm, Vma& vma) {
        const std::uint64_t address = vma_address(vma, machine.page(head).index);
        if (address == ~0ull) return true;
        const EntryPosition pmd = find_entry(machine, mm, address, Level::Pmd);
        if (!pmd.exists()) return true;
        const Pte entry = read_entry(machine, pmd);
        if (entry.present() && entry.huge() && entry.pfn() == head) split_huge_pmd(machine, mm, pmd, address);
        return true;
    });
    FAULTLINE_ASSERT(entire_map_count(machine, head) == 0);
    get_page(machine.page(head));
    lru_remove(machine, head);
    const Page old = machine.page(head);
    constexpr std::uint32_t kept = page_flag::swap_backed | page_flag::uptodate | page_flag::dirty |
                                   page_flag::referenced | page_flag::active | page_flag::workingset;
    std::uint32_t mapped = 0;
    for (std::uint32_t i = 0; i < pages_per_huge_page; ++i) {
        Page& page = machine.page(nth(head, i));
        const bool exclusive = page.has(page_flag::anon_exclusive);
        mapped += page.map_count;
        page.use = PageUse::Anon;
        page.order = 0;
        page.mapping = old.mapping;
        page.index = old.index + i;
        page.flags = (old.flags & kept) | (exclusive ? page_flag::anon_exclusive : 0);
        // Our own reference keeps each page until it is on a list.
        page.reference_count = page.map_count + 1;
    }
    // Whatever else held the folio (a batch) holds its first page now.
    machine.page(head).reference_count += old.reference_count - 1 - mapped;
    for (std::uint32_t i = 0; i < pages_per_huge_page; ++i) {
        if (machine.page(nth(head, i)).list == LruList::None) lru_insert(machine, nth(head, i));
        put_page(machine, nth(head, i));
    }
    ++machine.vmstat.thp_split_page;
}

}  // namespace faultline
