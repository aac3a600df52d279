// Who a process is, and how processes begin, become another program, end and are waited for.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/kernel/exec.hpp"
#include "engine/kernel/exit.hpp"
#include "engine/kernel/fork.hpp"
#include "engine/kernel/sched.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/kernel/syscall.hpp"
#include "engine/kernel/user_text.hpp"
#include "engine/machine.hpp"

namespace faultline::sys {

namespace {

constexpr std::uint64_t clone_vm = 0x100;
constexpr std::uint64_t clone_vfork = 0x4000;
constexpr std::uint64_t clone_parent_settid = 0x100000;
constexpr std::uint64_t clone_child_cleartid = 0x200000;
constexpr std::uint64_t clone_child_settid = 0x1000000;
constexpr std::uint64_t exit_signal_mask = 0xff;

/// struct rusage of a waited-for child.
std::array<std::uint64_t, 18> usage_of(const WaitAnswer& answer) {
    constexpr std::uint64_t second = 1'000'000'000;
    std::array<std::uint64_t, 18> out{};
    out[0] = answer.user_time / second;
    out[1] = answer.user_time % second / 1000;
    out[2] = answer.system_time / second;
    out[3] = answer.system_time % second / 1000;
    out[4] = answer.max_rss_pages * 4;
    out[8] = answer.faults.min_flt;
    out[9] = answer.faults.maj_flt;
    return out;
}

/// The NULL-terminated vector of strings at `address`.
std::int64_t strings_argument(Call& call, std::uint64_t address, std::vector<std::string>& strings) {
    constexpr std::uint32_t longest_string = 128 * 1024;
    if (address == 0) return 0;
    for (std::uint64_t at = address;; at += 8) {
        std::uint64_t pointer = 0;
        if (!call.get(at, pointer)) return err::fault;
        if (pointer == 0) return 0;
        std::string text;
        if (!string_from_user(call.machine, call.task, pointer, longest_string, text)) {
            return text.size() >= longest_string ? err::toobig : err::fault;
        }
        strings.push_back(std::move(text));
    }
}

std::int64_t set_name(Call& call) {
    std::string name;
    constexpr std::uint32_t comm_bytes = 16;
    if (!string_from_user(call.machine, call.task, call.argument[1], comm_bytes, name) && name.size() < comm_bytes - 1) {
        return err::fault;
    }
    call.task.name = name.substr(0, comm_bytes - 1);
    return 0;
}

std::int64_t get_name(Call& call) {
    std::string text = call.task.name;
    text.resize(16);
    return copy_text_to_user(call.machine, call.task, call.argument[1], text) ? 0 : err::fault;
}

}  // namespace

std::int64_t getpid(Call& call) { return call.task.pid; }
std::int64_t getppid(Call& call) { return call.task.parent; }
std::int64_t gettid(Call& call) { return call.task.pid; }
std::int64_t zero(Call&) { return 0; }
std::int64_t getpgrp(Call& call) { return call.task.group; }

std::int64_t getpgid(Call& call) {
    if (call.int_argument(0) == 0) return call.task.group;
    const auto found = call.machine.tasks.find(call.int_argument(0));
    return found == call.machine.tasks.end() ? err::srch : found->second.group;
}

std::int64_t setpgid(Call& call) {
    const Pid pid = call.int_argument(0) == 0 ? call.task.pid : call.int_argument(0);
    const auto found = call.machine.tasks.find(pid);
    if (found == call.machine.tasks.end()) return err::srch;
    if (call.int_argument(1) < 0) return err::inval;
    found->second.group = call.int_argument(1) == 0 ? pid : call.int_argument(1);
    return 0;
}

std::int64_t setsid(Call& call) {
    if (call.task.group == call.task.pid) return err::perm;
    call.task.group = call.task.session = call.task.pid;
    return call.task.pid;
}

std::int64_t fork(Call& call) { return fork_task(call.machine, call.task, ForkMemory::Copy); }
std::int64_t vfork(Call& call) { return fork_task(call.machine, call.task, ForkMemory::Share); }

std::int64_t clone(Call& call) {
    const std::uint64_t flags = call.argument[0];
    constexpr std::uint64_t known =
        exit_signal_mask | clone_vm | clone_vfork | clone_parent_settid | clone_child_cleartid | clone_child_settid;
    if ((flags & ~known) != 0) return err::nosys;
    // A child that shares memory while the parent runs on would be a thread.
    if ((flags & clone_vm) != 0 && (flags & clone_vfork) == 0) return err::nosys;
    const ForkMemory memory = (flags & clone_vm) != 0 ? ForkMemory::Share : ForkMemory::Copy;
    const std::int64_t pid = fork_task(call.machine, call.task, memory, call.argument[1]);
    if (pid > 0 && (flags & clone_parent_settid) != 0 &&
        !call.put(call.argument[2], static_cast<std::int32_t>(pid))) {
        return err::fault;
    }
    return pid;
}

std::int64_t execve(Call& call) {
    std::string path;
    if (const std::int64_t error = path_argument(call, call.argument[0], path); error != 0) return error;
    ExecArguments arguments{.path = path, .argv = {}, .envp = {}};
    if (const std::int64_t error = strings_argument(call, call.argument[1], arguments.argv); error != 0) return error;
    if (const std::int64_t error = strings_argument(call, call.argument[2], arguments.envp); error != 0) return error;
    return exec_program(call.machine, call.task, arguments);
}

std::int64_t exit(Call& call) {
    exit_task(call.machine, call.task, (call.int_argument(0) & 0xff) << 8);
    return 0;
}

std::int64_t wait4(Call& call) {
    constexpr std::uint32_t known_options = 1 | 2 | 8 | 0x20000000 | 0x40000000;
    if ((call.flags_argument(2) & ~known_options) != 0) return err::inval;
    const WaitAnswer answer =
        wait_for_child(call.machine, call.task, {call.int_argument(0), call.flags_argument(2)});
    if (answer.result <= 0) return answer.result;
    if (call.argument[1] != 0 && !call.put(call.argument[1], answer.status)) return err::fault;
    if (call.argument[3] != 0 && !call.put(call.argument[3], usage_of(answer))) return err::fault;
    return answer.result;
}

std::int64_t waitid(Call& call) {
    constexpr std::int32_t p_all = 0, p_pid = 1;
    constexpr std::uint32_t no_hang = 1, exited = 4;
    if ((call.flags_argument(3) & exited) == 0) return err::inval;
    if (call.int_argument(0) != p_all && call.int_argument(0) != p_pid) return err::inval;
    const Pid wanted = call.int_argument(0) == p_all ? -1 : call.int_argument(1);
    const WaitAnswer answer = wait_for_child(call.machine, call.task, {wanted, call.flags_argument(3) & no_hang});
    if (answer.result < 0) return answer.result;
    if (call.argument[2] == 0) return 0;
    std::array<std::int32_t, 32> info{};
    if (answer.result > 0) {
        const std::int32_t signal = answer.status & 0x7f;
        info[0] = signal_number::child;
        info[2] = signal == 0 ? signal_code::child_exited : signal_code::child_killed;
        info[4] = static_cast<std::int32_t>(answer.result);
        info[6] = signal == 0 ? answer.status >> 8 : signal;
    }
    return call.put(call.argument[2], info) ? 0 : err::fault;
}

std::int64_t sched_yield(Call& call) {
    end_slice(call.machine);
    return 0;
}

std::int64_t set_tid_address(Call& call) {
    call.task.clear_child_tid = call.argument[0];
    return call.task.pid;
}

std::int64_t arch_prctl(Call& call) {
    constexpr std::uint64_t set_gs = 0x1001, set_fs = 0x1002, get_fs = 0x1003, get_gs = 0x1004;
    CpuState& cpu = call.task.cpu;
    switch (call.argument[0]) {
        case set_fs:
        case set_gs:
            if (call.argument[1] >= task_size) return err::perm;
            (call.argument[0] == set_fs ? cpu.fs_base : cpu.gs_base) = call.argument[1];
            return 0;
        case get_fs: return call.put(call.argument[1], cpu.fs_base) ? 0 : err::fault;
        case get_gs: return call.put(call.argument[1], cpu.gs_base) ? 0 : err::fault;
        default: return err::inval;
    }
}

std::int64_t prctl(Call& call) {
    constexpr std::int32_t get_dumpable = 3, set_dumpable = 4, set_comm = 15, get_comm = 16, set_thp_disable = 41,
                           get_thp_disable = 42, set_vma = 0x53564d41;
    Mm& mm = call.machine.mm_of(call.task);
    switch (call.int_argument(0)) {
        case set_comm: return set_name(call);
        case get_comm: return get_name(call);
        case set_thp_disable: mm.thp_disabled = call.argument[1] != 0; return 0;
        case get_thp_disable: return mm.thp_disabled ? 1 : 0;
        case get_dumpable: return 1;
        case set_dumpable: return 0;
        case set_vma: return err::inval;
        default: return err::inval;
    }
}

}  // namespace faultline::sys
