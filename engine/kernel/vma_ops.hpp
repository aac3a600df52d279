// The list of VMAs of an address space: split, merge, insert, remove, and the sums that are kept of them.
// Linux: mm/vma.c.
#pragma once

#include <cstddef>

#include "engine/kernel/mm.hpp"

namespace faultline {

struct Machine;
struct Task;

/// sysctl_max_map_count.
inline constexpr std::size_t max_map_count = 65530;
/// 256 pages that stay free below a stack (stack_guard_gap).
inline constexpr std::uint64_t stack_guard_gap = 256ull * page_bytes;

/// Index of the first VMA that ends above `address`; the number of VMAs if there is none.
std::size_t vma_index(const Mm& mm, std::uint64_t address);
/// The VMA at `index` ends at `address` from now on, and a new one begins there (at index + 1).
void split_vma(Machine& machine, Mm& mm, std::size_t index, std::uint64_t address);
/// vma_modify_flags: [start, end) of the VMA at `index` will get `flags`: merged with neighbours that have them, else split
/// off. Sets the flags. Returns the index of the VMA that holds [start, end) now, or max_map_count if there are too many.
std::size_t vma_modify_flags(Machine& machine, Mm& mm, std::size_t index, std::uint64_t start, std::uint64_t end,
                             std::uint64_t flags);
/// vma_merge_new_range, or a VMA of its own: `vma` lies where nothing is mapped. Takes over its file reference and its
/// anon_vma (note_copy done by the caller). Returns its index.
std::size_t insert_vma(Machine& machine, Mm& mm, const Vma& vma);
/// The same without trying to merge.
std::size_t insert_vma_apart(Mm& mm, const Vma& vma);
/// Removes what lies in [start, end): pages, tables, VMAs, sums. Splits at the edges; -ENOMEM when that makes too many.
std::int64_t unmap_range(Machine& machine, Mm& mm, std::uint64_t start, std::uint64_t end);
/// Gives back a VMA's anon_vma and file.
void vma_close(Machine& machine, Vma& vma);

/// vm_stat_account: total_vm, data_vm, exec_vm, stack_vm.
void vm_stat_account(Mm& mm, std::uint64_t flags, std::int64_t pages);
/// may_expand_vm: RLIMIT_AS and RLIMIT_DATA.
bool may_expand_vm(const Task& task, const Mm& mm, std::uint64_t flags, std::uint64_t pages);
/// vma_is_accessible: any of the three rights.
inline bool vma_is_accessible(const Vma& vma) { return (vma.flags & vm::access_rights) != 0; }
/// vm_start_gap: where the VMA begins with the guard gap of a stack.
std::uint64_t vm_start_gap(const Vma& vma);

}  // namespace faultline
