// cat and ls: the machine's files, /proc among them.
#include <set>

#include "engine/kernel/proc.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"
#include "engine/shell/command.hpp"

namespace faultline::shell_tools {

namespace {

/// Where the shell stands: in the folder of the program that it watches.
std::string folder(const Machine& machine) {
    for (const auto& [pid, task] : machine.tasks) {
        if (task.started_by_host) return task.working_directory;
    }
    return "/home";
}

}  // namespace

ShellAnswer cat(const Call& call) {
    ShellAnswer answer;
    if (call.words.size() == 1) return call.piped ? ShellAnswer{call.input, 0} : fail("cat: wanted a file", 2);
    for (std::size_t i = 1; i < call.words.size(); ++i) {
        const std::string path = absolute_path(folder(call.machine), call.words[i]);
        if (path.starts_with("/proc/self"))
            return fail("cat: /proc/self would be cat itself, which is not in the machine; name the process: /proc/PID",
                        2);
        const InodeId inode = lookup(call.machine, path);
        std::string text, canonical;
        if (inode != no_inode && call.machine.inodes.at(inode).kind == InodeKind::Directory)
            return fail("cat: " + call.words[i] + ": Is a directory");
        if (inode != no_inode && call.machine.inodes.at(inode).kind == InodeKind::Device)
            return fail("cat: " + call.words[i] + ": a device has no end", 2);
        const bool found = proc_file_exists(call.machine, 0, path, canonical) || inode != no_inode;
        if (!found || !read_whole_file(call.machine, 0, path, text))
            return fail("cat: " + call.words[i] + ": No such file or directory");
        // The words of cmdline end in zero bytes, which a terminal does not show.
        for (const char c : text) {
            if (c != '\0') answer.text.push_back(c);
        }
    }
    return answer;
}

ShellAnswer ls(const Call& call) {
    const std::string wanted = call.words.size() > 1 ? call.words.back() : ".";
    const std::string path = absolute_path(folder(call.machine), wanted);
    const InodeId inode = lookup(call.machine, path);
    if (inode == no_inode) return fail("ls: cannot access '" + wanted + "': No such file or directory", 2);
    if (call.machine.inodes.at(inode).kind != InodeKind::Directory) return {wanted + "\n", 0};
    std::set<std::string> names;
    const std::string prefix = path == "/" ? path : path + "/";
    for (const auto& [name, id] : call.machine.vfs.names) {
        if (name.size() > prefix.size() && name.starts_with(prefix))
            names.insert(name.substr(prefix.size(), name.find('/', prefix.size()) - prefix.size()));
    }
    if (path == "/proc") {
        for (const auto& [pid, task] : call.machine.tasks) names.insert(std::to_string(pid));
        names.insert({"cpuinfo", "loadavg", "meminfo", "stat", "swaps", "uptime", "version", "vmstat"});
    }
    ShellAnswer answer;
    for (const std::string& name : names) answer.text += name + "\n";
    return answer;
}

}  // namespace faultline::shell_tools
