// Who has which frame. `PageAllocator` is the map of free frames: the lowest free frame goes first, a 2 MiB run is the
// highest that is wholly free, so small and huge pages stay apart. `alloc_page` is what the rest of the kernel calls: it
// watches watermarks, reclaims, and kills when nothing else helps. Linux: mm/page_alloc.c.
// We skip: the buddy lists' order, zones, per-CPU free lists, compaction (docs/model.md#frames).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/kernel/page.hpp"
#include "engine/machine/cow.hpp"
#include "engine/machine/types.hpp"

namespace faultline {

struct Machine;
struct Task;

class PageAllocator {
public:
    PageAllocator() = default;
    /// All of `frames` free. Costs a few bytes until frames are taken.
    explicit PageAllocator(std::uint32_t frames);

    /// The lowest free frame, or no_frame.
    Pfn take();
    /// 512 frames from a multiple of 512 on, or no_frame when no such run is free.
    Pfn take_huge();
    /// One frame back; every frame of a huge run comes back on its own. True if all
    /// `frames_together` that it is one of are free now.
    bool give(Pfn pfn);

    std::uint32_t free() const { return free_; }
    bool is_free(Pfn pfn) const { return (used_[index_of(pfn) / 64] >> (index_of(pfn) % 64) & 1) == 0; }

private:
    using Words = CowArray<std::uint64_t, 64>;
    inline void mark_used(std::uint64_t& word, std::uint32_t frame);
    void note_full_word(std::uint32_t index);
    void note_room(std::uint32_t index);
    std::uint32_t first_word_with_room() const;

    /// One bit a frame.
    Words used_;
    /// full_[0]: one bit a word of used_, set while that word is full; full_[n]: the same of full_[n - 1].
    std::vector<Words> full_;
    /// Frames in use of each 2 MiB run.
    CowArray<std::uint16_t, 64> used_in_run_;
    /// One bit a run, set while any frame of it is in use; the runs above all frames count as used.
    std::vector<std::uint64_t> touched_runs_;
    /// No word of used_ below this one has room. Follows from used_: it spares most searches from the top.
    std::uint32_t full_below_ = 0;
    std::uint32_t frames_ = 0;
    std::uint32_t free_ = 0;
};

/// Whether an allocation may reclaim, and kill, to succeed.
enum class Gfp : std::uint8_t {
    User,       // charged to the cgroup; reclaims, then the OOM killer
    Kernel,     // page tables: likewise
    Optional,   // read-ahead, huge pages: gives up at once
};

/// A zeroed frame with reference count 1 and the given use, or no_frame: only when the task that runs was chosen by the
/// OOM killer, or for Gfp::Optional. `mapping` as in Page. Nobody is charged for it yet: mem_cgroup_charge is the next
/// question, and free_uncharged gives it back if the answer is no.
Pfn alloc_uncharged(Machine& machine, PageUse use, Gfp gfp);
void free_uncharged(Machine& machine, Pfn pfn);
/// The two together: a frame that is charged for, or no_frame.
Pfn alloc_page(Machine& machine, PageUse use, Gfp gfp);
/// A zeroed large folio of 512 frames (head and tails set up), or no_frame; never reclaims.
Pfn alloc_huge_folio(Machine& machine);
/// Drops one reference; the last one frees the frame and leaves it zero (put_page).
void put_page(Machine& machine, Pfn pfn);
/// __folio_put: frees a folio that nobody holds any more.
void free_folio(Machine& machine, Pfn head, Page& page);
/// put_page for the head of a folio, or a page that is one.
inline void folio_put(Machine& machine, Pfn head, Page& page) {
    if (--page.reference_count == 0) free_folio(machine, head, page);
}
inline void get_page(Page& page) { ++page.reference_count; }

}  // namespace faultline
