#include "engine/kernel/proc.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/oom.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

using TaskFile = std::string (*)(const Machine&, const Task&);
using SystemFile = std::string (*)(const Machine&);

std::string comm(const Machine&, const Task& task) { return task.name + "\n"; }
std::string oom_score_adj(const Machine&, const Task& task) { return std::to_string(task.oom_score_adj) + "\n"; }
std::string nothing(const Machine&, const Task&) { return {}; }

std::string oom_score(const Machine& machine, const Task& task) {
    const auto total = static_cast<std::int64_t>(machine.hardware.ram.frames() + machine.swap.total_slots());
    const std::int64_t points = oom_badness(machine, task) * 1000 / std::max<std::int64_t>(total, 1);
    // Linux: (1000 + points) * 2 / 3, so that a plain task is at 666.
    return std::to_string(std::max<std::int64_t>(0, (1000 + points) * 2 / 3)) + "\n";
}

struct TaskEntry {
    std::string_view name;
    TaskFile text;
    bool writable = false;
};

constexpr TaskEntry task_files[] = {
    {"stat", proc_pid_stat},
    {"statm", proc_pid_statm},
    {"status", proc_pid_status},
    {"maps", proc_pid_maps},
    {"smaps", proc_pid_smaps},
    {"smaps_rollup", proc_pid_smaps_rollup},
    {"cmdline", proc_pid_cmdline},
    {"environ", proc_pid_environ},
    {"comm", comm},
    {"oom_score", oom_score},
    {"oom_score_adj", oom_score_adj, true},
    {"pagemap", nothing},
};

std::string version(const Machine&) { return "Linux version 6.18.0-faultline #1 SMP PREEMPT_DYNAMIC\n"; }
std::string overcommit_memory(const Machine& machine) {
    return std::to_string(static_cast<int>(machine.config.overcommit)) + "\n";
}
std::string overcommit_ratio(const Machine& machine) { return std::to_string(machine.config.overcommit_ratio_percent) + "\n"; }
std::string swappiness(const Machine& machine) { return std::to_string(machine.config.swappiness) + "\n"; }
std::string page_cluster(const Machine& machine) { return std::to_string(machine.config.page_cluster) + "\n"; }
std::string mmap_min_addr(const Machine& machine) { return std::to_string(machine.config.mmap_min_address) + "\n"; }
std::string max_map_count(const Machine&) { return "65530\n"; }
std::string drop_caches_text(const Machine&) { return "0\n"; }

struct SystemEntry {
    std::string_view path;
    SystemFile text;
    bool writable = false;
};

constexpr SystemEntry system_files[] = {
    {"/proc/cpuinfo", proc_cpuinfo},
    {"/proc/meminfo", proc_meminfo},
    {"/proc/vmstat", proc_vmstat},
    {"/proc/swaps", proc_swaps},
    {"/proc/stat", proc_stat},
    {"/proc/loadavg", proc_loadavg},
    {"/proc/uptime", proc_uptime},
    {"/proc/version", version},
    {"/proc/sys/vm/overcommit_memory", overcommit_memory, true},
    {"/proc/sys/vm/overcommit_ratio", overcommit_ratio},
    {"/proc/sys/vm/swappiness", swappiness},
    {"/proc/sys/vm/page-cluster", page_cluster},
    {"/proc/sys/vm/mmap_min_addr", mmap_min_addr},
    {"/proc/sys/vm/max_map_count", max_map_count},
    {"/proc/sys/vm/drop_caches", drop_caches_text, true},
};

const SystemEntry* system_file(std::string_view path) {
    const auto* found = std::find_if(std::begin(system_files), std::end(system_files),
                                     [path](const SystemEntry& entry) { return entry.path == path; });
    return found == std::end(system_files) ? nullptr : found;
}

const TaskEntry* task_file(std::string_view name) {
    const auto* found = std::find_if(std::begin(task_files), std::end(task_files),
                                     [name](const TaskEntry& entry) { return entry.name == name; });
    return found == std::end(task_files) ? nullptr : found;
}

bool number(std::string_view text, std::int64_t& value) {
    while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

/// "/proc/12/maps" taken apart.
bool take_apart(std::string_view path, Pid& pid, std::string_view& name) {
    constexpr std::string_view root = "/proc/";
    if (!path.starts_with(root)) return false;
    path.remove_prefix(root.size());
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return false;
    std::int64_t value = 0;
    if (!number(path.substr(0, slash), value)) return false;
    pid = static_cast<Pid>(value);
    name = path.substr(slash + 1);
    return true;
}

}  // namespace

std::string proc_without_self(Pid reader, std::string_view absolute) {
    for (const std::string_view self : {"/proc/self", "/proc/thread-self"}) {
        if (!absolute.starts_with(self)) continue;
        const std::string_view rest = absolute.substr(self.size());
        if (rest.empty() || rest.front() == '/') return "/proc/" + std::to_string(reader) + std::string(rest);
    }
    return std::string(absolute);
}

bool proc_is_directory(const Machine& machine, std::string_view canonical) {
    if (canonical == "/proc" || canonical == "/proc/sys" || canonical == "/proc/sys/vm") return true;
    Pid pid = 0;
    std::string_view name;
    const std::string with_slash = std::string(canonical) + "/";
    return take_apart(with_slash, pid, name) && machine.tasks.contains(pid) && (name.empty() || name == "fd/");
}

std::vector<std::string> proc_names(const Machine& machine, std::string_view canonical) {
    const std::string prefix = std::string(canonical) + "/";
    std::vector<std::string> names;
    for (const SystemEntry& entry : system_files) {
        if (!entry.path.starts_with(prefix)) continue;
        const std::string_view rest = entry.path.substr(prefix.size());
        const std::string name(rest.substr(0, rest.find('/')));
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    if (canonical == "/proc") {
        for (const auto& [pid, task] : machine.tasks) names.push_back(std::to_string(pid));
    }
    Pid pid = 0;
    std::string_view name;
    if (!take_apart(prefix, pid, name) || !machine.tasks.contains(pid)) return names;
    if (name.empty()) {
        for (const char* other : {"cwd", "exe", "fd"}) names.emplace_back(other);
        for (const TaskEntry& entry : task_files) names.emplace_back(entry.name);
    } else if (name == "fd/") {
        for (const auto& [number, descriptor] : machine.tasks.at(pid).descriptors) names.push_back(std::to_string(number));
    }
    return names;
}

bool proc_file_exists(const Machine& machine, Pid reader, std::string_view absolute, std::string& canonical) {
    canonical = proc_without_self(reader, absolute);
    if (system_file(canonical) != nullptr) return true;
    Pid pid = 0;
    std::string_view name;
    return take_apart(canonical, pid, name) && machine.tasks.contains(pid) && task_file(name) != nullptr;
}

std::string proc_text(const Machine& machine, Pid, std::string_view canonical) {
    if (const SystemEntry* entry = system_file(canonical); entry != nullptr) return entry->text(machine);
    Pid pid = 0;
    std::string_view name;
    if (!take_apart(canonical, pid, name)) return {};
    const auto task = machine.tasks.find(pid);
    const TaskEntry* entry = task_file(name);
    return task == machine.tasks.end() || entry == nullptr ? std::string{} : entry->text(machine, task->second);
}

bool proc_file_writable(std::string_view canonical) {
    if (const SystemEntry* entry = system_file(canonical); entry != nullptr) return entry->writable;
    Pid pid = 0;
    std::string_view name;
    if (!take_apart(canonical, pid, name)) return false;
    const TaskEntry* entry = task_file(name);
    return entry != nullptr && entry->writable;
}

std::int64_t proc_write(Machine& machine, std::string_view canonical, std::string_view text) {
    std::int64_t value = 0;
    if (!number(text, value)) return err::inval;
    if (canonical == "/proc/sys/vm/drop_caches") {
        if (value < 1 || value > 4) return err::inval;
        drop_caches(machine);
        return 0;
    }
    if (canonical == "/proc/sys/vm/overcommit_memory") {
        if (value < 0 || value > 2) return err::inval;
        machine.config.overcommit = static_cast<OvercommitMode>(value);
        return 0;
    }
    Pid pid = 0;
    std::string_view name;
    if (!take_apart(canonical, pid, name) || name != "oom_score_adj") return err::inval;
    const auto task = machine.tasks.find(pid);
    if (task == machine.tasks.end()) return err::srch;
    if (value < -1000 || value > 1000) return err::inval;
    task->second.oom_score_adj = static_cast<std::int32_t>(value);
    return 0;
}

bool proc_is_pagemap(std::string_view canonical) { return canonical.ends_with("/pagemap"); }

}  // namespace faultline
