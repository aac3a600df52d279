#include "engine/kernel/shrink_folio.hpp"

#include "engine/kernel/huge.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/page_cache.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/shmem.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "engine/kernel/zap.hpp"

namespace faultline {

namespace {

/// What try_to_unmap has to do with each entry.
enum class UnmapAs : std::uint8_t { Swap, Lazyfree, File };

UnmapAs how_to_unmap(const Page& page) {
    if (page.use != PageUse::Anon) return UnmapAs::File;
    return page.has(page_flag::swap_backed) ? UnmapAs::Swap : UnmapAs::Lazyfree;
}

/// The swap entry that takes a mapping's place.
void swap_out_entry(Machine& machine, Mm& mm, const Page& page, EntryPosition at) {
    const SwapEntry entry{page.swap_slot};
    swap_duplicate(machine, entry);
    --mm.rss_of(Rss::Anon);
    ++mm.rss_of(Rss::SwapEntries);
    write_entry(machine, at, make_swap_pte(entry, page.has(page_flag::anon_exclusive)));
}

/// try_to_unmap: replaces every mapping. False: some mapping must stay. The caller holds one reference.
bool try_to_unmap(Machine& machine, Pfn pfn) {
    bool all = true;
    rmap_walk(machine, pfn, [&](Mm& mm, Vma& vma, std::uint64_t address, EntryPosition at, Pte pte) {
        if (vma.has(vm::locked)) {
            mlock_folio(machine, pfn);
            all = false;
            return false;
        }
        Page& page = machine.page(pfn);
        flush_tlb_page(machine, mm, address);
        if (pte.dirty()) page.set(page_flag::dirty);
        update_high_water_rss(mm);
        switch (how_to_unmap(page)) {
            case UnmapAs::Swap: swap_out_entry(machine, mm, page, at); break;
            case UnmapAs::Lazyfree:
                if (page.has(page_flag::dirty) || page.reference_count != 1 + page.map_count) {
                    // Written to since MADV_FREE: an ordinary page again.
                    page.set(page_flag::swap_backed);
                    all = false;
                    return false;
                }
                --mm.rss_of(Rss::Anon);
                write_entry(machine, at, Pte{});
                break;
            case UnmapAs::File:
                --mm.rss_of(rss_kind(machine, pfn));
                write_entry(machine, at, Pte{});
                break;
        }
        folio_remove_rmap(machine, vma, pfn);
        put_page(machine, pfn);
        return true;
    });
    return all && machine.page(pfn).map_count == 0;
}

void note_eviction(Machine& machine, Pfn pfn, std::uint64_t where) {
    if (!machine.hardware.log.wants(Detail::Outcomes)) return;
    const Page& page = machine.page(pfn);
    machine.hardware.record({.kind = EventKind::PageEvicted,
                             .small = static_cast<std::uint8_t>(page.use),
                             .frame = pfn,
                             .value = where,
                             .extra = page.index});
}

/// __remove_mapping: the cache lets go, if it alone (and we) hold the page. The page's slot remembers when.
bool remove_mapping(Machine& machine, Pfn pfn) {
    Page& page = machine.page(pfn);
    if (page.reference_count != 2 || page.has(page_flag::dirty)) return false;
    if (page.has(page_flag::swap_cache)) {
        const SwapEntry entry{page.swap_slot};
        note_eviction(machine, pfn, make_swap_pte(entry, false).bits);
        swap_slot(machine, entry).shadow = workingset_eviction(machine, pfn);
        delete_from_swap_cache(machine, pfn);
        return true;
    }
    if (page.use == PageUse::Anon) return false;
    Inode& inode = machine.inodes.at(page.mapping);
    note_eviction(machine, pfn, 0);
    const CacheSlot shadow = page.use == PageUse::File
                                 ? CacheSlot{CacheSlot::Kind::Shadow, workingset_eviction(machine, pfn)}
                                 : CacheSlot{};
    remove_from_page_cache(machine, inode, page.index, shadow);
    return true;
}

Reclaimed keep(Machine& machine, Pfn pfn) {
    lru_insert(machine, pfn);
    put_page(machine, pfn);
    return Reclaimed::Kept;
}

Reclaimed activate(Machine& machine, Pfn pfn) {
    Page& page = machine.page(pfn);
    if (page.has(page_flag::swap_cache) && vm_swap_full(machine)) folio_free_swap(machine, pfn);
    if (!page.has(page_flag::mlocked) && !page.has(page_flag::active)) {
        page.set(page_flag::active);
        ++machine.vmstat.pgactivate;
    }
    lru_insert(machine, pfn);
    put_page(machine, pfn);
    return Reclaimed::Activated;
}

/// A page that nobody holds but us.
Reclaimed freed(Machine& machine, Pfn pfn) {
    put_page(machine, pfn);
    return Reclaimed::Freed;
}

/// Shared memory's page moves from its object to the swap cache. False: no slot.
bool shmem_to_swap_cache(Machine& machine, Pfn pfn) {
    Page& page = machine.page(pfn);
    Inode& inode = machine.inodes.at(page.mapping);
    if (!add_to_swap(machine, pfn)) return false;
    shmem_replace_by_swap(machine, inode, page.index, SwapEntry{page.swap_slot});
    page.use = PageUse::Anon;
    page.mapping = no_anon_vma;
    return true;
}

/// pageout for a page of the swap cache. True: the device has it and it is clean.
bool write_to_swap(Machine& machine, Pfn pfn) { return swap_writeout(machine, pfn); }

}  // namespace

References folio_referenced(Machine& machine, Pfn pfn) {
    References found;
    rmap_walk(machine, pfn, [&](Mm&, Vma& vma, std::uint64_t, EntryPosition at, Pte pte) {
        found.executable = found.executable || vma.has(vm::exec);
        found.locked = found.locked || vma.has(vm::locked);
        if (pte.accessed()) {
            write_entry(machine, at, pte.without(Pte::accessed_bit));
            const bool recency_counts = !vma.has(vm::sequential_read) && !vma.has(vm::random_read);
            if (recency_counts) ++found.young;
        }
        return true;
    });
    return found;
}

Verdict folio_check_references(Machine& machine, Pfn pfn) {
    const References found = folio_referenced(machine, pfn);
    Page& page = machine.page(pfn);
    const bool was_referenced = page.has(page_flag::referenced);
    page.clear(page_flag::referenced);
    if (found.locked) return Verdict::Activate;
    if (found.young > 0) {
        page.set(page_flag::referenced);
        if (was_referenced || found.young > 1) return Verdict::Activate;
        return found.executable && folio_is_file_lru(page) ? Verdict::Activate : Verdict::Keep;
    }
    return was_referenced && folio_is_file_lru(page) ? Verdict::ReclaimClean : Verdict::Reclaim;
}

Reclaimed shrink_folio(Machine& machine, Pfn pfn, bool ignore_references) {
    get_page(machine.page(pfn));
    if (machine.page(pfn).has(page_flag::mlocked)) return keep(machine, pfn);
    // Merged pages stay (docs/model.md#ksm): their mappings are not found by index.
    if (machine.page(pfn).has(page_flag::ksm)) return activate(machine, pfn);
    if (machine.page(pfn).has(page_flag::large_head)) {
        lru_insert(machine, pfn);
        split_huge_page(machine, pfn);
        put_page(machine, pfn);
        return Reclaimed::Kept;
    }
    if (read_ends(machine, pfn) != 0) return keep(machine, pfn);
    Verdict verdict = Verdict::Reclaim;
    if (!ignore_references) verdict = folio_check_references(machine, pfn);
    if (verdict == Verdict::Activate) return activate(machine, pfn);
    if (verdict == Verdict::Keep) return keep(machine, pfn);

    Page& page = machine.page(pfn);
    const bool anon = page.use == PageUse::Anon;
    if (anon && page.has(page_flag::swap_backed) && !page.has(page_flag::swap_cache) && !add_to_swap(machine, pfn)) {
        return activate(machine, pfn);
    }
    if (page.map_count > 0 && !try_to_unmap(machine, pfn)) return activate(machine, pfn);

    if (page.has(page_flag::dirty)) {
        if (verdict == Verdict::ReclaimClean) return keep(machine, pfn);
        if (page.use == PageUse::File) {
            // Reclaim leaves dirty file pages to the flusher; the mark makes them go first once they are clean.
            page.set(page_flag::readahead_or_reclaim);
            return activate(machine, pfn);
        }
        if (page.use == PageUse::Shmem && !shmem_to_swap_cache(machine, pfn)) return activate(machine, pfn);
        if (page.use == PageUse::Anon && page.has(page_flag::swap_cache) && !write_to_swap(machine, pfn)) {
            // Under write-back. When that ends the page is moved to the tail: the next to go, and clean.
            lru_insert_tail(machine, pfn);
            put_page(machine, pfn);
            return Reclaimed::Kept;
        }
    }
    if (anon && !page.has(page_flag::swap_backed)) {
        if (page.reference_count != 1) return keep(machine, pfn);
        ++machine.vmstat.pglazyfreed;
        note_eviction(machine, pfn, 0);
        return freed(machine, pfn);
    }
    if (!remove_mapping(machine, pfn)) return keep(machine, pfn);
    return freed(machine, pfn);
}

Reclaimed pageout_folio(Machine& machine, Pfn pfn) {
    FAULTLINE_ASSERT(on_lru(machine.page(pfn)));
    lru_remove(machine, pfn);
    machine.page(pfn).clear(page_flag::active);
    return shrink_folio(machine, pfn, true);
}

}  // namespace faultline
