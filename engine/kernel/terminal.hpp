// The terminal behind standard input, output and error of the first program. Linux: drivers/tty/n_tty.c in cooked mode.
// Differs: no job control; line editing is the host's business, input arrives in whole pieces.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/kernel/inode.hpp"
#include "engine/kernel/task.hpp"
#include "engine/kernel/vfs_state.hpp"

namespace faultline {

struct Machine;

/// The learner types: bytes for whoever reads the terminal next. A command of the host, part of the recorded run.
void type_on_terminal(Machine& machine, std::string_view bytes);

/// Nothing more will be typed: reads return 0 once what is there is used up.
void end_terminal_input(Machine& machine);

bool terminal_readable(const Terminal& terminal);

/// One line at most (cooked mode), or what is there when the terminal stands for a pipe.
std::int64_t terminal_read(Machine& machine, Task& task, std::uint64_t user, std::uint64_t bytes);

std::int64_t terminal_write(Machine& machine, Task& task, const OpenFile& file, std::int32_t descriptor,
                            std::uint64_t user, std::uint64_t bytes);

/// Descriptors 0, 1 and 2 of the first program: the terminal three times, or three pipes that the host holds the ends of.
void open_standard_files(Machine& machine, Task& task);

}  // namespace faultline
