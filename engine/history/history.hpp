// A run that can be walked in both directions. The machine is deterministic, so its past is its inputs: History keeps the
// commands and the ticks at which they came, checkpoints every so often, and replays the rest. Going back never deletes
// the future; a new command in the past starts a branch, and the one that was left can be visited again.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/history/checkpoints.hpp"
#include "engine/history/command.hpp"
#include "engine/history/line_steps.hpp"
#include "engine/history/mark_list.hpp"
#include "engine/history/until.hpp"
#include "engine/kernel/run.hpp"
#include "engine/machine.hpp"

namespace faultline {

struct HistoryBudget {
    /// Host memory that the past may hold. When it is full, checkpoints lie further apart and the oldest marks keep only
    /// their counts; both come back by replaying.
    std::uint64_t bytes = 256ull << 20;
    /// Least distance of checkpoints, in `host_work`.
    std::uint64_t first_spacing = 2'000'000;
};

/// A branch of the run, as a list of them shows it.
struct BranchInfo {
    /// The branch that it left, its own index for the first.
    std::uint32_t parent = 0;
    /// Where it left it.
    Tick parted_at = 0;
    Tick recorded_end = 0;
    /// What made it.
    std::optional<Command> command;
    bool current = false;
};

/// One attempt with everything that it records: its micro-steps, and the paths of its faults.
struct RecordedAttempt {
    std::vector<Event> events;
    std::vector<FaultTrace> faults;
};

class LineTable;

class History {
public:
    /// Takes over a machine that stands at its beginning; `lines` (may be null) gives meaning to Until::Line and lives
    /// as long as the History.
    History(const Machine& machine, const LineTable* lines, HistoryBudget budget = {});

    /// The machine at the present moment. Looking is free.
    const Machine& now() const { return present_.machine; }
    Tick tick() const { return present_.tick(); }
    Tick first_tick() const { return checkpoints_.first().tick(); }
    /// The furthest tick that this branch has run to.
    Tick recorded_end() const { return recorded_end_; }
    /// Nothing is recorded beyond the present.
    bool at_end() const { return tick() >= recorded_end_ && present_.next_command == commands_.size(); }

    /// Everything that happened on this branch, in order, up to `recorded_end()`.
    const MarkList& marks() const { return marks_; }
    /// All of them before `tick`, also those that had been forgotten.
    std::vector<Mark> marks_before(Tick tick);

    /// Goes forward by at most `budget` ticks. Re-walks the recorded future while there is one. Until a fault, a system
    /// call, output or a switch, it stops just before the attempt that makes it, so that the moment can be looked at and
    /// stepped through.
    Stop run(const Until& until, Tick budget);

    /// Goes back to the last moment at which `until` would have stopped, or to the beginning. Looking for it replays at
    /// most about `budget` ticks; with Stop::Budget nothing has moved yet.
    Stop step_back(const Until& until, Tick budget = ~Tick{0});

    /// Goes on with the run or the step back that ended with Stop::Budget.
    Stop go_on(Tick budget);

    /// Goes to any recorded tick, back or forward.
    void seek(Tick tick);

    void set_stop_points(StopPoints points);

    /// Gives a command at the present moment. In the past this starts a branch.
    void give(const Command& command);

    /// The attempt that comes next, made on a copy: the present does not move. The copy is made in `ahead`: where that was used
    /// before, it costs no more than what has changed since.
    RecordedAttempt coming_attempt(std::optional<Instant>& ahead) const;
    std::vector<Event> next_attempt() const;
    std::vector<FaultTrace> next_faults() const;
    /// The faults of the attempt at a recorded tick: at once if they are among the last that were recorded, else by replaying.
    std::vector<FaultTrace> faults_at(Tick tick) const;

    std::uint32_t branch_count() const { return static_cast<std::uint32_t>(branches_.size()); }
    /// Branches keep their index.
    std::uint32_t current_branch() const { return current_; }
    BranchInfo branch(std::uint32_t index) const;
    /// Leaves this branch for another one, at the tick where they parted.
    void visit_branch(std::uint32_t index);

    /// Host memory that the past holds: checkpoints, marks and other branches. About; shared memory counted once.
    std::uint64_t bytes() const { return checkpoints_.bytes() + marks_.bytes() + other_branches_bytes_; }
    std::uint64_t budget_bytes() const { return budget_.bytes; }
    void set_budget_bytes(std::uint64_t bytes);
    std::uint32_t checkpoint_count() const { return static_cast<std::uint32_t>(checkpoints_.size()); }

    const std::vector<TimedCommand>& commands() const { return commands_; }

private:
    struct Branch {
        std::uint32_t parent = 0;
        Tick parted_at = 0;
        // While it is not the current one:
        Tick recorded_end = 0;
        std::vector<TimedCommand> commands;
        MarkList marks;
        std::optional<Checkpoints> checkpoints;
        std::uint64_t spacing = 0;
    };
    /// The way that `run` or `step_back` began.
    struct Walk {
        Until until;
        bool back = false;
        Tick start = 0;
        /// Forward to a mark: the first one that may be it.
        std::size_t next_mark = 0;
        std::optional<LineStep> line;
        std::vector<std::uint64_t> addresses;
        /// Forward to a mark: how far to run beyond the record at once.
        Tick reach = 4'000;
        /// The next attempt does not count as a stop point.
        bool exempt = true;
        /// Back by lines or to a stop point: before this tick nothing has been searched yet.
        Tick searched_to = 0;
    };

    // history_run.cpp
    std::optional<Stop> advance_to(Tick target);
    Stop go_on_to_mark(Tick limit);
    Halt run_slice(Tick end);
    std::optional<Stop> stop_here();
    std::vector<std::uint64_t> stop_addresses(const Walk& walk) const;
    std::vector<WatchedRange> watched_ranges(const Machine& machine) const;
    Tick slice_ticks() const;
    std::uint64_t work_to_next_checkpoint() const;
    void record();
    void take_back(Instant before, Tick tick);

    // history_back.cpp
    Stop go_back(Tick budget);
    Tick go_back_to_mark(const Until& until);
    std::optional<Tick> last_stop_in(Instant from, Tick end);
    const Instant& nearest(Tick tick) const;
    void leave_rungs(Tick target);

    // history_memory.cpp
    std::size_t find_mark(std::size_t from, const Until& until, Tick after);
    void remember_block(std::size_t block);
    void remember_around(Tick tick);
    void keep_to_budget();
    bool forget_marks();
    bool thin_branch();

    // history.cpp
    void leave_branch();
    void count_branches();
    RecordedAttempt attempt_at(Instant& there) const;
    void keep_paths();
    void forget_paths_from(Tick tick);

    struct FaultPath {
        Tick tick = 0;
        FaultTrace trace;
    };
    static constexpr std::size_t paths_kept = 64;

    Instant present_;
    const LineTable* lines_;
    HistoryBudget budget_;
    /// Of checkpoints, in `host_work`, as far as the budget goes.
    std::uint64_t spacing_;
    Tick recorded_end_ = 0;
    Checkpoints checkpoints_;
    /// Near the last place that was gone back to, so that going on backwards replays little. By tick.
    std::vector<Instant> rungs_;
    std::vector<TimedCommand> commands_;
    MarkList marks_;
    /// Of the last faults that were recorded: all from this tick on.
    std::vector<FaultPath> paths_;
    Tick paths_from_ = 0;
    std::size_t next_to_forget_ = 0;
    std::vector<Branch> branches_{1};
    std::uint32_t current_ = 0;
    std::uint64_t other_branches_bytes_ = 0;
    StopPoints stop_points_;
    std::optional<Walk> walk_;
    /// `host_work` a tick of the last slice, in 1/16.
    std::uint64_t work_rate_ = 16;
};

}  // namespace faultline
