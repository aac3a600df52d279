// What the file system remembers besides inodes and open files: names, the terminal, pipes, and the text that open /proc
// files are being read from. Directories are not stored apart: one exists when a name below it does, or when it was made.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "engine/kernel/byte_log.hpp"
#include "engine/kernel/inode.hpp"

namespace faultline {

/// Standard input, output and error of the first program.
struct Terminal {
    /// False: programs see pipes instead, so their C library buffers whole blocks (what `./program | cat` does).
    bool is_tty = true;
    /// Typed bytes appear in the output, as a terminal in cooked mode shows them.
    bool echo = false;
    /// End of file after what is in `input` (Ctrl-D, or the end of a file that feeds it).
    bool input_ended = false;
    /// Sent and not yet read.
    std::string input;
    /// Everything that was printed, in order.
    ByteLog output;
    /// Its two parts, when they go through different pipes; a terminal is one file and has no parts.
    ByteLog standard_output;
    ByteLog standard_error;
};

struct Pipe {
    /// Linux: 16 pages.
    static constexpr std::uint32_t capacity_bytes = 65536;
    std::string bytes;
    std::uint32_t readers = 0;
    std::uint32_t writers = 0;
};

struct VfsState {
    /// Absolute path without "." or ".." to inode.
    std::map<std::string, InodeId> names;
    Terminal terminal;
    std::map<InodeId, Pipe> pipes;
    /// seq_file: the text of an open /proc file, made when its first byte is read.
    std::map<FileId, std::string> proc_texts;
};

}  // namespace faultline
