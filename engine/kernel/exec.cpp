#include "engine/kernel/exec.hpp"

#include <algorithm>
#include <optional>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/exec_stack.hpp"
#include "engine/kernel/exit.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/fork_mm.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/sched.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"
#include "engine/program/elf.hpp"

namespace faultline {

namespace {

// Linux without randomisation: the vdso and its data end where mappings start (arch/x86/entry/vdso/vma.c).
constexpr std::uint64_t vdso_bytes = 2 * page_bytes;
constexpr std::uint64_t vvar_vclock_bytes = 2 * page_bytes;
constexpr std::uint64_t vvar_bytes = 4 * page_bytes;

std::uint32_t protection_of(const ElfSegment& segment) {
    return ((segment.flags & ElfSegment::read) != 0 ? prot::read : 0) |
           ((segment.flags & ElfSegment::write) != 0 ? prot::write : 0) |
           ((segment.flags & ElfSegment::execute) != 0 ? prot::exec : 0);
}

bool read_program(Machine& machine, FileId file, std::vector<std::uint8_t>& bytes) {
    const Inode& inode = machine.inodes.at(machine.files.at(file).inode);
    bytes.resize(static_cast<std::size_t>(inode.size));
    // The kernel reads the headers alone; what the parser looks at beyond them takes no part in the run.
    peek_file(machine, inode, 0, bytes);
    return true;
}

std::int64_t map_segment(Machine& machine, Task& task, FileId file, const ElfSegment& segment) {
    const std::uint32_t protection = protection_of(segment);
    const std::uint64_t start = page_start(segment.address);
    std::uint64_t zero_start = start;
    const std::uint64_t zero_end = page_end(segment.address + segment.memory_bytes);
    if (segment.file_bytes > 0) {
        const std::int64_t mapped = do_mmap(machine, task, start, segment.file_bytes + offset_in_page(segment.address),
                                            protection, map::private_ | map::fixed_no_replace, file,
                                            page_number(segment.file_offset));
        if (err::is_error(mapped)) return mapped;
        zero_start = segment.address + segment.file_bytes;
        if (segment.memory_bytes > segment.file_bytes && !is_page_aligned(zero_start)) {
            const std::uint64_t tail = page_end(zero_start) - zero_start;
            // padzero: a read-only segment that cannot be cleared is left as it is.
            if (!clear_user(machine, task, zero_start, tail) && (protection & prot::write) != 0) return err::fault;
        }
        zero_start = page_end(zero_start);
    }
    if (segment.memory_bytes <= segment.file_bytes || zero_end <= zero_start) return 0;
    return vm_brk(machine, task, zero_start, zero_end - zero_start, protection & prot::exec);
}

void note_extent(Mm& mm, const ElfSegment& segment) {
    const std::uint64_t file_end = segment.address + segment.file_bytes;
    const bool executable = (segment.flags & ElfSegment::execute) != 0;
    if (executable) {
        mm.start_code = mm.start_code == 0 ? segment.address : std::min(mm.start_code, segment.address);
        mm.end_code = std::max(mm.end_code, file_end);
    }
    mm.start_data = std::max(mm.start_data, segment.address);
    mm.end_data = std::max(mm.end_data, file_end);
    mm.brk = std::max(mm.brk, segment.address + segment.memory_bytes);
}

std::int64_t map_vdso(Machine& machine, Mm& mm) {
    constexpr std::uint64_t data = vm::read | vm::may_read | vm::io | vm::dont_expand | vm::dont_dump | vm::pfn_map;
    constexpr std::uint64_t code =
        vm::read | vm::exec | vm::may_read | vm::may_write | vm::may_exec | vm::dont_expand;
    std::uint64_t at = mm.mmap_base - vdso_bytes;
    const std::int64_t error = install_special_mapping(machine, mm, at, vdso_bytes, code, VmaName::Vdso);
    if (error != 0) return error;
    at -= vvar_vclock_bytes;
    install_special_mapping(machine, mm, at, vvar_vclock_bytes, data, VmaName::VvarVclock);
    at -= vvar_bytes;
    return install_special_mapping(machine, mm, at, vvar_bytes, data, VmaName::Vvar);
}

/// begin_new_exec: the task lives in the new, empty address space from here on.
void enter_address_space(Machine& machine, Task& task, MmId fresh) {
    const MmId old = task.mm;
    if (old != no_mm) {
        const Mm& before = machine.mms.at(old);
        const auto resident = static_cast<std::uint64_t>(before.resident_pages());
        task.max_rss_pages = std::max({task.max_rss_pages, before.high_water_rss, resident});
    }
    task.mm = fresh;
    machine.current = task.pid;
    machine.hardware.load_page_table(machine.mms.at(fresh).pgd);
    if (old != no_mm) mm_release(machine, old);
}

void forget_old_program(Machine& machine, Task& task) {
    for (SignalAction& action : task.signals.actions) {
        const bool ignored = action.handler == 1;
        action = SignalAction{};
        if (ignored) action.handler = 1;
    }
    task.signals.alternate_stack = task.signals.alternate_stack_bytes = 0;
    for (auto each = task.descriptors.begin(); each != task.descriptors.end();) {
        if (!each->second.close_on_exec) {
            ++each;
            continue;
        }
        fput(machine, each->second.file);
        each = task.descriptors.erase(each);
    }
    task.clear_child_tid = 0;
    constexpr std::uint32_t initial_key_rights = 0x55555554;
    task.protection_key_rights = machine.hardware.protection_key_rights = initial_key_rights;
}

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::int64_t load(Machine& machine, Task& task, FileId file, const Elf& elf, const ExecArguments& arguments) {
    Mm& mm = machine.mm_of(task);
    mm.mmap_base = mmap_base_for(task.limits.stack);
    std::int64_t error = setup_stack(machine, task, mm, task_size);
    ExecStack stack{.arguments = arguments, .elf = elf, .vdso = mm.mmap_base - vdso_bytes};
    if (error == 0) error = push_strings(machine, task, stack);
    if (error == 0) error = expand_stack_for_exec(machine, task, mm);
    for (std::size_t i = 0; i < elf.segments.size() && error == 0; ++i) {
        error = map_segment(machine, task, file, elf.segments[i]);
        note_extent(mm, elf.segments[i]);
    }
    mm.start_brk = mm.brk = page_end(mm.brk);
    if (error == 0) error = map_vdso(machine, mm);
    if (error == 0) error = push_tables(machine, task, stack);
    if (error != 0) return error;

    task.cpu = CpuState{};
    task.cpu.rip = elf.entry;
    task.cpu[Gpr::Rsp] = stack.pointer;
    mm.start_stack = stack.pointer;
    return 0;
}

}  // namespace

std::int64_t exec_program(Machine& machine, Task& task, const ExecArguments& arguments) {
    std::int64_t error = 0;
    const FileId file = vfs_open(machine, task, arguments.path, 0, 0, error);
    if (file == no_file) return error;
    if (machine.inodes.at(machine.files.at(file).inode).kind != InodeKind::Regular) {
        fput(machine, file);
        return err::acces;
    }
    std::vector<std::uint8_t> bytes;
    read_program(machine, file, bytes);
    std::string reason;
    const std::optional<Elf> elf = parse_elf(bytes, reason);
    const MmId fresh = elf.has_value() ? mm_create(machine) : no_mm;
    if (fresh == no_mm) {
        fput(machine, file);
        return elf.has_value() ? err::nomem : err::noexec;
    }

    enter_address_space(machine, task, fresh);
    release_vfork_parent(machine, task);
    forget_old_program(machine, task);
    task.forked_without_exec = false;
    task.name = base_name(arguments.path).substr(0, 15);
    task.executable = machine.inodes.at(machine.files.at(file).inode).path;
    error = load(machine, task, file, *elf, arguments);
    fput(machine, file);
    // Past the point of no return a failure kills (Linux: force_fatal_sig in bprm_execve).
    if (error != 0) {
        exit_task(machine, task, signal_number::segv);
        return error;
    }
    task.faults_at_exec = task.faults;
    if (machine.hardware.log.wants(Detail::Outcomes)) machine.hardware.record({.kind = EventKind::Executed, .pid = task.pid});
    return 0;
}

}  // namespace faultline
