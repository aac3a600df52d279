// /proc: the kernel's counters as Linux prints them. Linux: fs/proc/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/machine/types.hpp"

namespace faultline {

struct Machine;
struct Mm;
struct Task;

/// Whether `absolute` names a file of /proc for `reader`; `canonical` is its path with "self" made a number.
bool proc_file_exists(const Machine& machine, Pid reader, std::string_view absolute, std::string& canonical);

/// `absolute` with "self" made the reader's number.
std::string proc_without_self(Pid reader, std::string_view absolute);

/// Whether a path without "self" is a directory of /proc: /proc itself, one for each process, its descriptors, and sys.
bool proc_is_directory(const Machine& machine, std::string_view canonical);

/// What such a directory holds, "." and ".." aside.
std::vector<std::string> proc_names(const Machine& machine, std::string_view canonical);

/// The text of a file of /proc, whole; empty for a process that has gone.
std::string proc_text(const Machine& machine, Pid reader, std::string_view canonical);

bool proc_file_writable(std::string_view canonical);
/// 0 or a negative error.
std::int64_t proc_write(Machine& machine, std::string_view canonical, std::string_view text);

bool proc_is_pagemap(std::string_view canonical);
/// Eight bytes a virtual page, from byte `position` on (which must be a multiple of 8, as must `bytes`).
std::string proc_pagemap(const Machine& machine, std::string_view canonical, std::uint64_t position, std::uint64_t bytes);

// The parts, each one file of /proc.
std::string proc_pid_stat(const Machine& machine, const Task& task);
std::string proc_pid_statm(const Machine& machine, const Task& task);
std::string proc_pid_status(const Machine& machine, const Task& task);
std::string proc_pid_maps(const Machine& machine, const Task& task);
std::string proc_pid_smaps(const Machine& machine, const Task& task);
std::string proc_pid_smaps_rollup(const Machine& machine, const Task& task);
std::string proc_pid_cmdline(const Machine& machine, const Task& task);
std::string proc_pid_environ(const Machine& machine, const Task& task);
std::string proc_cpuinfo(const Machine& machine);
std::string proc_meminfo(const Machine& machine);
std::string proc_vmstat(const Machine& machine);
std::string proc_swaps(const Machine& machine);
std::string proc_stat(const Machine& machine);
std::string proc_loadavg(const Machine& machine);
std::string proc_uptime(const Machine& machine);

}  // namespace faultline
