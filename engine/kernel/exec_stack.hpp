// What a new program finds on its stack: strings, then argc, argv, envp and the auxiliary vector. Linux: fs/exec.c
// copy_strings, fs/binfmt_elf.c create_elf_tables. docs/conformance.md has the layout byte by byte.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/kernel/exec.hpp"
#include "engine/program/elf.hpp"

namespace faultline {

struct ExecStack {
    const ExecArguments& arguments;
    const Elf& elf;
    std::uint64_t vdso = 0;

    // Filled by push_strings.
    std::uint64_t file_name = 0;
    std::vector<std::uint64_t> argv{};
    std::vector<std::uint64_t> envp{};
    /// Where the next thing goes; the new stack pointer in the end.
    std::uint64_t pointer = 0;
    /// copy_strings' kmapped_page: what is written there next needs no get_arg_page; 0 for none.
    std::uint64_t held_page = 0;
};

/// The file's name, the environment and the arguments, from the top of the stack down. 0, or -E2BIG, -EFAULT.
std::int64_t push_strings(Machine& machine, Task& task, ExecStack& stack);

/// Platform, random bytes, and the vectors; sets the mm's arg_start and its kin. 0 or -EFAULT.
std::int64_t push_tables(Machine& machine, Task& task, ExecStack& stack);

}  // namespace faultline
