// Linux: mm/mremap.c.
#include <algorithm>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/huge.hpp"
#include "engine/kernel/ksm.hpp"
#include "engine/kernel/mlock.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/oom.hpp"
#include "engine/kernel/page_table.hpp"
#include "engine/kernel/unmapped_area.hpp"
#include "engine/kernel/vma_ops.hpp"

namespace faultline {

namespace {

constexpr std::uint32_t may_move = 1, at_fixed = 2, dont_unmap = 4;

/// move_page_tables: every entry goes to the new place as it is, zero pages and swap entries too.
bool move_page_tables(Machine& machine, Mm& mm, std::uint64_t from, std::uint64_t to, std::uint64_t length) {
    bool whole = true;
    walk_ptes(
        machine, mm, from, from + length,
        [&](EntryPosition at, Pte, std::uint64_t address) {
            if (!whole) return;
            const EntryPosition target = make_entry(machine, mm, to + (address - from), Level::Pte);
            if (!target.exists()) {
                whole = false;
                return;
            }
            write_entry(machine, target, read_entry(machine, at));
            write_entry(machine, at, Pte{});
        },
        [&](EntryPosition pmd, Pte pte, std::uint64_t address, std::uint64_t end) {
            const std::uint64_t target_address = to + (address - from);
            const bool moves_whole = end - address == huge_page_bytes && target_address % huge_page_bytes == 0;
            const EntryPosition target =
                moves_whole ? make_entry(machine, mm, target_address, Level::Pmd) : EntryPosition{};
            if (!target.exists() || !read_entry(machine, target).empty()) {
                split_huge_pmd(machine, mm, pmd, address);
                return;
            }
            write_entry(machine, target, pte);
            write_entry(machine, pmd, Pte{});
            const Pfn table = withdraw_table(mm, address);
            mm.deposited_tables[target_address] = table;
        });
    flush_tlb_range(machine, mm, from, from + length);
    return whole;
}

/// copy_vma and move_vma. The old VMA covers [from, from + old_length). Returns the new address or -errno.
std::int64_t move_vma(Machine& machine, Task& task, Mm& mm, std::uint64_t from, std::uint64_t old_length,
                      std::uint64_t to, std::uint64_t new_length, bool keep_old) {
    const Vma old = *mm.vma_lookup(from);
    const std::uint64_t new_pages = pages_in(new_length);
    if (mm.vmas.size() >= max_map_count - 3) return err::nomem;
    if (old.has(vm::account) && !vm_enough_memory(machine, task, new_pages)) return err::nomem;

    // A merged page is found again by its address; what moves is copied back first.
    if (const std::int64_t failed = unmerge_ksm_pages(machine, task, mm, *mm.find_vma(from), from, from + old_length);
        failed != 0) {
        return failed;
    }
    Vma copy = old;
    copy.start = to;
    copy.end = to + new_length;
    copy.page_offset = old.index_of_address(from);
    // Untouched private memory takes the offset of its new place, so that it can merge there.
    const bool fresh = old.anonymous() && old.anon_vma == no_anon_vma;
    if (fresh) copy.page_offset = page_number(to);
    else mm.moved_vmas = true;
    machine.anon_vmas.note_copy(copy);
    if (copy.file != no_file) get_file(machine, copy.file);
    insert_vma(machine, mm, copy);
    vm_stat_account(mm, old.flags, static_cast<std::int64_t>(new_pages));
    if (old.has(vm::locked)) mm.locked_vm += new_pages;

    const std::uint64_t moved = std::min(old_length, new_length);
    if (!move_page_tables(machine, mm, from, to, moved)) {
        move_page_tables(machine, mm, to, from, moved);
        unmap_range(machine, mm, to, to + new_length);
        return err::nomem;
    }
    if (keep_old) {
        // The old VMA stays, empty and unlocked; what it was charged for stays charged.
        const std::size_t index = vma_index(mm, from);
        const Vma& vma = mm.vmas[index];
        if (vma.start == from && vma.end == from + old_length) machine.anon_vmas.unlink(mm.vmas[index]);
        if (old.has(vm::locked)) {
            mm.vmas[index].flags &= ~(vm::locked | vm::lock_on_fault);
            mm.locked_vm -= pages_in(mm.vmas[index].bytes());
        }
        return static_cast<std::int64_t>(to);
    }
    unmap_range(machine, mm, from, from + old_length);
    return static_cast<std::int64_t>(to);
}

/// check_prep_vma: what every mremap asks of the old mapping. 0 or -errno. What is cut off may lie
/// beyond the VMA, and in place so may the rest.
std::int64_t check_vma(const Task& task, const Mm& mm, const Vma* vma, std::uint64_t address, std::uint64_t old_length,
                       std::uint64_t new_length, std::uint32_t flags) {
    if (vma == nullptr) return err::fault;
    if (old_length == 0 && (vma->flags & (vm::shared | vm::may_share)) == 0) return err::inval;
    if ((flags & dont_unmap) != 0 && (vma->has(vm::dont_expand) || vma->has(vm::pfn_map))) return err::inval;
    const bool in_place = (flags & (at_fixed | dont_unmap)) == 0;
    if (in_place && new_length <= old_length) return 0;
    if (std::min(old_length, new_length) > vma->end - address) return err::fault;
    if (new_length <= old_length) return 0;
    if (vma->has(vm::dont_expand) || vma->has(vm::pfn_map)) return err::fault;
    if (!mlock_future_ok(task, mm, vma->flags, new_length - old_length)) return err::again;
    return may_expand_vm(task, mm, vma->flags, pages_in(new_length - old_length)) ? 0 : err::nomem;
}

/// expand_vma_in_place: only at the VMA's end, and only into free space.
bool expand_in_place(Machine& machine, Task& task, Mm& mm, std::uint64_t address, std::uint64_t old_length,
                     std::uint64_t new_length, std::int64_t& failed) {
    const std::size_t index = vma_index(mm, address);
    Vma& vma = mm.vmas[index];
    const std::uint64_t growth = new_length - old_length;
    if (address + old_length != vma.end || vma.end + growth > task_size) return false;
    if (index + 1 < mm.vmas.size() && mm.vmas[index + 1].start < vma.end + growth) return false;
    if (vma.has(vm::account) && !vm_enough_memory(machine, task, pages_in(growth))) {
        failed = err::nomem;
        return false;
    }
    Vma extra = vma;
    extra.start = vma.end;
    extra.end = vma.end + growth;
    extra.page_offset = vma.page_offset + pages_in(vma.bytes());
    machine.anon_vmas.note_copy(extra);
    if (extra.file != no_file) get_file(machine, extra.file);
    vm_stat_account(mm, extra.flags, static_cast<std::int64_t>(pages_in(growth)));
    if (extra.has(vm::locked)) mm.locked_vm += pages_in(growth);
    insert_vma(machine, mm, extra);
    return true;
}

void populate_growth(Machine& machine, Task& task, Mm& mm, bool locked, std::uint64_t at, std::uint64_t old_length,
                     std::uint64_t new_length) {
    if (locked && new_length > old_length) mm_populate(machine, task, mm, at + old_length, at + new_length, true);
}

/// mremap_to: MREMAP_FIXED and MREMAP_DONTUNMAP.
std::int64_t mremap_to(Machine& machine, Task& task, Mm& mm, std::uint64_t address, std::uint64_t old_length,
                       std::uint64_t new_length, std::uint32_t flags, std::uint64_t new_address) {
    const bool fixed = (flags & at_fixed) != 0;
    if (fixed) {
        if (const std::int64_t failed = unmap_range(machine, mm, new_address, new_address + new_length); failed != 0) {
            return failed;
        }
    }
    if (old_length > new_length) {
        if (const std::int64_t failed = unmap_range(machine, mm, address + new_length, address + old_length); failed != 0) {
            return failed;
        }
        old_length = new_length;
    }
    const Vma* vma = mm.vma_lookup(address);
    if (vma == nullptr) return err::fault;
    if ((flags & dont_unmap) != 0 && !may_expand_vm(task, mm, vma->flags, pages_in(old_length))) return err::nomem;
    const bool locked = vma->has(vm::locked);
    const bool disk_file = vma->write_notify;
    const std::int64_t place = get_unmapped_area(machine, task, mm, fixed ? new_address : 0, new_length, fixed,
                                                 !vma->anonymous() && !disk_file, disk_file, vma->page_offset);
    if (err::is_error(place)) return place;
    const auto to = static_cast<std::uint64_t>(place);
    const std::int64_t moved =
        move_vma(machine, task, mm, address, old_length, to, new_length, (flags & dont_unmap) != 0);
    if (!err::is_error(moved)) populate_growth(machine, task, mm, locked, to, old_length, new_length);
    return moved;
}

/// remap_move: MREMAP_FIXED without a change of size takes along every VMA of the range, and the gaps between them.
std::int64_t remap_move(Machine& machine, Task& task, Mm& mm, std::uint64_t start, std::uint64_t length,
                        std::uint32_t flags, std::uint64_t new_address) {
    std::uint64_t last_end = 0;
    std::uint64_t target = new_address;
    std::int64_t first = err::fault;
    for (std::uint64_t at = start; at < start + length;) {
        const Vma* found = mm.find_vma(at);
        if (found == nullptr || found->start >= start + length) break;
        const Vma vma = *found;
        const bool is_first = last_end == 0;
        if (is_first && vma.start > start) return err::fault;
        const std::uint64_t from = std::max(vma.start, start);
        const std::uint64_t bytes = std::min(start + length, vma.end) - from;
        if (!is_first) target += vma.start - last_end;
        last_end = vma.end;
        std::int64_t moved = check_vma(task, mm, found, from, bytes, bytes, flags);
        if (moved == 0) moved = mremap_to(machine, task, mm, from, bytes, bytes, flags, target);
        if (err::is_error(moved)) return moved;
        if (is_first) first = moved;
        target = static_cast<std::uint64_t>(moved) + bytes;
        at = from + bytes;
    }
    return first;
}

}  // namespace

std::int64_t do_mremap(Machine& machine, Task& task, std::uint64_t address, std::uint64_t old_length,
                       std::uint64_t new_length, std::uint32_t flags, std::uint64_t new_address) {
    // check_mremap_params.
    if ((flags & ~(may_move | at_fixed | dont_unmap)) != 0 || !is_page_aligned(address)) return err::inval;
    old_length = page_end(old_length);
    new_length = page_end(new_length);
    if (new_length == 0 || new_length > task_size) return err::inval;
    const bool targeted = (flags & (at_fixed | dont_unmap)) != 0;
    if (targeted) {
        if (new_address > task_size - new_length || !is_page_aligned(new_address)) return err::inval;
        if ((flags & may_move) == 0) return err::inval;
        if ((flags & dont_unmap) != 0 && old_length != new_length) return err::inval;
        const bool overlaps = address + old_length > new_address && new_address + new_length > address;
        if ((flags & at_fixed) != 0 && overlaps) return err::inval;
    }
    Mm& mm = machine.mm_of(task);
    if ((flags & at_fixed) != 0 && old_length == new_length) {
        return remap_move(machine, task, mm, address, old_length, flags, new_address);
    }
    const Vma* vma = mm.vma_lookup(address);
    if (const std::int64_t failed = check_vma(task, mm, vma, address, old_length, new_length, flags); failed != 0) {
        return failed;
    }
    if (targeted) return mremap_to(machine, task, mm, address, old_length, new_length, flags, new_address);

    if (new_length <= old_length) {
        if (new_length == old_length) return static_cast<std::int64_t>(address);
        const std::int64_t failed = unmap_range(machine, mm, address + new_length, address + old_length);
        return failed != 0 ? failed : static_cast<std::int64_t>(address);
    }
    const bool locked = vma->has(vm::locked);
    const bool disk_file = vma->write_notify;
    const bool shared_memory = !vma->anonymous() && !disk_file;
    const std::uint64_t page_offset = vma->index_of_address(address);
    std::int64_t failed = 0;
    if (expand_in_place(machine, task, mm, address, old_length, new_length, failed)) {
        populate_growth(machine, task, mm, locked, address, old_length, new_length);
        return static_cast<std::int64_t>(address);
    }
    if (failed != 0) return failed;
    if ((flags & may_move) == 0) return err::nomem;
    const std::int64_t place =
        get_unmapped_area(machine, task, mm, 0, new_length, false, shared_memory, disk_file, page_offset);
    if (err::is_error(place)) return place;
    const auto to = static_cast<std::uint64_t>(place);
    const std::int64_t moved = move_vma(machine, task, mm, address, old_length, to, new_length, false);
    if (!err::is_error(moved)) populate_growth(machine, task, mm, locked, to, old_length, new_length);
    return moved;
}

}  // namespace faultline
