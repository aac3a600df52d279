#include "engine/kernel/signal.hpp"

#include <algorithm>
#include <array>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/exit.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t handler_default = 0;
constexpr std::uint64_t handler_ignore = 1;
constexpr std::uint64_t sa_restart = 0x10000000;
constexpr std::uint64_t sa_no_defer = 0x40000000;
constexpr std::uint64_t sa_reset_hand = 0x80000000;

constexpr std::uint64_t syscall_instruction_bytes = 2;
constexpr std::int64_t restart_syscall_number = 219;

enum class DefaultAction : std::uint8_t { Terminate, Ignore, Stop, Continue };

DefaultAction default_action(std::int32_t number) {
    switch (number) {
        case signal_number::child:
        case 23:   // SIGURG
        case 28:   // SIGWINCH
            return DefaultAction::Ignore;
        case signal_number::stop:
        case 20:   // SIGTSTP
        case 21:   // SIGTTIN
        case 22:   // SIGTTOU
            return DefaultAction::Stop;
        case signal_number::cont: return DefaultAction::Continue;
        default: return DefaultAction::Terminate;
    }
}

constexpr std::uint64_t bit_of(std::int32_t number) { return std::uint64_t{1} << (number - 1); }

bool synchronous(std::int32_t number) {
    constexpr std::uint64_t set = bit_of(signal_number::segv) | bit_of(signal_number::bus) |
                                  bit_of(signal_number::illegal) | bit_of(signal_number::trap) |
                                  bit_of(signal_number::floating_point) | bit_of(31);
    return (set & bit_of(number)) != 0;
}

SignalAction& action_of(Task& task, std::int32_t number) {
    return task.signals.actions[static_cast<std::size_t>(number)];
}

bool ignored(const Task& task, std::int32_t number) {
    const SignalAction& action = task.signals.actions[static_cast<std::size_t>(number)];
    if (action.handler == handler_ignore) return true;
    return action.handler == handler_default && default_action(number) == DefaultAction::Ignore;
}

/// next_signal: synchronous ones first, then the lowest number.
bool dequeue_signal(Task& task, SignalInfo& info) {
    std::vector<SignalInfo>& pending = task.signals.pending;
    auto best = pending.end();
    const auto rank = [](const SignalInfo& one) { return synchronous(one.number) ? one.number : one.number + 100; };
    for (auto each = pending.begin(); each != pending.end(); ++each) {
        if ((task.signals.blocked & bit_of(each->number)) != 0) continue;
        if (best == pending.end() || rank(*each) < rank(*best)) best = each;
    }
    if (best == pending.end()) return false;
    info = *best;
    pending.erase(best);
    return true;
}

void restart_call(Task& task, bool again) {
    const bool with_rest = static_cast<std::int64_t>(task.cpu[Gpr::Rax]) == err::restart_block;
    if (again) {
        task.cpu[Gpr::Rax] =
            static_cast<std::uint64_t>(with_rest ? restart_syscall_number : task.original_rax);
        task.cpu.rip -= syscall_instruction_bytes;
    } else {
        task.cpu[Gpr::Rax] = static_cast<std::uint64_t>(err::intr);
    }
    task.original_rax = -1;
}

bool interrupted_call(const Task& task) {
    if (task.original_rax < 0) return false;
    const auto result = static_cast<std::int64_t>(task.cpu[Gpr::Rax]);
    return result == err::restartsys || result == err::restartnohand || result == err::restart_block;
}

void handle_signal(Machine& machine, Task& task, const SignalInfo& info) {
    const SignalAction action = action_of(task, info.number);
    if (interrupted_call(task)) {
        const auto result = static_cast<std::int64_t>(task.cpu[Gpr::Rax]);
        restart_call(task, result == err::restartsys && (action.flags & sa_restart) != 0);
    }
    if ((action.flags & sa_reset_hand) != 0) action_of(task, info.number).handler = handler_default;
    if (!push_signal_frame(machine, task, info, action)) {
        if (info.number == signal_number::segv) action_of(task, info.number).handler = handler_default;
        force_signal(machine, task, {.number = signal_number::segv, .code = signal_code::kernel});
        return;
    }
    task.restore_blocked = false;
    task.signals.blocked |= action.mask;
    if ((action.flags & sa_no_defer) == 0) task.signals.blocked |= bit_of(info.number);
    machine.hardware.now += machine.hardware.costs.signal_delivery;
    task.system_time += machine.hardware.costs.signal_delivery;
}

void stop_task(Machine& machine, Task& task, std::int32_t number) {
    task.state = TaskState::Stopped;
    task.exit_status = number << 8 | 0x7f;
    notify_parent(machine, task, signal_code::child_stopped, number);
}

void wake_for_signal(Task& task) {
    if (task.state != TaskState::Sleeping || !signal_pending(task)) return;
    if (task.waits_for == WaitFor::VforkChild) return;
    task.state = TaskState::Runnable;
}

void note(Machine& machine, const Task& task, const SignalInfo& info) {
    if (!machine.hardware.log.wants(Detail::Outcomes)) return;
    machine.hardware.record({.kind = EventKind::Signal,
                             .small = static_cast<std::uint8_t>(info.number),
                             .pid = task.pid,
                             .address = info.address,
                             .value = static_cast<std::uint64_t>(static_cast<std::int64_t>(info.code))});
}

}  // namespace

const char* signal_name(std::int32_t number) {
    static constexpr std::array<const char*, 32> names = {
        "0",       "SIGHUP",  "SIGINT",    "SIGQUIT", "SIGILL",    "SIGTRAP", "SIGABRT",  "SIGBUS",
        "SIGFPE",  "SIGKILL", "SIGUSR1",   "SIGSEGV", "SIGUSR2",   "SIGPIPE", "SIGALRM",  "SIGTERM",
        "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",   "SIGTTIN", "SIGTTOU",  "SIGURG",
        "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH",  "SIGIO",   "SIGPWR",   "SIGSYS"};
    return number > 0 && number < 32 ? names[static_cast<std::size_t>(number)] : "a real-time signal";
}

bool unblocked_signal_pending(const Task& task) {
    return std::any_of(task.signals.pending.begin(), task.signals.pending.end(), [&task](const SignalInfo& info) {
        return (task.signals.blocked & bit_of(info.number)) == 0;
    });
}

void force_signal(Machine& machine, Task& task, const SignalInfo& info) {
    SignalAction& action = action_of(task, info.number);
    const std::uint64_t bit = bit_of(info.number);
    if ((task.signals.blocked & bit) != 0 || action.handler == handler_ignore) {
        action.handler = handler_default;
        task.signals.blocked &= ~bit;
    }
    task.signals.trap = info.trap;
    task.signals.error_code = info.error_code;
    if (info.trap == trap_number::page_fault) task.signals.fault_address = info.address;
    note(machine, task, info);
    std::erase_if(task.signals.pending, [&info](const SignalInfo& one) { return one.number == info.number; });
    task.signals.pending.push_back(info);
    wake_for_signal(task);
}

void send_signal(Machine& machine, Task& task, const SignalInfo& info) {
    if (task.state == TaskState::Zombie) return;
    note(machine, task, info);
    if (info.number == signal_number::cont || info.number == signal_number::kill) {
        std::erase_if(task.signals.pending, [](const SignalInfo& one) {
            return default_action(one.number) == DefaultAction::Stop;
        });
        if (task.state == TaskState::Stopped) {
            task.state = TaskState::Runnable;
            if (info.number == signal_number::cont) {
                constexpr std::int32_t status_continued = 0xffff;
                task.exit_status = status_continued;
                notify_parent(machine, task, signal_code::child_continued, signal_number::cont);
            }
        }
    }
    const bool blocked = (task.signals.blocked & bit_of(info.number)) != 0;
    if (ignored(task, info.number) && !blocked) return;
    const bool there = std::any_of(task.signals.pending.begin(), task.signals.pending.end(),
                                   [&info](const SignalInfo& one) { return one.number == info.number; });
    constexpr std::int32_t first_real_time = 32;
    if (!there || info.number >= first_real_time) task.signals.pending.push_back(info);
    if (info.number == signal_number::kill && task.state == TaskState::DiskSleep) task.state = TaskState::Runnable;
    wake_for_signal(task);
}

void deliver_signals(Machine& machine, Task& task) {
    while (task.state == TaskState::Runnable && !task.signals.pending.empty()) {
        SignalInfo info;
        if (!dequeue_signal(task, info)) break;
        const SignalAction& action = action_of(task, info.number);
        if (info.number != signal_number::kill && info.number != signal_number::stop) {
            if (action.handler == handler_ignore) continue;
            if (action.handler != handler_default) {
                handle_signal(machine, task, info);
                continue;
            }
        }
        switch (default_action(info.number)) {
            case DefaultAction::Ignore:
            case DefaultAction::Continue: break;
            case DefaultAction::Stop: stop_task(machine, task, info.number); break;
            case DefaultAction::Terminate: exit_task(machine, task, info.number); return;
        }
    }
    if (task.state == TaskState::Zombie) return;
    if (interrupted_call(task)) restart_call(task, true);
    if (task.restore_blocked) {
        task.restore_blocked = false;
        task.signals.blocked = task.saved_blocked;
    }
    task.original_rax = -1;
}

}  // namespace faultline
