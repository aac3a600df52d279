#include "engine/kernel/shmem.hpp"

#include "engine/kernel/file_table.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/oom.hpp"
#include "engine/kernel/swap.hpp"

namespace faultline {

namespace {

/// shmem_swapin_folio: the page comes back dirty, and its slot is free again.
ShmemPage swap_in(Machine& machine, Inode& inode, std::uint64_t index, SwapEntry entry) {
    ShmemPage result;
    Pfn pfn = swap_cache_lookup(machine, nullptr, 0, entry);
    if (pfn == no_frame) {
        result.major = true;
        ++machine.vmstat.pgmajfault;
        pfn = swap_cluster_readahead(machine, entry);
        if (pfn == no_frame) return result;
    }
    get_page(machine.page(pfn));
    delete_from_swap_cache(machine, pfn);
    Page& page = machine.page(pfn);
    page.use = PageUse::Shmem;
    page.mapping = inode.id;
    page.index = index;
    page.set(page_flag::dirty | page_flag::swap_backed);
    set_cache_slot(inode, index, {CacheSlot::Kind::Page, index_of(pfn)});
    ++inode.cached_pages;
    swap_free(machine, entry);
    result.pfn = pfn;
    return result;
}

}  // namespace

ShmemPage shmem_get_folio(Machine& machine, Inode& inode, std::uint64_t index) {
    const CacheSlot slot = cache_slot(inode, index);
    switch (slot.kind) {
        case CacheSlot::Kind::Page: return {slot.pfn()};
        case CacheSlot::Kind::Swap: return swap_in(machine, inode, index, SwapEntry{slot.value});
        case CacheSlot::Kind::Empty:
        case CacheSlot::Kind::Shadow: break;
    }
    return {add_to_page_cache(machine, inode, index, Gfp::User), true};
}

void shmem_replace_by_swap(Machine& machine, Inode& inode, std::uint64_t index, SwapEntry entry) {
    const Pfn pfn = cached_page(inode, index);
    FAULTLINE_ASSERT(pfn != no_frame && machine.page(pfn).map_count == 0);
    set_cache_slot(inode, index, {CacheSlot::Kind::Swap, entry.value});
    --inode.cached_pages;
    swap_duplicate(machine, entry);
    put_page(machine, pfn);
}

FileId shmem_file_setup(Machine& machine, std::uint64_t bytes, bool no_reserve) {
    const std::uint64_t pages = no_reserve ? 0 : pages_in(bytes);
    const auto owner = machine.tasks.find(machine.current);
    const Task nobody;
    if (!vm_enough_memory(machine, owner != machine.tasks.end() ? owner->second : nobody, pages)) return no_file;
    Inode& inode = new_inode(machine, InodeKind::Shmem, 0100600);
    inode.size = bytes;
    inode.accounted_pages = pages;
    inode.anonymous_shmem = true;
    inode.path = "/dev/zero (deleted)";
    return open_inode(machine, inode.id, 2);
}

}  // namespace faultline
