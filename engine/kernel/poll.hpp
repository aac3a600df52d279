// Which files can be read or written without waiting. Linux: fs/select.c and each file's poll operation.
#pragma once

#include <cstdint>

#include "engine/kernel/inode.hpp"
#include "engine/kernel/task.hpp"

namespace faultline {

struct Machine;

namespace poll_event {
inline constexpr std::uint32_t in = 1;
inline constexpr std::uint32_t urgent = 2;
inline constexpr std::uint32_t out = 4;
inline constexpr std::uint32_t error = 8;
inline constexpr std::uint32_t hang_up = 16;
inline constexpr std::uint32_t not_open = 32;
inline constexpr std::uint32_t normal_in = 64;
inline constexpr std::uint32_t normal_out = 256;
}  // namespace poll_event

/// poll's bits that hold now.
std::uint32_t file_events(const Machine& machine, FileId file);

/// One of the files that the task sleeps for is ready.
bool watched_file_ready(const Machine& machine, const Task& task);

/// Only the learner's input may wake the task.
bool watches_terminal(const Machine& machine, const Task& task);

}  // namespace faultline
