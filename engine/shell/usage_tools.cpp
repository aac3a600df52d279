// /usr/bin/time -v and perf stat of a program that is in the machine. The real ones start it; here it runs already, or
// has ended, and they report it as if they had been there from its start. Sources: GNU time 1.9, perf 6.1.
#include <algorithm>

#include "engine/kernel/proc_text.hpp"
#include "engine/machine.hpp"
#include "engine/shell/command.hpp"

namespace faultline::shell_tools {

namespace {

constexpr Nanoseconds second = 1'000'000'000;
constexpr std::uint64_t page_kib = page_bytes / 1024;

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// The first process that runs the program.
const Task* task_of(const Machine& machine, std::string_view program) {
    const std::vector<const Task*> tasks = tasks_named(machine, base_name(program));
    return tasks.empty() ? nullptr : tasks.front();
}

std::string decimal(Nanoseconds time, std::size_t digits) {
    std::uint64_t unit = second;
    for (std::size_t i = 0; i < digits; ++i) unit /= 10;
    return std::to_string(time / second) + "." + padded_left(std::to_string(time % second / unit), digits, '0');
}

std::string wall_clock(Nanoseconds time) {
    const std::uint64_t hundredths = time / 10'000'000, seconds = hundredths / 100;
    const auto two = [](std::uint64_t value) { return padded_left(std::to_string(value), 2, '0'); };
    if (seconds >= 3600) return std::to_string(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
    return std::to_string(seconds / 60) + ":" + two(seconds % 60) + "." + two(hundredths % 100);
}

std::string joined(const Words& words, std::size_t from) {
    std::string out;
    for (std::size_t i = from; i < words.size(); ++i) out += (i > from ? " " : "") + words[i];
    return out;
}

/// "25,614", as a terminal with a locale shows it.
std::string grouped(std::uint64_t value) {
    std::string out = std::to_string(value);
    for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
    return out;
}

std::string how_it_ended(const Task& task) {
    const std::int32_t signal = task.exit_status & 0x7f;
    if (task.state != TaskState::Zombie) return {};
    return signal != 0 ? "Command terminated by signal " + std::to_string(signal) + "\n" : std::string{};
}

std::string still_running(const Task& task) {
    return task.state == TaskState::Zombie ? "" : "(" + task.name + " has not ended: these are its figures so far)\n";
}

/// /usr/bin/time -v's lines.
std::string time_report(const Machine& machine, const Task& task, const std::string& command) {
    const Nanoseconds user = task.user_time + task.child_user_time, system = task.system_time + task.child_system_time;
    const Nanoseconds elapsed = machine.hardware.now - task.started_at;
    const Mm* mm = task.mm == no_mm ? nullptr : &machine.mm_of(task);
    const std::uint64_t resident =
        mm == nullptr ? 0 : std::max(mm->high_water_rss, static_cast<std::uint64_t>(mm->resident_pages()));
    const std::uint64_t max_rss = std::max({task.max_rss_pages, task.child_max_rss_pages, resident});
    std::string out;
    const auto line = [&out](std::string_view name, const std::string& value) {
        out.append("\t").append(name).append(": ").append(value).append("\n");
    };
    line("Command being timed", "\"" + command + "\"");
    line("User time (seconds)", decimal(user, 2));
    line("System time (seconds)", decimal(system, 2));
    line("Percent of CPU this job got", std::to_string(elapsed == 0 ? 0 : (user + system) * 100 / elapsed) + "%");
    line("Elapsed (wall clock) time (h:mm:ss or m:ss)", wall_clock(elapsed));
    for (const char* average : {"shared text", "unshared data", "stack", "total"})
        line("Average " + std::string(average) + " size (kbytes)", "0");
    line("Maximum resident set size (kbytes)", std::to_string(max_rss * page_kib));
    line("Average resident set size (kbytes)", "0");
    line("Major (requiring I/O) page faults", std::to_string(task.faults.maj_flt + task.child_faults.maj_flt));
    line("Minor (reclaiming a frame) page faults", std::to_string(task.faults.min_flt + task.child_faults.min_flt));
    line("Voluntary context switches", std::to_string(task.voluntary_switches));
    line("Involuntary context switches", std::to_string(task.involuntary_switches));
    for (const char* none : {"Swaps", "File system inputs", "File system outputs", "Socket messages sent",
                             "Socket messages received", "Signals delivered"})
        line(none, "0");
    line("Page size (bytes)", std::to_string(page_bytes));
    line("Exit status", std::to_string(task.state == TaskState::Zombie ? task.exit_status >> 8 & 0xff : 0));
    return out;
}

struct Event {
    std::string_view name;
    bool minor, major;
};

constexpr Event events[] = {
    {"page-faults", true, true}, {"faults", true, true}, {"minor-faults", true, false}, {"major-faults", false, true}};

bool event_line(const Task& task, std::string_view name, std::string& out) {
    const auto* event =
        std::find_if(std::begin(events), std::end(events), [name](const Event& each) { return each.name == name; });
    if (event == std::end(events)) return false;
    std::uint64_t count = 0;
    if (event->minor) count += task.faults.min_flt - task.faults_at_exec.min_flt + task.descendant_faults.min_flt;
    if (event->major) count += task.faults.maj_flt - task.faults_at_exec.maj_flt + task.descendant_faults.maj_flt;
    out += padded_left(grouped(count), 18) + "      " + std::string(name) + "\n";
    return true;
}

}  // namespace

ShellAnswer time_verbose(const Call& call) {
    std::size_t at = 1;
    if (at < call.words.size() && call.words[at] == "-v") ++at;
    if (at >= call.words.size()) return fail("time: wanted -v and the program: time -v ./PROGRAM", 2);
    const Task* task = task_of(call.machine, call.words[at]);
    constexpr int not_found = 127;
    if (task == nullptr) return fail("time: cannot run " + call.words[at] + ": No such file or directory", not_found);
    return {still_running(*task) + how_it_ended(*task) + time_report(call.machine, *task, joined(call.words, at)), 0};
}

ShellAnswer perf(const Call& call) {
    if (call.words.size() < 2 || call.words[1] != "stat")
        return fail("perf: of its commands this terminal has stat", 2);
    std::string list = "page-faults,minor-faults,major-faults";
    std::size_t at = 2;
    for (; at < call.words.size() && call.words[at].starts_with("-"); ++at) {
        if (call.words[at] == "--") continue;
        if (call.words[at] != "-e" || at + 1 >= call.words.size())
            return fail("perf stat: wanted -e EVENT,EVENT and the program", 2);
        list = call.words[++at];
    }
    if (at >= call.words.size()) return fail("perf stat: wanted the program: perf stat -e page-faults ./PROGRAM", 2);
    const Task* task = task_of(call.machine, call.words[at]);
    if (task == nullptr) return fail("Workload failed: No such file or directory", 2);
    std::string lines;
    for (std::size_t from = 0; from <= list.size();) {
        const std::size_t end = std::min(list.find(',', from), list.size());
        const std::string name = list.substr(from, end - from);
        if (!event_line(*task, name, lines))
            return fail(
                "event syntax error: '" + name + "': the machine counts page-faults, minor-faults and major-faults", 2);
        from = end + 1;
    }
    const auto footer = [](Nanoseconds time, std::string_view what) {
        return " " + padded_left(decimal(time, 9), 17) + " seconds " + std::string(what) + "\n";
    };
    return {still_running(*task) + "\n Performance counter stats for '" + joined(call.words, at) + "':\n\n" + lines +
                "\n" + footer(call.machine.hardware.now - task->started_at, "time elapsed") + "\n" +
                footer(task->user_time + task->child_user_time, "user") +
                footer(task->system_time + task->child_system_time, "sys") + "\n\n",
            0};
}

}  // namespace faultline::shell_tools
