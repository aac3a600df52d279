// Files as the memory manager sees them: an inode with its page cache (address_space), and the open file that a mapping
// holds. Linux: include/linux/fs.h, pagemap.h. What names and directories there are is the file system's (kernel/vfs.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/kernel/vma.hpp"
#include "engine/machine/cow.hpp"
#include "engine/machine/types.hpp"

namespace faultline {

using InodeId = std::uint32_t;
inline constexpr InodeId no_inode = 0;

enum class InodeKind : std::uint8_t { Regular, Shmem, Directory, Device, Proc, Pipe, Terminal };

/// One slot of a page cache: nothing, a page, a shadow left by reclaim (for refault), or a swap entry (shmem alone).
struct CacheSlot {
    enum class Kind : std::uint8_t { Empty, Page, Shadow, Swap };
    Kind kind = Kind::Empty;
    /// Page: its frame. Shadow: the eviction clock's value. Swap: the slot.
    std::uint32_t value = 0;

    Pfn pfn() const { return static_cast<Pfn>(value); }
};

using FileBytes = std::vector<std::uint8_t>;

struct Inode {
    InodeId id = no_inode;
    InodeKind kind = InodeKind::Regular;
    std::uint64_t size = 0;
    /// Names and open files that hold it; freed with the last one.
    std::uint32_t references = 0;
    /// Regular: what the disk holds (the page cache may be newer). Sparse at the end: bytes beyond it are zero.
    CowPtr<FileBytes> disk;
    /// Indexed by page; as long as the file has pages.
    CowArray<CacheSlot, 64> cache;
    std::uint64_t cached_pages = 0;
    /// Shmem: pages promised for all of it at creation (VM_ACCOUNT of the object).
    std::uint64_t accounted_pages = 0;
    /// Shmem made by MAP_SHARED|MAP_ANONYMOUS, not by a name.
    bool anonymous_shmem = false;
    std::uint32_t mode = 0;
    std::uint32_t device = 0;
    /// The path it was made under, for /proc/PID/maps ("/dev/zero (deleted)" for anonymous shared memory).
    std::string path;
};

/// file_ra_state: where read-ahead of one open file stands. Linux: mm/readahead.c, mm/filemap.c.
struct ReadAhead {
    std::uint64_t start = 0;
    std::uint32_t size = 0;
    std::uint32_t async_size = 0;
    std::uint32_t mmap_miss = 0;
    /// Folios of this order are read next.
    std::uint8_t folio_order = 0;
    std::int64_t previous_position = -1;
};

struct OpenFile {
    FileId id = no_file;
    InodeId inode = no_inode;
    std::uint32_t references = 0;
    /// open(2) flags; O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_NONBLOCK, O_CLOEXEC is not among them.
    std::uint32_t flags = 0;
    std::uint64_t position = 0;
    ReadAhead read_ahead;
};

}  // namespace faultline
