// Names and files as programs see them: a root file system in memory with what a small Linux has (/dev, /etc, /proc, /tmp),
// plus the files that a lab brings. Linux: fs/namei.c, fs/open.c, fs/read_write.c.
// Differs: one flat table of names, no permission bits are checked (everything runs as root), no symbolic links but those of /proc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/kernel/inode.hpp"
#include "engine/kernel/task.hpp"

namespace faultline {

struct Machine;

namespace open_flag {
inline constexpr std::uint32_t write_only = 01;
inline constexpr std::uint32_t read_write = 02;
inline constexpr std::uint32_t access_mode = 03;
inline constexpr std::uint32_t create = 0100;
inline constexpr std::uint32_t exclusive = 0200;
inline constexpr std::uint32_t truncate = 01000;
inline constexpr std::uint32_t append = 02000;
inline constexpr std::uint32_t non_block = 04000;
inline constexpr std::uint32_t directory = 0200000;
inline constexpr std::uint32_t close_on_exec = 02000000;
}  // namespace open_flag

namespace mode_bits {
inline constexpr std::uint32_t fifo = 0010000;
inline constexpr std::uint32_t character_device = 0020000;
inline constexpr std::uint32_t directory = 0040000;
inline constexpr std::uint32_t regular = 0100000;
inline constexpr std::uint32_t kind = 0170000;
}  // namespace mode_bits

/// Where shm_open's files are: in memory alone, as on a tmpfs.
inline constexpr const char* shared_memory_folder = "/dev/shm";

/// Boot: the directories, devices and files that every machine has.
void mount_root(Machine& machine);

/// Puts a regular file with these bytes on the disk, nothing of it cached, replacing what had the name.
InodeId put_file(Machine& machine, std::string_view path, std::string_view bytes, std::uint32_t permissions = 0644);

/// The same, and all of it is in the page cache, one folio a page: a file that was written in pieces of 4 KiB and synced
/// before the story begins. Takes no simulated time.
InodeId put_cached_file(Machine& machine, std::string_view path, std::string_view bytes, std::uint32_t permissions = 0644);

/// `path` from `directory`, without ".", ".." and doubled slashes.
std::string absolute_path(std::string_view directory, std::string_view path);

/// The inode of an absolute path, or no_inode. Files of /proc have none until they are opened.
InodeId lookup(const Machine& machine, std::string_view absolute);

/// Why there is nothing under that path: -ENOENT, or -ENOTDIR when what should hold it is a file.
std::int64_t missing(const Machine& machine, std::string_view absolute);

/// What /proc/PID/exe, cwd and fd/N stand for; any other path stays as it is.
std::string follow_proc_link(const Machine& machine, const Task& task, const std::string& absolute);

/// open(2) for `task`: a descriptor's file (caller owns the reference), or a negative error in `error`.
FileId vfs_open(Machine& machine, const Task& task, std::string_view path, std::uint32_t flags, std::uint32_t mode,
                std::int64_t& error);

/// The path under which a file was opened, as /proc/PID/maps and /proc/PID/fd print it.
std::string path_of(const Machine& machine, FileId file);

/// Reads or writes at `position` for the current task, into or out of its memory. Returns bytes, or a negative error, or
/// `sleeping` after putting the task to sleep (kernel/sleep.hpp).
std::int64_t vfs_read(Machine& machine, Task& task, FileId file, std::uint64_t user, std::uint64_t bytes,
                      std::uint64_t& position);
std::int64_t vfs_write(Machine& machine, Task& task, FileId file, std::int32_t descriptor, std::uint64_t user,
                       std::uint64_t bytes, std::uint64_t& position);

/// Everything that a program would read from the file, without a program: for the host's tools and for tests. Reads /proc
/// files as `reader` would; regular files as the page cache has them.
bool read_whole_file(const Machine& machine, Pid reader, std::string_view path, std::string& text);

/// truncate(2) and its kin.
std::int64_t vfs_truncate(Machine& machine, InodeId inode, std::uint64_t size);

// Names: 0 or a negative error.
std::int64_t vfs_link(Machine& machine, std::string_view from, std::string_view to);
std::int64_t vfs_unlink(Machine& machine, std::string_view absolute);
std::int64_t vfs_make_directory(Machine& machine, std::string_view absolute, std::uint32_t mode);
std::int64_t vfs_remove_directory(Machine& machine, std::string_view absolute);
std::int64_t vfs_rename(Machine& machine, std::string_view from, std::string_view to);

}  // namespace faultline
