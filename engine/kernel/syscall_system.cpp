// What the system is, what was used, and what may be used. Linux: kernel/sys.c.
#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "engine/kernel/reclaim_state.hpp"
#include "engine/kernel/syscall.hpp"
#include "engine/machine.hpp"

namespace faultline::sys {

namespace {

constexpr Nanoseconds second = 1'000'000'000;
constexpr std::uint64_t unlimited = ~0ull;

struct Limit {
    std::uint64_t soft = unlimited;
    std::uint64_t hard = unlimited;
};

constexpr std::uint64_t limit_data = 2, limit_stack = 3, limit_core = 4, limit_processes = 6, limit_files = 7,
                        limit_memlock = 8, limit_address_space = 9, limit_count = 16;

Limit limit_of(const Task& task, std::uint64_t resource) {
    switch (resource) {
        case limit_data: return {task.limits.data, unlimited};
        case limit_stack: return {task.limits.stack, task.limits.stack_hard};
        case limit_core: return {0, unlimited};
        case limit_processes: return {4096, 4096};
        case limit_files: return {1024, 4096};
        case limit_memlock: return {task.limits.memlock, task.limits.memlock};
        case limit_address_space: return {task.limits.address_space, unlimited};
        default: return {};
    }
}

std::int64_t set_limit(Task& task, std::uint64_t resource, const Limit& limit) {
    if (limit.soft > limit.hard) return err::inval;
    switch (resource) {
        case limit_data: task.limits.data = limit.soft; break;
        case limit_stack:
            task.limits.stack = limit.soft;
            task.limits.stack_hard = limit.hard;
            break;
        case limit_memlock: task.limits.memlock = limit.soft; break;
        case limit_address_space: task.limits.address_space = limit.soft; break;
        default: break;
    }
    return 0;
}

std::int64_t exchange_limit(Call& call, std::uint64_t resource, std::uint64_t wanted_at, std::uint64_t old_at) {
    if (resource >= limit_count) return err::inval;
    const Limit old = limit_of(call.task, resource);
    if (wanted_at != 0) {
        Limit wanted;
        if (!call.get(wanted_at, wanted)) return err::fault;
        if (const std::int64_t error = set_limit(call.task, resource, wanted); error != 0) return error;
    }
    return old_at == 0 || call.put(old_at, old) ? 0 : err::fault;
}

/// PRIO_PROCESS names a process, 0 the caller; a group or a user stands for the caller.
Task* prioritized(Call& call) {
    constexpr std::int32_t one_process = 0;
    if (call.int_argument(0) != one_process || call.int_argument(1) == 0) return &call.task;
    const auto found = call.machine.tasks.find(call.int_argument(1));
    return found == call.machine.tasks.end() ? nullptr : &found->second;
}

}  // namespace

std::int64_t uname(Call& call) {
    constexpr std::size_t field_bytes = 65;
    constexpr std::array<std::string_view, 6> fields = {
        "Linux", "faultline", "6.18.0-faultline", "#1 SMP PREEMPT_DYNAMIC", "x86_64", "(none)"};
    std::array<std::uint8_t, field_bytes * 6> out{};
    for (std::size_t i = 0; i < fields.size(); ++i) std::memcpy(&out[i * field_bytes], fields[i].data(), fields[i].size());
    return call.put(call.argument[0], out) ? 0 : err::fault;
}

std::int64_t sysinfo(Call& call) {
    const Machine& machine = call.machine;
    std::array<std::uint64_t, 14> out{};
    out[0] = machine.hardware.now / second;
    out[4] = std::uint64_t{machine.hardware.ram.frames()} * page_bytes;
    out[5] = std::uint64_t{machine.free_frames.free()} * page_bytes;
    out[8] = machine.swap.total_slots() * page_bytes;
    out[9] = (machine.swap.total_slots() - machine.swap.used_slots()) * page_bytes;
    out[10] = machine.tasks.size();
    out[13] = 1;   // mem_unit
    return call.put(call.argument[0], out) ? 0 : err::fault;
}

std::int64_t getrusage(Call& call) {
    constexpr std::int32_t self = 0, children = -1, thread = 1;
    const Task& task = call.task;
    const std::int32_t who = call.int_argument(0);
    if (who != self && who != children && who != thread) return err::inval;
    const Mm& mm = call.machine.mm_of(task);
    const auto resident = static_cast<std::uint64_t>(mm.resident_pages());
    const bool own = who != children;
    const Nanoseconds user = own ? task.user_time : task.child_user_time;
    const Nanoseconds system = own ? task.system_time : task.child_system_time;
    const FaultCounts& faults = own ? task.faults : task.child_faults;
    const std::uint64_t peak =
        own ? std::max({task.max_rss_pages, mm.high_water_rss, resident}) : task.child_max_rss_pages;
    std::array<std::uint64_t, 18> out{};
    out[0] = user / second;
    out[1] = user % second / 1000;
    out[2] = system / second;
    out[3] = system % second / 1000;
    out[4] = peak * (page_bytes / 1024);
    out[8] = faults.min_flt;
    out[9] = faults.maj_flt;
    out[16] = own ? task.voluntary_switches : 0;
    out[17] = own ? task.involuntary_switches : 0;
    return call.put(call.argument[1], out) ? 0 : err::fault;
}

std::int64_t getrlimit(Call& call) { return exchange_limit(call, call.argument[0], 0, call.argument[1]); }
std::int64_t setrlimit(Call& call) { return exchange_limit(call, call.argument[0], call.argument[1], 0); }

std::int64_t prlimit64(Call& call) {
    if (call.int_argument(0) != 0 && call.int_argument(0) != call.task.pid) return err::srch;
    return exchange_limit(call, call.argument[1], call.argument[2], call.argument[3]);
}

std::int64_t getpriority(Call& call) {
    // 1 to 40, so that no answer looks like an error.
    constexpr std::int64_t answer_of_nice_zero = 20;
    const Task* task = prioritized(call);
    return task == nullptr ? err::srch : answer_of_nice_zero - task->niceness;
}

std::int64_t setpriority(Call& call) {
    constexpr std::int32_t least_nice = -20, nicest = 19;
    Task* task = prioritized(call);
    if (task == nullptr) return err::srch;
    task->niceness = std::clamp(call.int_argument(2), least_nice, nicest);
    return 0;
}

std::int64_t sched_getaffinity(Call& call) {
    constexpr std::uint64_t one_cpu = 1;
    if (call.argument[1] < 8) return err::inval;
    return call.put(call.argument[2], one_cpu) ? 8 : err::fault;
}

std::int64_t sched_setaffinity(Call& call) {
    std::uint8_t first_cpus = 0;
    if (call.int_argument(0) != 0 && !call.machine.tasks.contains(call.int_argument(0))) return err::srch;
    if (call.argument[1] != 0 && !call.get(call.argument[2], first_cpus)) return err::fault;
    return (first_cpus & 1) != 0 ? 0 : err::inval;
}

std::int64_t getcpu(Call& call) {
    constexpr std::uint32_t first = 0;
    if (call.argument[0] != 0 && !call.put(call.argument[0], first)) return err::fault;
    return call.argument[1] == 0 || call.put(call.argument[1], first) ? 0 : err::fault;
}

}  // namespace faultline::sys
