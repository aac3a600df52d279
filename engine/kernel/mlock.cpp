#include "engine/kernel/mlock.hpp"

#include <algorithm>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/page_table.hpp"
#include "engine/kernel/vma_ops.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t lock_flags = vm::locked | vm::lock_on_fault;

/// mlock_vma_pages_range: what is present is locked, or let go, now.
void mark_present_pages(Machine& machine, Mm& mm, std::uint64_t start, std::uint64_t end, bool lock) {
    lru_add_drain(machine);
    const auto mark = [&](Pte pte) {
        if (!is_normal_page(pte)) return;
        if (lock) mlock_folio(machine, pte.pfn());
        else munlock_folio(machine, pte.pfn());
    };
    walk_ptes(
        machine, mm, start, end, [&](EntryPosition, Pte pte, std::uint64_t) { mark(pte); },
        [&](EntryPosition, Pte pte, std::uint64_t, std::uint64_t) { mark(pte); });
}

/// mlock_fixup for [start, end) of one VMA.
std::int64_t mlock_fixup(Machine& machine, Mm& mm, std::size_t index, std::uint64_t start, std::uint64_t end,
                         std::uint64_t flags) {
    const std::uint64_t old_flags = mm.vmas[index].flags;
    if (flags == old_flags || mm.vmas[index].has(vm::dont_expand)) return 0;
    const std::size_t at = vma_modify_flags(machine, mm, index, start, end, flags);
    if (at == max_map_count) return err::nomem;
    const bool was_locked = (old_flags & vm::locked) != 0;
    const bool locks = (flags & vm::locked) != 0;
    const std::uint64_t pages = pages_in(end - start);
    if (locks && !was_locked) mm.locked_vm += pages;
    if (!locks && was_locked) mm.locked_vm -= pages;
    if (locks != was_locked) mark_present_pages(machine, mm, start, end, locks);
    return 0;
}

/// apply_vma_lock_flags: a hole ends it with ENOMEM; what came before stays.
std::int64_t apply_lock_flags(Machine& machine, Mm& mm, std::uint64_t start, std::uint64_t length, std::uint64_t lock) {
    const std::uint64_t end = start + length;
    if (end < start) return err::inval;
    for (std::uint64_t at = start; at < end;) {
        const std::size_t index = vma_index(mm, at);
        if (index == mm.vmas.size() || mm.vmas[index].start > at) return err::nomem;
        const std::uint64_t to = std::min(end, mm.vmas[index].end);
        const std::uint64_t flags = (mm.vmas[index].flags & ~lock_flags) | lock;
        if (const std::int64_t failed = mlock_fixup(machine, mm, index, at, to, flags); failed != 0) return failed;
        at = to;
    }
    return 0;
}

/// count_mm_mlocked_page_nr.
std::uint64_t locked_pages_in(const Mm& mm, std::uint64_t start, std::uint64_t end) {
    std::uint64_t pages = 0;
    for (const Vma& vma : mm.vmas) {
        const std::uint64_t from = std::max(start, vma.start);
        const std::uint64_t to = std::min(end, vma.end);
        if (from < to && vma.has(vm::locked)) pages += pages_in(to - from);
    }
    return pages;
}

}  // namespace

bool can_do_mlock(const Task& task) { return task.privileged || task.limits.memlock != 0; }

bool mlock_future_ok(const Task& task, const Mm& mm, std::uint64_t flags, std::uint64_t bytes) {
    if ((flags & vm::locked) == 0 || task.privileged) return true;
    return mm.locked_vm + pages_in(bytes) <= task.limits.memlock / page_bytes;
}

std::int64_t do_mlock(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length, bool lock_on_fault) {
    if (!can_do_mlock(task)) return err::perm;
    length = page_end(length + offset_in_page(start));
    start = page_start(start);
    Mm& mm = machine.mm_of(task);
    const std::uint64_t limit = task.limits.memlock / page_bytes;
    std::uint64_t locked = mm.locked_vm + pages_in(length);
    if (locked > limit && !task.privileged) locked -= locked_pages_in(mm, start, start + length);
    if (locked > limit && !task.privileged) return err::nomem;
    const std::uint64_t lock = vm::locked | (lock_on_fault ? vm::lock_on_fault : 0);
    if (const std::int64_t failed = apply_lock_flags(machine, mm, start, length, lock); failed != 0) return failed;
    return mm_populate(machine, task, mm, start, start + length, false);
}

std::int64_t do_munlock(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length) {
    length = page_end(length + offset_in_page(start));
    return apply_lock_flags(machine, machine.mm_of(task), page_start(start), length, 0);
}

namespace {

/// apply_mlockall_flags for the mappings that exist.
void lock_everything(Machine& machine, Mm& mm, std::uint64_t lock) {
    for (std::uint64_t at = 0;;) {
        const std::size_t index = vma_index(mm, at);
        if (index == mm.vmas.size()) return;
        const Vma vma = mm.vmas[index];
        at = vma.end;
        mlock_fixup(machine, mm, index, vma.start, vma.end, (vma.flags & ~lock_flags) | lock);
    }
}

}  // namespace

std::int64_t do_mlockall(Machine& machine, Task& task, std::uint32_t flags) {
    constexpr std::uint32_t current = 1, future = 2, on_fault = 4;
    if (flags == 0 || (flags & ~(current | future | on_fault)) != 0 || flags == on_fault) return err::inval;
    if (!can_do_mlock(task)) return err::perm;
    Mm& mm = machine.mm_of(task);
    const std::uint64_t limit = task.limits.memlock / page_bytes;
    if ((flags & current) != 0 && mm.total_vm > limit && !task.privileged) return err::nomem;
    const std::uint64_t lock = vm::locked | ((flags & on_fault) != 0 ? vm::lock_on_fault : 0);
    mm.default_flags = (flags & future) != 0 ? lock : 0;
    if ((flags & current) == 0) return 0;
    lock_everything(machine, mm, lock);
    mm_populate(machine, task, mm, 0, task_size, true);
    return 0;
}

std::int64_t do_munlockall(Machine& machine, Task& task) {
    Mm& mm = machine.mm_of(task);
    mm.default_flags = 0;
    lock_everything(machine, mm, 0);
    return 0;
}

}  // namespace faultline
