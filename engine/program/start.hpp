// How the host puts a program into the machine: what a shell does between the command line and the first instruction.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/machine/types.hpp"

namespace faultline {

struct Machine;

struct ProgramStart {
    /// The program's name in its folder; argv[0], unless `argv` says otherwise, and "./NAME" for execve.
    std::string name = "a.out";
    std::span<const std::uint8_t> elf;
    /// The arguments after argv[0].
    std::vector<std::string> arguments;
    std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "TERM=dumb"};
    std::string folder = "/home";
};

/// A new process that has just executed the program and has descriptors 0, 1 and 2 on the terminal; it is ready to run.
/// The file is in the page cache, as a file that was just written is. 0, and `error` says why, if it cannot be executed.
Pid start_program(Machine& machine, const ProgramStart& start, std::string& error);

}  // namespace faultline
