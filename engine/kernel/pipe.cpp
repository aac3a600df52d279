#include "engine/kernel/pipe.hpp"

#include <algorithm>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/kernel/sleep.hpp"
#include "engine/kernel/user_text.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

/// POSIX: writes up to this size are not mixed with others'.
constexpr std::uint64_t atomic_write_bytes = 4096;

}  // namespace

std::array<FileId, 2> make_pipe(Machine& machine, std::uint32_t flags) {
    const InodeId id = new_inode(machine, InodeKind::Pipe, mode_bits::fifo | 0600).id;
    machine.vfs.pipes[id] = Pipe{};
    const std::uint32_t kept = flags & open_flag::non_block;
    const FileId read_end = open_inode(machine, id, kept);
    const FileId write_end = open_inode(machine, id, kept | open_flag::write_only);
    return {read_end, write_end};
}

bool pipe_readable(const Pipe& pipe) { return !pipe.bytes.empty() || pipe.writers == 0; }

bool pipe_writable(const Pipe& pipe) { 
    return Pipe::capacity_bytes - pipe.bytes.size() >= atomic_write_bytes || pipe.readers == 0;
 }

std::int64_t pipe_read(Machine& machine, Task& task, const OpenFile& file, std::uint64_t user, std::uint64_t bytes) {
    Pipe& pipe = machine.vfs.pipes.at(file.inode);
    if (bytes == 0) return 0;
    if (pipe.bytes.empty()) {
        if (pipe.writers == 0) return 0;
        if ((file.flags & open_flag::non_block) != 0) return err::again;
        return sleep_until(task, WaitFor::PipeReadable, file.inode);
    }
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, pipe.bytes.size()));
    if (!copy_text_to_user(machine, task, user, std::string_view(pipe.bytes).substr(0, count))) return err::fault;
    pipe.bytes.erase(0, count);
    return static_cast<std::int64_t>(count);
}

std::int64_t pipe_write(Machine& machine, Task& task, const OpenFile& file, std::uint64_t user, std::uint64_t bytes) {
    Pipe& pipe = machine.vfs.pipes.at(file.inode);
    if (bytes == 0) return 0;
    if (pipe.readers == 0) {
        send_signal(machine, task, {.number = signal_number::pipe, .code = signal_code::user, .sender = task.pid});
        return task.call_progress > 0 ? static_cast<std::int64_t>(task.call_progress) : err::pipe;
    }
    while (task.call_progress < bytes) {
        const std::uint64_t room = Pipe::capacity_bytes - pipe.bytes.size();
        const std::uint64_t left = bytes - task.call_progress;
        const bool must_wait = room == 0 || (bytes <= atomic_write_bytes && room < bytes);
        if (must_wait && (file.flags & open_flag::non_block) != 0) {
            return task.call_progress > 0 ? static_cast<std::int64_t>(task.call_progress) : err::again;
        }
        if (must_wait) return sleep_until(task, WaitFor::PipeWritable, file.inode);
        const std::uint64_t count = std::min({room, left, std::uint64_t{page_bytes}});
        std::string piece;
        if (!copy_text_from_user(machine, task, user + task.call_progress, count, piece)) {
            return task.call_progress > 0 ? static_cast<std::int64_t>(task.call_progress) : err::fault;
        }
        pipe.bytes += piece;
        task.call_progress += count;
    }
    return static_cast<std::int64_t>(bytes);
}

}  // namespace faultline
