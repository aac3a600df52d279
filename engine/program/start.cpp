#include "engine/program/start.hpp"

#include <string_view>

#include "engine/kernel/exec.hpp"
#include "engine/kernel/fork.hpp"
#include "engine/kernel/sched.hpp"
#include "engine/kernel/terminal.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"
#include "engine/program/elf.hpp"

namespace faultline {

Pid start_program(Machine& machine, const ProgramStart& start, std::string& error) {
    if (!parse_elf(start.elf, error).has_value()) return 0;
    const std::string path = absolute_path(start.folder, start.name);
    const std::string_view bytes(reinterpret_cast<const char*>(start.elf.data()), start.elf.size());
    put_cached_file(machine, path, bytes, 0755);

    Task& task = new_task(machine, 0);
    task.started_by_host = true;
    task.ancestor = task.pid;
    task.working_directory = absolute_path("/", start.folder);
    open_standard_files(machine, task);
    ExecArguments arguments{.path = "./" + start.name, .argv = {start.name}, .envp = start.environment};
    arguments.argv.insert(arguments.argv.end(), start.arguments.begin(), start.arguments.end());
    const std::int64_t result = exec_program(machine, task, arguments);
    if (result != 0) {
        error = start.name + ": cannot be executed, error " + std::to_string(-result);
        return 0;
    }
    task.state = TaskState::Runnable;
    switch_to(machine, task.pid);
    return task.pid;
}

}  // namespace faultline
