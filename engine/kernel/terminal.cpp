#include "engine/kernel/terminal.hpp"

#include <algorithm>
#include <string>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/sleep.hpp"
#include "engine/kernel/user_text.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr const char* standard_output_path = "/dev/stdout";
constexpr const char* standard_error_path = "/dev/stderr";

}  // namespace

void type_on_terminal(Machine& machine, std::string_view bytes) {
    Terminal& terminal = machine.vfs.terminal;
    terminal.input += bytes;
    if (terminal.echo) terminal.output.append(bytes);
}

void end_terminal_input(Machine& machine) { machine.vfs.terminal.input_ended = true; }

bool terminal_readable(const Terminal& terminal) {
    if (terminal.input_ended) return true;
    return terminal.is_tty ? terminal.input.find('\n') != std::string::npos : !terminal.input.empty();
}

std::int64_t terminal_read(Machine& machine, Task& task, std::uint64_t user, std::uint64_t bytes) {
    Terminal& terminal = machine.vfs.terminal;
    if (bytes == 0) return 0;
    if (!terminal_readable(terminal)) return sleep_until(task, WaitFor::TerminalInput);
    auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, terminal.input.size()));
    const std::size_t newline = terminal.input.find('\n');
    if (terminal.is_tty && newline != std::string::npos) count = std::min(count, newline + 1);
    if (!copy_text_to_user(machine, task, user, std::string_view(terminal.input).substr(0, count))) return err::fault;
    terminal.input.erase(0, count);
    return static_cast<std::int64_t>(count);
}

void open_standard_files(Machine& machine, Task& task) {
    const bool tty = machine.vfs.terminal.is_tty;
    constexpr const char* pipes[] = {"/dev/stdin", standard_output_path, standard_error_path};
    for (std::int32_t number = 0; number < 3; ++number) {
        const std::uint32_t direction = number == 0 ? 0 : open_flag::write_only;
        const FileId file = open_inode(machine, lookup(machine, tty ? "/dev/tty" : pipes[number]),
                                       tty ? open_flag::read_write : direction);
        task.descriptors[number] = {file, false};
    }
}

std::int64_t terminal_write(Machine& machine, Task& task, const OpenFile& file, std::int32_t descriptor,
                            std::uint64_t user, std::uint64_t bytes) {
    const std::string& path = machine.inodes.at(file.inode).path;
    std::uint64_t done = 0;
    while (done < bytes) {
        std::string piece;
        const std::uint64_t count = std::min<std::uint64_t>(bytes - done, page_bytes);
        if (!copy_text_from_user(machine, task, user + done, count, piece)) {
            return done > 0 ? static_cast<std::int64_t>(done) : err::fault;
        }
        Terminal& terminal = machine.vfs.terminal;
        terminal.output.append(piece);
        if (path == standard_output_path) terminal.standard_output.append(piece);
        if (path == standard_error_path) terminal.standard_error.append(piece);
        done += count;
    }
    if (machine.hardware.log.wants(Detail::Outcomes)) {
        machine.hardware.record({.kind = EventKind::Output,
                                 .pid = task.pid,
                                 .value = static_cast<std::uint64_t>(descriptor),
                                 .extra = done});
    }
    return static_cast<std::int64_t>(done);
}

}  // namespace faultline
