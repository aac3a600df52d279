// Reading, writing and what else is done to an open file. Linux: fs/read_write.c, fs/sync.c, mm/fadvise.c.
#include <algorithm>
#include <array>

#include "engine/kernel/device.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/pipe.hpp"
#include "engine/kernel/syscall.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline::sys {

namespace {

constexpr std::uint64_t most_pieces = 1024;

struct Piece {
    std::uint64_t base = 0;
    std::uint64_t bytes = 0;
};

bool has_position(InodeKind kind) { return kind != InodeKind::Pipe && kind != InodeKind::Terminal; }

InodeKind kind_of(const Call& call, FileId file) { return call.machine.inodes.at(call.machine.files.at(file).inode).kind; }

enum class Direction : std::uint8_t { In, Out };

std::int64_t transfer(Call& call, FileId file, Direction direction, Piece piece, std::uint64_t& position) {
    if (direction == Direction::In) {
        return vfs_read(call.machine, call.task, file, piece.base, piece.bytes, position);
    }
    return vfs_write(call.machine, call.task, file, call.int_argument(0), piece.base, piece.bytes, position);
}

std::int64_t at_own_position(Call& call, Direction direction, Piece piece) {
    const FileId file = file_of(call.task, call.int_argument(0));
    if (file == no_file) return err::badf;
    std::uint64_t position = call.machine.files.at(file).position;
    const std::int64_t result = transfer(call, file, direction, piece, position);
    call.machine.files.at(file).position = position;
    return result;
}

std::int64_t at_given_position(Call& call, Direction direction) {
    const FileId file = file_of(call.task, call.int_argument(0));
    if (file == no_file) return err::badf;
    if (static_cast<std::int64_t>(call.argument[3]) < 0) return err::inval;
    if (!has_position(kind_of(call, file))) return err::spipe;
    std::uint64_t position = call.argument[3];
    return transfer(call, file, direction, {call.argument[1], call.argument[2]}, position);
}

std::int64_t in_pieces(Call& call, Direction direction) {
    if (call.argument[2] > most_pieces) return err::inval;
    std::int64_t done = 0;
    for (std::uint64_t i = 0; i < call.argument[2]; ++i) {
        Piece piece;
        if (!call.get(call.argument[1] + 16 * i, piece)) return done > 0 ? done : err::fault;
        if (piece.bytes == 0) continue;
        const std::int64_t count = at_own_position(call, direction, piece);
        // A later piece that would have to wait is left to the next call.
        if (count == sleeping && done > 0) {
            call.task.state = TaskState::Runnable;
            return done;
        }
        if (count < 0) return done > 0 ? done : count;
        done += count;
        if (static_cast<std::uint64_t>(count) < piece.bytes) break;
    }
    return done;
}

std::int64_t give_pipe(Call& call, std::uint32_t flags) {
    const std::array<FileId, 2> ends = make_pipe(call.machine, flags);
    const bool close_on_exec = (flags & open_flag::close_on_exec) != 0;
    std::array<std::int32_t, 2> numbers{};
    for (std::size_t i = 0; i < 2; ++i) {
        const std::int64_t number = install_descriptor(call.task, ends[i], close_on_exec);
        if (number < 0) {
            if (i == 1) call.task.descriptors.erase(numbers[0]);
            for (const FileId end : ends) fput(call.machine, end);
            return number;
        }
        numbers[i] = static_cast<std::int32_t>(number);
    }
    if (call.put(call.argument[0], numbers)) return 0;
    for (std::size_t i = 0; i < 2; ++i) {
        call.task.descriptors.erase(numbers[i]);
        fput(call.machine, ends[i]);
    }
    return err::fault;
}

}  // namespace

std::int64_t read(Call& call) { return at_own_position(call, Direction::In, {call.argument[1], call.argument[2]}); }
std::int64_t write(Call& call) { return at_own_position(call, Direction::Out, {call.argument[1], call.argument[2]}); }
std::int64_t pread64(Call& call) { return at_given_position(call, Direction::In); }
std::int64_t pwrite64(Call& call) { return at_given_position(call, Direction::Out); }
std::int64_t readv(Call& call) { return in_pieces(call, Direction::In); }
std::int64_t writev(Call& call) { return in_pieces(call, Direction::Out); }

std::int64_t lseek(Call& call) {
    const FileId file = file_of(call.task, call.int_argument(0));
    if (file == no_file) return err::badf;
    if (!has_position(kind_of(call, file))) return err::spipe;
    OpenFile& open = call.machine.files.at(file);
    const auto offset = static_cast<std::int64_t>(call.argument[1]);
    std::int64_t base = 0;
    switch (call.argument[2]) {
        case 0: break;
        case 1: base = static_cast<std::int64_t>(open.position); break;
        case 2: base = static_cast<std::int64_t>(call.machine.inodes.at(open.inode).size); break;
        default: return err::inval;
    }
    if (base + offset < 0) return err::inval;
    open.position = static_cast<std::uint64_t>(base + offset);
    return base + offset;
}

std::int64_t ftruncate(Call& call) {
    const FileId file = file_of(call.task, call.int_argument(0));
    if (file == no_file) return err::badf;
    const OpenFile& open = call.machine.files.at(file);
    if (static_cast<std::int64_t>(call.argument[1]) < 0) return err::inval;
    if ((open.flags & open_flag::access_mode) == 0) return err::inval;
    return vfs_truncate(call.machine, open.inode, call.argument[1]);
}

std::int64_t fallocate(Call& call) {
    constexpr std::uint32_t keep_size = 1, punch_hole = 2;
    const FileId file = file_of(call.task, call.int_argument(0));
    if (file == no_file) return err::badf;
    const std::uint32_t mode = call.flags_argument(1);
    if (mode != 0 && mode != (keep_size | punch_hole)) return err::opnotsupp;
    if (static_cast<std::int64_t>(call.argument[2]) < 0 || static_cast<std::int64_t>(call.argument[3]) <= 0) {
        return err::inval;
    }
    const InodeKind kind = kind_of(call, file);
    if (kind == InodeKind::Pipe) return err::spipe;
    if (kind != InodeKind::Regular && kind != InodeKind::Shmem) return err::nodev;
    return file_allocate(call.machine, call.machine.files.at(file).inode, call.argument[2], call.argument[3], mode != 0);
}

std::int64_t fsync(Call& call) {
    const FileId file = file_of(call.task, call.int_argument(0));
    if (file == no_file) return err::badf;
    if (kind_of(call, file) != InodeKind::Regular) return kind_of(call, file) == InodeKind::Shmem ? 0 : err::inval;
    const Inode& inode = call.machine.inodes.at(call.machine.files.at(file).inode);
    if (inode.size > 0) file_sync(call.machine, inode.id, 0, pages_in(inode.size) - 1);
    return 0;
}

std::int64_t sync(Call& call) {
    sync_all(call.machine);
    return 0;
}

std::int64_t fadvise64(Call& call) {
    constexpr std::uint64_t dont_need = 4, last_advice = 5;
    const FileId file = file_of(call.task, call.int_argument(0));
    if (file == no_file) return err::badf;
    if (kind_of(call, file) == InodeKind::Pipe) return err::spipe;
    if (call.argument[3] > last_advice || static_cast<std::int64_t>(call.argument[2]) < 0) return err::inval;
    if (call.argument[3] == dont_need && kind_of(call, file) == InodeKind::Regular) {
        file_drop_range(call.machine, call.machine.files.at(file).inode, call.argument[1], call.argument[2]);
    }
    return 0;
}

std::int64_t readahead(Call& call) {
    const FileId file = file_of(call.task, call.int_argument(0));
    if (file == no_file) return err::badf;
    if (kind_of(call, file) != InodeKind::Regular) return err::inval;
    const std::uint64_t size = call.machine.inodes.at(call.machine.files.at(file).inode).size;
    std::array<std::uint8_t, page_bytes> page{};
    const std::uint64_t end = std::min(size, call.argument[1] + call.argument[2]);
    for (std::uint64_t at = call.argument[1]; at < end; at += page_bytes) file_read(call.machine, file, at, page);
    return 0;
}

std::int64_t ioctl(Call& call) {
    constexpr std::uint64_t tcgets = 0x5401, window_size = 0x5413, bytes_waiting = 0x541b;
    const FileId file = file_of(call.task, call.int_argument(0));
    if (file == no_file) return err::badf;
    const bool tty = kind_of(call, file) == InodeKind::Terminal && call.machine.vfs.terminal.is_tty;
    if (call.argument[1] == tcgets && tty) {
        // struct termios of a terminal in cooked mode: input, output, control and local flags, then control characters.
        const std::array<std::uint32_t, 9> settings = {0x500, 0x5, 0xbf, 0x8a3b};
        return call.put(call.argument[2], settings) ? 0 : err::fault;
    }
    if (call.argument[1] == window_size && tty) {
        const std::array<std::uint16_t, 4> size = {24, 80, 0, 0};
        return call.put(call.argument[2], size) ? 0 : err::fault;
    }
    if (call.argument[1] == bytes_waiting && kind_of(call, file) == InodeKind::Pipe) {
        const auto waiting = static_cast<std::int32_t>(
            call.machine.vfs.pipes.at(call.machine.files.at(file).inode).bytes.size());
        return call.put(call.argument[2], waiting) ? 0 : err::fault;
    }
    return err::notty;
}

std::int64_t pipe(Call& call) { return give_pipe(call, 0); }

std::int64_t pipe2(Call& call) {
    constexpr std::uint32_t known = open_flag::close_on_exec | open_flag::non_block;
    if ((call.flags_argument(1) & ~known) != 0) return err::inval;
    return give_pipe(call, call.flags_argument(1));
}

std::int64_t memfd_create(Call& call) {
    constexpr std::uint32_t close_on_exec = 1, allow_sealing = 2;
    constexpr std::uint32_t longest_name = 250;
    if ((call.flags_argument(1) & ~(close_on_exec | allow_sealing)) != 0) return err::inval;
    std::string name;
    if (!string_from_user(call.machine, call.task, call.argument[0], longest_name, name)) {
        return name.size() >= longest_name ? err::inval : err::fault;
    }
    const FileId file = shmem_file_setup(call.machine, 0, true);
    if (file == no_file) return err::nomem;
    OpenFile& open = call.machine.files.at(file);
    open.flags = open_flag::read_write;
    Inode& inode = call.machine.inodes.at(open.inode);
    inode.anonymous_shmem = false;
    inode.path = "/memfd:" + name;
    const std::int64_t number = install_descriptor(call.task, file, (call.flags_argument(1) & close_on_exec) != 0);
    if (number < 0) fput(call.machine, file);
    return number;
}

std::int64_t getrandom(Call& call) {
    return random_to_user(call.machine, call.task, call.argument[0], call.argument[1]);
}

}  // namespace faultline::sys
