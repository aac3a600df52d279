// How processes end and how their parents learn of it. Linux: kernel/exit.c.
#pragma once

#include <cstdint>

#include "engine/kernel/task.hpp"

namespace faultline {

struct Machine;

/// do_exit with a wait(2) status: gives everything back, tells the parent, leaves a zombie (nothing, if the parent ignores
/// SIGCHLD or there is none). Children go to the first program's parent, nobody. The caller runs somebody else next.
void exit_task(Machine& machine, Task& task, std::int32_t status);

/// SIGCHLD to the parent with this code, and its wait(2) looks again.
void notify_parent(Machine& machine, Task& task, std::int32_t code, std::int32_t status);

/// A vfork parent goes on: its child has executed something or ended.
void release_vfork_parent(Machine& machine, Task& child);

struct WaitQuery {
    /// As waitpid's: a pid, -1 for any child, 0 or below for a process group.
    Pid pid = -1;
    std::uint32_t options = 0;
};

struct WaitAnswer {
    /// A child's pid, 0 (WNOHANG and nothing), a negative error, or `sleeping`.
    std::int64_t result = 0;
    std::int32_t status = 0;
    FaultCounts faults{};
    Nanoseconds user_time = 0, system_time = 0;
    std::uint64_t max_rss_pages = 0;
};

/// wait4: takes a zombie child away and adds its counts to the parent's; or reports one that stopped or continued.
WaitAnswer wait_for_child(Machine& machine, Task& parent, const WaitQuery& query);

}  // namespace faultline
