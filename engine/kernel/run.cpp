#include "engine/kernel/run.hpp"

#include <algorithm>
#include <string>

#include "engine/cpu/run.hpp"
#include "engine/kernel/cpu_bus.hpp"
#include "engine/kernel/fault.hpp"
#include "engine/kernel/sched.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/kernel/syscall.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

/// A timer interrupt's distance in attempts. Only at these, and on the way out of the kernel, can somebody else run.
constexpr Tick timer_ticks = 1024;

std::string bytes_in_hex(const RunResult& result) {
    std::string out;
    constexpr std::uint32_t shown = 8;
    for (std::uint32_t i = 0; i < std::min<std::uint32_t>(result.byte_count, shown); ++i) {
        out.push_back("0123456789abcdef"[result.bytes[i] >> 4]);
        out.push_back("0123456789abcdef"[result.bytes[i] & 15]);
        out.push_back(' ');
    }
    return out;
}

class Runner {
public:
    Runner(Machine& machine, const HaltAt& at)
        : machine_(machine), hardware_(machine.hardware), at_(at), pages_(machine.decoded.pages(!at.stop_addresses.empty())) {
        if (!at.watched.empty()) hardware_.watch_for(at.watched);
    }
    ~Runner() {
        if (!at_.watched.empty()) hardware_.watch_for({});
    }
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    Halted run() {
        for (;;) {
            if (done_ >= at_.max_ticks) return halted(Halt::TickLimit);
            Task* const running = running_task(machine_);
            if (running == nullptr) {
                switch (schedule(machine_)) {
                    case Schedule::Ready: continue;
                    case Schedule::WantsTerminal: return halted(Halt::WaitsForInput);
                    case Schedule::Stuck: return halted(Halt::Stuck);
                    case Schedule::AllExited: return halted(Halt::AllExited);
                }
            }
            hardware_.watch.suspend(is_exempt());
            Task& task = *running;
            if (!task.in_syscall && signal_pending(task)) {
                // It slept when the signal came.
                deliver_signals(machine_, task);
            } else if (task.in_syscall) {
                enter_kernel(task, [&] { enter_syscall(machine_, task); });
            } else if (!is_exempt() && is_stop_address(task.cpu.rip)) {
                return halted(Halt::StopAddress);
            } else {
                run_user_code(task);
            }
            switch (hardware_.watch.take_hit()) {
                case Watch::Hit::None: break;
                case Watch::Hit::Refused: return halted(Halt::WatchedAccess);
                case Watch::Hit::Noted: return {Halt::WatchedAccess, done_ - 1, false};
            }
        }
    }

private:
    Halted halted(Halt reason) const { return {reason, done_, tries_again_}; }

    bool is_exempt() const { return tries_again_ || (done_ == 0 && at_.first_is_exempt); }

    bool is_stop_address(std::uint64_t rip) const {
        return std::find(at_.stop_addresses.begin(), at_.stop_addresses.end(), rip) != at_.stop_addresses.end();
    }

    Tick stretch() const {
        Tick most = at_.max_ticks - done_;
        if (hardware_.log.wants(Detail::Everything)) return 1;
        if (hardware_.watch.any() && is_exempt()) return 1;
        if (timers_matter(machine_)) most = std::min(most, timer_ticks - hardware_.tick % timer_ticks);
        return most;
    }

    void run_user_code(Task& task) {
        CpuBus bus(hardware_);
        const Nanoseconds before = hardware_.now;
        const RunResult result =
            faultline::run(task.cpu, pages_, bus, RunLimits{stretch(), at_.stop_addresses});
        task.user_time += hardware_.now - before;
        tries_again_ = false;
        const bool trap_retired = result.reason == RunReason::Syscall || result.reason == RunReason::Breakpoint;
        count(result.instructions_retired - (trap_retired ? 1 : 0));
        switch (result.reason) {
            case RunReason::LimitReached:
            case RunReason::StopAddress:
                if (timers_matter(machine_) && hardware_.tick % timer_ticks == 0) leave_kernel();
                return;
            case RunReason::Syscall: enter_kernel(task, [&] { enter_syscall(machine_, task); }); return;
            case RunReason::Breakpoint:
                trap(task, {.number = signal_number::trap, .code = signal_code::kernel, .trap = trap_number::breakpoint});
                return;
            case RunReason::Fault: page_fault(task); return;
            case RunReason::InvalidOpcode:
                note_attempt();
                task.last_words = "illegal instruction: " + bytes_in_hex(result);
                trap(task, {.number = signal_number::illegal,
                            .code = signal_code::illegal_operand,
                            .address = task.cpu.rip,
                            .trap = trap_number::invalid_opcode});
                return;
            case RunReason::DivideError:
                note_attempt();
                trap(task, {.number = signal_number::floating_point,
                            .code = signal_code::integer_divide,
                            .address = task.cpu.rip,
                            .trap = trap_number::divide_error});
                return;
            case RunReason::GeneralProtection:
                note_attempt();
                trap(task, {.number = signal_number::segv,
                            .code = signal_code::kernel,
                            .trap = trap_number::general_protection});
                return;
        }
    }

    void page_fault(Task& task) {
        if (hardware_.watch.refused()) return;
        note_attempt();
        tries_again_ = true;
        enter_kernel(task, [&] { handle_page_fault(machine_, task, hardware_.fault); });
    }

    void trap(Task& task, const SignalInfo& info) {
        enter_kernel(task, [&] { force_signal(machine_, task, info); });
    }

    /// An instruction that did not retire has cost its time all the same.
    void note_attempt() {
        hardware_.note_fetches(1);
        hardware_.now += hardware_.costs.instruction;
    }

    void count(Tick ticks) {
        hardware_.tick += ticks;
        done_ += ticks;
    }

    /// One attempt's stay in the kernel, up to the return to user mode.
    template <class Work>
    void enter_kernel(Task& task, Work work) {
        const Pid pid = task.pid;
        work();
        // The task may be gone: it ended, and nobody waits for it.
        const auto found = machine_.tasks.find(pid);
        if (found != machine_.tasks.end()) {
            Task& there = found->second;
            if (there.state == TaskState::Runnable) {
                deliver_signals(machine_, there);
            } else if (sleeps(there)) {
                ++there.voluntary_switches;
            }
        }
        leave_kernel();
        count(1);
    }

    static bool sleeps(const Task& task) {
        return task.state == TaskState::Sleeping || task.state == TaskState::DiskSleep;
    }

    void leave_kernel() { preempt(machine_); }

    Machine& machine_;
    Hardware& hardware_;
    const HaltAt& at_;
    DecodedPages& pages_;
    Tick done_ = 0;
    bool tries_again_ = false;
};

}  // namespace

Halted run_machine(Machine& machine, const HaltAt& at) { return Runner(machine, at).run(); }

}  // namespace faultline
