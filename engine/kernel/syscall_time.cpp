// Clocks and sleeping. Linux: kernel/time/hrtimer.c, posix-timers.c.
// Differs: the machine was booted at one fixed moment, so that every run tells the same time.
#include <array>

#include "engine/kernel/signal.hpp"
#include "engine/kernel/syscall.hpp"
#include "engine/machine.hpp"

namespace faultline::sys {

namespace {

constexpr Nanoseconds second = 1'000'000'000;
/// CLOCK_REALTIME at boot: 2026-01-01 00:00:00 UTC.
constexpr Nanoseconds booted_at = 1'767'225'600ull * second;
/// clock_t's unit, USER_HZ = 100.
constexpr Nanoseconds clock_tick = second / 100;

struct Timespec {
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
};

Timespec timespec_of(Nanoseconds time) {
    return {static_cast<std::int64_t>(time / second), static_cast<std::int64_t>(time % second)};
}

bool clock_time(const Call& call, std::int32_t clock, Nanoseconds& time) {
    const Nanoseconds now = call.machine.hardware.now;
    switch (clock) {
        case 0:    // CLOCK_REALTIME
        case 5:    // CLOCK_REALTIME_COARSE
        case 11:   // CLOCK_TAI
            time = booted_at + now;
            return true;
        case 1:    // CLOCK_MONOTONIC
        case 4:    // CLOCK_MONOTONIC_RAW
        case 6:    // CLOCK_MONOTONIC_COARSE
        case 7:    // CLOCK_BOOTTIME
            time = now;
            return true;
        case 2:    // CLOCK_PROCESS_CPUTIME_ID
        case 3:    // CLOCK_THREAD_CPUTIME_ID
            time = call.task.user_time + call.task.system_time;
            return true;
        default: return false;
    }
}

bool valid(const Timespec& time) {
    return time.seconds >= 0 && time.nanoseconds >= 0 && time.nanoseconds < static_cast<std::int64_t>(second);
}

/// Sleeps until `deadline`; `rest` is where the time that is left goes when a signal comes, 0 for nowhere.
std::int64_t sleep_to(Call& call, std::uint64_t rest, bool absolute) {
    Task& task = call.task;
    const Nanoseconds now = call.machine.hardware.now;
    if (now >= task.call_deadline) return 0;
    if (signal_pending(task)) {
        if (absolute) return err::restartnohand;
        if (rest != 0 && !call.put(rest, timespec_of(task.call_deadline - now))) return err::fault;
        return err::restart_block;
    }
    task.wakes_at = task.call_deadline;
    return sleep_until(task, WaitFor::Time);
}

std::int64_t sleep_for(Call& call, std::uint64_t request, std::uint64_t rest) {
    if (call.task.call_deadline == 0) {
        Nanoseconds wanted = 0;
        if (const std::int64_t error = duration_argument(call, request, wanted); error != 0) return error;
        call.task.call_deadline = call.machine.hardware.now + wanted;
    }
    return sleep_to(call, rest, false);
}

}  // namespace

std::int64_t nanosleep(Call& call) { return sleep_for(call, call.argument[0], call.argument[1]); }

std::int64_t clock_nanosleep(Call& call) {
    constexpr std::uint32_t timer_abstime = 1;
    Nanoseconds clock_now = 0;
    if (!clock_time(call, call.int_argument(0), clock_now)) return err::inval;
    if ((call.flags_argument(1) & timer_abstime) == 0) return sleep_for(call, call.argument[2], call.argument[3]);
    if (call.task.call_deadline == 0) {
        Timespec wanted;
        if (!call.get(call.argument[2], wanted)) return err::fault;
        if (!valid(wanted)) return err::inval;
        const Nanoseconds until =
            static_cast<Nanoseconds>(wanted.seconds) * second + static_cast<Nanoseconds>(wanted.nanoseconds);
        if (until <= clock_now) return 0;
        call.task.call_deadline = call.machine.hardware.now + (until - clock_now);
    }
    return sleep_to(call, 0, true);
}

/// The rest of a relative sleep after a stop or an ignored signal; the deadline is in the task.
std::int64_t restart_syscall(Call& call) { return sleep_to(call, 0, false); }

std::int64_t gettimeofday(Call& call) {
    const Nanoseconds now = booted_at + call.machine.hardware.now;
    const std::array<std::uint64_t, 2> out = {now / second, now % second / 1000};
    if (call.argument[0] != 0 && !call.put(call.argument[0], out)) return err::fault;
    const std::array<std::int32_t, 2> zone{};
    return call.argument[1] == 0 || call.put(call.argument[1], zone) ? 0 : err::fault;
}

std::int64_t time(Call& call) {
    const std::uint64_t now = (booted_at + call.machine.hardware.now) / second;
    if (call.argument[0] != 0 && !call.put(call.argument[0], now)) return err::fault;
    return static_cast<std::int64_t>(now);
}

std::int64_t clock_gettime(Call& call) {
    Nanoseconds now = 0;
    if (!clock_time(call, call.int_argument(0), now)) return err::inval;
    return call.put(call.argument[1], timespec_of(now)) ? 0 : err::fault;
}

std::int64_t clock_getres(Call& call) {
    Nanoseconds now = 0;
    if (!clock_time(call, call.int_argument(0), now)) return err::inval;
    const std::int32_t clock = call.int_argument(0);
    const bool coarse = clock == 5 || clock == 6;
    constexpr std::int64_t jiffy = 4'000'000;
    return call.argument[1] == 0 || call.put(call.argument[1], Timespec{0, coarse ? jiffy : 1}) ? 0 : err::fault;
}

std::int64_t times(Call& call) {
    const Task& task = call.task;
    const std::array<std::uint64_t, 4> out = {task.user_time / clock_tick, task.system_time / clock_tick,
                                              task.child_user_time / clock_tick, task.child_system_time / clock_tick};
    if (call.argument[0] != 0 && !call.put(call.argument[0], out)) return err::fault;
    return static_cast<std::int64_t>(call.machine.hardware.now / clock_tick);
}

}  // namespace faultline::sys

namespace faultline {

std::int64_t duration_argument(Call& call, std::uint64_t address, Nanoseconds& duration) {
    sys::Timespec wanted;
    if (!call.get(address, wanted)) return err::fault;
    if (!sys::valid(wanted)) return err::inval;
    duration = static_cast<Nanoseconds>(wanted.seconds) * sys::second + static_cast<Nanoseconds>(wanted.nanoseconds);
    return 0;
}

}  // namespace faultline
