#include "engine/kernel/vma_ops.hpp"

#include <algorithm>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/huge.hpp"
#include "engine/kernel/oom.hpp"
#include "engine/kernel/zap.hpp"

namespace faultline {

namespace {

/// A VMA is copied: one more holder of its file and its anon_vmas.
void note_vma_copy(Machine& machine, const Vma& vma) {
    machine.anon_vmas.note_copy(vma);
    if (vma.file != no_file) get_file(machine, vma.file);
}

/// is_mergeable_vma and the offsets; anon_vmas are judged apart.
bool alike(const Vma& left, const Vma& right) {
    constexpr std::uint64_t ignored = vm::maybe_guard;
    return left.end == right.start && ((left.flags ^ right.flags) & ~ignored) == 0 && left.file == right.file &&
           left.name == right.name && right.page_offset == left.page_offset + pages_in(left.bytes()) &&
           (left.flags & (vm::io | vm::pfn_map | vm::dont_expand)) == 0;
}

/// is_mergeable_anon_vma: an area that was inherited through fork only joins its own.
bool anon_vmas_join(const Machine& machine, const Vma& a, const Vma& b) {
    if (a.anon_vma == b.anon_vma) return true;
    if (a.anon_vma != no_anon_vma && b.anon_vma != no_anon_vma) return false;
    return !machine.anon_vmas.forked(a.anon_vma != no_anon_vma ? a : b);
}

bool can_merge(const Machine& machine, const Vma& left, const Vma& right) {
    return alike(left, right) && anon_vmas_join(machine, left, right);
}

/// `kept` grows over `gone`, which disappears, or shrinks elsewhere; it takes over the anon_vma if it has none.
void dup_anon_vma(Machine& machine, Vma& kept, const Vma& gone) {
    if (kept.anon_vma != no_anon_vma || gone.anon_vma == no_anon_vma) return;
    kept.anon_vma = gone.anon_vma;
    kept.anon_chain = gone.anon_chain;
    machine.anon_vmas.note_copy(kept);
}

void erase_vma(Machine& machine, Mm& mm, std::size_t index) {
    vma_close(machine, mm.vmas[index]);
    mm.vmas.erase(mm.vmas.begin() + static_cast<std::ptrdiff_t>(index));
}

void move_start(Vma& vma, std::uint64_t start) {
    vma.page_offset += page_number(start) - page_number(vma.start);
    vma.start = start;
}

bool has_previous(std::size_t index) { return index > 0; }
bool has_next(const Mm& mm, std::size_t index) { return index + 1 < mm.vmas.size(); }

/// vma_merge_existing_range for a VMA that already carries the new flags in `middle`, a copy. Returns the index of the
/// merged VMA, or the number of VMAs if nothing merged.
std::size_t merge_existing(Machine& machine, Mm& mm, std::size_t index, Vma middle, std::uint64_t start,
                           std::uint64_t end) {
    const bool at_left = start == mm.vmas[index].start;
    const bool at_right = end == mm.vmas[index].end;
    move_start(middle, start);
    middle.end = end;
    const bool left = at_left && has_previous(index) && can_merge(machine, mm.vmas[index - 1], middle);
    bool right = at_right && has_next(mm, index) && can_merge(machine, middle, mm.vmas[index + 1]);
    if (left && right) {
        const AnonVmaId before = mm.vmas[index - 1].anon_vma;
        const AnonVmaId after = mm.vmas[index + 1].anon_vma;
        right = before == no_anon_vma || after == no_anon_vma || before == after;
    }
    if (left && right) {
        Vma& kept = mm.vmas[index - 1];
        dup_anon_vma(machine, kept, mm.vmas[index + 1]);
        dup_anon_vma(machine, kept, mm.vmas[index]);
        kept.flags |= (mm.vmas[index].flags | mm.vmas[index + 1].flags) & vm::maybe_guard;
        kept.end = mm.vmas[index + 1].end;
        erase_vma(machine, mm, index + 1);
        erase_vma(machine, mm, index);
        return index - 1;
    }
    if (left) {
        Vma& kept = mm.vmas[index - 1];
        dup_anon_vma(machine, kept, mm.vmas[index]);
        kept.flags |= mm.vmas[index].flags & vm::maybe_guard;
        split_huge_pmd_at(machine, mm, end);
        kept.end = end;
        if (at_right) erase_vma(machine, mm, index);
        else move_start(mm.vmas[index], end);
        return index - 1;
    }
    if (right) {
        Vma& kept = mm.vmas[index + 1];
        dup_anon_vma(machine, kept, mm.vmas[index]);
        kept.flags |= mm.vmas[index].flags & vm::maybe_guard;
        split_huge_pmd_at(machine, mm, start);
        move_start(kept, start);
        if (at_left) {
            erase_vma(machine, mm, index);
            return index;
        }
        mm.vmas[index].end = start;
        return index + 1;
    }
    return mm.vmas.size();
}

}  // namespace

std::size_t vma_index(const Mm& mm, std::uint64_t address) {
    const Vma* vma = mm.find_vma(address);
    return vma == nullptr ? mm.vmas.size() : static_cast<std::size_t>(vma - mm.vmas.data());
}

void vma_close(Machine& machine, Vma& vma) {
    machine.anon_vmas.unlink(vma);
    if (vma.file != no_file) fput(machine, vma.file);
}

void split_vma(Machine& machine, Mm& mm, std::size_t index, std::uint64_t address) {
    Vma upper = mm.vmas[index];
    FAULTLINE_ASSERT(upper.start < address && address < upper.end);
    split_huge_pmd_at(machine, mm, address);
    move_start(upper, address);
    mm.vmas[index].end = address;
    note_vma_copy(machine, upper);
    mm.vmas.insert(mm.vmas.begin() + static_cast<std::ptrdiff_t>(index) + 1, upper);
}

std::size_t vma_modify_flags(Machine& machine, Mm& mm, std::size_t index, std::uint64_t start, std::uint64_t end,
                             std::uint64_t flags) {
    Vma middle = mm.vmas[index];
    middle.flags = flags;
    std::size_t at = merge_existing(machine, mm, index, middle, start, end);
    if (at == mm.vmas.size()) {
        at = index;
        if (mm.vmas.size() + 2 > max_map_count) return max_map_count;
        if (mm.vmas[at].start < start) split_vma(machine, mm, at++, start);
        if (mm.vmas[at].end > end) split_vma(machine, mm, at, end);
        mm.vmas[at].flags = flags;
    }
    return at;
}

std::size_t insert_vma_apart(Mm& mm, const Vma& vma) {
    const std::size_t index = vma_index(mm, vma.start);
    mm.vmas.insert(mm.vmas.begin() + static_cast<std::ptrdiff_t>(index), vma);
    return index;
}

std::size_t insert_vma(Machine& machine, Mm& mm, const Vma& vma) {
    const std::size_t next = vma_index(mm, vma.start);
    const bool left = next > 0 && can_merge(machine, mm.vmas[next - 1], vma);
    bool right = next < mm.vmas.size() && can_merge(machine, vma, mm.vmas[next]);
    if (left && right) right = anon_vmas_join(machine, mm.vmas[next - 1], mm.vmas[next]);
    Vma spent = vma;
    if (left) {
        Vma& kept = mm.vmas[next - 1];
        dup_anon_vma(machine, kept, vma);
        kept.flags |= vma.flags & vm::maybe_guard;
        kept.end = vma.end;
        if (right) {
            dup_anon_vma(machine, kept, mm.vmas[next]);
            kept.flags |= mm.vmas[next].flags & vm::maybe_guard;
            kept.end = mm.vmas[next].end;
            erase_vma(machine, mm, next);
        }
        vma_close(machine, spent);
        return next - 1;
    }
    if (right) {
        Vma& kept = mm.vmas[next];
        dup_anon_vma(machine, kept, vma);
        kept.flags |= vma.flags & vm::maybe_guard;
        move_start(kept, vma.start);
        vma_close(machine, spent);
        return next;
    }
    return insert_vma_apart(mm, vma);
}

std::int64_t unmap_range(Machine& machine, Mm& mm, std::uint64_t start, std::uint64_t end) {
    std::size_t first = vma_index(mm, start);
    if (first == mm.vmas.size() || mm.vmas[first].start >= end) return 0;
    if (mm.vmas[first].start < start) {
        // A hole in the middle makes one VMA more.
        if (end < mm.vmas[first].end && mm.vmas.size() >= max_map_count) return err::nomem;
        split_vma(machine, mm, first++, start);
    }
    std::size_t last = first;
    while (last < mm.vmas.size() && mm.vmas[last].end <= end) ++last;
    if (last < mm.vmas.size() && mm.vmas[last].start < end) split_vma(machine, mm, last++, end);

    for (std::size_t i = first; i < last; ++i) {
        Vma& vma = mm.vmas[i];
        const std::uint64_t pages = pages_in(vma.bytes());
        zap_page_range(machine, mm, vma, vma.start, vma.end, Zap::Everything);
        if (vma.has(vm::locked)) mm.locked_vm -= pages;
        if (vma.has(vm::account)) vm_unacct_memory(machine, pages);
        vm_stat_account(mm, vma.flags, -static_cast<std::int64_t>(pages));
    }
    const std::uint64_t floor = first > 0 ? mm.vmas[first - 1].end : 0;
    const std::uint64_t ceiling = last < mm.vmas.size() ? mm.vmas[last].start : 1ull << 47;
    if (first < last) {
        free_pgtables(machine, mm, mm.vmas[first].start, mm.vmas[last - 1].end, floor, ceiling);
        flush_tlb_range(machine, mm, mm.vmas[first].start, mm.vmas[last - 1].end);
    }
    for (std::size_t i = first; i < last; ++i) vma_close(machine, mm.vmas[i]);
    mm.vmas.erase(mm.vmas.begin() + static_cast<std::ptrdiff_t>(first),
                  mm.vmas.begin() + static_cast<std::ptrdiff_t>(last));
    return 0;
}

void vm_stat_account(Mm& mm, std::uint64_t flags, std::int64_t pages) {
    const auto change = static_cast<std::uint64_t>(pages);
    mm.total_vm += change;
    if (mm.high_water_total_vm < mm.total_vm) mm.high_water_total_vm = mm.total_vm;
    const bool stack = (flags & vm::grows_down) != 0;
    if ((flags & vm::exec) != 0 && (flags & vm::write) == 0 && !stack) mm.exec_vm += change;
    else if (stack) mm.stack_vm += change;
    else if ((flags & (vm::write | vm::shared)) == vm::write) mm.data_vm += change;
}

bool may_expand_vm(const Task& task, const Mm& mm, std::uint64_t flags, std::uint64_t pages) {
    if (mm.total_vm + pages > task.limits.address_space / page_bytes) return false;
    const bool data = (flags & (vm::write | vm::shared | vm::grows_down)) == vm::write;
    return !data || mm.data_vm + pages <= task.limits.data / page_bytes;
}

std::uint64_t vm_start_gap(const Vma& vma) {
    if (!vma.has(vm::grows_down)) return vma.start;
    return vma.start > stack_guard_gap ? vma.start - stack_guard_gap : 0;
}

}  // namespace faultline
