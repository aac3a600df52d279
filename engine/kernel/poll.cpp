#include "engine/kernel/poll.hpp"

#include <algorithm>

#include "engine/kernel/pipe.hpp"
#include "engine/kernel/terminal.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

using namespace poll_event;

constexpr std::uint32_t readable = in | normal_in;
constexpr std::uint32_t writable = out | normal_out;

bool write_only(const OpenFile& file) { return (file.flags & open_flag::access_mode) == open_flag::write_only; }

std::uint32_t pipe_events(const Pipe& pipe, bool write_end) {
    if (write_end) {
        if (pipe.readers == 0) return writable | error;
        return pipe_writable(pipe) ? writable : 0;
    }
    return (pipe.bytes.empty() ? 0 : readable) | (pipe.writers == 0 ? hang_up : 0);
}

/// Standing for pipes, the input's end is a writer that is gone.
std::uint32_t terminal_events(const Terminal& terminal, bool output) {
    if (output) return writable;
    const std::uint32_t can_write = terminal.is_tty ? writable : 0;
    const bool ended = !terminal.is_tty && terminal.input_ended;
    const bool has_bytes = ended ? !terminal.input.empty() : terminal_readable(terminal);
    return can_write | (has_bytes ? readable : 0) | (ended ? hang_up : 0);
}

}  // namespace

std::uint32_t file_events(const Machine& machine, FileId id) {
    const OpenFile& file = machine.files.at(id);
    switch (machine.inodes.at(file.inode).kind) {
        case InodeKind::Pipe:
            return pipe_events(machine.vfs.pipes.at(file.inode), write_only(file));
        case InodeKind::Terminal:
            return terminal_events(machine.vfs.terminal, write_only(file));
        case InodeKind::Regular:
        case InodeKind::Shmem:
        case InodeKind::Directory:
        case InodeKind::Device:
        case InodeKind::Proc:
            return readable | writable;
    }
    return 0;
}

bool watched_file_ready(const Machine& machine, const Task& task) {
    return std::any_of(task.watched_files.begin(), task.watched_files.end(), [&machine](const WatchedFile& each) {
        return (file_events(machine, each.file) & each.events) != 0;
    });
}

bool watches_terminal(const Machine& machine, const Task& task) {
    return std::any_of(task.watched_files.begin(), task.watched_files.end(), [&machine](const WatchedFile& each) {
        return machine.inodes.at(machine.files.at(each.file).inode).kind == InodeKind::Terminal;
    });
}

}  // namespace faultline
