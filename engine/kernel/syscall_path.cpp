// Asking about files by name or descriptor, and changing names. Linux: fs/stat.c, fs/namei.c.
#include <algorithm>
#include <array>
#include <cstddef>

#include "engine/kernel/directory.hpp"
#include "engine/kernel/proc.hpp"
#include "engine/kernel/syscall.hpp"
#include "engine/kernel/user_text.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline::sys {

namespace {

constexpr std::int32_t at_fdcwd = -100;
constexpr std::uint32_t at_empty_path = 0x1000;
constexpr std::uint32_t at_removedir = 0x200;

/// struct stat of x86-64, word by word.
using Stat = std::array<std::uint64_t, 18>;

std::uint32_t mode_of(const Machine& machine, const Inode& inode) {
    if (inode.kind == InodeKind::Terminal && !machine.vfs.terminal.is_tty) return mode_bits::fifo | 0600;
    return inode.mode;
}

/// A file without a name has none; what lies in no directory here has one.
std::uint64_t links_of(const Machine& machine, const Inode& inode) {
    const auto names = static_cast<std::uint64_t>(std::count_if(
        machine.vfs.names.begin(), machine.vfs.names.end(), [&inode](const auto& name) { return name.second == inode.id; }));
    const bool can_lose_names = inode.kind == InodeKind::Regular || inode.kind == InodeKind::Shmem;
    return can_lose_names ? names : std::max<std::uint64_t>(names, 1);
}

Stat describe(const Machine& machine, const Inode& inode) {
    constexpr std::uint64_t disk_device = 0xfe00, other_device = 0x1;
    const bool on_disk = inode.kind == InodeKind::Regular || inode.kind == InodeKind::Directory;
    Stat out{};
    out[0] = on_disk ? disk_device : other_device;
    out[1] = inode.id;
    out[2] = links_of(machine, inode);
    out[3] = mode_of(machine, inode);
    out[5] = inode.device;
    out[6] = inode.size;
    // What their file systems say: proc, and devpts.
    constexpr std::uint64_t small_block = 1024;
    const bool tty = inode.kind == InodeKind::Terminal && machine.vfs.terminal.is_tty;
    out[7] = inode.kind == InodeKind::Proc || tty ? small_block : page_bytes;
    out[8] = on_disk ? pages_in(inode.size) * 8 : inode.cached_pages * 8;
    return out;
}

std::int64_t put_stat(Call& call, const Stat& stat, std::uint64_t address) {
    return call.put(address, stat) ? 0 : err::fault;
}

std::int64_t stat_of_path(Call& call, const std::string& path, std::uint64_t address) {
    if (path.empty()) return err::noent;
    const std::string absolute = absolute_path(call.task.working_directory, path);
    if (std::string canonical; absolute.starts_with("/proc/")) {
        Inode inode;
        if (proc_is_directory(call.machine, proc_without_self(call.task.pid, absolute))) {
            inode.kind = InodeKind::Directory;
            inode.mode = mode_bits::directory | 0555;
            return put_stat(call, describe(call.machine, inode), address);
        }
        if (!proc_file_exists(call.machine, call.task.pid, absolute, canonical)) return err::noent;
        inode.kind = InodeKind::Proc;
        inode.mode = mode_bits::regular | 0444;
        return put_stat(call, describe(call.machine, inode), address);
    }
    const InodeId id = lookup(call.machine, absolute);
    if (id == no_inode) return missing(call.machine, absolute);
    return put_stat(call, describe(call.machine, call.machine.inodes.at(id)), address);
}

std::int64_t stat_of_descriptor(Call& call, std::int32_t number, std::uint64_t address) {
    const FileId file = file_of(call.task, number);
    if (file == no_file) return err::badf;
    return put_stat(call, describe(call.machine, call.machine.inodes.at(call.machine.files.at(file).inode)), address);
}

/// The absolute path of a path argument.
std::int64_t absolute_argument(Call& call, std::uint32_t index, std::string& absolute) {
    std::string path;
    const std::int64_t error = path_argument(call, call.argument[index], path);
    if (error != 0) return error;
    if (path.empty()) return err::noent;
    absolute = absolute_path(call.task.working_directory, path);
    return 0;
}

std::int64_t check_exists(Call& call, std::uint32_t index) {
    std::string absolute;
    const std::int64_t error = absolute_argument(call, index, absolute);
    if (error != 0) return error;
    std::string canonical;
    if (absolute.starts_with("/proc/")) {
        const bool exists = proc_is_directory(call.machine, proc_without_self(call.task.pid, absolute)) ||
                            proc_file_exists(call.machine, call.task.pid, absolute, canonical);
        return exists ? 0 : err::noent;
    }
    return lookup(call.machine, absolute) == no_inode ? missing(call.machine, absolute) : 0;
}

/// struct linux_dirent64: inode, where the next entry is, length of the record, type, and the name with its zero.
void append_record(std::string& records, const DirectoryEntry& entry, std::uint64_t next, std::size_t length) {
    const std::size_t start = records.size();
    const auto add_number = [&records](std::uint64_t value, std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i) records.push_back(static_cast<char>(value >> (8 * i) & 0xff));
    };
    add_number(entry.inode, 8);
    add_number(next, 8);
    add_number(length, 2);
    add_number(entry.type, 1);
    records += entry.name;
    records.resize(start + length);
}

std::int64_t set_mode(Machine& machine, InodeId id, std::uint64_t mode) {
    Inode& inode = machine.inodes.at(id);
    inode.mode = (inode.mode & mode_bits::kind) | (static_cast<std::uint32_t>(mode) & 07777);
    return 0;
}

}  // namespace

std::int64_t stat(Call& call) {
    std::string path;
    const std::int64_t error = path_argument(call, call.argument[0], path);
    return error != 0 ? error : stat_of_path(call, path, call.argument[1]);
}

std::int64_t fstat(Call& call) { return stat_of_descriptor(call, call.int_argument(0), call.argument[1]); }

std::int64_t newfstatat(Call& call) {
    std::string path;
    const std::int64_t error = path_argument(call, call.argument[1], path);
    if (error != 0) return error;
    if (path.empty() && (call.flags_argument(3) & at_empty_path) != 0) {
        return stat_of_descriptor(call, call.int_argument(0), call.argument[2]);
    }
    if (call.int_argument(0) != at_fdcwd && !path.starts_with('/')) return err::nosys;
    return stat_of_path(call, path, call.argument[2]);
}

std::int64_t access(Call& call) { return check_exists(call, 0); }
std::int64_t faccessat(Call& call) { return check_exists(call, 1); }

std::int64_t getdents64(Call& call) {
    constexpr std::size_t header_bytes = 19, alignment = 8;
    const FileId file = file_of(call.task, call.int_argument(0));
    if (file == no_file) return err::badf;
    OpenFile& open = call.machine.files.at(file);
    const Inode& inode = call.machine.inodes.at(open.inode);
    if (inode.kind != InodeKind::Directory) return err::notdir;
    const std::vector<DirectoryEntry> entries = list_directory(call.machine, inode.path);
    std::string records;
    std::size_t at = directory_index(entries, open.position);
    for (; at < entries.size(); ++at) {
        const DirectoryEntry& entry = entries[at];
        const std::size_t length = (header_bytes + entry.name.size() + alignment) / alignment * alignment;
        if (records.size() + length > call.flags_argument(2)) break;
        append_record(records, entry, directory_position(entries, at + 1), length);
    }
    if (records.empty()) return at < entries.size() ? err::inval : 0;
    if (!copy_text_to_user(call.machine, call.task, call.argument[1], records)) return err::fault;
    open.position = directory_position(entries, at);
    return static_cast<std::int64_t>(records.size());
}

std::int64_t truncate(Call& call) {
    std::string absolute;
    const std::int64_t error = absolute_argument(call, 0, absolute);
    if (error != 0) return error;
    const InodeId id = lookup(call.machine, absolute);
    if (id == no_inode) return err::noent;
    return static_cast<std::int64_t>(call.argument[1]) < 0 ? err::inval
                                                           : vfs_truncate(call.machine, id, call.argument[1]);
}

std::int64_t unlink(Call& call) {
    std::string absolute;
    const std::int64_t error = absolute_argument(call, 0, absolute);
    return error != 0 ? error : vfs_unlink(call.machine, absolute);
}

std::int64_t unlinkat(Call& call) {
    std::string absolute;
    const std::int64_t error = absolute_argument(call, 1, absolute);
    if (error != 0) return error;
    return (call.flags_argument(2) & at_removedir) != 0 ? vfs_remove_directory(call.machine, absolute)
                                                        : vfs_unlink(call.machine, absolute);
}

std::int64_t link(Call& call) {
    std::string from, to;
    if (const std::int64_t error = absolute_argument(call, 0, from); error != 0) return error;
    if (const std::int64_t error = absolute_argument(call, 1, to); error != 0) return error;
    return vfs_link(call.machine, from, to);
}

std::int64_t mkdir(Call& call) {
    std::string absolute;
    const std::int64_t error = absolute_argument(call, 0, absolute);
    return error != 0 ? error
                      : vfs_make_directory(call.machine, absolute, call.flags_argument(1) & ~call.task.umask);
}

std::int64_t rmdir(Call& call) {
    std::string absolute;
    const std::int64_t error = absolute_argument(call, 0, absolute);
    return error != 0 ? error : vfs_remove_directory(call.machine, absolute);
}

std::int64_t rename(Call& call) {
    std::string from, to;
    if (const std::int64_t error = absolute_argument(call, 0, from); error != 0) return error;
    if (const std::int64_t error = absolute_argument(call, 1, to); error != 0) return error;
    return vfs_rename(call.machine, from, to);
}

std::int64_t readlink(Call& call) {
    std::string absolute;
    const std::int64_t error = absolute_argument(call, 0, absolute);
    if (error != 0) return error;
    const std::string target = follow_proc_link(call.machine, call.task, absolute);
    if (target == absolute) return lookup(call.machine, absolute) == no_inode ? err::noent : err::inval;
    const std::string_view text = std::string_view(target).substr(0, static_cast<std::size_t>(call.argument[2]));
    return copy_text_to_user(call.machine, call.task, call.argument[1], text) ? static_cast<std::int64_t>(text.size())
                                                                              : err::fault;
}

std::int64_t chmod(Call& call) {
    std::string absolute;
    const std::int64_t error = absolute_argument(call, 0, absolute);
    if (error != 0) return error;
    const InodeId id = lookup(call.machine, absolute);
    return id == no_inode ? err::noent : set_mode(call.machine, id, call.argument[1]);
}

std::int64_t fchmod(Call& call) {
    const FileId file = file_of(call.task, call.int_argument(0));
    return file == no_file ? err::badf : set_mode(call.machine, call.machine.files.at(file).inode, call.argument[1]);
}

std::int64_t getcwd(Call& call) {
    const std::string text = call.task.working_directory + std::string(1, '\0');
    if (call.argument[1] < text.size()) return err::range;
    return copy_text_to_user(call.machine, call.task, call.argument[0], text) ? static_cast<std::int64_t>(text.size())
                                                                              : err::fault;
}

std::int64_t chdir(Call& call) {
    std::string absolute;
    const std::int64_t error = absolute_argument(call, 0, absolute);
    if (error != 0) return error;
    const InodeId id = lookup(call.machine, absolute);
    if (id == no_inode) return err::noent;
    if (call.machine.inodes.at(id).kind != InodeKind::Directory) return err::notdir;
    call.task.working_directory = absolute;
    return 0;
}

std::int64_t umask(Call& call) {
    const std::uint32_t old = call.task.umask;
    call.task.umask = call.flags_argument(0) & 0777;
    return old;
}

}  // namespace faultline::sys
