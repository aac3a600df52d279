// mmap, munmap, brk and exec's mappings. Linux: mm/mmap.c, mm/vma.c.
#include "engine/kernel/mmap.hpp"

#include "engine/kernel/errno.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/mlock.hpp"
#include "engine/kernel/oom.hpp"
#include "engine/kernel/pkeys.hpp"
#include "engine/kernel/unmapped_area.hpp"
#include "engine/kernel/vma_ops.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t may_all = vm::may_read | vm::may_write | vm::may_exec;
constexpr std::uint64_t data_default_flags = vm::read | vm::write | may_all;

constexpr std::uint32_t access_mode = 3;
constexpr std::uint32_t write_only = 1;
constexpr std::uint32_t read_write = 2;

std::uint64_t prot_to_vm(std::uint32_t protection) {
    return (protection & (prot::read | prot::write | prot::exec)) * vm::read;
}

/// What a new mapping is asked to be, once addresses and flags are settled.
struct Request {
    std::uint64_t start = 0;
    std::uint64_t length = 0;
    std::uint64_t flags = 0;
    FileId file = no_file;
    std::uint64_t page_offset = 0;
    /// Shared anonymous memory: its object is made when all else is agreed.
    bool needs_object = false;
};

/// The checks that a file's mode and kind ask for; adds the file's share of the flags. 0 or -errno.
std::int64_t check_file(const Machine& machine, FileId file, std::uint32_t type, std::uint64_t& flags) {
    const OpenFile& open = machine.files.at(file);
    const Inode& inode = machine.inodes.at(open.inode);
    const std::uint32_t mode = open.flags & access_mode;
    if (type == map::shared || type == map::shared_validate) {
        if ((flags & vm::write) != 0 && mode != read_write) return err::acces;
        flags |= vm::shared | vm::may_share;
        if (mode != read_write) flags &= ~(vm::may_write | vm::shared);
    } else if (type != map::private_) {
        return err::inval;
    }
    if (mode == write_only) return err::acces;
    const bool mappable = inode.kind == InodeKind::Regular || inode.kind == InodeKind::Shmem;
    if (!mappable) return err::nodev;
    return (flags & vm::grows_down) != 0 ? err::inval : 0;
}

bool accountable(std::uint64_t flags) { return (flags & (vm::no_reserve | vm::shared | vm::write)) == vm::write; }

/// A regular file's system wants to hear of first writes to shared pages.
bool wants_write_notify(const Machine& machine, const Vma& vma) {
    if (!vma.has(vm::shared) || vma.file == no_file) return false;
    return machine.inodes.at(machine.files.at(vma.file).inode).kind == InodeKind::Regular;
}

/// mmap_region.
std::int64_t mmap_region(Machine& machine, Task& task, Mm& mm, Request request) {
    const std::uint64_t pages = pages_in(request.length);
    if (!may_expand_vm(task, mm, request.flags, pages)) {
        // What is mapped there now will not count.
        std::uint64_t replaced = 0;
        for (const Vma& vma : mm.vmas) {
            const std::uint64_t from = std::max(vma.start, request.start);
            const std::uint64_t to = std::min(vma.end, request.start + request.length);
            if (from < to) replaced += pages_in(to - from);
        }
        if (!may_expand_vm(task, mm, request.flags, pages - replaced)) return err::nomem;
    }
    if (const std::int64_t failed = unmap_range(machine, mm, request.start, request.start + request.length); failed != 0) {
        return failed;
    }
    if (accountable(request.flags)) {
        if (!vm_enough_memory(machine, task, pages)) return err::nomem;
        request.flags |= vm::account;
    }
    if (request.needs_object) {
        request.file = shmem_file_setup(machine, request.length, (request.flags & vm::no_reserve) != 0);
        if (request.file == no_file) return err::nomem;
    } else if (request.file != no_file) {
        get_file(machine, request.file);
    }
    Vma vma;
    vma.start = request.start;
    vma.end = request.start + request.length;
    vma.flags = request.flags;
    vma.file = request.file;
    vma.page_offset = request.page_offset;
    vma.write_notify = wants_write_notify(machine, vma);
    vm_stat_account(mm, vma.flags, static_cast<std::int64_t>(pages));
    if (vma.has(vm::locked)) mm.locked_vm += pages;
    insert_vma(machine, mm, vma);
    return static_cast<std::int64_t>(request.start);
}

}  // namespace

std::int64_t do_mmap(Machine& machine, Task& task, std::uint64_t address, std::uint64_t length, std::uint32_t protection,
                     std::uint32_t flags, FileId file, std::uint64_t page_offset) {
    Mm& mm = machine.mm_of(task);
    const bool anonymous = file == no_file;
    const std::uint32_t type = flags & 3u;
    if (length == 0) return err::inval;
    if ((flags & map::fixed_no_replace) != 0) flags |= map::fixed;
    const bool fixed = (flags & map::fixed) != 0;
    if (!fixed) {
        address = page_start(address);
        if (address != 0 && address < machine.config.mmap_min_address) address = machine.config.mmap_min_address;
    }
    length = page_end(length);
    if (length == 0) return err::nomem;
    if (page_offset + pages_in(length) < page_offset) return err::overflow;
    if (mm.vmas.size() > max_map_count) return err::nomem;

    std::uint64_t vm_flags = prot_to_vm(protection) | mm.default_flags | may_all;
    if (protection == prot::exec) vm_flags |= execute_only_key(machine, task, mm) << vm::protection_key_shift;
    if ((flags & map::grows_down) != 0) vm_flags |= vm::grows_down;
    if ((flags & map::locked) != 0) vm_flags |= vm::locked;

    const bool shared_anonymous = anonymous && type == map::shared;
    const bool disk_file = !anonymous && machine.inodes.at(machine.files.at(file).inode).kind == InodeKind::Regular;
    const std::int64_t place = get_unmapped_area(machine, task, mm, address, length, fixed, shared_anonymous, disk_file,
                                                 anonymous ? 0 : page_offset);
    if (err::is_error(place)) return place;
    address = static_cast<std::uint64_t>(place);
    if ((flags & map::fixed_no_replace) != 0) {
        const Vma* there = mm.find_vma(address);
        if (there != nullptr && there->start < address + length) return err::exist;
    }
    if ((flags & map::locked) != 0 && !can_do_mlock(task)) return err::perm;
    if (!mlock_future_ok(task, mm, vm_flags, length)) return err::again;

    Request request{.start = address, .length = length, .flags = vm_flags, .file = file, .page_offset = page_offset};
    if (!anonymous) {
        if (const std::int64_t failed = check_file(machine, file, type, request.flags); failed != 0) return failed;
    } else if (type == map::shared) {
        if ((vm_flags & vm::grows_down) != 0) return err::inval;
        request.flags |= vm::shared | vm::may_share;
        request.page_offset = 0;
        request.needs_object = true;
    } else if (type == map::private_) {
        request.page_offset = page_number(address);
    } else {
        return err::inval;
    }
    if ((flags & map::no_reserve) != 0 && machine.config.overcommit != OvercommitMode::Never) {
        request.flags |= vm::no_reserve;
    }
    const std::int64_t mapped = mmap_region(machine, task, mm, request);
    const bool populate = (flags & map::populate) != 0 && (flags & map::nonblock) == 0;
    if (!err::is_error(mapped) && (populate || (request.flags & vm::locked) != 0)) {
        mm_populate(machine, task, mm, address, address + length, true);
    }
    return mapped;
}

std::int64_t do_munmap(Machine& machine, Task& task, std::uint64_t address, std::uint64_t length) {
    if (!is_page_aligned(address) || address > task_size || length > task_size - address) return err::inval;
    length = page_end(length);
    if (length == 0) return err::inval;
    return unmap_range(machine, machine.mm_of(task), address, address + length);
}

namespace {

enum class Neighbours : std::uint8_t { Merge, LeaveAlone };

/// do_brk_flags.
std::int64_t do_brk_flags(Machine& machine, Task& task, std::uint64_t address, std::uint64_t length,
                          std::uint32_t protection, Neighbours neighbours) {
    Mm& mm = machine.mm_of(task);
    const std::uint64_t pages = pages_in(length);
    Vma vma;
    vma.start = address;
    vma.end = address + page_end(length);
    vma.flags = data_default_flags | vm::account | mm.default_flags | (protection & prot::exec ? vm::exec : 0);
    vma.page_offset = page_number(address);
    if (!mlock_future_ok(task, mm, vma.flags, length)) return err::again;
    if (const std::int64_t failed = unmap_range(machine, mm, vma.start, vma.end); failed != 0) return failed;
    if (!may_expand_vm(task, mm, vma.flags, pages) || mm.vmas.size() > max_map_count) return err::nomem;
    if (!vm_enough_memory(machine, task, pages)) return err::nomem;
    vm_stat_account(mm, vma.flags, static_cast<std::int64_t>(pages));
    if (vma.has(vm::locked)) mm.locked_vm += pages;
    if (neighbours == Neighbours::Merge) insert_vma(machine, mm, vma);
    else insert_vma_apart(mm, vma);
    return 0;
}

}  // namespace

std::int64_t vm_brk(Machine& machine, Task& task, std::uint64_t address, std::uint64_t length, std::uint32_t protection) {
    return do_brk_flags(machine, task, address, length, protection, Neighbours::Merge);
}

std::int64_t do_brk(Machine& machine, Task& task, std::uint64_t new_break) {
    Mm& mm = machine.mm_of(task);
    const auto unchanged = static_cast<std::int64_t>(mm.brk);
    if (new_break < mm.start_brk || new_break > task_size) return unchanged;
    const std::uint64_t data = new_break - mm.start_brk + (mm.end_data - mm.start_data);
    if (data > task.limits.data) return unchanged;
    const std::uint64_t new_end = page_end(new_break);
    const std::uint64_t old_end = page_end(mm.brk);
    if (new_end < old_end) {
        // All of what is given back may be unmapped already; then Linux refuses.
        const Vma* heap = mm.find_vma(new_end);
        if (heap == nullptr || heap->start >= old_end) return unchanged;
        if (unmap_range(machine, mm, new_end, old_end) != 0) return unchanged;
    } else if (new_end > old_end) {
        const Vma* next = mm.find_vma(old_end);
        if (next != nullptr && new_end + page_bytes > vm_start_gap(*next)) return unchanged;
        // The heap's first VMA is never joined to the data before it: vma_prev_limit stops at start_brk.
        const Neighbours neighbours = old_end > page_end(mm.start_brk) ? Neighbours::Merge : Neighbours::LeaveAlone;
        if (do_brk_flags(machine, task, old_end, new_end - old_end, 0, neighbours) != 0) return unchanged;
        if ((mm.default_flags & vm::locked) != 0) mm_populate(machine, task, mm, old_end, new_end, true);
    }
    mm.brk = new_break;
    return static_cast<std::int64_t>(new_break);
}

std::int64_t install_special_mapping(Machine&, Mm& mm, std::uint64_t start, std::uint64_t length, std::uint64_t flags,
                                     VmaName name) {
    Vma vma;
    vma.start = start;
    vma.end = start + page_end(length);
    vma.flags = flags | vm::dont_expand | vm::may_read;
    vma.page_offset = page_number(start);
    vma.name = name;
    vm_stat_account(mm, vma.flags, static_cast<std::int64_t>(pages_in(length)));
    insert_vma_apart(mm, vma);
    return 0;
}

}  // namespace faultline
