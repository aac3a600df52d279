// Address spaces begin, double and end. Linux: kernel/fork.c (mm_init, dup_mmap), mm/mmap.c (exit_mmap).
#pragma once

#include "engine/kernel/mm.hpp"

namespace faultline {

struct Machine;
struct Task;

/// An empty address space with one user and a top table of its own; no_mm if no frame is left.
MmId mm_create(Machine& machine);

/// fork's half: a copy of the parent's address space, sharing pages copy-on-write, with one user. no_mm when memory or the
/// commit limit does not suffice (then nothing has changed). Charges Costs::fork_per_page for each page-table entry copied.
MmId dup_mm(Machine& machine, Task& parent);

/// One user less (mmput); the last one unmaps everything and frees the tables. `mm` is not loaded in CR3 then (asserted),
/// unless nothing runs in it any more: the caller has switched away or passes the hardware's table first.
void mm_release(Machine& machine, MmId mm);

/// One user more: vfork, CLONE_VM.
void mm_share(Machine& machine, MmId mm);

}  // namespace faultline
