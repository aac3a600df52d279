// Address-space system calls. Results are Linux's: an address or 0, or a negative errno. Sizes are bytes.
// Linux: mm/mmap.c, mm/vma.c, mm/mprotect.c, mm/mremap.c, mm/madvise.c, mm/mlock.c, mm/msync.c, mm/mincore.c.
#pragma once

#include <cstdint>
#include <span>

#include "engine/kernel/mm.hpp"

namespace faultline {

struct Machine;
struct Task;

namespace prot {
inline constexpr std::uint32_t none = 0, read = 1, write = 2, exec = 4, grows_down = 0x01000000;
}
namespace map {
inline constexpr std::uint32_t shared = 0x01, private_ = 0x02, shared_validate = 0x03, fixed = 0x10, anonymous = 0x20,
                               grows_down = 0x100, deny_write = 0x800, locked = 0x2000, no_reserve = 0x4000,
                               populate = 0x8000, nonblock = 0x10000, stack = 0x20000, huge_tlb = 0x40000,
                               fixed_no_replace = 0x100000;
}

/// mmap. `file` is no_file with map::anonymous; the mapping takes a reference of its own. `page_offset` in pages.
std::int64_t do_mmap(Machine& machine, Task& task, std::uint64_t address, std::uint64_t length, std::uint32_t protection,
                     std::uint32_t flags, FileId file, std::uint64_t page_offset);
std::int64_t do_munmap(Machine& machine, Task& task, std::uint64_t address, std::uint64_t length);
/// brk(2): the new break, or the old one when it cannot move.
std::int64_t do_brk(Machine& machine, Task& task, std::uint64_t new_break);
/// `key` -1 for mprotect, else pkey_mprotect's.
std::int64_t do_mprotect(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length,
                         std::uint32_t protection, std::int32_t key = -1);
std::int64_t do_mremap(Machine& machine, Task& task, std::uint64_t address, std::uint64_t old_length,
                       std::uint64_t new_length, std::uint32_t flags, std::uint64_t new_address);
std::int64_t do_madvise(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length, std::int32_t advice);
/// `lock_on_fault`: mlock2's MLOCK_ONFAULT.
std::int64_t do_mlock(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length, bool lock_on_fault = false);
std::int64_t do_munlock(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length);
/// `flags`: MCL_CURRENT 1, MCL_FUTURE 2, MCL_ONFAULT 4.
std::int64_t do_mlockall(Machine& machine, Task& task, std::uint32_t flags);
std::int64_t do_munlockall(Machine& machine, Task& task);
/// `flags`: MS_ASYNC 1, MS_INVALIDATE 2, MS_SYNC 4.
std::int64_t do_msync(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length, std::uint32_t flags);
/// mincore's answer for the pages from `start` on, one byte each. 0 or -ENOMEM where nothing is mapped.
std::int64_t look_in_core(const Machine& machine, const Mm& mm, std::uint64_t start, std::span<std::uint8_t> bits);
/// Writes one byte a page to user address `vector`.
std::int64_t do_mincore(Machine& machine, Task& task, std::uint64_t start, std::uint64_t length, std::uint64_t vector);
std::int64_t do_pkey_alloc(Machine& machine, Task& task, std::uint32_t flags, std::uint32_t rights);
std::int64_t do_pkey_free(Machine& machine, Task& task, std::int32_t key);

// For exec.

/// Where mappings start downwards from, with this stack limit and no randomisation. Linux: arch/x86/mm/mmap.c.
std::uint64_t mmap_base_for(std::uint64_t stack_limit);
/// A stack VMA of one page below `top` (page-aligned) in a fresh mm. 0 or -errno.
std::int64_t setup_stack(Machine& machine, Task& task, Mm& mm, std::uint64_t top);
/// Grows the stack VMA by stack_expand (128 KiB, or the limit) as exec does before it returns. Linux: setup_arg_pages.
std::int64_t expand_stack_for_exec(Machine& machine, Task& task, Mm& mm);
/// vm_brk_flags: an anonymous private mapping of exec's own, at a fixed place.
std::int64_t vm_brk(Machine& machine, Task& task, std::uint64_t address, std::uint64_t length, std::uint32_t protection);
/// A mapping by the kernel that programs cannot touch the shape of ([vvar], [vdso]). 0 or -errno.
std::int64_t install_special_mapping(Machine& machine, Mm& mm, std::uint64_t start, std::uint64_t length,
                                     std::uint64_t flags, VmaName name);

}  // namespace faultline
