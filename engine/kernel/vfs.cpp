#include "engine/kernel/vfs.hpp"

#include <algorithm>
#include <vector>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/proc.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::size_t longest_path = 4095;

std::string parent_of(std::string_view absolute) {
    const std::size_t slash = absolute.rfind('/');
    return slash == 0 ? "/" : std::string(absolute.substr(0, slash));
}

std::int64_t check_parent(const Machine& machine, std::string_view absolute) {
    const InodeId parent = lookup(machine, parent_of(absolute));
    if (parent == no_inode) return err::noent;
    return machine.inodes.at(parent).kind == InodeKind::Directory ? 0 : err::notdir;
}

InodeId add_name(Machine& machine, std::string_view absolute, InodeKind kind, std::uint32_t mode) {
    Inode& inode = new_inode(machine, kind, mode);
    inode.path = absolute;
    inode.references = 1;
    machine.vfs.names[std::string(absolute)] = inode.id;
    return inode.id;
}

bool has_names_below(const Machine& machine, std::string_view directory) {
    const std::string prefix = std::string(directory) + "/";
    const auto next = machine.vfs.names.lower_bound(prefix);
    return next != machine.vfs.names.end() && next->first.starts_with(prefix);
}

bool wants_to_write(std::uint32_t flags) { return (flags & open_flag::access_mode) != 0; }

FileId open_proc(Machine& machine, const Task& task, const std::string& absolute, std::uint32_t flags, std::int64_t& error) {
    std::string canonical = proc_without_self(task.pid, absolute);
    if (proc_is_directory(machine, canonical)) {
        if (wants_to_write(flags)) {
            error = err::isdir;
            return no_file;
        }
        Inode& inode = new_inode(machine, InodeKind::Directory, mode_bits::directory | 0555);
        inode.path = canonical;
        return open_inode(machine, inode.id, flags);
    }
    if (!proc_file_exists(machine, task.pid, absolute, canonical)) {
        error = err::noent;
        return no_file;
    }
    if ((flags & open_flag::access_mode) != 0 && !proc_file_writable(canonical)) {
        error = err::acces;
        return no_file;
    }
    Inode& inode = new_inode(machine, InodeKind::Proc, mode_bits::regular | 0444);
    inode.path = canonical;
    return open_inode(machine, inode.id, flags);
}

}  // namespace

std::string absolute_path(std::string_view directory, std::string_view path) {
    const std::string whole = path.starts_with('/') ? std::string(path) : std::string(directory) + "/" + std::string(path);
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at < whole.size();) {
        const std::size_t end = std::min(whole.find('/', at), whole.size());
        const std::string_view part = std::string_view(whole).substr(at, end - at);
        if (part == "..") {
            if (!parts.empty()) parts.pop_back();
        } else if (!part.empty() && part != ".") {
            parts.push_back(part);
        }
        at = end + 1;
    }
    std::string out;
    for (const std::string_view part : parts) out.append("/").append(part);
    return out.empty() ? "/" : out;
}

InodeId lookup(const Machine& machine, std::string_view absolute) {
    const auto found = machine.vfs.names.find(std::string(absolute));
    return found == machine.vfs.names.end() ? no_inode : found->second;
}

InodeId put_file(Machine& machine, std::string_view path, std::string_view bytes, std::uint32_t permissions) {
    const std::string absolute = absolute_path("/", path);
    for (std::string at = parent_of(absolute); at != "/" && lookup(machine, at) == no_inode; at = parent_of(at)) {
        add_name(machine, at, InodeKind::Directory, mode_bits::directory | 0755);
    }
    const InodeId old = lookup(machine, absolute);
    if (old != no_inode) iput(machine, old);
    const InodeId id = add_name(machine, absolute, InodeKind::Regular, mode_bits::regular | permissions);
    set_disk_content(machine, id, FileBytes(bytes.begin(), bytes.end()));
    return id;
}

InodeId put_cached_file(Machine& machine, std::string_view path, std::string_view bytes, std::uint32_t permissions) {
    const InodeId inode = put_file(machine, path, {}, permissions);
    const Nanoseconds now = machine.hardware.now;
    const IoState io = machine.io;
    const VmStat counters = machine.vmstat;
    const FileId file = open_inode(machine, inode, open_flag::write_only);
    for (std::size_t at = 0; at < bytes.size(); at += page_bytes) {
        const std::string_view piece = bytes.substr(at, page_bytes);
        file_write(machine, file, at, {reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size()});
    }
    if (!bytes.empty()) file_sync(machine, inode, 0, pages_in(bytes.size()) - 1);
    fput(machine, file);
    machine.hardware.now = now;
    machine.io = io;
    machine.vmstat.pgpgin = counters.pgpgin;
    machine.vmstat.pgpgout = counters.pgpgout;
    return inode;
}

std::string follow_proc_link(const Machine& machine, const Task& task, const std::string& absolute) {
    for (const std::string& self : {std::string("/proc/self/"), "/proc/" + std::to_string(task.pid) + "/"}) {
        if (!absolute.starts_with(self)) continue;
        const std::string name = absolute.substr(self.size());
        if (name == "exe") return task.executable;
        if (name == "cwd") return task.working_directory;
        for (const auto& [number, descriptor] : task.descriptors) {
            if (name == "fd/" + std::to_string(number)) return path_of(machine, descriptor.file);
        }
    }
    return absolute;
}

std::int64_t missing(const Machine& machine, std::string_view absolute) {
    const std::int64_t error = check_parent(machine, absolute);
    return error != 0 ? error : err::noent;
}

FileId vfs_open(Machine& machine, const Task& task, std::string_view path, std::uint32_t flags, std::uint32_t mode,
                std::int64_t& error) {
    error = 0;
    if (path.empty() || path.size() > longest_path) {
        error = path.empty() ? err::noent : err::nametoolong;
        return no_file;
    }
    const std::string absolute = follow_proc_link(machine, task, absolute_path(task.working_directory, path));
    if (absolute.starts_with("/proc/")) return open_proc(machine, task, absolute, flags, error);

    InodeId id = lookup(machine, absolute);
    const bool existed = id != no_inode;
    if (!existed && (flags & open_flag::create) == 0) {
        error = missing(machine, absolute);
    } else if (!existed) {
        error = check_parent(machine, absolute);
        if (error == 0) {
            const std::uint32_t permissions = mode & 07777 & ~task.umask;
            const bool in_memory = parent_of(absolute) == shared_memory_folder;
            id = add_name(machine, absolute, in_memory ? InodeKind::Shmem : InodeKind::Regular, mode_bits::regular | permissions);
            if (!in_memory) set_disk_content(machine, id, FileBytes{});
        }
    } else if ((flags & open_flag::create) != 0 && (flags & open_flag::exclusive) != 0) {
        error = err::exist;
    } else if (machine.inodes.at(id).kind == InodeKind::Directory && wants_to_write(flags)) {
        error = err::isdir;
    } else if (machine.inodes.at(id).kind != InodeKind::Directory && (flags & open_flag::directory) != 0) {
        error = err::notdir;
    }
    if (error != 0) return no_file;
    if (existed && (flags & open_flag::truncate) != 0 && wants_to_write(flags)) vfs_truncate(machine, id, 0);
    constexpr std::uint32_t only_at_open =
        open_flag::create | open_flag::exclusive | open_flag::truncate | open_flag::close_on_exec;
    return open_inode(machine, id, flags & ~only_at_open);
}

std::string path_of(const Machine& machine, FileId file) {
    const Inode& inode = machine.inodes.at(machine.files.at(file).inode);
    if (inode.kind == InodeKind::Pipe) return "pipe:[" + std::to_string(inode.id) + "]";
    if (inode.anonymous_shmem) return "/dev/zero (deleted)";
    const bool named = inode.path.starts_with("/proc/") || lookup(machine, inode.path) == inode.id;
    return named ? inode.path : inode.path + " (deleted)";
}

std::int64_t vfs_truncate(Machine& machine, InodeId id, std::uint64_t size) {
    const InodeKind kind = machine.inodes.at(id).kind;
    if (kind == InodeKind::Directory) return err::isdir;
    if (kind == InodeKind::Device || kind == InodeKind::Terminal) return 0;
    if (kind != InodeKind::Regular && kind != InodeKind::Shmem) return err::inval;
    return file_truncate(machine, id, size);
}

std::int64_t vfs_link(Machine& machine, std::string_view from, std::string_view to) {
    const InodeId id = lookup(machine, from);
    if (id == no_inode) return missing(machine, from);
    if (machine.inodes.at(id).kind == InodeKind::Directory) return err::perm;
    if (lookup(machine, to) != no_inode) return err::exist;
    if (const std::int64_t error = check_parent(machine, to); error != 0) return error;
    machine.vfs.names[std::string(to)] = id;
    ++machine.inodes.at(id).references;
    return 0;
}

std::int64_t vfs_unlink(Machine& machine, std::string_view absolute) {
    const InodeId id = lookup(machine, absolute);
    if (id == no_inode) return missing(machine, absolute);
    if (machine.inodes.at(id).kind == InodeKind::Directory) return err::isdir;
    machine.vfs.names.erase(std::string(absolute));
    iput(machine, id);
    return 0;
}

std::int64_t vfs_make_directory(Machine& machine, std::string_view absolute, std::uint32_t mode) {
    if (lookup(machine, absolute) != no_inode) return err::exist;
    if (const std::int64_t error = check_parent(machine, absolute); error != 0) return error;
    add_name(machine, absolute, InodeKind::Directory, mode_bits::directory | (mode & 07777));
    return 0;
}

std::int64_t vfs_remove_directory(Machine& machine, std::string_view absolute) {
    const InodeId id = lookup(machine, absolute);
    if (id == no_inode) return missing(machine, absolute);
    if (machine.inodes.at(id).kind != InodeKind::Directory) return err::notdir;
    if (absolute == "/") return err::busy;
    if (has_names_below(machine, absolute)) return err::notempty;
    machine.vfs.names.erase(std::string(absolute));
    iput(machine, id);
    return 0;
}

std::int64_t vfs_rename(Machine& machine, std::string_view from, std::string_view to) {
    const InodeId id = lookup(machine, from);
    if (id == no_inode) return missing(machine, from);
    if (from == to) return 0;
    if (machine.inodes.at(id).kind == InodeKind::Directory) return err::opnotsupp;
    if (const std::int64_t error = check_parent(machine, to); error != 0) return error;
    const InodeId old = lookup(machine, to);
    if (old != no_inode && machine.inodes.at(old).kind == InodeKind::Directory) return err::isdir;
    if (old != no_inode) iput(machine, old);
    machine.vfs.names.erase(std::string(from));
    machine.vfs.names[std::string(to)] = id;
    machine.inodes.at(id).path = to;
    return 0;
}

}  // namespace faultline
