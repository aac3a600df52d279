// Open files and their lifetime: descriptors and mappings hold one alike. Linux: fs/file_table.c.
#pragma once

#include <cstdint>

#include "engine/kernel/inode.hpp"

namespace faultline {

struct Machine;

/// A new inode without a name or an open file; give it one of the two, or it stays for ever.
Inode& new_inode(Machine& machine, InodeKind kind, std::uint32_t mode);

/// A new open file on `inode` with one reference, which the caller owns. `flags` as in open(2).
FileId open_inode(Machine& machine, InodeId inode, std::uint32_t flags);

/// One more holder of an open file (get_file): a duplicated descriptor, a mapping.
void get_file(Machine& machine, FileId file);

/// One holder less (fput). The last one closes it, and with the last name and open file the inode and its cache go.
void fput(Machine& machine, FileId file);

/// One holder of the inode less; frees inode, cache pages and swap slots with the last one.
void iput(Machine& machine, InodeId inode);

}  // namespace faultline
