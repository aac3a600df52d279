// The page cache of files on a disk, and the files' side of every read, write and truncation. Linux: mm/filemap.c,
// mm/readahead.c, mm/truncate.c, mm/page-writeback.c. Times are charged to Hardware::now at once (docs/model.md#devices).
#pragma once

#include <cstdint>
#include <span>

#include "engine/kernel/inode.hpp"

namespace faultline {

struct Machine;
struct Task;

/// read(2) of a regular or shmem file into kernel memory, through the cache: returns bytes read (short at the end of
/// file), or -errno.
std::int64_t file_read(Machine& machine, FileId file, std::uint64_t offset, std::span<std::uint8_t> into);
/// write(2): into the cache, growing the file. Returns bytes written, or -errno.
std::int64_t file_write(Machine& machine, FileId file, std::uint64_t offset, std::span<const std::uint8_t> from);
/// ftruncate: cuts cache and mappings beyond the new size (private copies too), or grows with zeros. 0 or -errno.
std::int64_t file_truncate(Machine& machine, InodeId inode, std::uint64_t size);
/// fsync, and msync of one file's range of pages: writes dirty pages back and write-protects their mappings.
void file_sync(Machine& machine, InodeId inode, std::uint64_t first_page, std::uint64_t last_page);
/// All files (sync(2)).
void sync_all(Machine& machine);
/// posix_fadvise(DONTNEED): drops clean, unmapped pages of the range. Bytes; length 0 means to the end.
void file_drop_range(Machine& machine, InodeId inode, std::uint64_t offset, std::uint64_t length);
/// /proc/sys/vm/drop_caches = 1.
void drop_caches(Machine& machine);
/// fallocate(mode 0, or FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE). 0 or -errno.
std::int64_t file_allocate(Machine& machine, InodeId inode, std::uint64_t offset, std::uint64_t length, bool punch_hole);

/// Puts content on the disk of a regular file that nothing has cached yet: how a file system is filled at boot.
void set_disk_content(Machine& machine, InodeId inode, FileBytes bytes);
/// Drops cache pages and swap slots from page `first_page` on; nothing may map them.
void truncate_inode_pages(Machine& machine, InodeId inode, std::uint64_t first_page);
/// The last name and open file are gone: drops cache pages, swap slots, and what was promised to the object.
void evict_inode(Machine& machine, Inode& inode);
/// The page cache page at `index`, or no_frame.
Pfn cached_page(const Inode& inode, std::uint64_t index);
/// Bytes as a reader would see them now, without touching cache or time. For panels, tests and `read` of host tools.
void peek_file(const Machine& machine, const Inode& inode, std::uint64_t offset, std::span<std::uint8_t> into);

/// A shmem object of `bytes` without a name, opened once: MAP_SHARED|MAP_ANONYMOUS and memfd_create. `no_reserve` as
/// VM_NORESERVE. no_file when overcommit refuses. Linux: mm/shmem.c shmem_file_setup.
FileId shmem_file_setup(Machine& machine, std::uint64_t bytes, bool no_reserve);

}  // namespace faultline
