// read and write by kind of file. Linux: fs/read_write.c, drivers/char/mem.c, mm/filemap.c.
#include <algorithm>
#include <vector>

#include "engine/kernel/device.hpp"
#include "engine/kernel/errno.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/pipe.hpp"
#include "engine/kernel/proc.hpp"
#include "engine/kernel/terminal.hpp"
#include "engine/kernel/user_text.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

/// How much of a file passes through the kernel's hands at a time.
constexpr std::uint64_t piece_bytes = 128 * 1024;
/// Linux: MAX_RW_COUNT.
constexpr std::uint64_t most_bytes = 0x7ffff000;

std::int64_t read_regular(Machine& machine, Task& task, FileId file, std::uint64_t user, std::uint64_t bytes,
                          std::uint64_t& position) {
    std::uint64_t done = 0;
    std::vector<std::uint8_t> piece;
    while (done < bytes) {
        const std::uint64_t size = machine.inodes.at(machine.files.at(file).inode).size;
        if (position >= size) break;
        piece.resize(static_cast<std::size_t>(std::min({bytes - done, piece_bytes, size - position})));
        const std::int64_t count = file_read(machine, file, position, piece);
        if (count <= 0) return done > 0 ? static_cast<std::int64_t>(done) : count;
        piece.resize(static_cast<std::size_t>(count));
        if (!copy_to_user(machine, task, user + done, piece)) {
            return done > 0 ? static_cast<std::int64_t>(done) : err::fault;
        }
        done += piece.size();
        position += piece.size();
    }
    return static_cast<std::int64_t>(done);
}

std::int64_t write_regular(Machine& machine, Task& task, FileId file, std::uint64_t user, std::uint64_t bytes,
                           std::uint64_t& position) {
    const OpenFile& open = machine.files.at(file);
    if ((open.flags & open_flag::append) != 0) position = machine.inodes.at(open.inode).size;
    std::uint64_t done = 0;
    std::vector<std::uint8_t> piece;
    while (done < bytes) {
        piece.resize(static_cast<std::size_t>(std::min(bytes - done, piece_bytes)));
        if (!copy_from_user(machine, task, user + done, piece)) {
            return done > 0 ? static_cast<std::int64_t>(done) : err::fault;
        }
        const std::int64_t count = file_write(machine, file, position, piece);
        if (count <= 0) return done > 0 ? static_cast<std::int64_t>(done) : count;
        done += static_cast<std::uint64_t>(count);
        position += static_cast<std::uint64_t>(count);
    }
    return static_cast<std::int64_t>(done);
}

/// seq_file: the text is made when reading begins at 0, and read from there on.
std::int64_t read_proc(Machine& machine, Task& task, FileId file, std::uint64_t user, std::uint64_t bytes,
                       std::uint64_t& position) {
    const std::string& path = machine.inodes.at(machine.files.at(file).inode).path;
    std::string piece;
    if (proc_is_pagemap(path)) {
        piece = proc_pagemap(machine, path, position, bytes);
    } else {
        if (position == 0 || !machine.vfs.proc_texts.contains(file)) {
            machine.vfs.proc_texts[file] = proc_text(machine, task.pid, path);
        }
        const std::string& text = machine.vfs.proc_texts.at(file);
        if (position < text.size()) {
            piece = text.substr(static_cast<std::size_t>(position), static_cast<std::size_t>(bytes));
        }
    }
    if (!copy_text_to_user(machine, task, user, piece)) return err::fault;
    position += piece.size();
    return static_cast<std::int64_t>(piece.size());
}

std::int64_t write_proc(Machine& machine, Task& task, FileId file, std::uint64_t user, std::uint64_t bytes) {
    const std::string path = machine.inodes.at(machine.files.at(file).inode).path;
    std::string text;
    if (!copy_text_from_user(machine, task, user, std::min<std::uint64_t>(bytes, page_bytes), text)) return err::fault;
    const std::int64_t error = proc_write(machine, path, text);
    return error != 0 ? error : static_cast<std::int64_t>(bytes);
}

}  // namespace

std::int64_t vfs_read(Machine& machine, Task& task, FileId file, std::uint64_t user, std::uint64_t bytes,
                      std::uint64_t& position) {
    const OpenFile& open = machine.files.at(file);
    if ((open.flags & open_flag::access_mode) == open_flag::write_only) return err::badf;
    bytes = std::min(bytes, most_bytes);
    switch (machine.inodes.at(open.inode).kind) {
        case InodeKind::Regular:
        case InodeKind::Shmem: return read_regular(machine, task, file, user, bytes, position);
        case InodeKind::Directory: return err::isdir;
        case InodeKind::Device: return device_read(machine, task, open, user, bytes);
        case InodeKind::Proc: return read_proc(machine, task, file, user, bytes, position);
        case InodeKind::Pipe: return pipe_read(machine, task, open, user, bytes);
        case InodeKind::Terminal: return terminal_read(machine, task, user, bytes);
    }
    return err::inval;
}

std::int64_t vfs_write(Machine& machine, Task& task, FileId file, std::int32_t descriptor, std::uint64_t user,
                       std::uint64_t bytes, std::uint64_t& position) {
    const OpenFile& open = machine.files.at(file);
    if ((open.flags & open_flag::access_mode) == 0) return err::badf;
    bytes = std::min(bytes, most_bytes);
    switch (machine.inodes.at(open.inode).kind) {
        case InodeKind::Regular:
        case InodeKind::Shmem: return write_regular(machine, task, file, user, bytes, position);
        case InodeKind::Directory: return err::isdir;
        case InodeKind::Device: return device_write(open, bytes, machine);
        case InodeKind::Proc: return write_proc(machine, task, file, user, bytes);
        case InodeKind::Pipe: return pipe_write(machine, task, open, user, bytes);
        case InodeKind::Terminal: return terminal_write(machine, task, open, descriptor, user, bytes);
    }
    return err::inval;
}

bool read_whole_file(const Machine& machine, Pid reader, std::string_view path, std::string& text) {
    const std::string absolute = absolute_path("/", path);
    if (std::string canonical; absolute.starts_with("/proc/")) {
        if (!proc_file_exists(machine, reader, absolute, canonical)) return false;
        text = proc_is_pagemap(canonical) ? std::string{} : proc_text(machine, reader, canonical);
        return true;
    }
    const InodeId id = lookup(machine, absolute);
    if (id == no_inode || machine.inodes.at(id).kind != InodeKind::Regular) return false;
    const Inode& inode = machine.inodes.at(id);
    text.resize(static_cast<std::size_t>(inode.size));
    peek_file(machine, inode, 0, {reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    return true;
}

}  // namespace faultline
