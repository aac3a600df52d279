// What a directory holds, for getdents64. Linux: fs/readdir.c, fs/libfs.c.
// Differs: names come in the order of their bytes, after "." and ".."; a file system of Linux has an order of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/kernel/inode.hpp"

namespace faultline {

struct Machine;

struct DirectoryEntry {
    std::string name;
    InodeId inode = no_inode;
    /// DT_REG, DT_DIR and so on, as in <dirent.h>.
    std::uint8_t type = 0;
};

/// All entries of a directory by its absolute path, which may be one of /proc ("/proc/7", not "/proc/self").
std::vector<DirectoryEntry> list_directory(const Machine& machine, std::string_view absolute);

/// What an open directory's position is when `index` comes next, and the way back. Names that were removed meanwhile shift
/// nothing, as long as the next one is still there.
std::uint64_t directory_position(const std::vector<DirectoryEntry>& entries, std::size_t index);
std::size_t directory_index(const std::vector<DirectoryEntry>& entries, std::uint64_t position);

}  // namespace faultline
