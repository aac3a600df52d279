// vm_area_struct: one stretch of an address space with one set of rights and one source of pages.
// Linux: include/linux/mm_types.h, mm.h. Flag values are Linux's own, so that smaps and tests can show them.
#pragma once

#include <cstdint>

#include "engine/machine/types.hpp"

namespace faultline {

using FileId = std::uint32_t;
inline constexpr FileId no_file = 0;

namespace vm {
inline constexpr std::uint64_t read = 0x1;
inline constexpr std::uint64_t write = 0x2;
inline constexpr std::uint64_t exec = 0x4;
inline constexpr std::uint64_t shared = 0x8;
inline constexpr std::uint64_t may_read = 0x10;
inline constexpr std::uint64_t may_write = 0x20;
inline constexpr std::uint64_t may_exec = 0x40;
inline constexpr std::uint64_t may_share = 0x80;
inline constexpr std::uint64_t grows_down = 0x100;
inline constexpr std::uint64_t pfn_map = 0x400;
inline constexpr std::uint64_t maybe_guard = 0x800;   // a guard region was ever installed (sticky)
inline constexpr std::uint64_t locked = 0x2000;
inline constexpr std::uint64_t io = 0x4000;
inline constexpr std::uint64_t sequential_read = 0x8000;
inline constexpr std::uint64_t random_read = 0x10000;
inline constexpr std::uint64_t dont_copy = 0x20000;
inline constexpr std::uint64_t dont_expand = 0x40000;
inline constexpr std::uint64_t lock_on_fault = 0x80000;
inline constexpr std::uint64_t account = 0x100000;
inline constexpr std::uint64_t no_reserve = 0x200000;
inline constexpr std::uint64_t huge_tlb = 0x400000;
inline constexpr std::uint64_t wipe_on_fork = 0x2000000;
inline constexpr std::uint64_t dont_dump = 0x4000000;
inline constexpr std::uint64_t mixed_map = 0x10000000;
inline constexpr std::uint64_t huge_page = 0x20000000;
inline constexpr std::uint64_t no_huge_page = 0x40000000;
inline constexpr std::uint64_t mergeable = 0x80000000;
inline constexpr unsigned protection_key_shift = 32;   // four bits
inline constexpr std::uint64_t access_rights = read | write | exec;
}  // namespace vm

/// Names of mappings that have no file, as /proc/PID/maps prints them.
enum class VmaName : std::uint8_t { None, Heap, Stack, Vvar, VvarVclock, Vdso };

struct Vma {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    std::uint64_t flags = 0;
    /// First page's index in the file; for private anonymous memory the virtual page number (as Linux does).
    std::uint64_t page_offset = 0;
    /// The open file mapped (kernel/inode.hpp), 0 for private anonymous memory. Shared anonymous memory has a shmem file
    /// of its own.
    FileId file = no_file;
    /// 0 until the first anonymous page (kernel/anon_vma.hpp).
    std::uint32_t anon_vma = 0;
    /// Its chain in AnonVmas, 0 while there is none.
    std::uint32_t anon_chain = 0;
    VmaName name = VmaName::None;
    /// The file system wants to know of the first write to each page (vma_wants_writenotify): entries start read-only.
    bool write_notify = false;
    /// Swap read-ahead on devices that do not rotate: last address, window and hits (swap_readahead_info).
    std::uint64_t swap_readahead = 0;

    bool contains(std::uint64_t address) const { return start <= address && address < end; }
    bool has(std::uint64_t flag) const { return (flags & flag) == flag; }
    bool shared() const { return has(vm::shared); }
    /// vma_is_anonymous: no file and no shmem object behind it.
    bool anonymous() const { return file == no_file; }
    std::uint64_t bytes() const { return end - start; }
    std::uint64_t index_of_address(std::uint64_t address) const {
        return page_offset + page_number(address) - page_number(start);
    }
    /// Where the page of this index is, or would be: not every index is in the VMA. Linux: vma_address.
    std::uint64_t address_of_index(std::uint64_t index) const { return start + ((index - page_offset) << page_shift); }
    std::uint32_t protection_key() const { return static_cast<std::uint32_t>(flags >> vm::protection_key_shift) & 15u; }
};

}  // namespace faultline
