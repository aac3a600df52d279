// How a system call sleeps: it says what it waits for and returns `sleeping`; the call is asked again once the scheduler
// sees that the wait may be over. Nothing of the call lives on a kernel stack in between.
#pragma once

#include <cstdint>
#include <limits>

#include "engine/kernel/task.hpp"

namespace faultline {

/// A call's result that means "not yet": the task is asleep and registers are untouched.
inline constexpr std::int64_t sleeping = std::numeric_limits<std::int64_t>::min();

inline std::int64_t sleep_until(Task& task, WaitFor what, std::uint32_t inode = 0) {
    task.state = TaskState::Sleeping;
    task.waits_for = what;
    task.waits_on = inode;
    return sleeping;
}

/// Sleeps at most until `deadline`, 0 for no end.
inline std::int64_t sleep_at_most(Task& task, WaitFor what, Nanoseconds deadline) {
    task.wakes_at = deadline;
    return sleep_until(task, what);
}

}  // namespace faultline
