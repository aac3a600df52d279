// task_struct: a process (Faultline has one thread a process). Linux: include/linux/sched.h.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/cpu/state.hpp"
#include "engine/kernel/mm.hpp"
#include "engine/machine/types.hpp"

namespace faultline {

/// What /proc/PID/stat shows as R, S, D, T and Z; Dead tasks are gone from the table.
enum class TaskState : std::uint8_t { Runnable, Sleeping, DiskSleep, Stopped, Zombie };

/// What a sleeping task waits for; the scheduler wakes it by looking, never by a callback.
enum class WaitFor : std::uint8_t { Nothing, Time, Child, PipeReadable, PipeWritable, TerminalInput, VforkChild, Signal,
                                    BlockedSignal, Files };

struct SignalAction {
    std::uint64_t handler = 0;   // 0 SIG_DFL, 1 SIG_IGN
    std::uint64_t flags = 0;
    std::uint64_t restorer = 0;
    std::uint64_t mask = 0;
};

/// What sigaction's siginfo carries for the signals that the kernel itself raises.
struct SignalInfo {
    std::int32_t number = 0;
    std::int32_t code = 0;
    std::uint64_t address = 0;
    /// Trap number and error code for the signal frame; SIGSEGV and SIGBUS of a page fault have 14 and the code.
    std::uint32_t trap = 0;
    std::uint32_t error_code = 0;
    Pid sender = 0;
    /// SIGCHLD: exit code or signal of the child.
    std::int32_t status = 0;
    /// sigqueue's value.
    std::uint64_t value = 0;
};

struct SignalState {
    std::array<SignalAction, 65> actions{};
    std::uint64_t blocked = 0;
    std::vector<SignalInfo> pending;
    std::uint64_t alternate_stack = 0;
    std::uint64_t alternate_stack_bytes = 0;
    std::uint32_t alternate_stack_flags = 2;   // SS_DISABLE
    /// The last trap that raised a signal; every later frame shows it (thread.trap_nr, error_code, cr2).
    std::uint32_t trap = 0;
    std::uint32_t error_code = 0;
    std::uint64_t fault_address = 0;
};

struct FaultCounts {
    std::uint64_t min_flt = 0;
    std::uint64_t maj_flt = 0;
};

/// setrlimit's soft and hard limits that the memory manager reads.
struct Limits {
    std::uint64_t stack = 8ull << 20, stack_hard = ~0ull;
    std::uint64_t address_space = ~0ull;
    std::uint64_t data = ~0ull;
    std::uint64_t memlock = 8ull << 20;
};

/// What poll and select wait for in one file: events as poll's bits.
struct WatchedFile {
    FileId file = no_file;
    std::uint32_t events = 0;
};

struct Descriptor {
    FileId file = no_file;
    bool close_on_exec = false;
};

/// ITIMER_VIRTUAL and ITIMER_PROF: rings when so much processor time is used up, 0 never; then again after each period.
struct CpuTimer {
    Nanoseconds at = 0;
    Nanoseconds period = 0;
};

struct Task {
    Pid pid = 0;
    Pid parent = 0;
    TaskState state = TaskState::Runnable;
    WaitFor waits_for = WaitFor::Nothing;
    /// With WaitFor::PipeReadable and PipeWritable: the pipe's inode.
    std::uint32_t waits_on = 0;
    /// With WaitFor::Time and DiskSleep: when it may run again. With BlockedSignal and Files: its patience ends then, 0 never.
    Nanoseconds wakes_at = 0;
    /// With WaitFor::BlockedSignal: bit n-1 is signal n.
    std::uint64_t awaited_signals = 0;
    /// With WaitFor::Files.
    std::vector<WatchedFile> watched_files;
    CpuState cpu;
    MmId mm = no_mm;
    std::uint32_t protection_key_rights = 0x55555554;
    FaultCounts faults;
    /// Of children that were waited for (cmin_flt, cmaj_flt).
    FaultCounts child_faults;
    Nanoseconds user_time = 0, system_time = 0;
    Nanoseconds child_user_time = 0, child_system_time = 0;
    Nanoseconds started_at = 0;
    std::uint64_t max_rss_pages = 0;
    SignalState signals;
    Limits limits;
    std::map<std::int32_t, Descriptor> descriptors;
    std::string working_directory = "/";
    /// comm, at most 15 characters.
    std::string name;
    std::string executable;
    std::int32_t oom_score_adj = 0;
    /// setpriority's; the scheduler does not look at it.
    std::int32_t niceness = 0;
    bool privileged = true;
    /// Parent sleeps until this vfork child execs or exits.
    bool vfork_child = false;
    /// Set by the page-fault path when the current access has waited for I/O (FAULT_FLAG_TRIED).
    bool fault_tried = false;
    /// wait(2) status once Zombie.
    std::int32_t exit_status = 0;
    std::uint64_t clear_child_tid = 0;

    // The system call that it sleeps in, if any: asked again when it wakes, without running the instruction again.
    bool in_syscall = false;
    /// rax when a call began, for restarting it after a signal (orig_rax); -1 outside of calls.
    std::int64_t original_rax = -1;
    /// What a sleeping call has done so far: bytes written to a pipe.
    std::uint64_t call_progress = 0;
    /// When a sleeping nanosleep, poll, select or sigtimedwait ends; 0 while none sleeps.
    Nanoseconds call_deadline = 0;
    /// sigsuspend: the mask to put back after the handler.
    bool restore_blocked = false;
    std::uint64_t saved_blocked = 0;

    /// faults when its program was executed: their difference is "exec to exit".
    FaultCounts faults_at_exec;
    /// The program that the host started and that it descends from.
    Pid ancestor = 0;
    /// What its descendants that have ended counted, each from its last exec (or its birth) on, waited for or not.
    /// An orphan is counted with the ancestor.
    FaultCounts descendant_faults;
    Nanoseconds slice_ends_at = 0;
    /// alarm(2); 0 for none.
    Nanoseconds alarm_at = 0;
    /// setitimer's period; 0: rings once.
    Nanoseconds alarm_interval = 0;
    CpuTimer virtual_timer, profile_timer;
    std::uint64_t voluntary_switches = 0, involuntary_switches = 0;
    std::uint32_t umask = 022;
    Pid group = 0, session = 0;
    /// Of children that were waited for: the largest.
    std::uint64_t child_max_rss_pages = 0;
    /// Pages resident when it gave its memory back, by Rss.
    std::array<std::int64_t, 4> rss_at_exit{};
    /// Why it was killed, where the signal alone would not say: the bytes of an unknown instruction.
    std::string last_words;
    /// Its parent is outside of the machine: it stays a zombie, so that its counts can be read.
    bool started_by_host = false;
    /// PF_FORKNOEXEC: it runs its parent's program.
    bool forked_without_exec = false;
};

}  // namespace faultline
