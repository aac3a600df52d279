// Stacks, and everything else that grows down. Linux: mm/vma.c expand_downwards, fs/exec.c setup_arg_pages.
#pragma once

#include "engine/kernel/mm.hpp"

namespace faultline {

struct Machine;
struct Task;

/// Grows a VM_GROWSDOWN VMA so that it holds `address`. No look at the stack pointer: limits and the guard gap decide.
/// 0 or -errno; `vma` stays valid.
std::int64_t expand_stack(Machine& machine, Task& task, Mm& mm, Vma& vma, std::uint64_t address);

}  // namespace faultline
