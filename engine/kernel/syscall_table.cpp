#include <array>

#include "engine/kernel/syscall.hpp"
#include "engine/kernel/syscall_table.hpp"

namespace faultline {

namespace {

struct Numbered {
    std::uint32_t number;
    SyscallEntry entry;
};

#define FAULTLINE_SYSCALL(number, name) {number, {#name, sys::name}}
constexpr Numbered calls[] = {
    FAULTLINE_SYSCALL(0, read), FAULTLINE_SYSCALL(1, write), FAULTLINE_SYSCALL(2, open),
    FAULTLINE_SYSCALL(3, close), FAULTLINE_SYSCALL(4, stat), FAULTLINE_SYSCALL(5, fstat),
    {6, {"lstat", sys::stat}}, FAULTLINE_SYSCALL(7, poll), FAULTLINE_SYSCALL(8, lseek), FAULTLINE_SYSCALL(9, mmap),
    FAULTLINE_SYSCALL(10, mprotect), FAULTLINE_SYSCALL(11, munmap), FAULTLINE_SYSCALL(12, brk),
    FAULTLINE_SYSCALL(13, rt_sigaction), FAULTLINE_SYSCALL(14, rt_sigprocmask),
    FAULTLINE_SYSCALL(15, rt_sigreturn), FAULTLINE_SYSCALL(16, ioctl), FAULTLINE_SYSCALL(17, pread64),
    FAULTLINE_SYSCALL(18, pwrite64), FAULTLINE_SYSCALL(19, readv), FAULTLINE_SYSCALL(20, writev),
    FAULTLINE_SYSCALL(21, access), FAULTLINE_SYSCALL(22, pipe), FAULTLINE_SYSCALL(23, select), FAULTLINE_SYSCALL(24, sched_yield),
    FAULTLINE_SYSCALL(25, mremap), FAULTLINE_SYSCALL(26, msync), FAULTLINE_SYSCALL(27, mincore),
    FAULTLINE_SYSCALL(28, madvise), FAULTLINE_SYSCALL(32, dup), FAULTLINE_SYSCALL(33, dup2),
    FAULTLINE_SYSCALL(34, pause), FAULTLINE_SYSCALL(35, nanosleep), FAULTLINE_SYSCALL(36, getitimer),
    FAULTLINE_SYSCALL(37, alarm), FAULTLINE_SYSCALL(38, setitimer), FAULTLINE_SYSCALL(39, getpid),
    FAULTLINE_SYSCALL(56, clone), FAULTLINE_SYSCALL(57, fork), FAULTLINE_SYSCALL(58, vfork),
    FAULTLINE_SYSCALL(59, execve), FAULTLINE_SYSCALL(60, exit), FAULTLINE_SYSCALL(61, wait4),
    FAULTLINE_SYSCALL(62, kill), FAULTLINE_SYSCALL(63, uname), FAULTLINE_SYSCALL(72, fcntl),
    FAULTLINE_SYSCALL(74, fsync), {75, {"fdatasync", sys::fsync}}, FAULTLINE_SYSCALL(76, truncate),
    FAULTLINE_SYSCALL(77, ftruncate), FAULTLINE_SYSCALL(79, getcwd), FAULTLINE_SYSCALL(80, chdir),
    FAULTLINE_SYSCALL(82, rename), FAULTLINE_SYSCALL(83, mkdir), FAULTLINE_SYSCALL(84, rmdir),
    FAULTLINE_SYSCALL(85, creat), FAULTLINE_SYSCALL(86, link), FAULTLINE_SYSCALL(87, unlink), FAULTLINE_SYSCALL(89, readlink),
    FAULTLINE_SYSCALL(90, chmod), FAULTLINE_SYSCALL(91, fchmod), FAULTLINE_SYSCALL(95, umask),
    FAULTLINE_SYSCALL(96, gettimeofday), FAULTLINE_SYSCALL(97, getrlimit), FAULTLINE_SYSCALL(98, getrusage),
    FAULTLINE_SYSCALL(99, sysinfo), FAULTLINE_SYSCALL(100, times), {102, {"getuid", sys::zero}},
    {104, {"getgid", sys::zero}}, {107, {"geteuid", sys::zero}}, {108, {"getegid", sys::zero}},
    FAULTLINE_SYSCALL(109, setpgid), FAULTLINE_SYSCALL(110, getppid), FAULTLINE_SYSCALL(111, getpgrp),
    FAULTLINE_SYSCALL(112, setsid), FAULTLINE_SYSCALL(121, getpgid), {124, {"getsid", sys::getpgid}},
    FAULTLINE_SYSCALL(127, rt_sigpending), FAULTLINE_SYSCALL(128, rt_sigtimedwait),
    FAULTLINE_SYSCALL(129, rt_sigqueueinfo), FAULTLINE_SYSCALL(130, rt_sigsuspend), FAULTLINE_SYSCALL(131, sigaltstack),
    FAULTLINE_SYSCALL(140, getpriority), FAULTLINE_SYSCALL(141, setpriority), FAULTLINE_SYSCALL(149, mlock),
    FAULTLINE_SYSCALL(150, munlock), FAULTLINE_SYSCALL(151, mlockall), FAULTLINE_SYSCALL(152, munlockall),
    FAULTLINE_SYSCALL(157, prctl), FAULTLINE_SYSCALL(158, arch_prctl), FAULTLINE_SYSCALL(160, setrlimit),
    FAULTLINE_SYSCALL(162, sync), FAULTLINE_SYSCALL(186, gettid), FAULTLINE_SYSCALL(187, readahead),
    FAULTLINE_SYSCALL(200, tkill), FAULTLINE_SYSCALL(201, time), FAULTLINE_SYSCALL(203, sched_setaffinity), FAULTLINE_SYSCALL(204, sched_getaffinity),
    FAULTLINE_SYSCALL(217, getdents64), FAULTLINE_SYSCALL(218, set_tid_address),
    FAULTLINE_SYSCALL(219, restart_syscall),
    FAULTLINE_SYSCALL(221, fadvise64), FAULTLINE_SYSCALL(228, clock_gettime),
    FAULTLINE_SYSCALL(229, clock_getres), FAULTLINE_SYSCALL(230, clock_nanosleep),
    {231, {"exit_group", sys::exit}}, FAULTLINE_SYSCALL(234, tgkill), FAULTLINE_SYSCALL(247, waitid),
    FAULTLINE_SYSCALL(257, openat), FAULTLINE_SYSCALL(262, newfstatat), FAULTLINE_SYSCALL(263, unlinkat),
    FAULTLINE_SYSCALL(269, faccessat), FAULTLINE_SYSCALL(285, fallocate), FAULTLINE_SYSCALL(292, dup3),
    FAULTLINE_SYSCALL(293, pipe2), FAULTLINE_SYSCALL(302, prlimit64), FAULTLINE_SYSCALL(309, getcpu),
    FAULTLINE_SYSCALL(310, process_vm_readv), FAULTLINE_SYSCALL(318, getrandom),
    FAULTLINE_SYSCALL(319, memfd_create), FAULTLINE_SYSCALL(325, mlock2), FAULTLINE_SYSCALL(329, pkey_mprotect),
    FAULTLINE_SYSCALL(330, pkey_alloc), FAULTLINE_SYSCALL(331, pkey_free),
};
#undef FAULTLINE_SYSCALL

constexpr std::uint32_t table_size = 512;

constexpr std::array<SyscallEntry, table_size> make_table() {
    std::array<SyscallEntry, table_size> table{};
    for (const Numbered& call : calls) table[call.number] = call.entry;
    return table;
}

constexpr std::array<SyscallEntry, table_size> table = make_table();

}  // namespace

const SyscallEntry* syscall_entry(std::uint64_t number) {
    if (number >= table_size) return nullptr;
    const SyscallEntry& entry = table[static_cast<std::size_t>(number)];
    return entry.function != nullptr ? &entry : nullptr;
}

const char* syscall_name(std::uint64_t number) {
    const SyscallEntry* entry = syscall_entry(number);
    return entry == nullptr ? nullptr : entry->name;
}

bool syscall_exists(std::uint64_t number) { return syscall_entry(number) != nullptr; }

}  // namespace faultline
