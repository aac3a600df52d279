// A run that can be walked in both directions. The machine is deterministic, so its past is its inputs: History keeps the
// commands and the ticks at which they came, checkpoints every so often, and replays the rest. Going back never deletes
// the future; a new command in the past starts a branch, and the one that was left can be visited again.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/machine.hpp"

namespace faultline {

/// The learner types a line at the terminal.
struct TypeInput {
    std::string text;
};
/// End of input at the terminal (Ctrl-D).
struct EndInput {};
/// The learner chooses who runs next.
struct ChooseNext {
    Pid pid = 0;
};

using Command = std::variant<TypeInput, EndInput, ChooseNext>;

struct TimedCommand {
    Tick tick = 0;
    Command command;
};

enum class MarkKind : std::uint8_t { Fault, Syscall, Output, Signal, Fork, Exit, Input };

/// One thing on the timeline. `tick` is the attempt during which it happened: seek(tick) is the moment just before it.
struct Mark {
    Tick tick = 0;
    Nanoseconds time = 0;
    std::uint64_t address = 0;   // Fault, Signal: the address. Syscall: its number. Output: bytes. Fork: the child
    Pid pid = 0;
    MarkKind kind{};
    Leaf leaf{};                 // Fault
    bool major = false;          // Fault
    bool counted = false;        // Fault: in min_flt or maj_flt
};

/// When `History::run` stops, besides the end of all programs, a program waiting for the terminal, and the tick budget.
struct Until {
    enum class What : std::uint8_t { Ticks, AnyFault, MinorFault, MajorFault, InvalidFault, Syscall, Line, LineOver, LineOut, Address };
    What what = What::Ticks;
    /// Ticks: how many. Address: where.
    std::uint64_t count = 1;
    /// Only this process counts, 0 for any.
    Pid pid = 0;
};

enum class Stop : std::uint8_t {
    Reached,
    Budget,
    WaitsForInput,
    Stuck,       // every process sleeps and nothing can wake one
    AllExited,
};

struct HistoryBudget {
    /// Host memory that checkpoints may hold; when it is full their spacing doubles.
    std::uint64_t bytes = 256ull << 20;
    Tick first_spacing = 1'000'000;
};

class LineTable;

class History {
public:
    /// Takes over a machine that stands at its beginning; `lines` (may be null) gives meaning to Until::Line and lives
    /// as long as the History.
    History(const Machine& machine, const LineTable* lines, HistoryBudget budget = {});

    /// The machine at the present moment. Looking is free.
    const Machine& now() const { return present_; }
    Tick tick() const { return present_.hardware.tick; }
    /// The furthest tick that this branch has run to.
    Tick recorded_end() const { return recorded_end_; }
    bool at_end() const { return tick() >= recorded_end_; }

    /// Everything that happened on this branch, in order, up to `recorded_end()`.
    const std::vector<Mark>& marks() const { return marks_; }

    /// Goes forward by at most `budget` ticks. Re-walks the recorded future while there is one. Until a fault or a system
    /// call, it stops just before the instruction that makes it, so that the moment can be looked at and stepped through.
    Stop run(const Until& until, Tick budget);

    /// Goes to any recorded tick, back or forward.
    void seek(Tick tick);

    /// Goes back to the last moment at which `until` (of the kinds Ticks, faults, Syscall, Line) would have stopped, or to
    /// the beginning.
    void step_back(const Until& until);

    /// Gives a command at the present moment. In the past this starts a branch.
    void give(const Command& command);

    /// The micro-steps of the attempt that comes next, recorded on a copy: the present does not move.
    std::vector<Event> next_attempt() const;
    /// The same with the fault's recorded path, if the attempt faults.
    std::vector<FaultTrace> next_faults() const;

    std::uint32_t branch_count() const { return static_cast<std::uint32_t>(branches_.size()) + 1; }
    /// Leaves this branch for another one, at the tick where they parted.
    void visit_branch(std::uint32_t index);

    /// Host bytes that checkpoints hold, roughly (shared memory counted once).
    std::uint64_t checkpoint_bytes() const { return checkpoint_bytes_; }
    std::uint32_t checkpoint_count() const { return static_cast<std::uint32_t>(checkpoints_.size()); }

    const std::vector<TimedCommand>& commands() const { return commands_; }

private:
    struct Checkpoint {
        Machine machine;
        /// The first command that the machine has not had yet.
        std::size_t next_command = 0;
    };
    struct Branch {
        Tick parted_at = 0;
        Tick recorded_end = 0;
        std::vector<TimedCommand> commands;
        std::vector<Mark> marks;
        std::vector<Checkpoint> checkpoints;
    };

    Stop advance_to(Tick target);
    Stop run_to_line(const Until& until, Tick limit);
    void apply_due_commands();
    void maybe_checkpoint();
    void leave_branch();
    Machine attempt_on_copy() const;

    Machine present_;
    const LineTable* lines_;
    HistoryBudget budget_;
    Tick spacing_;
    Tick recorded_end_ = 0;
    std::uint64_t checkpoint_bytes_ = 0;
    std::vector<Checkpoint> checkpoints_;
    std::vector<TimedCommand> commands_;
    std::size_t next_command_ = 0;
    std::vector<Mark> marks_;
    std::vector<Branch> branches_;
};

}  // namespace faultline
