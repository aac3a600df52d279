#include "engine/kernel/gup.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/fault_outcome.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/folio.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/page_cache.hpp"
#include "engine/kernel/page_table.hpp"
#include "engine/kernel/stack.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "engine/kernel/vma_ops.hpp"

namespace faultline {

namespace {

std::uint64_t left_in_page(std::uint64_t address, std::uint64_t bytes) {
    return std::min<std::uint64_t>(bytes, page_bytes - offset_in_page(address));
}

/// Makes an access of the kernel's succeed, or not.
bool repair(Machine& machine, Task& task) {
    const PageFault fault = machine.hardware.fault;
    return !fault.general_protection && handle_page_fault(machine, task, fault).resolved;
}

/// follow_page_mask with FOLL_TOUCH: whether the page is there as the access needs it. If so it counts as used, and as
/// written to if that is what it is wanted for.
bool follow_page(Machine& machine, const Mm& mm, const Vma& vma, std::uint64_t address, bool write) {
    const Pte pte = find_pte(machine, mm, address);
    if (!pte.present() || (pte.prot_none() && vma_is_accessible(vma))) return false;
    if (write && !pte.writable()) return false;
    if (!is_normal_page(pte)) return true;
    Page& page = machine.page(folio_head(machine, pte.pfn()));
    if (write && !pte.dirty() && !page.has(page_flag::dirty)) folio_mark_dirty(page);
    folio_mark_accessed(machine, pte.pfn());
    return true;
}

struct FaultedIn {
    bool ok = false;
    std::int64_t error = 0;
};

/// faultin_page: one page, or why not.
FaultedIn fault_in_page(Machine& machine, Task& task, Mm& mm, std::uint64_t address, bool write, FaultBy by) {
    FaultTrace trace;
    trace.pid = task.pid;
    trace.address = address;
    trace.in_kernel = true;
    const Nanoseconds started = machine.hardware.now;
    const Access access = write ? Access::Write : Access::Read;
    const Leaf leaf = handle_mm_fault(machine, task, mm, *mm.find_vma(address), address, access, by, trace);
    if (trace.ready_at > machine.hardware.now) machine.hardware.now = trace.ready_at;
    trace.cost = machine.hardware.now - started;
    machine.hardware.catch_up_with_memory();
    record_trace(machine, trace);
    if (resolves(leaf)) return {true, 0};
    return {false, leaf == Leaf::OomKilled ? err::nomem : err::fault};
}

/// check_vma_flags, as far as populate and remote access differ from a program's own accesses.
bool vma_allows(const Vma& vma, bool write, bool force) {
    if (vma.has(vm::io) || vma.has(vm::pfn_map)) return false;
    if (write) return vma.has(vm::write) || (force && vma.has(vm::may_write) && !vma.shared());
    return vma.has(vm::read) || (force && vma.has(vm::may_read));
}

/// One page of a remote access, present and, for writing, private.
Pfn remote_page(Machine& machine, Task& task, Mm& mm, std::uint64_t address, bool write) {
    constexpr int passes = 3;
    for (int pass = 0; pass < passes; ++pass) {
        Vma* vma = mm.find_vma(address);
        if (vma == nullptr) return no_frame;
        if (vma->start > address && expand_stack(machine, task, mm, *vma, address) != 0) return no_frame;
        if (!vma_allows(*vma, write, true)) return no_frame;
        const Pte pte = find_pte(machine, mm, address);
        const bool writable = pte.writable() || (!vma->has(vm::write) && pass > 0);
        if (pte.present() && (!write || writable)) {
            const auto inside = pte.huge() ? page_number(address) % pages_per_huge_page : 0;
            return static_cast<Pfn>(index_of(pte.pfn()) + inside);
        }
        if (!fault_in_page(machine, task, mm, page_start(address), write, FaultBy::Gup).ok) return no_frame;
    }
    return no_frame;
}

}  // namespace

bool copy_to_user(Machine& machine, Task& task, std::uint64_t address, std::span<const std::uint8_t> from) {
    while (!from.empty()) {
        const auto count = static_cast<std::size_t>(left_in_page(address, from.size()));
        while (!machine.hardware.write_user(address, from.first(count), Mode::Kernel)) {
            if (!repair(machine, task)) return false;
        }
        from = from.subspan(count);
        address += count;
    }
    return true;
}

bool copy_from_user(Machine& machine, Task& task, std::uint64_t address, std::span<std::uint8_t> into) {
    while (!into.empty()) {
        const auto count = static_cast<std::size_t>(left_in_page(address, into.size()));
        while (!machine.hardware.read_user(address, into.first(count), Mode::Kernel)) {
            if (!repair(machine, task)) return false;
        }
        into = into.subspan(count);
        address += count;
    }
    return true;
}

bool clear_user(Machine& machine, Task& task, std::uint64_t address, std::uint64_t bytes) {
    constexpr std::array<std::uint8_t, page_bytes> zeros{};
    while (bytes > 0) {
        const std::uint64_t count = left_in_page(address, bytes);
        if (!copy_to_user(machine, task, address, std::span(zeros).first(static_cast<std::size_t>(count)))) return false;
        address += count;
        bytes -= count;
    }
    return true;
}

bool string_from_user(Machine& machine, Task& task, std::uint64_t address, std::uint32_t limit, std::string& into) {
    into.clear();
    std::array<std::uint8_t, page_bytes> page;
    while (into.size() < limit) {
        const std::uint64_t count = left_in_page(address, limit - into.size());
        const std::span<std::uint8_t> part = std::span(page).first(static_cast<std::size_t>(count));
        if (!copy_from_user(machine, task, address, part)) return false;
        const auto end = std::find(part.begin(), part.end(), std::uint8_t{0});
        into.append(part.begin(), end);
        if (end != part.end()) return true;
        address += count;
    }
    return false;
}

bool write_remote(Machine& machine, Task& charged, MmId id, std::uint64_t address, std::span<const std::uint8_t> from) {
    Mm& mm = machine.mms.at(id);
    while (!from.empty()) {
        const auto count = static_cast<std::size_t>(left_in_page(address, from.size()));
        const Pfn pfn = remote_page(machine, charged, mm, address, true);
        if (pfn == no_frame) return false;
        machine.hardware.ram.write(pfn, offset_in_page(address), from.first(count));
        machine.page(pfn).set(page_flag::dirty);
        from = from.subspan(count);
        address += count;
    }
    machine.hardware.catch_up_with_memory();
    return true;
}

bool read_remote(Machine& machine, Task& charged, MmId id, std::uint64_t address, std::span<std::uint8_t> into) {
    Mm& mm = machine.mms.at(id);
    while (!into.empty()) {
        const auto count = static_cast<std::size_t>(left_in_page(address, into.size()));
        const Pfn pfn = remote_page(machine, charged, mm, address, false);
        if (pfn == no_frame) return false;
        machine.hardware.ram.read(pfn, offset_in_page(address), into.first(count));
        into = into.subspan(count);
        address += count;
    }
    return true;
}

std::uint64_t peek_memory(const Machine& machine, const Mm& mm, std::uint64_t address, std::span<std::uint8_t> into) {
    std::uint64_t done = 0;
    while (done < into.size()) {
        const std::uint64_t at = address + done;
        const auto count = static_cast<std::size_t>(left_in_page(at, into.size() - done));
        const std::span<std::uint8_t> part = into.subspan(static_cast<std::size_t>(done), count);
        const Vma* vma = mm.vma_lookup(at);
        if (vma == nullptr) return done;
        const Pte pte = find_pte(machine, mm, at);
        if (pte.present()) {
            const auto inside = pte.huge() ? page_number(at) % pages_per_huge_page : 0;
            machine.hardware.ram.read(static_cast<Pfn>(index_of(pte.pfn()) + inside), offset_in_page(at), part);
        } else if (is_swap(pte)) {
            const SwapEntry entry = swap_entry_of(pte);
            const SwapSlot& slot = swap_slot(machine, entry);
            if (slot.has_cache()) machine.hardware.ram.read(static_cast<Pfn>(slot.cached), offset_in_page(at), part);
            else machine.swap.devices[entry.device()].contents.read(static_cast<Pfn>(entry.slot()), offset_in_page(at), part);
        } else if (vma->anonymous()) {
            std::fill(part.begin(), part.end(), std::uint8_t{0});
        } else {
            const Inode& inode = machine.inodes.at(machine.files.at(vma->file).inode);
            peek_file(machine, inode, (vma->index_of_address(at) << page_shift) + offset_in_page(at), part);
        }
        done += count;
    }
    return done;
}

std::int64_t fault_in_range(Machine& machine, Task& task, Mm& mm, std::uint64_t start, std::uint64_t end, bool write,
                            FaultBy by) {
    for (std::uint64_t address = page_start(start); address < end;) {
        const Vma* vma = mm.vma_lookup(address);
        if (vma == nullptr) return err::nomem;
        if (!vma_allows(*vma, write, false)) return err::fault;
        const std::uint64_t vma_end = std::min(end, vma->end);
        for (; address < vma_end; address += page_bytes) {
            if (follow_page(machine, mm, *vma, address, write)) continue;
            const FaultedIn page = fault_in_page(machine, task, mm, address, write, by);
            if (!page.ok) return page.error;
            follow_page(machine, mm, *vma, address, write);
        }
    }
    return 0;
}

std::int64_t mm_populate(Machine& machine, Task& task, Mm& mm, std::uint64_t start, std::uint64_t end,
                         bool ignore_errors, FaultBy by) {
    for (std::uint64_t address = start; address < end;) {
        const Vma* vma = mm.find_vma(address);
        if (vma == nullptr || vma->start >= end) break;
        const std::uint64_t from = std::max(address, vma->start);
        const std::uint64_t to = std::min(end, vma->end);
        address = to;
        if (vma->has(vm::io) || vma->has(vm::pfn_map) || vma->has(vm::lock_on_fault)) continue;
        // Private writable memory is written to, so that copy-on-write is over; PROT_NONE cannot be populated.
        const bool write = (vma->flags & (vm::write | vm::shared)) == vm::write;
        const bool readable = vma_is_accessible(*vma);
        std::int64_t failed = readable ? 0 : err::fault;
        for (std::uint64_t at = from; at < to && failed == 0; at += page_bytes) {
            if (follow_page(machine, mm, *vma, at, write)) continue;
            failed = fault_in_page(machine, task, mm, at, write, by).error;
            if (failed == 0) follow_page(machine, mm, *vma, at, write);
        }
        if (failed != 0 && !ignore_errors) return failed == err::fault ? err::nomem : failed;
    }
    return 0;
}

}  // namespace faultline
