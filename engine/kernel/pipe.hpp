// Pipes: 64 KiB of bytes between open files. Linux: fs/pipe.c.
// Differs: the capacity counts bytes, not half-filled pages.
#pragma once

#include <array>
#include <cstdint>

#include "engine/kernel/inode.hpp"
#include "engine/kernel/task.hpp"
#include "engine/kernel/vfs_state.hpp"

namespace faultline {

struct Machine;

/// pipe(2): the read end, then the write end; the caller owns both references.
std::array<FileId, 2> make_pipe(Machine& machine, std::uint32_t flags);

/// Bytes, 0 at the end of file, a negative error, or `sleeping` while the pipe is empty and somebody may write.
std::int64_t pipe_read(Machine& machine, Task& task, const OpenFile& file, std::uint64_t user, std::uint64_t bytes);

/// Bytes, a negative error, or `sleeping` while the pipe is full. Without readers: SIGPIPE and EPIPE.
std::int64_t pipe_write(Machine& machine, Task& task, const OpenFile& file, std::uint64_t user, std::uint64_t bytes);

bool pipe_readable(const Pipe& pipe);
bool pipe_writable(const Pipe& pipe);

}  // namespace faultline
