// System calls: from the registers at a SYSCALL instruction to the result in rax, by Linux's numbers for x86-64.
// Linux: arch/x86/entry/syscalls/syscall_64.tbl. A number that has no implementation here returns ENOSYS and is recorded.
#pragma once

#include <array>
#include <cstdint>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/sleep.hpp"
#include "engine/kernel/task.hpp"

namespace faultline {

struct Machine;

/// One call under way. `argument` is rdi, rsi, rdx, r10, r8, r9.
struct Call {
    Machine& machine;
    Task& task;
    std::array<std::uint64_t, 6> argument{};

    std::int32_t int_argument(std::uint32_t index) const { return static_cast<std::int32_t>(argument[index]); }
    std::uint32_t flags_argument(std::uint32_t index) const { return static_cast<std::uint32_t>(argument[index]); }

    template <class T>
    [[nodiscard]] bool put(std::uint64_t address, const T& value) {
        return put_user(machine, task, address, value);
    }
    template <class T>
    [[nodiscard]] bool get(std::uint64_t address, T& value) {
        return get_user(machine, task, address, value);
    }
};

/// Linux's name of a call, or nullptr.
const char* syscall_name(std::uint64_t number);

/// Whether the machine's kernel has it.
bool syscall_exists(std::uint64_t number);

/// The task has executed SYSCALL, or wakes inside of one: runs the call. Afterwards rax holds the result, or the task sleeps
/// and is asked again, or it has ended, or it runs another program.
void enter_syscall(Machine& machine, Task& task);

// What the table points at, by family. Each returns a result, a negative error, or `sleeping`.
namespace sys {
// syscall_file.cpp
std::int64_t read(Call& call);
std::int64_t write(Call& call);
std::int64_t pread64(Call& call);
std::int64_t pwrite64(Call& call);
std::int64_t readv(Call& call);
std::int64_t writev(Call& call);
std::int64_t lseek(Call& call);
std::int64_t ftruncate(Call& call);
std::int64_t fallocate(Call& call);
std::int64_t fsync(Call& call);
std::int64_t sync(Call& call);
std::int64_t fadvise64(Call& call);
std::int64_t readahead(Call& call);
std::int64_t ioctl(Call& call);
std::int64_t pipe(Call& call);
std::int64_t pipe2(Call& call);
std::int64_t memfd_create(Call& call);
std::int64_t getrandom(Call& call);
// syscall_descriptor.cpp
std::int64_t open(Call& call);
std::int64_t creat(Call& call);
std::int64_t openat(Call& call);
std::int64_t close(Call& call);
std::int64_t dup(Call& call);
std::int64_t dup2(Call& call);
std::int64_t dup3(Call& call);
std::int64_t fcntl(Call& call);
// syscall_path.cpp
std::int64_t stat(Call& call);
std::int64_t fstat(Call& call);
std::int64_t newfstatat(Call& call);
std::int64_t access(Call& call);
std::int64_t getdents64(Call& call);
std::int64_t faccessat(Call& call);
std::int64_t truncate(Call& call);
std::int64_t unlink(Call& call);
std::int64_t unlinkat(Call& call);
std::int64_t mkdir(Call& call);
std::int64_t rmdir(Call& call);
std::int64_t rename(Call& call);
std::int64_t link(Call& call);
std::int64_t readlink(Call& call);
std::int64_t chmod(Call& call);
std::int64_t fchmod(Call& call);
std::int64_t getcwd(Call& call);
std::int64_t chdir(Call& call);
std::int64_t umask(Call& call);
// syscall_memory.cpp
std::int64_t mmap(Call& call);
std::int64_t munmap(Call& call);
std::int64_t mprotect(Call& call);
std::int64_t pkey_mprotect(Call& call);
std::int64_t pkey_alloc(Call& call);
std::int64_t pkey_free(Call& call);
std::int64_t brk(Call& call);
std::int64_t mremap(Call& call);
std::int64_t msync(Call& call);
std::int64_t mincore(Call& call);
std::int64_t madvise(Call& call);
std::int64_t mlock(Call& call);
std::int64_t mlock2(Call& call);
std::int64_t munlock(Call& call);
std::int64_t mlockall(Call& call);
std::int64_t munlockall(Call& call);
std::int64_t process_vm_readv(Call& call);
// syscall_process.cpp
std::int64_t getpid(Call& call);
std::int64_t getppid(Call& call);
std::int64_t gettid(Call& call);
std::int64_t zero(Call& call);
std::int64_t getpgrp(Call& call);
std::int64_t getpgid(Call& call);
std::int64_t setpgid(Call& call);
std::int64_t setsid(Call& call);
std::int64_t fork(Call& call);
std::int64_t vfork(Call& call);
std::int64_t clone(Call& call);
std::int64_t execve(Call& call);
std::int64_t exit(Call& call);
std::int64_t wait4(Call& call);
std::int64_t waitid(Call& call);
std::int64_t sched_yield(Call& call);
std::int64_t set_tid_address(Call& call);
std::int64_t arch_prctl(Call& call);
std::int64_t prctl(Call& call);
// syscall_signal.cpp
std::int64_t rt_sigaction(Call& call);
std::int64_t rt_sigprocmask(Call& call);
std::int64_t rt_sigreturn(Call& call);
std::int64_t rt_sigpending(Call& call);
std::int64_t rt_sigsuspend(Call& call);
std::int64_t rt_sigtimedwait(Call& call);
std::int64_t rt_sigqueueinfo(Call& call);
std::int64_t sigaltstack(Call& call);
std::int64_t pause(Call& call);
std::int64_t kill(Call& call);
std::int64_t tkill(Call& call);
std::int64_t tgkill(Call& call);
std::int64_t alarm(Call& call);
std::int64_t setitimer(Call& call);
std::int64_t getitimer(Call& call);
// syscall_poll.cpp
std::int64_t poll(Call& call);
std::int64_t select(Call& call);
// syscall_time.cpp
std::int64_t nanosleep(Call& call);
std::int64_t clock_nanosleep(Call& call);
std::int64_t restart_syscall(Call& call);
std::int64_t gettimeofday(Call& call);
std::int64_t time(Call& call);
std::int64_t clock_gettime(Call& call);
std::int64_t clock_getres(Call& call);
std::int64_t times(Call& call);
// syscall_system.cpp
std::int64_t uname(Call& call);
std::int64_t sysinfo(Call& call);
std::int64_t getrusage(Call& call);
std::int64_t getrlimit(Call& call);
std::int64_t setrlimit(Call& call);
std::int64_t prlimit64(Call& call);
std::int64_t getpriority(Call& call);
std::int64_t setpriority(Call& call);
std::int64_t sched_getaffinity(Call& call);
std::int64_t sched_setaffinity(Call& call);
std::int64_t getcpu(Call& call);
}  // namespace sys

/// The file behind a descriptor of the task, or no_file.
FileId file_of(const Task& task, std::int32_t descriptor);
/// The lowest free descriptor from `lowest` on, given to `file` (takes over the caller's reference), or -EMFILE.
std::int64_t install_descriptor(Task& task, FileId file, bool close_on_exec, std::int32_t lowest = 0);
/// The struct timespec at `address` as a duration: 0, or -EFAULT, -EINVAL.
std::int64_t duration_argument(Call& call, std::uint64_t address, Nanoseconds& duration);
/// A path argument: 0, or -EFAULT, -ENAMETOOLONG.
std::int64_t path_argument(Call& call, std::uint64_t address, std::string& path);

}  // namespace faultline
