#include "engine/kernel/file_table.hpp"

#include "engine/kernel/filemap.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::uint32_t access_mode_bits = 3;
constexpr std::uint32_t write_only = 1;

bool reads(std::uint32_t flags) { return (flags & access_mode_bits) != write_only; }
bool writes(std::uint32_t flags) { return (flags & access_mode_bits) != 0; }

void count_pipe_end(Machine& machine, const OpenFile& file, bool opened) {
    const auto pipe = machine.vfs.pipes.find(file.inode);
    if (pipe == machine.vfs.pipes.end()) return;
    const std::uint32_t change = opened ? 1u : ~0u;
    if (reads(file.flags)) pipe->second.readers += change;
    if (writes(file.flags)) pipe->second.writers += change;
}

}  // namespace

Inode& new_inode(Machine& machine, InodeKind kind, std::uint32_t mode) {
    const InodeId id = machine.next_inode++;
    Inode& inode = machine.inodes[id];
    inode.id = id;
    inode.kind = kind;
    inode.mode = mode;
    return inode;
}

FileId open_inode(Machine& machine, InodeId inode, std::uint32_t flags) {
    const FileId id = machine.next_file++;
    OpenFile& file = machine.files[id];
    file.id = id;
    file.inode = inode;
    file.references = 1;
    file.flags = flags;
    ++machine.inodes.at(inode).references;
    count_pipe_end(machine, file, true);
    return id;
}

void get_file(Machine& machine, FileId file) { ++machine.files.at(file).references; }

void fput(Machine& machine, FileId file) {
    OpenFile& open = machine.files.at(file);
    FAULTLINE_ASSERT(open.references > 0);
    if (--open.references > 0) return;
    count_pipe_end(machine, open, false);
    const InodeId inode = open.inode;
    machine.vfs.proc_texts.erase(file);
    machine.files.erase(file);
    iput(machine, inode);
}

void iput(Machine& machine, InodeId inode) {
    Inode& node = machine.inodes.at(inode);
    FAULTLINE_ASSERT(node.references > 0);
    if (--node.references > 0) return;
    evict_inode(machine, node);
    machine.vfs.pipes.erase(inode);
    machine.inodes.erase(inode);
}

}  // namespace faultline
