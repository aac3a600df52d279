#include "engine/kernel/lru.hpp"

#include "engine/kernel/folio.hpp"

namespace faultline {

namespace {

std::uint32_t pages_of(const Page& page) { return 1u << page.order; }

LruList list_for(const Machine& machine, const Page& page) {
    if (page.has(page_flag::mlocked)) return LruList::Unevictable;
    // Textbook policies know one list.
    if (machine.config.reclaim != ReclaimPolicy::Linux) return LruList::InactiveAnon;
    const bool active = page.has(page_flag::active);
    if (folio_is_file_lru(page)) return active ? LruList::ActiveFile : LruList::InactiveFile;
    return active ? LruList::ActiveAnon : LruList::InactiveAnon;
}

Page& link(Machine& machine, std::uint32_t frame) { return machine.mem_map.mutate(frame); }

constexpr std::uint32_t nobody = index_of(no_frame);

/// At the head of the list that its flags say; it is on none.
void add_to_list(Machine& machine, Pfn pfn, Page& page) {
    FAULTLINE_ASSERT(page.list == LruList::None);
    page.list = list_for(machine, page);
    LruHead& list = machine.reclaim.list(page.list);
    list.pages += pages_of(page);
    if (page.list == LruList::Unevictable) {
        // Never scanned, so not linked; as in Linux the space holds mlock_count.
        page.lru_previous = 1;
        return;
    }
    page.lru_previous = nobody;
    page.lru_next = index_of(list.head);
    if (list.head != no_frame) link(machine, page.lru_next).lru_previous = index_of(pfn);
    else list.tail = pfn;
    list.head = pfn;
}

/// Off its list; it is on one.
void take_off_list(Machine& machine, Page& page) {
    LruHead& list = machine.reclaim.list(page.list);
    list.pages -= pages_of(page);
    if (page.list == LruList::Unevictable) {
        page.lru_previous = nobody;
        page.list = LruList::None;
        return;
    }
    if (page.lru_previous != nobody) link(machine, page.lru_previous).lru_next = page.lru_next;
    else list.head = static_cast<Pfn>(page.lru_next);
    if (page.lru_next != nobody) link(machine, page.lru_next).lru_previous = page.lru_previous;
    else list.tail = static_cast<Pfn>(page.lru_previous);
    page.lru_next = page.lru_previous = nobody;
    page.list = LruList::None;
}

/// Adds to a batch, draining it when full. `drain` is called with the full batch.
template <class Drain>
void batch_add(Machine& machine, FolioBatch& batch, Pfn pfn, Page& page, Drain drain) {
    get_page(page);
    batch.pages[batch.count++] = pfn;
    if (batch.count == FolioBatch::capacity) drain(machine);
}

/// Empties a batch: `each` sees every page while the batch still holds it.
template <class Each>
void drain_batch(Machine& machine, FolioBatch& batch, Each each) {
    const FolioBatch full = batch;
    batch.count = 0;
    for (std::uint8_t i = 0; i < full.count; ++i) {
        Page& page = machine.page(full.pages[i]);
        each(full.pages[i], page);
        folio_put(machine, full.pages[i], page);
    }
}

void drain_deactivate(Machine& machine) {
    drain_batch(machine, machine.reclaim.deactivate, [&](Pfn pfn, Page& page) {
        if (!on_lru(page) || page.list == LruList::Unevictable || !page.has(page_flag::active)) return;
        machine.vmstat.pgdeactivate += pages_of(page);
        page.clear(page_flag::active | page_flag::referenced);
        lru_move(machine, pfn);
    });
}

void drain_lazyfree(Machine& machine) {
    drain_batch(machine, machine.reclaim.lazyfree, [&](Pfn pfn, Page& page) {
        const bool plain = page.use == PageUse::Anon && page.has(page_flag::swap_backed);
        if (!on_lru(page) || !plain || page.has(page_flag::swap_cache | page_flag::mlocked)) return;
        lru_remove(machine, pfn);
        page.clear(page_flag::active | page_flag::referenced | page_flag::swap_backed);
        lru_insert(machine, pfn);
        machine.vmstat.pglazyfree += pages_of(page);
    });
}

void drain_activate(Machine& machine) {
    drain_batch(machine, machine.reclaim.activate, [&](Pfn pfn, Page& page) {
        if (!on_lru(page) || page.has(page_flag::active) || page.list == LruList::Unevictable) return;
        page.set(page_flag::active);
        lru_move(machine, pfn);
        machine.vmstat.pgactivate += pages_of(page);
    });
}

}  // namespace

void lru_remove(Machine& machine, Pfn pfn) {
    Page& page = machine.page(pfn);
    if (on_lru(page)) take_off_list(machine, page);
}

void lru_insert(Machine& machine, Pfn pfn) { add_to_list(machine, pfn, machine.page(pfn)); }

void lru_insert_tail(Machine& machine, Pfn pfn) {
    Page& page = machine.page(pfn);
    FAULTLINE_ASSERT(page.list == LruList::None && !page.has(page_flag::mlocked));
    page.list = list_for(machine, page);
    LruHead& list = machine.reclaim.list(page.list);
    page.lru_next = nobody;
    page.lru_previous = index_of(list.tail);
    if (list.tail != no_frame) link(machine, index_of(list.tail)).lru_next = index_of(pfn);
    else list.head = pfn;
    list.tail = pfn;
    list.pages += pages_of(page);
}

void lru_move(Machine& machine, Pfn pfn, bool to_tail) {
    lru_remove(machine, pfn);
    if (to_tail) lru_insert_tail(machine, pfn);
    else lru_insert(machine, pfn);
}

void drain_add_batch(Machine& machine) {
    drain_batch(machine, machine.reclaim.add, [&](Pfn pfn, Page& page) {
        page.list = LruList::None;
        add_to_list(machine, pfn, page);
    });
}

void lru_add_drain(Machine& machine) {
    ReclaimState& reclaim = machine.reclaim;
    if (reclaim.add.count != 0) drain_add_batch(machine);
    if (reclaim.deactivate.count != 0) drain_deactivate(machine);
    if (reclaim.lazyfree.count != 0) drain_lazyfree(machine);
    if (reclaim.activate.count != 0) drain_activate(machine);
}

void folio_mark_accessed(Machine& machine, Pfn pfn) {
    pfn = folio_head(machine, pfn);
    Page& page = machine.page(pfn);
    if (!page.has(page_flag::referenced)) {
        page.set(page_flag::referenced);
    } else if (page.list == LruList::Unevictable) {
        // Not on a list that is aged.
    } else if (!page.has(page_flag::active)) {
        if (on_lru(page)) batch_add(machine, machine.reclaim.activate, pfn, page, drain_activate);
        else page.set(page_flag::active);
        page.clear(page_flag::referenced);
        machine.reclaim.nonresident_age += pages_of(page);
    }
}

void folio_mark_lazyfree(Machine& machine, Pfn pfn) {
    Page& page = machine.page(pfn);
    if (page.use != PageUse::Anon || !page.has(page_flag::swap_backed) || !on_lru(page)) return;
    if (page.has(page_flag::swap_cache) || page.has(page_flag::mlocked)) return;
    batch_add(machine, machine.reclaim.lazyfree, pfn, page, drain_lazyfree);
}

void folio_deactivate(Machine& machine, Pfn pfn) {
    Page& page = machine.page(pfn);
    if (!on_lru(page) || page.list == LruList::Unevictable || !page.has(page_flag::active)) return;
    batch_add(machine, machine.reclaim.deactivate, pfn, page, drain_deactivate);
}

void mlock_folio(Machine& machine, Pfn pfn) {
    pfn = folio_head(machine, pfn);
    Page& page = machine.page(pfn);
    if (!page.has(page_flag::mlocked)) machine.vmstat.unevictable_mlocked += pages_of(page);
    if (page.list == LruList::Unevictable) {
        ++page.lru_previous;
        return;
    }
    const bool listed = on_lru(page);
    if (listed) lru_remove(machine, pfn);
    page.set(page_flag::mlocked);
    page.clear(page_flag::active);
    if (listed) lru_insert(machine, pfn);
}

void munlock_folio(Machine& machine, Pfn pfn) {
    pfn = folio_head(machine, pfn);
    Page& page = machine.page(pfn);
    if (!page.has(page_flag::mlocked)) return;
    if (page.list == LruList::Unevictable && --page.lru_previous > 0) return;
    const bool listed = on_lru(page);
    if (listed) lru_remove(machine, pfn);
    page.clear(page_flag::mlocked);
    if (listed) lru_insert(machine, pfn);
}

}  // namespace faultline
