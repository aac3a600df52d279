// When memory has run out. Linux: mm/oom_kill.c, mm/util.c (__vm_enough_memory).
#pragma once

#include <cstdint>

#include "engine/machine/types.hpp"

namespace faultline {

struct Machine;
struct Task;

/// oom_badness: resident pages, swap entries and page tables, moved by oom_score_adj. 0 for one that must not be killed.
std::int64_t oom_badness(const Machine& machine, const Task& task);
/// Kills the worst process: SIGKILL, and its private memory is reaped at once unless it is the one that runs. Returns its
/// pid, 0 if nobody can be killed. `in_cgroup`: the limit was the cgroup's.
Pid out_of_memory(Machine& machine, bool in_cgroup);

/// __vm_enough_memory: promises `pages` more, if the overcommit mode allows. True: they are in `committed_pages`.
[[nodiscard]] bool vm_enough_memory(Machine& machine, const Task& task, std::uint64_t pages);
void vm_unacct_memory(Machine& machine, std::uint64_t pages);
/// CommitLimit, in pages.
std::uint64_t vm_commit_limit(const Machine& machine);

}  // namespace faultline
