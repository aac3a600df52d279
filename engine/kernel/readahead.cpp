#include "engine/kernel/readahead.hpp"

#include <algorithm>

#include "engine/kernel/filemap.hpp"

namespace faultline {

namespace {

/// More misses than this over hits, and mapped reads of the file are no longer read around (MMAP_LOTSAMISS).
constexpr std::uint32_t lots_of_misses = 100;
constexpr std::uint64_t no_mark = ~0ull;
constexpr std::uint8_t huge_page_order = 9;
static_assert(1u << huge_page_order == pages_per_huge_page);

std::uint32_t next_ra_size(std::uint32_t current, std::uint32_t most) {
    if (current < most / 16) return 4 * current;
    if (current <= most / 2) return 2 * current;
    return most;
}

std::uint32_t initial_ra_size(std::uint64_t request, std::uint32_t most) {
    std::uint64_t size = 1;
    while (size < request) size *= 2;
    if (size <= most / 32) size *= 4;
    else if (size <= most / 4) size *= 2;
    else size = most;
    return static_cast<std::uint32_t>(size);
}

/// Largest order of folio that fits at `index` before `end`, at most `order`, naturally aligned.
std::uint8_t fitting_order(std::uint64_t index, std::uint64_t end, std::uint8_t order) {
    while (order > 0 && ((index & ((1ull << order) - 1)) != 0 || index + (1ull << order) > end)) --order;
    return order;
}

/// page_cache_ra_unbounded and page_cache_ra_order: reads the missing pages of [start, start + count) in one request;
/// the page `lookahead` before the end carries the mark. Where a large folio would meet a cached page, single pages
/// fill the gaps from there on. Returns nothing: look in the cache.
void read_pages(Machine& machine, Inode& inode, std::uint64_t start, std::uint64_t count, std::uint64_t lookahead,
                std::uint8_t order) {
    const std::uint64_t pages = file_pages(inode);
    if (start >= pages) return;
    // The mark stays where the whole window would have it, though the file may end before.
    const std::uint64_t mark = lookahead <= count && lookahead != 0 ? start + count - lookahead : no_mark;
    count = std::min(count, pages - start);
    Nanoseconds end = 0;
    for (std::uint64_t index = start; index < start + count;) {
        std::uint8_t folio = fitting_order(index, start + count, order);
        for (std::uint64_t i = index; i < index + (1ull << folio); ++i) {
            if (cached_page(inode, i) != no_frame) folio = order = 0;
        }
        const std::uint64_t folio_end = index + (1ull << folio);
        const bool marked = mark >= index && mark < folio_end;
        for (bool first = true; index < folio_end; ++index, first = false) {
            if (cached_page(inode, index) != no_frame) continue;
            const Pfn pfn = add_to_page_cache(machine, inode, index, Gfp::Optional);
            if (pfn == no_frame) return;
            if (end == 0) end = submit_disk_read(machine);
            read_from_disk(machine, inode, index, pfn);
            lock_for_read(machine, pfn, end);
            Page& page = machine.page(pfn);
            page.folio_order = folio;
            if (marked && first) page.set(page_flag::readahead_or_reclaim);
        }
    }
}

void read_window(Machine& machine, Inode& inode, const ReadAhead& ra, std::uint8_t order) {
    read_pages(machine, inode, ra.start, ra.size, ra.async_size, order);
}

/// The page itself, whatever the window brought: alone if need be.
Pfn ensure_page(Machine& machine, Inode& inode, std::uint64_t index) {
    const Pfn there = cached_page(inode, index);
    if (there != no_frame) return there;
    const Pfn pfn = add_to_page_cache(machine, inode, index, Gfp::User);
    if (pfn == no_frame) return no_frame;
    read_from_disk(machine, inode, index, pfn);
    lock_for_read(machine, pfn, submit_disk_read(machine));
    return pfn;
}

/// page_cache_sync_ra.
void page_cache_sync_ra(Machine& machine, OpenFile& file, Inode& inode, std::uint64_t index, std::uint64_t request) {
    ReadAhead& ra = file.read_ahead;
    const std::uint32_t most = machine.config.read_ahead_pages;
    if (most == 0) {
        read_pages(machine, inode, index, 1, 0, 0);
        return;
    }
    const std::uint64_t previous = static_cast<std::uint64_t>(ra.previous_position) >> page_shift;
    if (index == 0 || request > most || index - previous <= 1) {
        ra.start = index;
        ra.size = initial_ra_size(request, most);
        ra.async_size = ra.size > request ? ra.size - static_cast<std::uint32_t>(request) : ra.size / 2;
        ra.folio_order = 0;
        read_window(machine, inode, ra, 0);
        return;
    }
    std::uint64_t run = 0;
    while (run < most && run < index && cached_page(inode, index - 1 - run) != no_frame) ++run;
    if (run <= request) {
        read_pages(machine, inode, index, request, 0, 0);
        return;
    }
    if (run == index) run *= 2;
    ra.start = index;
    ra.size = static_cast<std::uint32_t>(std::min<std::uint64_t>(run + request, most));
    ra.async_size = 1;
    ra.folio_order = 0;
    read_window(machine, inode, ra, 0);
}

/// page_cache_async_ra, for a page that carries the mark.
void page_cache_async_ra(Machine& machine, OpenFile& file, Inode& inode, std::uint64_t index, std::uint64_t request) {
    ReadAhead& ra = file.read_ahead;
    const std::uint32_t most = machine.config.read_ahead_pages;
    const FolioSpan folio = folio_span(machine, inode, index);
    machine.page(cached_page(inode, folio.first)).clear(page_flag::readahead_or_reclaim);
    const std::uint64_t expected = (ra.start + ra.size - ra.async_size) / folio.pages * folio.pages;
    if (folio.first == expected) {
        ra.start += ra.size;
        ra.size = std::max(ra.size, next_ra_size(ra.size, most));
    } else {
        std::uint64_t start = index + 1;
        while (start - index <= most && cached_page(inode, start) != no_frame) ++start;
        if (start - index > most) return;
        ra.start = start;
        ra.size = next_ra_size(static_cast<std::uint32_t>(start - index + request), most);
    }
    // Each next window has larger folios, and ends where one of them would.
    const std::uint32_t order = ra.folio_order + 2u;
    const std::uint64_t align = 1ull << std::min(order, static_cast<std::uint32_t>(__builtin_ctz(most)));
    const std::uint64_t aligned_end = (ra.start + ra.size) / align * align;
    if (aligned_end > ra.start) ra.size = static_cast<std::uint32_t>(aligned_end - ra.start);
    ra.async_size = ra.size;
    ra.folio_order = static_cast<std::uint8_t>(std::min(order, 31u - static_cast<std::uint32_t>(__builtin_clz(ra.size))));
    read_window(machine, inode, ra, ra.folio_order);
}

bool carries_mark(const Machine& machine, const Inode& inode, std::uint64_t index) {
    const Pfn pfn = cached_page(inode, folio_span(machine, inode, index).first);
    return pfn != no_frame && machine.page(pfn).has(page_flag::readahead_or_reclaim);
}

}  // namespace

Pfn sync_mmap_readahead(Machine& machine, const Vma& vma, OpenFile& file, Inode& inode, std::uint64_t index) {
    ReadAhead& ra = file.read_ahead;
    const std::uint32_t most = machine.config.read_ahead_pages;
    if (vma.has(vm::huge_page)) {
        // Memory that asked for huge pages gets them read, even where the disk's read-ahead is off.
        const std::uint64_t start = index / pages_per_huge_page * pages_per_huge_page;
        ra.size = pages_per_huge_page * (vma.has(vm::random_read) ? 1 : 2);
        ra.async_size = pages_per_huge_page;
        ra.folio_order = huge_page_order;
        read_pages(machine, inode, start, ra.size, ra.async_size, huge_page_order);
        return ensure_page(machine, inode, index);
    }
    if (vma.has(vm::random_read) || most == 0) return ensure_page(machine, inode, index);
    if (vma.has(vm::sequential_read)) {
        page_cache_sync_ra(machine, file, inode, index, most);
        return ensure_page(machine, inode, index);
    }
    if (ra.mmap_miss < lots_of_misses * 10) ++ra.mmap_miss;
    if (ra.mmap_miss > lots_of_misses) return ensure_page(machine, inode, index);
    ra.start = index > most / 2 ? index - most / 2 : 0;
    ra.size = most;
    ra.async_size = most / 4;
    ra.folio_order = 0;
    read_window(machine, inode, ra, 0);
    return ensure_page(machine, inode, index);
}

bool async_mmap_readahead(Machine& machine, const Vma& vma, OpenFile& file, Inode& inode, std::uint64_t index) {
    if (vma.has(vm::random_read) || machine.config.read_ahead_pages == 0) return false;
    if (file.read_ahead.mmap_miss > 0) --file.read_ahead.mmap_miss;
    if (!carries_mark(machine, inode, index)) return false;
    page_cache_async_ra(machine, file, inode, index, machine.config.read_ahead_pages);
    return true;
}

Pfn sync_readahead(Machine& machine, OpenFile& file, Inode& inode, std::uint64_t index, std::uint64_t request) {
    page_cache_sync_ra(machine, file, inode, index, request);
    return ensure_page(machine, inode, index);
}

void async_readahead(Machine& machine, OpenFile& file, Inode& inode, std::uint64_t index, std::uint64_t request) {
    if (machine.config.read_ahead_pages == 0 || !carries_mark(machine, inode, index)) return;
    page_cache_async_ra(machine, file, inode, index, request);
}

void force_readahead(Machine& machine, Inode& inode, std::uint64_t index, std::uint64_t pages) {
    // Asked for by name, so the read-ahead setting does not limit it.
    read_pages(machine, inode, index, pages, 0, 0);
}

}  // namespace faultline
