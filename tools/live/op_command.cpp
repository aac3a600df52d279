#include "tools/live/op_command.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <initializer_list>

namespace faultline::live {

namespace {

using ops::Op;
using ops::Verb;

std::uint64_t address(std::uint32_t page) { return ops::arena_address + std::uint64_t{page} * ops::page_bytes; }
std::uint64_t bytes(std::uint32_t pages) { return std::uint64_t{pages} * ops::page_bytes; }
std::uint64_t object_fd(const Op& op) { return WORKER_OBJECT_FD + static_cast<std::uint64_t>(op.object); }

WorkerCommand call(long number, std::initializer_list<std::uint64_t> arguments) {
    WorkerCommand command{};
    command.verb = WORKER_CALL;
    command.number = static_cast<std::uint64_t>(number);
    std::size_t i = 0;
    for (const std::uint64_t argument : arguments) command.argument[i++] = argument;
    return command;
}

WorkerCommand access(WorkerVerb verb, std::uint64_t at, std::uint64_t value = 0) {
    WorkerCommand command{};
    command.verb = verb;
    command.argument[0] = at;
    command.argument[1] = value;
    return command;
}

WorkerCommand map(const Op& op) {
    const bool shared = op.backing == ops::Backing::SharedAnonymous || op.backing == ops::Backing::SharedObject;
    const bool object = op.backing == ops::Backing::PrivateObject || op.backing == ops::Backing::SharedObject;
    std::uint64_t flags = shared ? MAP_SHARED : MAP_PRIVATE;
    if (!object) flags |= MAP_ANONYMOUS;
    flags |= (op.flags & ops::map_noreplace) != 0 ? MAP_FIXED_NOREPLACE : MAP_FIXED;
    if ((op.flags & ops::map_noreserve) != 0) flags |= MAP_NORESERVE;
    if ((op.flags & ops::map_populate) != 0) flags |= MAP_POPULATE;
    if ((op.flags & ops::map_locked) != 0) flags |= MAP_LOCKED;
    if ((op.flags & ops::map_growsdown) != 0) flags |= MAP_GROWSDOWN;
    const std::uint64_t file = object ? object_fd(op) : ~0ULL;
    return call(SYS_mmap, {address(op.page), bytes(op.count), op.prot, flags, file, object ? bytes(op.offset) : 0});
}

WorkerCommand remap(const Op& op) {
    std::uint64_t flags = 0;
    if (op.move != ops::Move::InPlace) flags = MREMAP_MAYMOVE | MREMAP_FIXED;
    if (op.move == ops::Move::Keep) flags |= MREMAP_DONTUNMAP;
    return call(SYS_mremap, {address(op.page), bytes(op.count), bytes(op.new_count), flags, address(op.new_page)});
}

}  // namespace

WorkerCommand set_heap(std::uint32_t page) { return access(WORKER_SET_HEAP, address(page)); }

WorkerCommand command_for(const Op& op, const ops::Conditions& conditions) {
    const std::uint64_t at = address(op.page);
    const std::uint64_t place = at + op.byte;
    const std::uint64_t length = bytes(op.count);
    switch (op.verb) {
        case Verb::Mmap:
            return map(op);
        case Verb::Munmap:
            return call(SYS_munmap, {at, length});
        case Verb::Mprotect:
            return call(SYS_mprotect, {at, length, op.prot});
        case Verb::Mremap:
            return remap(op);
        case Verb::Madvise:
            return call(SYS_madvise, {at, length, static_cast<std::uint64_t>(op.advice)});
        case Verb::Mlock:
            return call(SYS_mlock, {at, length});
        case Verb::MlockOnfault:
            return call(SYS_mlock2, {at, length, MLOCK_ONFAULT});
        case Verb::Munlock:
            return call(SYS_munlock, {at, length});
        case Verb::Mlockall:
            return call(SYS_mlockall, {op.flags});
        case Verb::Munlockall:
            return call(SYS_munlockall, {});
        case Verb::Msync:
            return call(SYS_msync, {at, length, op.flags});
        case Verb::Brk:
            return call(SYS_brk, {address(conditions.brk.value_or(0) + op.count)});
        case Verb::Read:
            return access(WORKER_READ, place);
        case Verb::Write:
            return access(WORKER_WRITE, place, op.value);
        case Verb::Write8:
            return access(WORKER_WRITE8, place);
        case Verb::Exec:
            return access(WORKER_EXEC, at);
        case Verb::KernelRead:
            return access(WORKER_KERNEL_READ, place);
        case Verb::KernelWrite:
            return access(WORKER_KERNEL_WRITE, place, op.value);
        case Verb::VforkWrite:
            return access(WORKER_VFORK_WRITE, at + ops::default_byte, op.value);
        case Verb::Truncate:
            return call(SYS_ftruncate, {object_fd(op), length});
        case Verb::Punch:
            return call(SYS_fallocate,
                        {object_fd(op), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, bytes(op.offset), length});
        case Verb::DropTlb:
            return call(SYS_getpid, {});
        case Verb::Mincore:
            return access(WORKER_MINCORE, at, length);
        case Verb::FileRead:
            return access(WORKER_FILE_READ, object_fd(op), bytes(op.offset) + ops::default_byte);
        case Verb::FileWrite: {
            WorkerCommand command = access(WORKER_FILE_WRITE, object_fd(op), bytes(op.offset) + ops::default_byte);
            command.argument[2] = op.value;
            return command;
        }
        case Verb::DropCache:
            return access(WORKER_DROP_CACHE, object_fd(op));
        case Verb::Fork:
        case Verb::Exit:
        case Verb::ClearRefs:
        case Verb::Ksm:
            break;
    }
    return call(SYS_getpid, {});
}

bool succeeded(const Op& op, const WorkerCommand& command, std::int64_t result) {
    if (op.verb == Verb::Brk) return static_cast<std::uint64_t>(result) == command.argument[0];
    return result >= 0;
}

}  // namespace faultline::live
