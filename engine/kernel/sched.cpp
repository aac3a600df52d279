#include "engine/kernel/sched.hpp"

#include <algorithm>

#include "engine/kernel/pipe.hpp"
#include "engine/kernel/poll.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/kernel/terminal.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

bool pipe_wait_is_over(const Machine& machine, const Task& task) {
    const Pipe& pipe = machine.vfs.pipes.at(task.waits_on);
    return task.waits_for == WaitFor::PipeReadable ? pipe_readable(pipe) : pipe_writable(pipe);
}

bool out_of_patience(const Machine& machine, const Task& task) {
    return task.wakes_at != 0 && machine.hardware.now >= task.wakes_at;
}

bool awaited_signal_came(const Task& task) {
    return std::any_of(task.signals.pending.begin(), task.signals.pending.end(), [&task](const SignalInfo& info) {
        return (task.awaited_signals >> (info.number - 1) & 1) != 0;
    });
}

bool wait_is_over(const Machine& machine, const Task& task) {
    if (signal_pending(task) && task.waits_for != WaitFor::VforkChild) return true;
    switch (task.waits_for) {
        case WaitFor::Nothing: return true;
        case WaitFor::Time: return machine.hardware.now >= task.wakes_at;
        case WaitFor::PipeReadable:
        case WaitFor::PipeWritable: return pipe_wait_is_over(machine, task);
        case WaitFor::TerminalInput: return terminal_readable(machine.vfs.terminal);
        case WaitFor::BlockedSignal: return awaited_signal_came(task) || out_of_patience(machine, task);
        case WaitFor::Files: return watched_file_ready(machine, task) || out_of_patience(machine, task);
        // Woken by what they wait for: notify_parent, release_vfork_parent, send_signal.
        case WaitFor::Child:
        case WaitFor::VforkChild:
        case WaitFor::Signal: return false;
    }
    return false;
}

void wake(Machine& machine, Task& task) {
    task.state = TaskState::Runnable;
    task.waits_for = WaitFor::Nothing;
    if (machine.hardware.log.wants(Detail::Outcomes)) machine.hardware.record({.kind = EventKind::Woke, .pid = task.pid});
}

void ring_alarm(Machine& machine, Task& task) {
    if (task.alarm_at == 0 || task.state == TaskState::Zombie || machine.hardware.now < task.alarm_at) return;
    task.alarm_at = task.alarm_interval == 0 ? 0 : task.alarm_at + task.alarm_interval;
    send_signal(machine, task, {.number = signal_number::alarm, .code = signal_code::kernel});
}

void ring_cpu_timer(Machine& machine, Task& task, CpuTimer& timer, Nanoseconds used, std::int32_t signal) {
    if (timer.at == 0 || task.state == TaskState::Zombie || used < timer.at) return;
    timer.at = timer.period == 0 ? 0 : timer.at + timer.period;
    send_signal(machine, task, {.number = signal, .code = signal_code::kernel});
}

void ring_timers(Machine& machine, Task& task) {
    ring_alarm(machine, task);
    ring_cpu_timer(machine, task, task.virtual_timer, task.user_time, signal_number::virtual_alarm);
    ring_cpu_timer(machine, task, task.profile_timer, task.user_time + task.system_time, signal_number::profile);
}

bool has_timer(const Task& task) {
    return task.alarm_at != 0 || task.virtual_timer.at != 0 || task.profile_timer.at != 0;
}

/// The only task runs, and no timer of its own will ring: there is nobody to wake, and nobody to pass the CPU on to.
bool undisturbed(const Machine& machine) {
    if (machine.tasks.size() != 1) return false;
    const auto& [pid, task] = *machine.tasks.begin();
    return pid == machine.current && task.state == TaskState::Runnable && !has_timer(task);
}

/// The task, if it can run, else null.
Task* runnable_task(Machine& machine, Pid pid) {
    const auto found = machine.tasks.find(pid);
    return found != machine.tasks.end() && found->second.state == TaskState::Runnable ? &found->second : nullptr;
}

/// The next runnable pid after `pid`, round the circle; `pid` itself last; 0 if none.
Pid next_runnable(const Machine& machine, Pid pid) {
    Pid first = 0;
    for (const auto& [each, task] : machine.tasks) {
        if (task.state != TaskState::Runnable) continue;
        if (each > pid) return each;
        if (first == 0) first = each;
    }
    return first;
}

/// When the first sleeper wakes by the clock, 0 if none does.
Nanoseconds next_timer(const Machine& machine) {
    Nanoseconds first = 0;
    const auto consider = [&first](Nanoseconds at) {
        if (at != 0 && (first == 0 || at < first)) first = at;
    };
    for (const auto& [pid, task] : machine.tasks) {
        const bool sleeps = task.state == TaskState::Sleeping;
        const bool timed = task.state == TaskState::DiskSleep || (sleeps && task.waits_for == WaitFor::Time);
        if (timed) consider(std::max<Nanoseconds>(task.wakes_at, 1));
        const bool has_patience = task.waits_for == WaitFor::BlockedSignal || task.waits_for == WaitFor::Files;
        if (sleeps && has_patience) consider(task.wakes_at);
        if (task.state != TaskState::Zombie) consider(task.alarm_at);
    }
    return first;
}

Schedule nobody_runs(const Machine& machine) {
    bool alive = false;
    for (const auto& [pid, task] : machine.tasks) {
        const bool sleeps = task.state == TaskState::Sleeping;
        if (sleeps && task.waits_for == WaitFor::TerminalInput) return Schedule::WantsTerminal;
        if (sleeps && task.waits_for == WaitFor::Files && watches_terminal(machine, task)) return Schedule::WantsTerminal;
        alive = alive || task.state != TaskState::Zombie;
    }
    return alive ? Schedule::Stuck : Schedule::AllExited;
}

}  // namespace

std::uint32_t runnable_tasks(const Machine& machine) {
    return static_cast<std::uint32_t>(std::count_if(machine.tasks.begin(), machine.tasks.end(), [](const auto& each) {
        return each.second.state == TaskState::Runnable;
    }));
}

void wake_sleepers(Machine& machine) {
    for (auto& [pid, task] : machine.tasks) {
        ring_timers(machine, task);
        if (task.state == TaskState::DiskSleep && machine.hardware.now >= task.wakes_at) wake(machine, task);
        if (task.state == TaskState::Sleeping && wait_is_over(machine, task)) wake(machine, task);
    }
}

void switch_to(Machine& machine, Pid pid) {
    Task& task = machine.task(pid);
    const Pfn root = machine.mm_of(task).pgd;
    if (machine.hardware.page_table != root) machine.hardware.load_page_table(root);
    machine.hardware.protection_key_rights = task.protection_key_rights;
    task.slice_ends_at = machine.hardware.now + time_slice;
    if (machine.current == pid) return;
    machine.current = pid;
    if (machine.hardware.log.wants(Detail::Outcomes)) {
        machine.hardware.record(
            {.kind = EventKind::Switched, .pid = pid, .value = static_cast<std::uint64_t>(pid)});
    }
}

Task* running_task(Machine& machine) { return runnable_task(machine, machine.current); }

void preempt(Machine& machine) {
    if (undisturbed(machine) && machine.hardware.now < machine.tasks.begin()->second.slice_ends_at) return;
    wake_sleepers(machine);
    if (Task* task = running_task(machine)) {
        if (machine.hardware.now < task->slice_ends_at) return;
        const Pid next = next_runnable(machine, machine.current);
        if (next != machine.current) ++task->involuntary_switches;
        switch_to(machine, next);
        return;
    }
    const Pid next = next_runnable(machine, machine.current);
    if (next != 0) switch_to(machine, next);
}

Schedule schedule(Machine& machine) {
    while (running_task(machine) == nullptr) {
        preempt(machine);
        if (running_task(machine) != nullptr) break;
        const Nanoseconds next = next_timer(machine);
        if (next == 0) return nobody_runs(machine);
        machine.hardware.now = std::max(machine.hardware.now, next);
    }
    return Schedule::Ready;
}

bool choose_next(Machine& machine, Pid pid) {
    wake_sleepers(machine);
    if (runnable_task(machine, pid) == nullptr) return false;
    switch_to(machine, pid);
    return true;
}

void end_slice(Machine& machine) { machine.task(machine.current).slice_ends_at = 0; }

bool timers_matter(const Machine& machine) {
    return machine.tasks.size() > 1 || (!machine.tasks.empty() && has_timer(machine.tasks.begin()->second));
}

}  // namespace faultline
