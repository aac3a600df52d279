// Signals: raised by the kernel or sent by a program, delivered on the way back to user mode. Linux: kernel/signal.c.
// Differs: no job control beyond stop and continue.
#pragma once

#include <cstdint>

#include "engine/kernel/task.hpp"

namespace faultline {

struct Machine;

namespace signal_number {
inline constexpr std::int32_t interrupt = 2;
inline constexpr std::int32_t illegal = 4;
inline constexpr std::int32_t trap = 5;
inline constexpr std::int32_t abort = 6;
inline constexpr std::int32_t bus = 7;
inline constexpr std::int32_t floating_point = 8;
inline constexpr std::int32_t kill = 9;
inline constexpr std::int32_t segv = 11;
inline constexpr std::int32_t pipe = 13;
inline constexpr std::int32_t alarm = 14;
inline constexpr std::int32_t child = 17;
inline constexpr std::int32_t cont = 18;
inline constexpr std::int32_t stop = 19;
inline constexpr std::int32_t virtual_alarm = 26;
inline constexpr std::int32_t profile = 27;
inline constexpr std::int32_t highest = 64;
}  // namespace signal_number

namespace signal_code {
inline constexpr std::int32_t user = 0;
inline constexpr std::int32_t kernel = 0x80;
inline constexpr std::int32_t tkill = -6;
inline constexpr std::int32_t illegal_operand = 2;
inline constexpr std::int32_t integer_divide = 1;
inline constexpr std::int32_t float_divide = 3;
inline constexpr std::int32_t segv_maperr = 1;
inline constexpr std::int32_t segv_accerr = 2;
inline constexpr std::int32_t segv_pkuerr = 4;
inline constexpr std::int32_t bus_adrerr = 2;
inline constexpr std::int32_t trap_breakpoint = 1;
inline constexpr std::int32_t child_exited = 1;
inline constexpr std::int32_t child_killed = 2;
inline constexpr std::int32_t child_stopped = 5;
inline constexpr std::int32_t child_continued = 6;
}  // namespace signal_code

namespace trap_number {
inline constexpr std::uint32_t divide_error = 0;
inline constexpr std::uint32_t breakpoint = 3;
inline constexpr std::uint32_t invalid_opcode = 6;
inline constexpr std::uint32_t general_protection = 13;
inline constexpr std::uint32_t page_fault = 14;
}  // namespace trap_number

/// "SIGSEGV" and so on; "SIG34" for those without a name.
const char* signal_name(std::int32_t number);

/// Raises what the program cannot ignore: a blocked or ignored signal gets its default action back (force_sig_info).
void force_signal(Machine& machine, Task& task, const SignalInfo& info);

/// Sends (send_signal_locked): drops what is ignored, keeps one of each standard signal, wakes a sleeper.
void send_signal(Machine& machine, Task& task, const SignalInfo& info);

/// Something deliverable waits for `task`, of which some signal is pending.
bool unblocked_signal_pending(const Task& task);
/// Something deliverable waits for `task`.
inline bool signal_pending(const Task& task) {
    return !task.signals.pending.empty() && unblocked_signal_pending(task);
}

/// Delivers what is pending on the way to user mode: pushes a frame for a handler, or does the default action, which may
/// end the task. Also restarts or interrupts the system call that was under way.
void deliver_signals(Machine& machine, Task& task);

/// setup_rt_frame: writes ucontext, siginfo and FPU state below the stack pointer and enters the handler.
/// False when the stack cannot be written.
bool push_signal_frame(Machine& machine, Task& task, const SignalInfo& info, const SignalAction& action);

/// rt_sigreturn: takes the registers back. False when the frame cannot be read.
bool pop_signal_frame(Machine& machine, Task& task);

/// sigaltstack's view: the stack pointer is on the alternate stack.
bool on_alternate_stack(const SignalState& signals, std::uint64_t stack_pointer);

}  // namespace faultline
