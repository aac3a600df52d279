#include "engine/shell/ps_columns.hpp"

#include <algorithm>

#include "engine/kernel/proc.hpp"
#include "engine/kernel/proc_text.hpp"
#include "engine/machine.hpp"

namespace faultline::shell_tools {

namespace {

constexpr std::uint64_t page_kib = page_bytes / 1024;
constexpr Nanoseconds second = 1'000'000'000;

const Mm* mm_of(const Machine& machine, const Task& task) { return task.mm == no_mm ? nullptr : &machine.mm_of(task); }

std::uint64_t vsz_kib(const Machine& machine, const Task& task) {
    const Mm* mm = mm_of(machine, task);
    return mm == nullptr ? 0 : mm->total_vm * page_kib;
}

std::uint64_t rss_kib(const Machine& machine, const Task& task) {
    const Mm* mm = mm_of(machine, task);
    return mm == nullptr ? 0 : static_cast<std::uint64_t>(mm->resident_pages()) * page_kib;
}

char state_letter(const Task& task) {
    switch (task.state) {
        case TaskState::Runnable:
            return 'R';
        case TaskState::Sleeping:
            return task.waits_for == WaitFor::VforkChild ? 'D' : 'S';
        case TaskState::DiskSleep:
            return 'D';
        case TaskState::Stopped:
            return 'T';
        case TaskState::Zombie:
            return 'Z';
    }
    return '?';
}

std::string two(std::uint64_t value) { return padded_left(std::to_string(value), 2, '0'); }

Nanoseconds cpu_time(const Task& task) { return task.user_time + task.system_time; }

std::string hours_minutes_seconds(std::uint64_t seconds) {
    return two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
}

std::string tenths(std::uint64_t thousandths) {
    return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10);
}

std::string pid(const Machine&, const Task& task) { return std::to_string(task.pid); }
std::string ppid(const Machine&, const Task& task) { return std::to_string(task.parent); }
std::string pgid(const Machine&, const Task& task) { return std::to_string(task.group); }
std::string sid(const Machine&, const Task& task) { return std::to_string(task.session); }
std::string vsz(const Machine& machine, const Task& task) { return std::to_string(vsz_kib(machine, task)); }
std::string rss(const Machine& machine, const Task& task) { return std::to_string(rss_kib(machine, task)); }
std::string min_flt(const Machine&, const Task& task) { return std::to_string(task.faults.min_flt); }
std::string maj_flt(const Machine&, const Task& task) { return std::to_string(task.faults.maj_flt); }
std::string state(const Machine&, const Task& task) { return std::string(1, state_letter(task)); }

std::string stat(const Machine& machine, const Task& task) {
    std::string out(1, state_letter(task));
    const Mm* mm = mm_of(machine, task);
    if (mm != nullptr && mm->locked_vm > 0) out += 'L';
    if (task.session == task.pid) out += 's';
    if (machine.vfs.terminal.is_tty) out += '+';
    return out;
}

std::string comm(const Machine&, const Task& task) {
    return task.name + (task.state == TaskState::Zombie ? " <defunct>" : "");
}

std::string args(const Machine& machine, const Task& task) {
    std::string text = proc_pid_cmdline(machine, task);
    while (!text.empty() && text.back() == '\0') text.pop_back();
    std::replace(text.begin(), text.end(), '\0', ' ');
    if (!text.empty()) return text;
    return "[" + task.name + "]" + (task.state == TaskState::Zombie ? " <defunct>" : "");
}

std::string tty(const Machine& machine, const Task&) { return machine.vfs.terminal.is_tty ? "pts/0" : "?"; }
std::string user(const Machine&, const Task& task) { return task.privileged ? "root" : "user"; }
std::string time(const Machine&, const Task& task) { return hours_minutes_seconds(cpu_time(task) / second); }

std::string bsd_time(const Machine&, const Task& task) {
    const std::uint64_t seconds = cpu_time(task) / second;
    return std::to_string(seconds / 60) + ":" + two(seconds % 60);
}

std::string cpu_share(const Machine& machine, const Task& task) {
    const Nanoseconds lived = machine.hardware.now - task.started_at;
    return tenths(lived == 0 ? 0 : std::min<std::uint64_t>(cpu_time(task) * 1000 / lived, 999));
}

std::string memory_share(const Machine& machine, const Task& task) {
    const std::uint64_t total = machine.hardware.ram.frames() * page_kib;
    return tenths(std::min<std::uint64_t>(rss_kib(machine, task) * 1000 / total, 999));
}

// The machine is booted at midnight, in every run (docs/model-processes.md).
std::string start(const Machine&, const Task& task) { return hours_minutes_seconds(task.started_at / second); }
std::string start_minute(const Machine& machine, const Task& task) { return start(machine, task).substr(0, 5); }

std::string elapsed(const Machine& machine, const Task& task) {
    const std::uint64_t seconds = (machine.hardware.now - task.started_at) / second;
    const std::string text = hours_minutes_seconds(seconds);
    return seconds >= 3600 ? text : text.substr(3);
}

std::string pages(const Machine& machine, const Task& task) {
    return std::to_string(vsz_kib(machine, task) / page_kib);
}

std::uint64_t text_kib(const Machine& machine, const Task& task) {
    const Mm* mm = mm_of(machine, task);
    return mm == nullptr ? 0 : (mm->end_code - mm->start_code) / 1024;
}

std::string text_size(const Machine& machine, const Task& task) { return std::to_string(text_kib(machine, task)); }

std::string data_size(const Machine& machine, const Task& task) {
    const std::uint64_t all = vsz_kib(machine, task), text = text_kib(machine, task);
    return std::to_string(all > text ? all - text : 0);
}

std::string threads(const Machine&, const Task&) { return "1"; }
std::string nice(const Machine&, const Task& task) { return std::to_string(task.niceness); }

constexpr Column columns[] = {
    {"pid", "PID", 5, Side::Right, pid},
    {"ppid", "PPID", 5, Side::Right, ppid},
    {"pgid", "PGID", 5, Side::Right, pgid},
    {"sid", "SID", 5, Side::Right, sid},
    {"vsz", "VSZ", 6, Side::Right, vsz},
    {"vsize", "VSZ", 6, Side::Right, vsz},
    {"rss", "RSS", 5, Side::Right, rss},
    {"rssize", "RSS", 5, Side::Right, rss},
    {"min_flt", "MINFL", 6, Side::Right, min_flt},
    {"minflt", "MINFLT", 6, Side::Right, min_flt},
    {"maj_flt", "MAJFL", 6, Side::Right, maj_flt},
    {"majflt", "MAJFLT", 6, Side::Right, maj_flt},
    {"stat", "STAT", 4, Side::Left, stat},
    {"state", "S", 1, Side::Left, state},
    {"s", "S", 1, Side::Left, state},
    {"comm", "COMMAND", 15, Side::Left, comm},
    {"ucmd", "CMD", 15, Side::Left, comm},
    {"args", "COMMAND", 27, Side::Left, args},
    {"command", "COMMAND", 27, Side::Left, args},
    {"cmd", "CMD", 27, Side::Left, args},
    {"tty", "TT", 8, Side::Left, tty},
    {"tt", "TT", 8, Side::Left, tty},
    {"tname", "TTY", 8, Side::Left, tty},
    {"user", "USER", 8, Side::Left, user},
    {"uid_user", "UID", 8, Side::Left, user},
    {"time", "TIME", 8, Side::Right, time},
    {"bsdtime", "TIME", 6, Side::Right, bsd_time},
    {"%cpu", "%CPU", 4, Side::Right, cpu_share},
    {"pcpu", "%CPU", 4, Side::Right, cpu_share},
    {"%mem", "%MEM", 4, Side::Right, memory_share},
    {"pmem", "%MEM", 4, Side::Right, memory_share},
    {"start", "STARTED", 8, Side::Right, start},
    {"start_time", "START", 5, Side::Left, start_minute},
    {"stime", "STIME", 5, Side::Left, start_minute},
    {"etime", "ELAPSED", 11, Side::Right, elapsed},
    {"sz", "SZ", 5, Side::Right, pages},
    {"trs", "TRS", 5, Side::Right, text_size},
    {"drs", "DRS", 5, Side::Right, data_size},
    {"nlwp", "NLWP", 4, Side::Right, threads},
    {"ni", "NI", 3, Side::Right, nice},
};

}  // namespace

const Column* column_named(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(columns), std::end(columns), [name](const Column& each) { return each.name == name; });
    return found == std::end(columns) ? nullptr : found;
}

}  // namespace faultline::shell_tools
