// Linux: kernel/fork.c dup_mmap, mm/memory.c copy_page_range, mm/mmap.c exit_mmap.
#include "engine/kernel/fork_mm.hpp"

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

/// The two address spaces of one fork, and the table of the child that is being filled.
struct Copying {
    Machine& machine;
    Mm& child;
    const Vma& vma;
    std::uint64_t entries = 0;
    bool failed = false;
    Pfn child_table = no_frame;
    std::uint64_t child_table_address = ~0ull;
};

/// The child's entry for `address`; the table is looked up once per 2 MiB.
EntryPosition child_entry(Copying& copying, std::uint64_t address) {
    const std::uint64_t base = address / huge_page_bytes;
    if (copying.child_table_address != base) {
        copying.child_table = make_entry(copying.machine, copying.child, address, Level::Pte).table;
        copying.child_table_address = base;
    }
    return {copying.child_table, table_index(address, Level::Pte)};
}

/// copy_nonpresent_pte: swap entries lose their exclusive mark on both sides.
Pte copy_nonpresent(Copying& copying, EntryPosition at, Pte pte) {
    if (!is_swap(pte)) return pte;
    swap_duplicate(copying.machine, swap_entry_of(pte));
    ++copying.child.rss_of(Rss::SwapEntries);
    if (pte.swap_exclusive()) write_entry(copying.machine, at, pte.without(Pte::swap_exclusive_bit));
    return pte.without(Pte::swap_exclusive_bit);
}

/// copy_present_ptes: private memory becomes read-only on both sides and is exclusive to nobody.
Pte copy_present(Copying& copying, EntryPosition at, Pte pte) {
    Machine& machine = copying.machine;
    const Vma& vma = copying.vma;
    if (is_normal_page(pte)) {
        const Pfn pfn = pte.pfn();
        const Pfn head = folio_head(machine, pfn);
        get_page(machine.page(head));
        Page& page = machine.page(pfn);
        ++page.map_count;
        page.clear(page_flag::anon_exclusive);
        ++copying.child.rss_of(rss_kind(machine, pfn));
    }
    const bool cow_mapping = (vma.flags & (vm::shared | vm::may_write)) == vm::may_write;
    if (cow_mapping && pte.writable()) {
        pte = pte.without(Pte::writable_bit);
        write_entry(machine, at, pte);
    }
    if (vma.shared()) pte = pte.without(Pte::dirty_bit);
    return pte.without(Pte::accessed_bit);
}

/// copy_page_range. False: out of memory.
bool copy_page_range(Copying& copying, const Mm& parent) {
    Machine& machine = copying.machine;
    walk_page_range(
        machine, parent, copying.vma.start, copying.vma.end,
        [&](Pfn table, std::uint64_t from, std::uint64_t to) {
            // copy_pte_range: a table for a table, though nothing be in it. Making it may reclaim pages of the parent's.
            copying.failed = copying.failed || !child_entry(copying, from).exists();
            for (std::uint64_t address = from; !copying.failed && address < to; address += page_bytes) {
                const EntryPosition at{table, table_index(address, Level::Pte)};
                const Pte pte = read_entry(machine, at);
                if (pte.empty()) continue;
                ++copying.entries;
                const Pte copy = pte.present() ? copy_present(copying, at, pte) : copy_nonpresent(copying, at, pte);
                write_entry(machine, child_entry(copying, address), copy);
            }
        },
        [&](EntryPosition pmd, Pte pte, std::uint64_t address, std::uint64_t) {
            if (copying.failed) return;
            ++copying.entries;
            copying.failed = !copy_huge_pmd(machine, copying.child, pmd, pte, address);
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
