#include "engine/history/history.hpp"

#include <algorithm>
#include <utility>

#include "engine/kernel/run.hpp"

namespace faultline {

History::History(const Machine& machine, const LineTable* lines, HistoryBudget budget)
    : present_{machine, 0},
      lines_(lines),
      budget_(budget),
      spacing_(budget.first_spacing),
      recorded_end_(tick()),
      checkpoints_(present_.snapshot()) {
    present_.machine.hardware.log.detail = Detail::Nothing;
}

void History::give(const Command& command) {
    if (!at_end()) leave_branch();
    forget_paths_from(tick());
    walk_.reset();
    commands_.push_back({tick(), command});
    marks_.push_back(input_mark(present_.machine));
    give_due(present_, commands_);
    present_.machine.hardware.forget_host_pointers();
}

void History::leave_branch() {
    Branch& left = branches_[current_];
    left.recorded_end = recorded_end_;
    left.commands = commands_;
    left.marks = marks_;
    left.checkpoints = checkpoints_;
    left.spacing = spacing_;
    Branch& begun = branches_.emplace_back();
    begun.parent = current_;
    begun.parted_at = tick();
    current_ = static_cast<std::uint32_t>(branches_.size() - 1);

    // The replay that remembers needs the commands that are about to go.
    remember_around(tick());
    commands_.resize(present_.next_command);
    marks_.truncate(tick());
    checkpoints_.truncate(tick());
    std::erase_if(rungs_, [this](const Instant& rung) { return rung.tick() > tick(); });
    recorded_end_ = tick();
    count_branches();
}

void History::count_branches() {
    other_branches_bytes_ = 0;
    for (const Branch& branch : branches_) {
        if (!branch.checkpoints) continue;
        other_branches_bytes_ += branch.marks.bytes_apart_from(marks_) + branch.checkpoints->bytes_apart_from(checkpoints_);
    }
}

BranchInfo History::branch(std::uint32_t index) const {
    const Branch& branch = branches_.at(index);
    const bool current = index == current_;
    const std::vector<TimedCommand>& commands = current ? commands_ : branch.commands;
    BranchInfo info{branch.parent, branch.parted_at, current ? recorded_end_ : branch.recorded_end, std::nullopt, current};
    if (index == branch.parent) return info;
    const auto first = std::find_if(commands.begin(), commands.end(), [&](const TimedCommand& one) { return one.tick >= branch.parted_at; });
    if (first != commands.end()) info.command = first->command;
    return info;
}

void History::visit_branch(std::uint32_t index) {
    if (index >= branches_.size() || index == current_) return;
    Branch& left = branches_[current_];
    Branch& wanted = branches_[index];
    // They agree up to the first command that only one of them has.
    const auto [here, there] = std::mismatch(commands_.begin(), commands_.end(), wanted.commands.begin(), wanted.commands.end());
    Tick parted_at = std::min(recorded_end_, wanted.recorded_end);
    if (here != commands_.end()) parted_at = std::min(parted_at, here->tick);
    if (there != wanted.commands.end()) parted_at = std::min(parted_at, there->tick);

    left.recorded_end = recorded_end_;
    left.commands = std::exchange(commands_, std::move(wanted.commands));
    left.marks = std::exchange(marks_, std::move(wanted.marks));
    left.checkpoints = std::exchange(checkpoints_, *std::move(wanted.checkpoints));
    left.spacing = std::exchange(spacing_, wanted.spacing);
    recorded_end_ = wanted.recorded_end;
    wanted.checkpoints.reset();
    current_ = index;
    rungs_.clear();
    paths_.clear();
    paths_from_ = recorded_end_;
    walk_.reset();
    next_to_forget_ = 0;
    present_ = checkpoints_.first();
    seek(parted_at);
    count_branches();
}

/// Makes the attempt that comes next there, with everything recorded.
RecordedAttempt History::attempt_at(Instant& there) const {
    give_due(there, commands_);
    there.machine.hardware.log.detail = Detail::Everything;
    there.machine.fault_traces.keep_last(FaultTraces::all);
    run_machine(there.machine, {.max_ticks = 1});
    return {there.machine.hardware.log.drain(), there.machine.fault_traces.drain()};
}

RecordedAttempt History::coming_attempt(std::optional<Instant>& ahead) const {
    ahead = present_;
    return attempt_at(*ahead);
}

std::vector<Event> History::next_attempt() const {
    std::optional<Instant> ahead;
    return coming_attempt(ahead).events;
}

std::vector<FaultTrace> History::next_faults() const {
    std::optional<Instant> ahead;
    return coming_attempt(ahead).faults;
}

/// Of the faults in the machine's outbox.
void History::keep_paths() {
    const Machine& machine = now();
    std::vector<FaultPath> last;
    std::size_t left = machine.fault_traces.size();
    for (auto event = machine.hardware.log.events.rbegin(); event != machine.hardware.log.events.rend(); ++event) {
        if (left == 0 || last.size() > paths_kept) break;
        if (event->kind == EventKind::FaultEnded) last.push_back({event->tick, machine.fault_traces[--left]});
    }
    paths_.insert(paths_.end(), last.rbegin(), last.rend());
    if (paths_.size() <= paths_kept) return;
    const auto kept = paths_.end() - paths_kept;
    paths_from_ = (kept - 1)->tick + 1;
    paths_.erase(paths_.begin(), kept);
}

/// What happens from `tick` on may be something else now.
void History::forget_paths_from(Tick tick) {
    std::erase_if(paths_, [tick](const FaultPath& path) { return path.tick >= tick; });
    paths_from_ = std::min(paths_from_, tick);
}

std::vector<FaultTrace> History::faults_at(Tick tick) const {
    if (tick >= paths_from_ && tick < recorded_end_) {
        std::vector<FaultTrace> known;
        for (const FaultPath& path : paths_) {
            if (path.tick == tick) known.push_back(path.trace);
        }
        return known;
    }
    Instant there = nearest(tick);
    replay(there, commands_, std::min(tick, recorded_end_));
    return attempt_at(there).faults;
}

}  // namespace faultline
