// How processes begin: fork, vfork and the clone that is one of the two. Linux: kernel/fork.c.
#pragma once

#include <cstdint>

#include "engine/kernel/task.hpp"

namespace faultline {

struct Machine;

/// A process without memory or files, not yet runnable by anyone; its state is Sleeping until exec gives it a program.
Task& new_task(Machine& machine, Pid parent);

enum class ForkMemory : std::uint8_t { Copy, Share };

/// The child's pid, or a negative error. `stack` 0: the parent's. With ForkMemory::Share the parent sleeps until the child
/// executes a program or ends (vfork).
std::int64_t fork_task(Machine& machine, Task& parent, ForkMemory memory, std::uint64_t stack = 0);

}  // namespace faultline
