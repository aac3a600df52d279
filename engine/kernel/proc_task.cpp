// /proc/PID/stat, statm, status, cmdline and environ. Linux: fs/proc/array.c, task_mmu.c.
#include <algorithm>
#include <string>

#include "engine/kernel/gup.hpp"
#include "engine/kernel/proc.hpp"
#include "engine/kernel/proc_text.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t page_kilobytes = page_bytes / 1024;
constexpr Nanoseconds clock_tick = 10'000'000;

struct StateName {
    char letter;
    const char* words;
};

StateName state_name(const Task& task) {
    switch (task.state) {
        case TaskState::Runnable: return {'R', "R (running)"};
        case TaskState::Sleeping:
            if (task.waits_for == WaitFor::VforkChild) return {'D', "D (disk sleep)"};
            return {'S', "S (sleeping)"};
        case TaskState::DiskSleep: return {'D', "D (disk sleep)"};
        case TaskState::Stopped: return {'T', "T (stopped)"};
        case TaskState::Zombie: return {'Z', "Z (zombie)"};
    }
    return {'?', "?"};
}

std::uint64_t bit_of(std::size_t number) { return std::uint64_t{1} << (number - 1); }

std::uint64_t handled_signals(const Task& task, bool caught) {
    std::uint64_t set = 0;
    for (std::size_t number = 1; number < task.signals.actions.size(); ++number) {
        const std::uint64_t handler = task.signals.actions[number].handler;
        if (caught ? handler > 1 : handler == 1) set |= bit_of(number);
    }
    return set;
}

std::uint64_t pending_signals(const Task& task) {
    std::uint64_t set = 0;
    for (const SignalInfo& info : task.signals.pending) set |= bit_of(static_cast<std::size_t>(info.number));
    return set;
}

std::uint64_t pages_of_text(const Mm& mm) { return pages_in(mm.end_code - page_start(mm.start_code)); }

std::string text_line(std::string_view name, std::string_view value) {
    return std::string(name) + ":\t" + std::string(value) + "\n";
}

std::string four_times(std::uint64_t value) {
    const std::string one = "\t" + std::to_string(value);
    return one + one + one + one + "\n";
}

std::string memory_lines(const Mm& mm) {
    const auto line = [](std::string_view name, std::uint64_t pages) {
        return std::string(name) + ":\t" + number_in(pages * page_kilobytes, 8) + " kB\n";
    };
    const auto rss = static_cast<std::uint64_t>(mm.resident_pages());
    const auto kind = [&mm](Rss which) { return static_cast<std::uint64_t>(mm.rss_of(which)); };
    const std::uint64_t text = pages_of_text(mm);
    return line("VmPeak", std::max(mm.high_water_total_vm, mm.total_vm)) + line("VmSize", mm.total_vm) +
           line("VmLck", mm.locked_vm) + line("VmPin", 0) + line("VmHWM", std::max(mm.high_water_rss, rss)) +
           line("VmRSS", rss) + line("RssAnon", kind(Rss::Anon)) + line("RssFile", kind(Rss::File)) +
           line("RssShmem", kind(Rss::Shmem)) + line("VmData", mm.data_vm) + line("VmStk", mm.stack_vm) +
           line("VmExe", text) + line("VmLib", mm.exec_vm > text ? mm.exec_vm - text : 0) +
           line("VmPTE", mm.page_table_bytes / page_bytes) + line("VmSwap", kind(Rss::SwapEntries)) +
           line("HugetlbPages", 0) + "CoreDumping:\t0\n" + "THP_enabled:\t" + (mm.thp_disabled ? "0" : "1") +
           "\nuntag_mask:\t0xffffffffffffffff\n";
}

std::string signal_lines(const Task& task) {
    const auto line = [](std::string_view name, std::uint64_t set) { return text_line(name, hex_in(set, 16)); };
    constexpr std::uint64_t all_capabilities = 0x1ffffffffff;
    const std::uint64_t capabilities = task.privileged ? all_capabilities : 0;
    return "Threads:\t1\nSigQ:\t" + std::to_string(task.signals.pending.size()) + "/4096\n" +
           line("SigPnd", pending_signals(task)) + line("ShdPnd", 0) + line("SigBlk", task.signals.blocked) +
           line("SigIgn", handled_signals(task, false)) + line("SigCgt", handled_signals(task, true)) +
           line("CapInh", 0) + line("CapPrm", capabilities) + line("CapEff", capabilities) +
           line("CapBnd", all_capabilities) + line("CapAmb", 0);
}

std::string text_between(const Machine& machine, const Task& task, std::uint64_t start, std::uint64_t end) {
    std::string text(static_cast<std::size_t>(end - start), '\0');
    const std::uint64_t count = peek_memory(machine, machine.mm_of(task), start,
                                            {reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    text.resize(static_cast<std::size_t>(count));
    return text;
}

}  // namespace

std::string proc_pid_status(const Machine& machine, const Task& task) {
    const std::string pid = std::to_string(task.pid);
    std::string out = text_line("Name", task.name);
    if (task.mm != no_mm) out += text_line("Umask", padded_left(hex_in(task.umask >> 6 & 7, 1) + hex_in(task.umask >> 3 & 7, 1) + hex_in(task.umask & 7, 1), 4, '0'));
    out += text_line("State", state_name(task).words) + text_line("Tgid", pid) + text_line("Ngid", "0") +
           text_line("Pid", pid) + text_line("PPid", std::to_string(task.parent)) + text_line("TracerPid", "0") +
           "Uid:" + four_times(task.privileged ? 0 : 1000) + "Gid:" + four_times(task.privileged ? 0 : 1000) +
           text_line("FDSize", task.mm == no_mm ? "0" : "256") + "Groups:\t \n" + text_line("NStgid", pid) +
           text_line("NSpid", pid) + text_line("NSpgid", std::to_string(task.group)) +
           text_line("NSsid", std::to_string(task.session)) + text_line("Kthread", "0");
    if (task.mm != no_mm) out += memory_lines(machine.mm_of(task));
    return out + signal_lines(task) + text_line("NoNewPrivs", "0") + text_line("Seccomp", "0") +
           text_line("Seccomp_filters", "0") + text_line("Cpus_allowed", "1") + text_line("Cpus_allowed_list", "0") +
           text_line("Mems_allowed", "00000001") + text_line("Mems_allowed_list", "0") +
           text_line("voluntary_ctxt_switches", std::to_string(task.voluntary_switches)) +
           text_line("nonvoluntary_ctxt_switches", std::to_string(task.involuntary_switches));
}

std::string proc_pid_statm(const Machine& machine, const Task& task) {
    if (task.mm == no_mm) return "0 0 0 0 0 0 0\n";
    const Mm& mm = machine.mm_of(task);
    const auto shared = static_cast<std::uint64_t>(mm.rss_of(Rss::File) + mm.rss_of(Rss::Shmem));
    return std::to_string(mm.total_vm) + " " + std::to_string(mm.resident_pages()) + " " + std::to_string(shared) + " " +
           std::to_string(pages_of_text(mm)) + " 0 " + std::to_string(mm.data_vm + mm.stack_vm) + " 0\n";
}

std::string proc_pid_stat(const Machine& machine, const Task& task) {
    const bool alive = task.mm != no_mm;
    const Mm none;
    const Mm& mm = alive ? machine.mm_of(task) : none;
    std::string out = std::to_string(task.pid) + " (" + task.name + ") " + state_name(task).letter;
    const auto add = [&out](std::int64_t value) { out += " " + std::to_string(value); };
    const auto add_all = [&out](std::uint64_t value) { out += " " + std::to_string(value); };
    const auto zeros = [&add](std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) add(0);
    };
    add(task.parent);
    add(task.group);
    add(task.session);
    add(0);      // tty_nr
    add(-1);     // tpgid
    constexpr std::int64_t flag_forknoexec = 0x40;
    add(task.forked_without_exec ? flag_forknoexec : 0);
    add_all(task.faults.min_flt);
    add_all(task.child_faults.min_flt);
    add_all(task.faults.maj_flt);
    add_all(task.child_faults.maj_flt);
    add_all(task.user_time / clock_tick);
    add_all(task.system_time / clock_tick);
    add_all(task.child_user_time / clock_tick);
    add_all(task.child_system_time / clock_tick);
    add(20 + task.niceness);   // priority
    add(task.niceness);
    add(1);      // threads
    add(0);      // itrealvalue
    add_all(task.started_at / clock_tick);
    add_all(mm.total_vm * page_bytes);
    add(alive ? mm.resident_pages() : 0);
    add_all(~std::uint64_t{0});   // RLIMIT_RSS
    add_all(mm.start_code);
    add_all(mm.end_code);
    add_all(mm.start_stack);
    zeros(2);    // kstkesp, kstkeip
    add_all(pending_signals(task) & 0x7fffffff);
    add_all(task.signals.blocked & 0x7fffffff);
    add_all(handled_signals(task, false) & 0x7fffffff);
    add_all(handled_signals(task, true) & 0x7fffffff);
    zeros(3);    // wchan, nswap, cnswap
    add(17);     // exit_signal
    zeros(6);    // processor, rt_priority, policy, delayacct, guest times
    for (const std::uint64_t address : {mm.start_data, mm.end_data, mm.start_brk, mm.arg_start, mm.arg_end, mm.env_start,
                                        mm.env_end}) {
        add_all(address);
    }
    add(task.state == TaskState::Zombie ? task.exit_status : 0);
    return out + "\n";
}

std::string proc_pid_cmdline(const Machine& machine, const Task& task) {
    if (task.mm == no_mm) return {};
    const Mm& mm = machine.mm_of(task);
    return text_between(machine, task, mm.arg_start, mm.arg_end);
}

std::string proc_pid_environ(const Machine& machine, const Task& task) {
    if (task.mm == no_mm) return {};
    const Mm& mm = machine.mm_of(task);
    return text_between(machine, task, mm.env_start, mm.env_end);
}

}  // namespace faultline
