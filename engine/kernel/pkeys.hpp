// Protection keys: memory rights that a thread can change without a system call. Linux: arch/x86/mm/pkeys.c.
#pragma once

#include "engine/kernel/mm.hpp"

namespace faultline {

struct Machine;
struct Task;

/// execute_only_pkey: the key that makes PROT_EXEC-only memory unreadable, allocated and denied to this task when first
/// needed; 0 on a CPU without keys, or when none is left.
std::uint64_t execute_only_key(Machine& machine, Task& task, Mm& mm);
/// arch_override_mprotect_pkey: the key that a VMA with `vma_flags` has after mprotect(`protection`) with `key`, -1 for
/// plain mprotect.
std::uint64_t key_after_mprotect(Machine& machine, Task& task, Mm& mm, std::uint64_t vma_flags,
                                 std::uint32_t protection, std::int32_t key);
/// Whether the mm has allocated the key (0 always is).
bool key_allocated(const Mm& mm, std::int32_t key);

}  // namespace faultline
