// Linux: mm/madvise.c.
#include <algorithm>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/huge.hpp"
#include "engine/kernel/ksm.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/madvise_pages.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/vma_ops.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

enum Advice : std::int32_t {
    Normal = 0, Random = 1, Sequential = 2, WillNeed = 3, DontNeed = 4, Free = 8, DontFork = 10, DoFork = 11,
    Remove = 9, Mergeable = 12, Unmergeable = 13, HugePage = 14, NoHugePage = 15, DontDump = 16, DoDump = 17, WipeOnFork = 18,
    KeepOnFork = 19, Cold = 20, PageOut = 21, PopulateRead = 22, PopulateWrite = 23, DontNeedLocked = 24, Collapse = 25,
    GuardInstall = 102, GuardRemove = 103,
};

bool known(std::int32_t advice) {
    return (advice >= Normal && advice <= DontNeed) || advice == Free || advice == Remove ||
           (advice >= DontFork && advice <= Collapse) ||
           advice == GuardInstall || advice == GuardRemove;
}

/// madvise_vma_behavior's flag half. 0 or -errno, and the flags that the VMA gets.
std::int64_t new_flags_for(const Vma& vma, std::int32_t advice, std::uint64_t& flags) {
    flags = vma.flags;
    switch (advice) {
        case Normal: flags &= ~(vm::random_read | vm::sequential_read); break;
        case Sequential: flags = (flags & ~vm::random_read) | vm::sequential_read; break;
        case Random: flags = (flags & ~vm::sequential_read) | vm::random_read; break;
        case DontFork: flags |= vm::dont_copy; break;
        case DoFork:
            if (vma.has(vm::io)) return err::inval;
            flags &= ~vm::dont_copy;
            break;
        case WipeOnFork:
            // MADV_WIPEONFORK is only for private anonymous memory.
            if (!vma.anonymous() || vma.shared()) return err::inval;
            flags |= vm::wipe_on_fork;
            break;
        case KeepOnFork:
            flags &= ~vm::wipe_on_fork;
            break;
        case DontDump: flags |= vm::dont_dump; break;
        case DoDump:
            if (vma.has(vm::dont_expand)) return err::inval;
            flags &= ~vm::dont_dump;
            break;
        case Mergeable:
            if ((vma.flags & (vm::shared | vm::may_share | vm::io | vm::pfn_map | vm::dont_expand)) == 0) flags |= vm::mergeable;
            break;
        case Unmergeable: flags &= ~vm::mergeable; break;
        case HugePage: flags = (flags & ~vm::no_huge_page) | vm::huge_page; break;
        case NoHugePage: flags = (flags & ~vm::huge_page) | vm::no_huge_page; break;
        default: return err::inval;
    }
    return 0;
}


/// One VMA's part [start, end) of a madvise call.
std::int64_t advise_vma(Machine& machine, Task& task, Mm& mm, std::size_t index, std::uint64_t start,
                        std::uint64_t end, std::int32_t advice) {
    Vma& vma = mm.vmas[index];
    const bool can_be_reclaimed = !vma.has(vm::locked) && !vma.has(vm::pfn_map);
    switch (advice) {
        case WillNeed: return madvise_willneed(machine, mm, vma, start, end);
        case DontNeed:
            if (!can_be_reclaimed) return err::inval;
            madvise_dontneed(machine, mm, vma, start, end);
            return 0;
        case DontNeedLocked:
            if (vma.has(vm::pfn_map)) return err::inval;
            madvise_dontneed(machine, mm, vma, start, end);
            return 0;
        case Free:
            if (!vma.anonymous() || !can_be_reclaimed) return err::inval;
            return madvise_free(machine, mm, vma, start, end);
        case Cold:
            if (!can_be_reclaimed) return err::inval;
            madvise_cold(machine, mm, vma, start, end);
            return 0;
        case PageOut:
            if (!can_be_reclaimed) return err::inval;
            madvise_pageout(machine, mm, vma, start, end);
            return 0;
        case Remove: return madvise_remove(machine, vma, start, end);
        case Collapse: return madvise_collapse(machine, mm, vma, start, end);
        case GuardInstall: return madvise_guard_install(machine, mm, vma, start, end);
        case GuardRemove: return madvise_guard_remove(machine, mm, vma, start, end);
        default: break;
    }
    if (advice == Unmergeable && vma.has(vm::mergeable)) {
        if (const std::int64_t failed = unmerge_ksm_pages(machine, task, mm, vma, start, end); failed != 0) return failed;
    }
    std::uint64_t flags = 0;
    if (const std::int64_t failed = new_flags_for(vma, advice, flags); failed != 0) return failed;
    if (flags == vma.flags) return 0;
    return vma_modify_flags(machine, mm, index, start, end, flags) == max_map_count ? err::nomem : 0;
}

/// madvise_populate: EINVAL where the VMA forbids it, EFAULT where a fault fails for good.
std::int64_t madvise_populate(Machine& machine, Task& task, Mm& mm, std::uint64_t start, std::uint64_t end, bool write) {
    for (std::uint64_t at = start; at < end;) {
        const Vma* vma = mm.vma_lookup(at);
        if (vma == nullptr) return err::nomem;
        const bool allowed = vma->has(write ? vm::write : vm::read) && !vma->has(vm::pfn_map) && !vma->has(vm::io);
        if (!allowed) return err::inval;
        const std::uint64_t to = std::min(end, vma->end);
        if (const std::int64_t failed = fault_in_range(machine, task, mm, at, to, write, FaultBy::Gup); failed != 0) {
            return failed;
        }
        at = to;
    }
    return 0;
}

}  // namespace

std::int64_t do_madvise(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length, std::int32_t advice) {
    if (!known(advice) || !is_page_aligned(start)) return err::inval;
    const std::uint64_t bytes = page_end(length);
    if (length != 0 && bytes == 0) return err::inval;
    const std::uint64_t end = start + bytes;
    if (end < start) return err::inval;
    if (end == start) return 0;
    Mm& mm = machine.mm_of(task);
    if (advice == PopulateRead || advice == PopulateWrite) {
        return madvise_populate(machine, task, mm, start, end, advice == PopulateWrite);
    }
    // madvise_walk_vmas: holes are skipped, and told at the end.
    std::int64_t unmapped = 0;
    const std::int64_t hole = err::nomem;
    for (std::uint64_t at = start; at < end;) {
        const std::size_t index = vma_index(mm, at);
        if (index == mm.vmas.size()) return hole;
        if (mm.vmas[index].start > at) {
            unmapped = hole;
            at = mm.vmas[index].start;
            if (at >= end) break;
        }
        const std::uint64_t to = std::min(end, mm.vmas[index].end);
        if (const std::int64_t failed = advise_vma(machine, task, mm, index, at, to, advice); failed != 0) return failed;
        at = to;
    }
    machine.hardware.catch_up_with_memory();
    return unmapped;
}

}  // namespace faultline
