// Who runs. One CPU, one thread a process, round robin by pid with a time slice of simulated time; everything follows from
// the machine's state, so a run repeats exactly. Linux: kernel/sched/core.c; its fair scheduler is not modelled.
#pragma once

#include <cstdint>

#include "engine/kernel/task.hpp"

namespace faultline {

struct Machine;

/// How long a program runs while others wait. Linux's base slice.
inline constexpr Nanoseconds time_slice = 2'800'000;

enum class Schedule : std::uint8_t {
    Ready,            // `current` can run
    WantsTerminal,    // everybody sleeps, and only the learner's input can wake somebody
    Stuck,            // everybody sleeps and nothing can wake anybody (or all are stopped)
    AllExited,
};

/// `current`, if it can run, else null.
Task* running_task(Machine& machine);

/// Makes sure that `current` is a task that can run: while all sleep, moves the clock to the next wake-up.
Schedule schedule(Machine& machine);

/// On the way out of the kernel, and at timer ticks: wakes whose wait is over, and passes the CPU on if the current task
/// sleeps or has used up its slice. Leaves the clock alone, so `current` may be asleep afterwards.
void preempt(Machine& machine);

/// Whether anything could happen at a timer tick: other tasks, or an alarm.
bool timers_matter(const Machine& machine);

/// Looks at what sleepers wait for, and makes those runnable whose wait is over.
void wake_sleepers(Machine& machine);

/// The learner decides who runs next. False, and nothing changes, if that task cannot run.
bool choose_next(Machine& machine, Pid pid);

/// Loads the task's address space and makes it current. Linux: context_switch.
void switch_to(Machine& machine, Pid pid);

/// sched_yield, and going to sleep: the next call of `schedule` picks somebody else if there is somebody.
void end_slice(Machine& machine);

/// How many tasks could run.
std::uint32_t runnable_tasks(const Machine& machine);

}  // namespace faultline
