#include "engine/kernel/directory.hpp"

#include <algorithm>

#include "engine/kernel/proc.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

// DT_FIFO and so on are the kind bits of the mode.
constexpr std::uint32_t type_shift = 12;
constexpr std::uint8_t type_directory = 4, type_regular = 8, type_link = 10;
/// Files of /proc have no inode until they are opened; a number that is no other inode's stands for each.
constexpr InodeId proc_entry = 0xffff'ffff;

bool has_name(const std::vector<DirectoryEntry>& entries, std::string_view name) {
    return std::any_of(entries.begin(), entries.end(), [name](const DirectoryEntry& entry) { return entry.name == name; });
}

void add_named(const Machine& machine, std::string_view absolute, std::vector<DirectoryEntry>& entries) {
    const std::string prefix = absolute == "/" ? "/" : std::string(absolute) + "/";
    for (auto at = machine.vfs.names.lower_bound(prefix); at != machine.vfs.names.end() && at->first.starts_with(prefix); ++at) {
        const std::string name = at->first.substr(prefix.size());
        if (name.empty() || name.find('/') != std::string::npos) continue;
        const std::uint32_t mode = machine.inodes.at(at->second).mode;
        entries.push_back({name, at->second, static_cast<std::uint8_t>((mode & mode_bits::kind) >> type_shift)});
    }
}

std::uint8_t type_in_proc(const Machine& machine, std::string_view path) {
    if (proc_is_directory(machine, path)) return type_directory;
    const bool link = path.ends_with("/exe") || path.ends_with("/cwd") || path.find("/fd/") != std::string_view::npos;
    return link ? type_link : type_regular;
}

void add_proc(const Machine& machine, std::string_view absolute, std::vector<DirectoryEntry>& entries) {
    for (const std::string& name : proc_names(machine, absolute)) {
        if (has_name(entries, name)) continue;
        entries.push_back({name, proc_entry, type_in_proc(machine, std::string(absolute) + "/" + name)});
    }
}

}  // namespace

std::vector<DirectoryEntry> list_directory(const Machine& machine, std::string_view absolute) {
    const InodeId own = lookup(machine, absolute);
    const InodeId self = own == no_inode ? proc_entry : own;
    std::vector<DirectoryEntry> entries = {{".", self, type_directory}, {"..", self, type_directory}};
    add_named(machine, absolute, entries);
    if (proc_is_directory(machine, absolute)) add_proc(machine, absolute, entries);
    return entries;
}

std::uint64_t directory_position(const std::vector<DirectoryEntry>& entries, std::size_t index) {
    if (index == 0) return 0;
    const InodeId next = index < entries.size() ? entries[index].inode : no_inode;
    return static_cast<std::uint64_t>(index) << 32 | next;
}

std::size_t directory_index(const std::vector<DirectoryEntry>& entries, std::uint64_t position) {
    const auto next = static_cast<InodeId>(position);
    const std::size_t index = std::min(static_cast<std::size_t>(position >> 32), entries.size());
    if (position != 0 && next == no_inode) return entries.size();
    if (position == 0 || next == proc_entry) return index;
    for (std::size_t at = 2; at < entries.size(); ++at) {
        if (entries[at].inode == next) return at;
    }
    return index;
}

}  // namespace faultline
