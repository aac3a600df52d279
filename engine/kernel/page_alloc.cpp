#include "engine/kernel/page_alloc.hpp"

#include <algorithm>

#include "engine/kernel/folio.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/memcontrol.hpp"
#include "engine/kernel/oom.hpp"
#include "engine/kernel/vmscan.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t full_word = ~std::uint64_t{0};
static_assert(frames_together == 64, "a word of bits says whether frames that are kept together are all free");

std::uint32_t lowest_clear_bit(std::uint64_t word) { return static_cast<std::uint32_t>(__builtin_ctzll(~word)); }
std::uint32_t highest_clear_bit(std::uint64_t word) { return 63u - static_cast<std::uint32_t>(__builtin_clzll(~word)); }

}  // namespace

PageAllocator::PageAllocator(std::uint32_t frames)
    : used_((frames + 63) / 64),
      used_in_run_((frames + pages_per_huge_page - 1) / pages_per_huge_page),
      frames_(frames),
      free_(frames) {
    // Bits beyond the end are in use for ever.
    const auto close = [](Words& words, std::uint32_t bits) {
        if (bits % 64 != 0) words.mutate(words.size() - 1) = full_word << (bits % 64);
    };
    close(used_, frames);
    for (std::uint32_t words = used_.size(); words > 1; words = full_.back().size()) {
        full_.emplace_back((words + 63) / 64);
        close(full_.back(), words);
    }
    const std::uint32_t runs = frames / pages_per_huge_page;
    touched_runs_.assign(runs / 64 + 1, 0);
    touched_runs_.back() = full_word << (runs % 64);
}

/// `word` is the frame's, of used_.
inline void PageAllocator::mark_used(std::uint64_t& word, std::uint32_t frame) {
    const std::uint32_t run = frame / pages_per_huge_page;
    if (used_in_run_.mutate(run)++ == 0) touched_runs_[run / 64] |= 1ull << (run % 64);
    word |= 1ull << (frame % 64);
    if (word == full_word) note_full_word(frame / 64);
    --free_;
}

/// Tells the levels above, up to the first that has room all the same.
void PageAllocator::note_full_word(std::uint32_t index) {
    for (Words& level : full_) {
        std::uint64_t& word = level.mutate(index / 64);
        word |= 1ull << (index % 64);
        if (word != full_word) return;
        index /= 64;
    }
}

/// The reverse: word `index` was full and is not any more.
void PageAllocator::note_room(std::uint32_t index) {
    for (Words& level : full_) {
        std::uint64_t& word = level.mutate(index / 64);
        const bool was_full = word == full_word;
        word &= ~(1ull << (index % 64));
        if (!was_full) return;
        index /= 64;
    }
}

/// Of used_. Only while any frame is free.
std::uint32_t PageAllocator::first_word_with_room() const {
    std::uint32_t at = 0;
    for (std::size_t level = full_.size(); level-- > 0;) at = at * 64 + lowest_clear_bit(full_[level][at]);
    return at;
}

Pfn PageAllocator::take() {
    if (free_ == 0) return no_frame;
    std::uint64_t* word = &used_.mutate(full_below_);
    if (*word == full_word) {
        full_below_ = first_word_with_room();
        word = &used_.mutate(full_below_);
    }
    const std::uint32_t frame = full_below_ * 64 + lowest_clear_bit(*word);
    mark_used(*word, frame);
    return static_cast<Pfn>(frame);
}

Pfn PageAllocator::take_huge() {
    for (std::size_t word = touched_runs_.size(); word-- > 0;) {
        if (touched_runs_[word] == full_word) continue;
        const auto run = static_cast<std::uint32_t>(word * 64) + highest_clear_bit(touched_runs_[word]);
        const std::uint32_t first = run * pages_per_huge_page;
        for (std::uint32_t i = 0; i < pages_per_huge_page; ++i) mark_used(used_.mutate((first + i) / 64), first + i);
        return static_cast<Pfn>(first);
    }
    return no_frame;
}

bool PageAllocator::give(Pfn pfn) {
    const std::uint32_t run = index_of(pfn) / pages_per_huge_page;
    if (--used_in_run_.mutate(run) == 0) {
        const bool whole = (run + 1) * pages_per_huge_page <= frames_;
        if (whole) touched_runs_[run / 64] &= ~(1ull << (run % 64));
    }
    const std::uint32_t index = index_of(pfn) / 64;
    const std::uint64_t bit = 1ull << (index_of(pfn) % 64);
    std::uint64_t& word = used_.mutate(index);
    FAULTLINE_ASSERT((word & bit) != 0);
    const bool was_full = word == full_word;
    word &= ~bit;
    if (was_full) note_room(index);
    full_below_ = std::min(full_below_, index);
    ++free_;
    return word == 0;
}

namespace {

/// __alloc_pages: the fast path above the low watermark, else kswapd, direct reclaim, the OOM killer.
Pfn take_frame(Machine& machine, Gfp gfp) {
    PageAllocator& frames = machine.free_frames;
    const ReclaimState& reclaim = machine.reclaim;
    if (frames.free() > reclaim.watermark_low) return frames.take();
    wake_kswapd(machine);
    if (frames.free() > reclaim.watermark_min) return frames.take();
    if (gfp == Gfp::Optional) return no_frame;
    constexpr int retries = 16;
    for (int fruitless = 0; frames.free() <= reclaim.watermark_min;) {
        if (try_to_free_pages(machine, 32) > 0) {
            fruitless = 0;
            continue;
        }
        if (++fruitless < retries) continue;
        const Pid victim = out_of_memory(machine, false);
        if (victim == 0 || victim == machine.current) return no_frame;
        fruitless = 0;
    }
    return frames.take();
}

/// `page` may be gone afterwards: where nothing is in use any more, nothing is kept.
void free_frame(Machine& machine, Pfn pfn, Page& page) {
    page = Page{};
    machine.hardware.ram.clear(pfn);
    if (!machine.free_frames.give(pfn)) return;
    machine.mem_map.forget_chunk(index_of(pfn));
    machine.hardware.ram.forget_blank(pfn);
}

}  // namespace

void free_folio(Machine& machine, Pfn head, Page& page) {
    lru_remove(machine, head);
    if (page.has(page_flag::locked)) machine.io.reads.erase(index_of(head));
    const std::uint32_t frames = 1u << page.order;
    free_frame(machine, head, page);
    for (std::uint32_t i = 1; i < frames; ++i) {
        const auto tail = static_cast<Pfn>(index_of(head) + i);
        free_frame(machine, tail, machine.page(tail));
    }
    machine.vmstat.pgfree += frames;
    mem_cgroup_uncharge(machine, frames);
}

Pfn alloc_uncharged(Machine& machine, PageUse use, Gfp gfp) {
    const Pfn pfn = take_frame(machine, gfp);
    if (pfn == no_frame) return no_frame;
    ++machine.vmstat.pgalloc_normal;
    Page& page = machine.page(pfn);
    page = Page{};
    page.reference_count = 1;
    page.use = use;
    return pfn;
}

void free_uncharged(Machine& machine, Pfn pfn) {
    free_frame(machine, pfn, machine.page(pfn));
    ++machine.vmstat.pgfree;
}

Pfn alloc_page(Machine& machine, PageUse use, Gfp gfp) {
    const Pfn pfn = alloc_uncharged(machine, use, gfp);
    if (pfn == no_frame || mem_cgroup_charge(machine, 1, gfp)) return pfn;
    free_uncharged(machine, pfn);
    return no_frame;
}

Pfn alloc_huge_folio(Machine& machine) {
    if (machine.free_frames.free() < machine.reclaim.watermark_low + pages_per_huge_page) return no_frame;
    if (!mem_cgroup_charge(machine, pages_per_huge_page, Gfp::Optional)) return no_frame;
    const Pfn head = machine.free_frames.take_huge();
    if (head == no_frame) {
        mem_cgroup_uncharge(machine, pages_per_huge_page);
        return no_frame;
    }
    machine.vmstat.pgalloc_normal += pages_per_huge_page;
    for (std::uint32_t i = 0; i < pages_per_huge_page; ++i) {
        Page& page = machine.mem_map.mutate(index_of(head) + i);
        page = Page{};
        page.use = i == 0 ? PageUse::Anon : PageUse::Tail;
        page.mapping = i == 0 ? 0 : index_of(head);
    }
    Page& page = machine.page(head);
    page.reference_count = 1;
    page.order = 9;
    page.flags = page_flag::large_head;
    return head;
}

void put_page(Machine& machine, Pfn pfn) {
    const Pfn head = folio_head(machine, pfn);
    Page& page = machine.page(head);
    FAULTLINE_ASSERT(page.reference_count > 0);
    folio_put(machine, head, page);
}

}  // namespace faultline
