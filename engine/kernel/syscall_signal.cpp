// System calls about signals. Linux: kernel/signal.c, kernel/time/itimer.c.
#include <algorithm>
#include <array>

#include "engine/kernel/signal.hpp"
#include "engine/kernel/syscall.hpp"
#include "engine/machine.hpp"

namespace faultline::sys {

namespace {

constexpr std::uint64_t mask_bytes = 8;
constexpr std::uint64_t unblockable =
    1ull << (signal_number::kill - 1) | 1ull << (signal_number::stop - 1);
constexpr Nanoseconds second = 1'000'000'000;
constexpr Nanoseconds microsecond = 1000;

bool names_signal(std::int32_t number) { return number >= 1 && number <= signal_number::highest; }

std::int64_t send(Call& call, Pid pid, std::int32_t number, std::int32_t code) {
    if (number != 0 && !names_signal(number)) return err::inval;
    const auto found = call.machine.tasks.find(pid);
    if (found == call.machine.tasks.end()) return err::srch;
    if (number != 0) {
        send_signal(call.machine, found->second, {.number = number, .code = code, .sender = call.task.pid});
    }
    return 0;
}

std::int64_t send_to_group(Call& call, Pid group, std::int32_t number) {
    std::int64_t result = err::srch;
    for (auto& [pid, task] : call.machine.tasks) {
        // -1 is everybody but the sender.
        const bool meant = group == 1 ? pid != call.task.pid : task.group == group;
        if (meant) result = send(call, pid, number, signal_code::user);
    }
    return result;
}

/// Takes the pending signal of `set` with the lowest number.
bool take_pending(SignalState& signals, std::uint64_t set, SignalInfo& info) {
    auto best = signals.pending.end();
    for (auto each = signals.pending.begin(); each != signals.pending.end(); ++each) {
        const bool wanted = (set >> (each->number - 1) & 1) != 0;
        if (wanted && (best == signals.pending.end() || each->number < best->number)) best = each;
    }
    if (best == signals.pending.end()) return false;
    info = *best;
    signals.pending.erase(best);
    return true;
}

/// Its siginfo, if that is wanted, and its number.
std::int64_t tell_signal(Call& call, const SignalInfo& info) {
    std::array<std::int32_t, 32> out{};
    out[0] = info.number;
    out[2] = info.code;
    out[4] = info.sender;
    out[6] = info.number == signal_number::child ? info.status : static_cast<std::int32_t>(info.value);
    out[7] = static_cast<std::int32_t>(info.value >> 32);
    return call.argument[1] == 0 || call.put(call.argument[1], out) ? info.number : err::fault;
}

struct Interval {
    std::uint64_t period_seconds = 0, period_microseconds = 0;
    std::uint64_t seconds = 0, microseconds = 0;
};

/// One of the three timers of a process, and what its clock shows now.
struct Timer {
    Nanoseconds& at;
    Nanoseconds& period;
    Nanoseconds now;
};

enum TimerKind : std::int32_t { timer_real, timer_virtual, timer_profile };

Timer timer_of(Call& call, std::int32_t kind) {
    Task& task = call.task;
    if (kind == timer_virtual) return {task.virtual_timer.at, task.virtual_timer.period, task.user_time};
    if (kind == timer_profile) return {task.profile_timer.at, task.profile_timer.period, task.user_time + task.system_time};
    return {task.alarm_at, task.alarm_interval, call.machine.hardware.now};
}

Interval rest_of(const Timer& timer) {
    Interval out;
    const Nanoseconds left = timer.at > timer.now ? timer.at - timer.now : 0;
    out.seconds = left / second;
    out.microseconds = left % second / microsecond;
    out.period_seconds = timer.period / second;
    out.period_microseconds = timer.period % second / microsecond;
    return out;
}

}  // namespace

std::int64_t rt_sigaction(Call& call) {
    const std::int32_t number = call.int_argument(0);
    if (call.argument[3] != mask_bytes || !names_signal(number)) return err::inval;
    SignalAction& action = call.task.signals.actions[static_cast<std::size_t>(number)];
    const SignalAction old = action;
    if (call.argument[1] != 0) {
        if (number == signal_number::kill || number == signal_number::stop) return err::inval;
        SignalAction wanted;
        if (!call.get(call.argument[1], wanted)) return err::fault;
        wanted.mask &= ~unblockable;
        action = wanted;
        const bool now_ignored = wanted.handler == 1 || (wanted.handler == 0 && number == signal_number::child);
        if (now_ignored) {
            std::erase_if(call.task.signals.pending, [number](const SignalInfo& info) { return info.number == number; });
        }
    }
    return call.argument[2] == 0 || call.put(call.argument[2], old) ? 0 : err::fault;
}

std::int64_t rt_sigprocmask(Call& call) {
    if (call.argument[3] != mask_bytes) return err::inval;
    std::uint64_t& blocked = call.task.signals.blocked;
    const std::uint64_t old = blocked;
    if (call.argument[1] != 0) {
        std::uint64_t set = 0;
        if (!call.get(call.argument[1], set)) return err::fault;
        set &= ~unblockable;
        switch (call.int_argument(0)) {
            case 0: blocked |= set; break;
            case 1: blocked &= ~set; break;
            case 2: blocked = set; break;
            default: return err::inval;
        }
    }
    return call.argument[2] == 0 || call.put(call.argument[2], old) ? 0 : err::fault;
}

std::int64_t rt_sigreturn(Call& call) {
    if (!pop_signal_frame(call.machine, call.task)) {
        force_signal(call.machine, call.task, {.number = signal_number::segv, .code = signal_code::kernel});
    }
    return 0;
}

std::int64_t rt_sigpending(Call& call) {
    if (call.argument[1] > mask_bytes) return err::inval;
    std::uint64_t set = 0;
    for (const SignalInfo& info : call.task.signals.pending) set |= std::uint64_t{1} << (info.number - 1);
    return call.put(call.argument[0], set & call.task.signals.blocked) ? 0 : err::fault;
}

std::int64_t rt_sigsuspend(Call& call) {
    if (call.argument[1] != mask_bytes) return err::inval;
    // Asked again: the mask is in place already.
    if (!call.task.restore_blocked) {
        std::uint64_t mask = 0;
        if (!call.get(call.argument[0], mask)) return err::fault;
        call.task.saved_blocked = call.task.signals.blocked;
        call.task.restore_blocked = true;
        call.task.signals.blocked = mask & ~unblockable;
    }
    return sleep_until(call.task, WaitFor::Signal);
}

std::int64_t rt_sigtimedwait(Call& call) {
    std::uint64_t set = 0;
    Nanoseconds patience = 0;
    Task& task = call.task;
    if (call.argument[3] != mask_bytes) return err::inval;
    if (!call.get(call.argument[0], set)) return err::fault;
    const bool timed = call.argument[2] != 0;
    if (timed) {
        if (const std::int64_t error = duration_argument(call, call.argument[2], patience); error != 0) return error;
    }
    if (SignalInfo info; take_pending(task.signals, set, info)) return tell_signal(call, info);
    if (timed && task.call_deadline == 0) task.call_deadline = call.machine.hardware.now + patience;
    if (timed && call.machine.hardware.now >= task.call_deadline) return err::again;
    if (signal_pending(task)) return err::intr;
    task.awaited_signals = set;
    return sleep_at_most(task, WaitFor::BlockedSignal, timed ? task.call_deadline : 0);
}

std::int64_t rt_sigqueueinfo(Call& call) {
    std::array<std::int32_t, 32> given{};
    if (!call.get(call.argument[2], given)) return err::fault;
    const std::int32_t number = call.int_argument(1), code = given[2];
    const auto found = call.machine.tasks.find(call.int_argument(0));
    if (number < 0 || number > signal_number::highest) return err::inval;
    // What the kernel itself or kill would say, nobody may say to others.
    if ((code >= 0 || code == signal_code::tkill) && call.int_argument(0) != call.task.pid) return err::perm;
    if (found == call.machine.tasks.end()) return err::srch;
    if (number == 0) return 0;
    const auto low = static_cast<std::uint32_t>(given[6]);
    const std::uint64_t value = std::uint64_t{static_cast<std::uint32_t>(given[7])} << 32 | low;
    send_signal(call.machine, found->second, {.number = number, .code = code, .sender = given[4], .value = value});
    return 0;
}

std::int64_t sigaltstack(Call& call) {
    constexpr std::uint32_t on_stack = 1, disable = 2, autodisarm = 0x80000000;
    constexpr std::uint64_t least_bytes = 2048;
    struct Stack {
        std::uint64_t base = 0;
        std::uint32_t flags = 0;
        std::uint32_t padding = 0;
        std::uint64_t bytes = 0;
    };
    SignalState& signals = call.task.signals;
    const bool on_it = on_alternate_stack(signals, call.task.cpu[Gpr::Rsp]);
    Stack old{signals.alternate_stack, signals.alternate_stack_bytes == 0 ? disable : on_it ? on_stack : 0, 0,
              signals.alternate_stack_bytes};
    if (call.argument[0] != 0) {
        Stack wanted;
        if (!call.get(call.argument[0], wanted)) return err::fault;
        if (on_it) return err::perm;
        const std::uint32_t mode = wanted.flags & ~autodisarm;
        if (mode != 0 && mode != disable && mode != on_stack) return err::inval;
        if (mode != disable && wanted.bytes < least_bytes) return err::nomem;
        signals.alternate_stack = mode == disable ? 0 : wanted.base;
        signals.alternate_stack_bytes = mode == disable ? 0 : wanted.bytes;
        signals.alternate_stack_flags = wanted.flags;
    }
    return call.argument[1] == 0 || call.put(call.argument[1], old) ? 0 : err::fault;
}

std::int64_t pause(Call& call) { return sleep_until(call.task, WaitFor::Signal); }

std::int64_t kill(Call& call) {
    const Pid pid = call.int_argument(0);
    if (pid > 0) return send(call, pid, call.int_argument(1), signal_code::user);
    return send_to_group(call, pid == 0 ? call.task.group : -pid, call.int_argument(1));
}

std::int64_t tkill(Call& call) { return send(call, call.int_argument(0), call.int_argument(1), signal_code::tkill); }

std::int64_t tgkill(Call& call) {
    if (call.int_argument(0) != call.int_argument(1)) return err::srch;
    return send(call, call.int_argument(1), call.int_argument(2), signal_code::tkill);
}

std::int64_t alarm(Call& call) {
    const Interval old = rest_of(timer_of(call, timer_real));
    call.task.alarm_interval = 0;
    call.task.alarm_at = call.argument[0] == 0 ? 0 : call.machine.hardware.now + call.flags_argument(0) * second;
    return static_cast<std::int64_t>(old.seconds + (old.microseconds > 0 ? 1 : 0));
}

std::int64_t setitimer(Call& call) {
    const std::int32_t kind = call.int_argument(0);
    if (kind < timer_real || kind > timer_profile) return err::inval;
    const Timer timer = timer_of(call, kind);
    const Interval old = rest_of(timer);
    Interval wanted;
    if (call.argument[1] != 0 && !call.get(call.argument[1], wanted)) return err::fault;
    const Nanoseconds first = wanted.seconds * second + wanted.microseconds * microsecond;
    timer.at = first == 0 ? 0 : timer.now + first;
    timer.period = wanted.period_seconds * second + wanted.period_microseconds * microsecond;
    return call.argument[2] == 0 || call.put(call.argument[2], old) ? 0 : err::fault;
}

std::int64_t getitimer(Call& call) {
    const std::int32_t kind = call.int_argument(0);
    if (kind < timer_real || kind > timer_profile) return err::inval;
    return call.put(call.argument[1], rest_of(timer_of(call, kind))) ? 0 : err::fault;
}

}  // namespace faultline::sys
