// Linux: kernel/fork.c dup_mmap, mm/memory.c copy_page_range, mm/mmap.c exit_mmap.
#include "engine/kernel/fork_mm.hpp"

#include <array>
#include <span>
#include <utility>

#include "engine/kernel/file_table.hpp"
#include "engine/kernel/huge.hpp"
#include "engine/kernel/oom.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "engine/kernel/vma_ops.hpp"
#include "engine/kernel/zap.hpp"
#include "engine/kernel/lru.hpp"

namespace faultline {

namespace {

/// vma_needs_copy: all else can be faulted in again.
bool vma_needs_copy(const Vma& parent) {
    if (parent.has(vm::pfn_map) || parent.has(vm::mixed_map) || parent.has(vm::maybe_guard)) return true;
    return parent.anon_vma != no_anon_vma;
}

/// One VMA of the two address spaces of a fork.
struct Copying {
    Machine& machine;
    Mm& child;
    const Vma& vma;
    std::uint64_t entries = 0;
    bool failed = false;
};

/// copy_nonpresent_pte: the child's entry. Swap entries lose their exclusive mark on both sides.
Pte copy_nonpresent(Copying& copying, Pte& pte) {
    if (!is_swap(pte)) return pte;
    swap_duplicate(copying.machine, swap_entry_of(pte));
    ++copying.child.rss_of(Rss::SwapEntries);
    pte = pte.without(Pte::swap_exclusive_bit);
    return pte;
}

/// copy_present_ptes: the child's entry. Private memory becomes read-only on both sides and is exclusive to nobody.
Pte copy_present(Copying& copying, Pte& pte) {
    const Vma& vma = copying.vma;
    if (is_normal_page(pte)) {
        Page& page = copying.machine.page(pte.pfn());
        Page& folio = folio_of(copying.machine, page);
        get_page(folio);
        ++page.map_count;
        page.clear(page_flag::anon_exclusive);
        ++copying.child.rss_of(rss_kind(folio));
    }
    const bool cow_mapping = (vma.flags & (vm::shared | vm::may_write)) == vm::may_write;
    if (cow_mapping) pte = pte.without(Pte::writable_bit);
    return pte.without(Pte::accessed_bit | (vma.shared() ? Pte::dirty_bit : 0));
}

/// copy_pte_range, the part of one table that lies in the VMA. False: out of memory.
bool copy_pte_range(Copying& copying, Pfn table, std::uint64_t from, std::uint64_t to) {
    Machine& machine = copying.machine;
    Ram& ram = machine.hardware.ram;
    // A table for a table, though nothing be in it. Making it may reclaim pages of the parent's.
    const EntryPosition first = make_entry(machine, copying.child, from, Level::Pte);
    if (!first.exists()) return false;
    const std::uint32_t offset = first.index * 8;
    const auto entries = static_cast<std::uint32_t>(pages_in(to - from));
    std::array<std::uint64_t, entries_per_table> parents, children;
    const std::span<std::uint8_t> parent_bytes(reinterpret_cast<std::uint8_t*>(parents.data()), entries * 8u);
    const std::span<const std::uint8_t> child_bytes(reinterpret_cast<const std::uint8_t*>(children.data()), entries * 8u);
    ram.read(table, offset, parent_bytes);
    bool changed = false;
    for (std::uint32_t i = 0; i < entries; ++i) {
        Pte pte{parents[i]};
        children[i] = 0;
        if (pte.empty()) continue;
        ++copying.entries;
        children[i] = (pte.present() ? copy_present(copying, pte) : copy_nonpresent(copying, pte)).bits;
        changed = changed || pte.bits != parents[i];
        parents[i] = pte.bits;
    }
    if (changed) ram.write(table, offset, parent_bytes);
    ram.write(first.table, offset, child_bytes);
    return true;
}

/// copy_page_range. False: out of memory.
bool copy_page_range(Copying& copying, const Mm& parent) {
    walk_page_range(
        copying.machine, parent, copying.vma.start, copying.vma.end,
        [&](Pfn table, std::uint64_t from, std::uint64_t to) {
            copying.failed = copying.failed || !copy_pte_range(copying, table, from, to);
        },
        [&](EntryPosition pmd, Pte pte, std::uint64_t address, std::uint64_t) {
            if (copying.failed) return;
            ++copying.entries;
            copying.failed = !copy_huge_pmd(copying.machine, copying.child, pmd, pte, address);
        });
    return !copying.failed;
}

/// Everything of dup_mmap for one VMA but its pages. False: not inherited, or the commit limit (then `refused`).
bool dup_vma(Machine& machine, Task& task, Mm& child, const Vma& parent, Vma& copy, bool& refused) {
    if (parent.has(vm::dont_copy)) return false;
    const std::uint64_t pages = pages_in(parent.bytes());
    if (parent.has(vm::account) && !vm_enough_memory(machine, task, pages)) {
        refused = true;
        return false;
    }
    copy = parent;
    copy.flags &= ~(vm::locked | vm::lock_on_fault);
    copy.swap_readahead = 0;
    if (parent.has(vm::wipe_on_fork)) {
        copy.anon_vma = no_anon_vma;
        copy.anon_chain = 0;
    } else {
        machine.anon_vmas.fork(copy, parent);
    }
    if (copy.file != no_file) get_file(machine, copy.file);
    vm_stat_account(child, copy.flags, static_cast<std::int64_t>(pages));
    child.vmas.push_back(copy);
    return true;
}

/// exit_mmap: everything goes, frames at once.
void exit_mmap(Machine& machine, Mm& mm) {
    unmap_range(machine, mm, 0, 1ull << 47);
    put_page(machine, mm.pgd);
    mm.pgd = no_frame;
}

void copy_layout(Mm& child, const Mm& parent) {
    child.start_code = parent.start_code, child.end_code = parent.end_code;
    child.start_data = parent.start_data, child.end_data = parent.end_data;
    child.start_brk = parent.start_brk, child.brk = parent.brk, child.start_stack = parent.start_stack;
    child.arg_start = parent.arg_start, child.arg_end = parent.arg_end;
    child.env_start = parent.env_start, child.env_end = parent.env_end;
    child.mmap_base = parent.mmap_base;
    child.thp_disabled = parent.thp_disabled;
    child.execute_only_key = parent.execute_only_key;
    child.allocated_keys = parent.allocated_keys;
    child.moved_vmas = parent.moved_vmas;
}

}  // namespace

MmId mm_create(Machine& machine) {
    const MmId id = machine.next_mm;
    const Pfn pgd = alloc_page(machine, PageUse::PageTable, Gfp::Kernel);
    if (pgd == no_frame) return no_mm;
    machine.page(pgd).mapping = id;
    ++machine.next_mm;
    Mm& mm = machine.mms[id];
    mm.id = id;
    mm.pgd = pgd;
    return id;
}

void mm_share(Machine& machine, MmId id) { ++machine.mms.at(id).users; }

void mm_release(Machine& machine, MmId id) {
    Mm& mm = machine.mms.at(id);
    FAULTLINE_ASSERT(mm.users > 0);
    if (--mm.users > 0) return;
    if (machine.hardware.page_table == mm.pgd) machine.hardware.load_page_table(no_frame);
    exit_mmap(machine, mm);
    machine.mms.erase(id);
    machine.hardware.catch_up_with_memory();
}

MmId dup_mm(Machine& machine, Task& task) {
    const MmId id = mm_create(machine);
    if (id == no_mm) return no_mm;
    Mm& parent = machine.mm_of(task);
    Mm& child = machine.mms.at(id);
    copy_layout(child, parent);
    child.vmas.reserve(parent.vmas.size());
    bool failed = false;
    std::uint64_t entries = 0;
    for (const Vma& vma : parent.vmas) {
        Vma copy;
        if (!dup_vma(machine, task, child, vma, copy, failed)) {
            if (failed) break;
            continue;
        }
        if (vma.has(vm::wipe_on_fork) || !vma_needs_copy(vma)) continue;
        Copying copying{machine, child, vma};
        failed = !copy_page_range(copying, parent);
        entries += copying.entries;
        if (failed) break;
    }
    flush_tlb_mm(machine, parent);
    const Nanoseconds cost = entries * machine.hardware.costs.fork_per_page;
    machine.hardware.now += cost;
    task.system_time += cost;
    if (!failed) return id;
    mm_release(machine, id);
    return no_mm;
}

}  // namespace faultline
