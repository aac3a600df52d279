// System calls of the address space: arguments taken apart, the work is the memory manager's (kernel/mmap.hpp).
#include <algorithm>
#include <array>
#include <vector>

#include "engine/kernel/mmap.hpp"
#include "engine/kernel/syscall.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline::sys {

namespace {

struct Piece {
    std::uint64_t base = 0;
    std::uint64_t bytes = 0;
};

std::int64_t check_file_mapping(const Call& call, FileId file) {
    constexpr std::uint32_t type_mask = 0xf;
    const OpenFile& open = call.machine.files.at(file);
    const InodeKind kind = call.machine.inodes.at(open.inode).kind;
    const std::uint32_t access = open.flags & open_flag::access_mode;
    const bool zero_device = kind == InodeKind::Device;
    if (access == open_flag::write_only) return err::acces;
    const bool shared = (call.flags_argument(3) & type_mask) != map::private_;
    const bool writes = (call.flags_argument(2) & prot::write) != 0;
    if (shared && writes && access != open_flag::read_write) return err::acces;
    return kind == InodeKind::Regular || kind == InodeKind::Shmem || zero_device ? 0 : err::nodev;
}

}  // namespace

std::int64_t mmap(Call& call) {
    const std::uint64_t offset = call.argument[5];
    if (!is_page_aligned(offset)) return err::inval;
    std::uint32_t flags = call.flags_argument(3);
    FileId file = no_file;
    if ((flags & map::anonymous) == 0) {
        file = file_of(call.task, call.int_argument(4));
        if (file == no_file) return err::badf;
        if (const std::int64_t error = check_file_mapping(call, file); error != 0) return error;
        // Mapping /dev/zero is asking for anonymous memory (drivers/char/mem.c mmap_zero).
        if (call.machine.inodes.at(call.machine.files.at(file).inode).kind == InodeKind::Device) {
            flags |= map::anonymous;
            file = no_file;
        }
    }
    return do_mmap(call.machine, call.task, call.argument[0], call.argument[1], call.flags_argument(2), flags, file,
                   page_number(offset));
}

std::int64_t munmap(Call& call) { return do_munmap(call.machine, call.task, call.argument[0], call.argument[1]); }

std::int64_t mprotect(Call& call) {
    return do_mprotect(call.machine, call.task, call.argument[0], call.argument[1], call.flags_argument(2));
}

std::int64_t pkey_mprotect(Call& call) {
    return do_mprotect(call.machine, call.task, call.argument[0], call.argument[1], call.flags_argument(2),
                       call.int_argument(3));
}

std::int64_t pkey_alloc(Call& call) {
    return do_pkey_alloc(call.machine, call.task, call.flags_argument(0), call.flags_argument(1));
}

std::int64_t pkey_free(Call& call) { return do_pkey_free(call.machine, call.task, call.int_argument(0)); }

std::int64_t brk(Call& call) { return do_brk(call.machine, call.task, call.argument[0]); }

std::int64_t mremap(Call& call) {
    return do_mremap(call.machine, call.task, call.argument[0], call.argument[1], call.argument[2],
                     call.flags_argument(3), call.argument[4]);
}

std::int64_t msync(Call& call) {
    return do_msync(call.machine, call.task, call.argument[0], call.argument[1], call.flags_argument(2));
}

std::int64_t mincore(Call& call) {
    return do_mincore(call.machine, call.task, call.argument[0], call.argument[1], call.argument[2]);
}

std::int64_t madvise(Call& call) {
    return do_madvise(call.machine, call.task, call.argument[0], call.argument[1], call.int_argument(2));
}

std::int64_t mlock(Call& call) { return do_mlock(call.machine, call.task, call.argument[0], call.argument[1]); }

std::int64_t mlock2(Call& call) {
    constexpr std::uint32_t on_fault = 1;
    if ((call.flags_argument(2) & ~on_fault) != 0) return err::inval;
    return do_mlock(call.machine, call.task, call.argument[0], call.argument[1], call.flags_argument(2) == on_fault);
}

std::int64_t munlock(Call& call) { return do_munlock(call.machine, call.task, call.argument[0], call.argument[1]); }
std::int64_t mlockall(Call& call) { return do_mlockall(call.machine, call.task, call.flags_argument(0)); }
std::int64_t munlockall(Call& call) { return do_munlockall(call.machine, call.task); }

std::int64_t process_vm_readv(Call& call) {
    const auto target = call.machine.tasks.find(call.int_argument(0));
    if (target == call.machine.tasks.end() || target->second.mm == no_mm) return err::srch;
    if (call.argument[2] != 1 || call.argument[4] != 1) return err::nosys;
    Piece local, remote;
    if (!call.get(call.argument[1], local) || !call.get(call.argument[3], remote)) return err::fault;
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(std::min({local.bytes, remote.bytes, std::uint64_t{1} << 20})));
    if (!read_remote(call.machine, call.task, target->second.mm, remote.base, bytes)) return err::fault;
    if (!copy_to_user(call.machine, call.task, local.base, bytes)) return err::fault;
    return static_cast<std::int64_t>(bytes.size());
}

}  // namespace faultline::sys
