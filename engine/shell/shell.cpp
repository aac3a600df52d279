#include "engine/shell/shell.hpp"

#include <algorithm>

#include "engine/shell/command.hpp"

namespace faultline {

namespace {

using namespace shell_tools;

ShellAnswer help(const Call&) {
    ShellAnswer answer{"This terminal looks at the machine and leaves it alone. It has:\n", 0};
    for (const std::string& name : shell_commands()) answer.text += "  " + name + "\n";
    answer.text +=
        "Try: ps -o pid,vsz,rss,min_flt,maj_flt\n"
        "     cat /proc/1/status | grep Vm\n"
        "     time -v ./PROGRAM, perf stat -e page-faults ./PROGRAM: of the program that runs or has run\n";
    return answer;
}

constexpr Entry entries[] = {
    {"cat", cat},   {"echo", echo}, {"free", free_memory},  {"grep", grep},     {"head", head},
    {"help", help}, {"ls", ls},     {"perf", perf},         {"pgrep", pgrep},   {"pidof", pgrep},
    {"ps", ps},     {"tail", tail}, {"time", time_verbose}, {"vmstat", vmstat}, {"wc", count_words},
};

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

ShellAnswer run(const Call& call) {
    const std::string_view name = base_name(call.words.front());
    const auto* found =
        std::find_if(std::begin(entries), std::end(entries), [name](const Entry& entry) { return entry.name == name; });
    if (found != std::end(entries)) return found->run(call);
    std::string known;
    for (const std::string& each : shell_commands()) known += " " + each;
    constexpr int not_found = 127;
    return fail(call.words.front() + ": command not found; this terminal has" + known, not_found);
}

}  // namespace

std::vector<std::string> shell_commands() {
    std::vector<std::string> names;
    for (const Entry& entry : entries) names.emplace_back(entry.name);
    return names;
}

ShellAnswer shell(const Machine& machine, std::string_view line) {
    std::vector<Words> commands;
    std::string error;
    if (!split_line(machine, line, commands, error)) return fail(error, 2);
    ShellAnswer answer;
    bool piped = false;
    for (Words& words : commands) {
        const ShellAnswer next =
            run({.machine = machine, .words = std::move(words), .input = std::move(answer.text), .piped = piped});
        // A command that fails says so on the screen, not to the next one.
        if (next.status > 1) return next;
        answer = next;
        piped = true;
    }
    return answer;
}

}  // namespace faultline
