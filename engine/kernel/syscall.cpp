#include "engine/kernel/syscall.hpp"

#include "engine/kernel/signal.hpp"
#include "engine/kernel/syscall_table.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t number_rt_sigreturn = 15;
constexpr std::uint64_t number_execve = 59;

constexpr std::uint64_t number_pause = 34;
constexpr std::uint64_t number_rt_sigsuspend = 130;
constexpr std::uint64_t number_restart_syscall = 219;

/// What becomes of a call that slept when a signal came. Calls with a time limit decide for themselves.
std::int64_t interrupted_result(std::uint64_t number) {
    const bool waits_for_handler = number == number_pause || number == number_rt_sigsuspend;
    return waits_for_handler ? err::restartnohand : err::restartsys;
}

void note_entry(Machine& machine, const Task& task, std::uint64_t number) {
    if (!machine.hardware.log.wants(Detail::Outcomes)) return;
    machine.hardware.record({.kind = EventKind::SyscallEntered,
                             .pid = task.pid,
                             .address = task.cpu[Gpr::Rdi],
                             .value = number,
                             .extra = task.cpu[Gpr::Rsi]});
}

void note_return(Machine& machine, Pid pid, std::uint64_t number, std::int64_t result) {
    if (!machine.hardware.log.wants(Detail::Outcomes)) return;
    machine.hardware.record({.kind = EventKind::SyscallReturned,
                             .pid = pid,
                             .value = number,
                             .extra = static_cast<std::uint64_t>(result)});
}

}  // namespace

void enter_syscall(Machine& machine, Task& task) {
    if (!task.in_syscall) {
        task.original_rax = static_cast<std::int64_t>(task.cpu[Gpr::Rax]);
        task.call_progress = 0;
        if (task.original_rax != static_cast<std::int64_t>(number_restart_syscall)) task.call_deadline = 0;
        note_entry(machine, task, task.cpu[Gpr::Rax]);
        machine.hardware.now += machine.hardware.costs.system_call;
        task.system_time += machine.hardware.costs.system_call;
    }
    task.in_syscall = false;
    const auto number = static_cast<std::uint64_t>(task.original_rax);
    const Pid pid = task.pid;
    const SyscallEntry* entry = syscall_entry(number);
    std::int64_t result = err::nosys;
    if (entry != nullptr) {
        Call call{machine, task,
                  {task.cpu[Gpr::Rdi], task.cpu[Gpr::Rsi], task.cpu[Gpr::Rdx], task.cpu[Gpr::R10], task.cpu[Gpr::R8],
                   task.cpu[Gpr::R9]}};
        result = entry->function(call);
    }
    const auto still_there = machine.tasks.find(pid);
    if (still_there == machine.tasks.end() || still_there->second.state == TaskState::Zombie) return;
    if (result == sleeping && signal_pending(task)) {
        task.state = TaskState::Runnable;
        task.waits_for = WaitFor::Nothing;
        result = task.call_progress > 0 ? static_cast<std::int64_t>(task.call_progress) : interrupted_result(number);
    }
    if (result == sleeping) {
        task.in_syscall = true;
        return;
    }
    note_return(machine, pid, number, result);
    // These two have put the registers where they belong.
    if (number == number_rt_sigreturn || (number == number_execve && result == 0)) {
        task.original_rax = -1;
        return;
    }
    task.cpu[Gpr::Rax] = static_cast<std::uint64_t>(result);
}

}  // namespace faultline
