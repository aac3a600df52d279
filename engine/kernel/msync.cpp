// msync and mincore. Linux: mm/msync.c, mm/mincore.c.
#include <algorithm>
#include <vector>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/page_cache.hpp"
#include "engine/kernel/page_table.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/swap_entry.hpp"

namespace faultline {

namespace {

/// One page's bit of mincore: in memory, also if this process has not mapped it.
bool in_core(const Machine& machine, const Mm& mm, const Vma& vma, std::uint64_t address) {
    const Pte pte = find_pte(machine, mm, address);
    if (pte.present()) return true;
    if (is_swap(pte)) return swap_slot(machine, swap_entry_of(pte)).has_cache();
    if (vma.anonymous()) return false;
    // Nothing, or a marker: what the file has in memory counts.
    const Inode& inode = machine.inodes.at(machine.files.at(vma.file).inode);
    const CacheSlot slot = cache_slot(inode, vma.index_of_address(address));
    if (slot.kind == CacheSlot::Kind::Swap) return swap_slot(machine, SwapEntry{slot.value}).has_cache();
    return slot.kind == CacheSlot::Kind::Page && read_ends(machine, slot.pfn()) == 0;
}

}  // namespace

std::int64_t do_msync(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length, std::uint32_t flags) {
    constexpr std::uint32_t ms_async = 1, ms_invalidate = 2, ms_sync = 4;
    if ((flags & ~(ms_async | ms_invalidate | ms_sync)) != 0 || !is_page_aligned(start)) return err::inval;
    if ((flags & ms_async) != 0 && (flags & ms_sync) != 0) return err::inval;
    const std::uint64_t end = start + page_end(length);
    if (end < start) return err::nomem;
    const Mm& mm = machine.mm_of(task);
    std::int64_t unmapped = 0;
    for (std::uint64_t at = start; at < end;) {
        const Vma* vma = mm.find_vma(at);
        if (vma == nullptr) return err::nomem;
        if (vma->start > at) {
            unmapped = err::nomem;
            at = vma->start;
            if (at >= end) break;
        }
        const std::uint64_t to = std::min(end, vma->end);
        if ((flags & ms_invalidate) != 0 && vma->has(vm::locked)) return err::busy;
        if ((flags & ms_sync) != 0 && !vma->anonymous() && vma->shared()) {
            const std::uint64_t first = vma->index_of_address(at);
            file_sync(machine, machine.files.at(vma->file).inode, first, first + pages_in(to - at) - 1);
        }
        at = to;
    }
    return unmapped;
}

std::int64_t look_in_core(const Machine& machine, const Mm& mm, std::uint64_t start, std::span<std::uint8_t> bits) {
    for (std::uint64_t at = start; std::uint8_t& bit : bits) {
        const Vma* vma = mm.vma_lookup(at);
        if (vma == nullptr) return err::nomem;
        bit = in_core(machine, mm, *vma, at) ? 1 : 0;
        at += page_bytes;
    }
    return 0;
}

std::int64_t do_mincore(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length, std::uint64_t vector) {
    if (!is_page_aligned(start)) return err::inval;
    if (start > task_size || length > task_size - start) return err::nomem;
    // As many pages as one page of answers holds, then the next.
    for (std::uint64_t done = 0; done < pages_in(length);) {
        const std::uint64_t pages = std::min<std::uint64_t>(pages_in(length) - done, page_bytes);
        std::vector<std::uint8_t> bits(static_cast<std::size_t>(pages));
        const std::uint64_t from = start + (done << page_shift);
        if (const std::int64_t failed = look_in_core(machine, machine.mm_of(task), from, bits); failed != 0) return failed;
        if (!copy_to_user(machine, task, vector + done, bits)) return err::fault;
        done += pages;
    }
    return 0;
}

}  // namespace faultline
