// mprotect and pkey_mprotect. Linux: mm/mprotect.c.
#include <algorithm>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/huge.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/oom.hpp"
#include "engine/kernel/pkeys.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/vma_ops.hpp"

namespace faultline {

namespace {

/// pte_modify: new rights, same frame, A and D stay.
Pte pte_modify(Pte pte, const Vma& vma) {
    constexpr std::uint64_t kept =
        Pte::frame_mask | Pte::accessed_bit | Pte::dirty_bit | Pte::special_bit | Pte::huge_bit;
    return Pte{(pte.bits & kept) | (vm_page_prot(vma) & ~kept)};
}

/// can_change_pte_writable: W at once only where no fault would have to decide anything.
bool can_change_pte_writable(const Machine& machine, const Vma& vma, Pte pte) {
    if (pte.prot_none()) return false;
    if (vma.shared()) return pte.dirty();
    if (!is_normal_page(pte)) return false;
    const Page& page = machine.page(pte.pfn());
    return rss_kind(machine, pte.pfn()) == Rss::Anon && page.has(page_flag::anon_exclusive);
}

/// vma_wants_manual_pte_write_upgrade.
bool wants_manual_upgrade(const Vma& vma) {
    return vma.shared() ? vma.has(vm::write) && vma.write_notify : vma.has(vm::write);
}

/// What must be flushed at the end: the pages whose rights changed.
struct FlushRange {
    std::uint64_t start = ~0ull;
    std::uint64_t end = 0;

    void add(std::uint64_t address, std::uint64_t bytes) {
        start = std::min(start, address);
        end = std::max(end, address + bytes);
    }
};

void change_entry(Machine& machine, const Vma& vma, EntryPosition at, Pte pte, std::uint64_t address,
                  std::uint64_t bytes, FlushRange& flush) {
    Pte changed = pte_modify(pte, vma);
    if (wants_manual_upgrade(vma) && !changed.writable() && can_change_pte_writable(machine, vma, changed)) {
        changed = changed.with(Pte::writable_bit);
    }
    if (changed == pte) return;
    write_entry(machine, at, changed);
    if (pte.hardware_present()) flush.add(address, bytes);
}

/// change_protection for one VMA that has its new flags.
void change_protection(Machine& machine, Mm& mm, const Vma& vma, std::uint64_t start, std::uint64_t end,
                       FlushRange& flush) {
    walk_ptes(
        machine, mm, start, end,
        [&](EntryPosition at, Pte pte, std::uint64_t address) {
            if (pte.present()) change_entry(machine, vma, at, pte, address, page_bytes, flush);
        },
        [&](EntryPosition pmd, Pte pte, std::uint64_t from, std::uint64_t to) {
            if (to - from == huge_page_bytes) change_entry(machine, vma, pmd, pte, from, huge_page_bytes, flush);
            else split_huge_pmd(machine, mm, pmd, from);
        });
}

/// mprotect_fixup for [start, end) of the VMA at `index`. Returns 0 or -errno.
std::int64_t mprotect_fixup(Machine& machine, Task& task, Mm& mm, std::size_t index, std::uint64_t start,
                            std::uint64_t end, std::uint64_t flags, FlushRange& flush) {
    const std::uint64_t old_flags = mm.vmas[index].flags;
    if (flags == old_flags) return 0;
    const std::uint64_t pages = pages_in(end - start);
    if ((flags & vm::write) != 0) {
        if (!may_expand_vm(task, mm, flags, pages) && may_expand_vm(task, mm, old_flags, pages)) return err::nomem;
        constexpr std::uint64_t never_charged = vm::account | vm::write | vm::huge_tlb | vm::shared | vm::no_reserve;
        if ((old_flags & never_charged) == 0) {
            if (!vm_enough_memory(machine, task, pages)) return err::nomem;
            flags |= vm::account;
        }
    } else if ((old_flags & vm::account) != 0 && mm.vmas[index].anonymous() && mm.vmas[index].anon_vma == no_anon_vma) {
        flags &= ~vm::account;
    }
    const std::size_t at = vma_modify_flags(machine, mm, index, start, end, flags);
    if (at == max_map_count) {
        if ((flags & ~old_flags & vm::account) != 0) vm_unacct_memory(machine, pages);
        return err::nomem;
    }
    change_protection(machine, mm, mm.vmas[at], start, end, flush);
    if ((old_flags & ~flags & vm::account) != 0) vm_unacct_memory(machine, pages);
    const bool locked_becomes_writable = (old_flags & (vm::write | vm::shared | vm::locked)) == vm::locked;
    if (locked_becomes_writable && (flags & vm::write) != 0) {
        mm_populate(machine, task, mm, start, end, true, FaultBy::GupNoRetry);
    }
    vm_stat_account(mm, old_flags, -static_cast<std::int64_t>(pages));
    vm_stat_account(mm, flags, static_cast<std::int64_t>(pages));
    return 0;
}

}  // namespace

std::int64_t do_mprotect(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length,
                         std::uint32_t protection, std::int32_t key) {
    constexpr std::uint32_t known = prot::read | prot::write | prot::exec | prot::grows_down | 8u;
    const bool grows_down = (protection & prot::grows_down) != 0;
    protection &= ~prot::grows_down;
    if (!is_page_aligned(start)) return err::inval;
    if (length == 0) return 0;
    length = page_end(length);
    std::uint64_t end = start + length;
    if (end <= start) return err::nomem;
    if ((protection & ~known) != 0) return err::inval;
    Mm& mm = machine.mm_of(task);
    if (key != -1 && !key_allocated(mm, key)) return err::inval;

    std::size_t index = vma_index(mm, start);
    if (index == mm.vmas.size()) return err::nomem;
    if (grows_down) {
        if (mm.vmas[index].start >= end) return err::nomem;
        start = mm.vmas[index].start;
        if (!mm.vmas[index].has(vm::grows_down)) return err::inval;
    } else if (mm.vmas[index].start > start) {
        return err::nomem;
    }
    FlushRange flush;
    std::int64_t result = 0;
    for (std::uint64_t at = start; at < end;) {
        index = vma_index(mm, at);
        if (index == mm.vmas.size() || mm.vmas[index].start > at) {
            result = err::nomem;
            break;
        }
        const Vma& vma = mm.vmas[index];
        constexpr std::uint64_t key_mask = 15ull << vm::protection_key_shift;
        const std::uint64_t new_key = key_after_mprotect(machine, task, mm, vma.flags, protection, key);
        const std::uint64_t flags = (vma.flags & ~(vm::access_rights | key_mask)) | (protection & 7u) |
                                    (new_key << vm::protection_key_shift);
        if (((protection & 7u) & ~(flags >> 4)) != 0) {
            result = err::acces;
            break;
        }
        const std::uint64_t to = std::min(vma.end, end);
        result = mprotect_fixup(machine, task, mm, index, at, to, flags, flush);
        if (result != 0) break;
        at = to;
    }
    if (flush.end != 0) flush_tlb_range(machine, mm, flush.start, flush.end);
    return result;
}

}  // namespace faultline
