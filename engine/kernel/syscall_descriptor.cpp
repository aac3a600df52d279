// open, close, dup, fcntl: the table of descriptors. Linux: fs/open.c, fs/file.c, fs/fcntl.c.
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/syscall.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

/// RLIMIT_NOFILE's soft value.
constexpr std::int32_t most_descriptors = 1024;
constexpr std::int32_t at_fdcwd = -100;

constexpr std::uint64_t f_dupfd = 0, f_getfd = 1, f_setfd = 2, f_getfl = 3, f_setfl = 4, f_dupfd_cloexec = 1030;

std::int64_t open_path(Call& call, std::uint64_t address, std::uint32_t flags, std::uint32_t mode) {
    std::string path;
    std::int64_t error = path_argument(call, address, path);
    if (error != 0) return error;
    const FileId file = vfs_open(call.machine, call.task, path, flags, mode, error);
    if (file == no_file) return error;
    const std::int64_t descriptor = install_descriptor(call.task, file, (flags & open_flag::close_on_exec) != 0);
    if (descriptor < 0) fput(call.machine, file);
    return descriptor;
}

std::int64_t close_descriptor(Call& call, std::int32_t number) {
    const auto found = call.task.descriptors.find(number);
    if (found == call.task.descriptors.end()) return err::badf;
    const FileId file = found->second.file;
    call.task.descriptors.erase(found);
    fput(call.machine, file);
    return 0;
}

std::int64_t duplicate_to(Call& call, std::int32_t from, std::int32_t to, bool close_on_exec) {
    const FileId file = file_of(call.task, from);
    if (file == no_file || to < 0 || to >= most_descriptors) return err::badf;
    get_file(call.machine, file);
    close_descriptor(call, to);
    call.task.descriptors[to] = {file, close_on_exec};
    return to;
}

std::int64_t duplicate(Call& call, FileId file, std::int32_t lowest, bool close_on_exec) {
    get_file(call.machine, file);
    const std::int64_t descriptor = install_descriptor(call.task, file, close_on_exec, lowest);
    if (descriptor < 0) fput(call.machine, file);
    return descriptor;
}

}  // namespace

FileId file_of(const Task& task, std::int32_t descriptor) {
    const auto found = task.descriptors.find(descriptor);
    return found == task.descriptors.end() ? no_file : found->second.file;
}

std::int64_t install_descriptor(Task& task, FileId file, bool close_on_exec, std::int32_t lowest) {
    std::int32_t number = lowest;
    while (task.descriptors.contains(number)) ++number;
    if (number >= most_descriptors) return err::mfile;
    task.descriptors[number] = {file, close_on_exec};
    return number;
}

std::int64_t path_argument(Call& call, std::uint64_t address, std::string& path) {
    constexpr std::uint32_t path_max = 4096;
    if (string_from_user(call.machine, call.task, address, path_max, path)) return 0;
    return path.size() >= path_max ? err::nametoolong : err::fault;
}

namespace sys {

std::int64_t open(Call& call) {
    return open_path(call, call.argument[0], call.flags_argument(1), call.flags_argument(2));
}

std::int64_t creat(Call& call) {
    return open_path(call, call.argument[0], open_flag::create | open_flag::write_only | open_flag::truncate,
                     call.flags_argument(1));
}

std::int64_t openat(Call& call) {
    if (call.int_argument(0) != at_fdcwd) {
        std::string path;
        const std::int64_t error = path_argument(call, call.argument[1], path);
        if (error != 0) return error;
        if (!path.starts_with('/')) return err::nosys;
    }
    return open_path(call, call.argument[1], call.flags_argument(2), call.flags_argument(3));
}

std::int64_t close(Call& call) { return close_descriptor(call, call.int_argument(0)); }

std::int64_t dup(Call& call) {
    const FileId file = file_of(call.task, call.int_argument(0));
    return file == no_file ? err::badf : duplicate(call, file, 0, false);
}

std::int64_t dup2(Call& call) {
    const std::int32_t from = call.int_argument(0);
    const std::int32_t to = call.int_argument(1);
    if (from == to) return file_of(call.task, from) == no_file ? err::badf : to;
    return duplicate_to(call, from, to, false);
}

std::int64_t dup3(Call& call) {
    if (call.int_argument(0) == call.int_argument(1)) return err::inval;
    return duplicate_to(call, call.int_argument(0), call.int_argument(1),
                        (call.flags_argument(2) & open_flag::close_on_exec) != 0);
}

std::int64_t fcntl(Call& call) {
    const auto found = call.task.descriptors.find(call.int_argument(0));
    if (found == call.task.descriptors.end()) return err::badf;
    Descriptor& descriptor = found->second;
    OpenFile& file = call.machine.files.at(descriptor.file);
    constexpr std::uint32_t settable = open_flag::append | open_flag::non_block;
    switch (call.argument[1]) {
        case f_dupfd:
        case f_dupfd_cloexec:
            if (call.int_argument(2) < 0 || call.int_argument(2) >= most_descriptors) return err::inval;
            return duplicate(call, descriptor.file, call.int_argument(2), call.argument[1] == f_dupfd_cloexec);
        case f_getfd: return descriptor.close_on_exec ? 1 : 0;
        case f_setfd: descriptor.close_on_exec = (call.argument[2] & 1) != 0; return 0;
        case f_getfl: {
            constexpr std::uint32_t large_file = 0100000;
            return file.flags | large_file;
        }
        case f_setfl: file.flags = (file.flags & ~settable) | (call.flags_argument(2) & settable); return 0;
        default: return err::inval;
    }
}

}  // namespace sys

}  // namespace faultline
