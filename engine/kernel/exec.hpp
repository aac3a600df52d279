// execve: the current program is replaced by one from an ELF file. Linux: fs/exec.c, fs/binfmt_elf.c.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/kernel/task.hpp"

namespace faultline {

struct Machine;

struct ExecArguments {
    /// As given to execve: relative to the working directory, and what AT_EXECFN points at.
    std::string path;
    std::vector<std::string> argv;
    std::vector<std::string> envp;
};

/// 0: the task's registers and memory are the new program's. A negative error: nothing has changed. The program must be a
/// static, position-fixed ELF64 for x86-64 (what TCC and this C library make); -ENOEXEC otherwise.
std::int64_t exec_program(Machine& machine, Task& task, const ExecArguments& arguments);

}  // namespace faultline
