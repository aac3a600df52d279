#include "engine/history/history.hpp"

#include <algorithm>
#include <utility>

#include "engine/history/line_steps.hpp"
#include "engine/history/marks.hpp"
#include "engine/kernel/terminal.hpp"
#include "engine/kernel/run.hpp"
#include "engine/kernel/sched.hpp"

namespace faultline {

namespace {

/// Longest stretch between two looks at the event log, so that the log of a long run stays small.
constexpr Tick slice_ticks = 250'000;

bool is_mark_kind(Until::What what) {
    switch (what) {
        case Until::What::AnyFault:
        case Until::What::MinorFault:
        case Until::What::MajorFault:
        case Until::What::InvalidFault:
        case Until::What::Syscall: return true;
        case Until::What::Ticks:
        case Until::What::Line:
        case Until::What::LineOver:
        case Until::What::LineOut:
        case Until::What::Address: return false;
    }
    return false;
}

bool tick_less(const Mark& mark, Tick tick) { return mark.tick < tick; }

Stop stop_for(Halt reason) {
    switch (reason) {
        case Halt::TickLimit:
        case Halt::StopAddress: return Stop::Reached;
        case Halt::WaitsForInput: return Stop::WaitsForInput;
        case Halt::Stuck: return Stop::Stuck;
        case Halt::AllExited: return Stop::AllExited;
    }
    return Stop::Reached;
}

void carry_out(Machine& machine, const Command& command) {
    if (const auto* typed = std::get_if<TypeInput>(&command)) type_on_terminal(machine, typed->text);
    if (std::holds_alternative<EndInput>(command)) end_terminal_input(machine);
    if (const auto* chosen = std::get_if<ChooseNext>(&command)) choose_next(machine, chosen->pid);
}

}  // namespace

History::History(const Machine& machine, const LineTable* lines, HistoryBudget budget)
    : present_(machine), lines_(lines), budget_(budget), spacing_(budget.first_spacing), recorded_end_(tick()) {
    present_.hardware.log.detail = Detail::Nothing;
    checkpoints_.push_back({present_.snapshot(), 0});
}

void History::apply_due_commands() {
    while (next_command_ < commands_.size() && commands_[next_command_].tick <= tick()) {
        carry_out(present_, commands_[next_command_++].command);
    }
}

void History::maybe_checkpoint() {
    if (tick() < checkpoints_.back().machine.hardware.tick + spacing_) return;
    checkpoints_.push_back({present_.snapshot(), next_command_});
    checkpoint_bytes_ += present_.hardware.ram.bytes_apart_from(
        checkpoints_[checkpoints_.size() - 2].machine.hardware.ram);
    if (checkpoint_bytes_ <= budget_.bytes) return;
    // Every second one goes, the first stays, and from now on they lie twice as far apart.
    std::vector<Checkpoint> kept;
    for (std::size_t i = 0; i < checkpoints_.size(); i += 2) kept.push_back(std::move(checkpoints_[i]));
    checkpoints_ = std::move(kept);
    spacing_ *= 2;
    checkpoint_bytes_ /= 2;
}

Stop History::advance_to(Tick target) {
    Stop stop = Stop::Reached;
    while (tick() < target) {
        apply_due_commands();
        const bool recording = at_end();
        Tick end = std::min(target, tick() + slice_ticks);
        if (!recording) end = std::min(end, recorded_end_);
        if (next_command_ < commands_.size()) end = std::min(end, commands_[next_command_].tick);
        present_.hardware.log.detail = recording ? Detail::Faults : Detail::Nothing;
        const Tick before = tick();
        const Halted halted = run_machine(present_, {.max_ticks = end - tick()});
        if (recording) {
            append_marks(marks_, present_);
            recorded_end_ = tick();
            maybe_checkpoint();
        }
        stop = stop_for(halted.reason);
        const bool input_is_due = next_command_ < commands_.size() && commands_[next_command_].tick <= tick();
        if (stop != Stop::Reached && !input_is_due) break;
        stop = Stop::Reached;
        FAULTLINE_ASSERT(tick() > before || input_is_due);
    }
    present_.hardware.log.detail = Detail::Nothing;
    present_.hardware.forget_host_pointers();
    return stop;
}

Stop History::run(const Until& until, Tick budget) {
    const Tick start = tick();
    const Tick limit = start + budget;
    if (until.what == Until::What::Ticks) return advance_to(std::min(limit, start + until.count));
    if (!is_mark_kind(until.what)) return run_to_line(until, limit);

    std::size_t next = static_cast<std::size_t>(
        std::lower_bound(marks_.begin(), marks_.end(), start + 1, tick_less) - marks_.begin());
    for (;;) {
        for (; next < marks_.size(); ++next) {
            if (!matches(marks_[next], until)) continue;
            if (marks_[next].tick >= limit) break;
            seek(marks_[next].tick);
            return Stop::Reached;
        }
        const Stop stop = advance_to(std::min(limit, std::max(recorded_end_, tick()) + slice_ticks));
        if (next < marks_.size()) continue;
        if (stop != Stop::Reached) return stop;
        if (tick() >= limit) return Stop::Budget;
    }
}

Stop History::run_to_line(const Until& until, Tick limit) {
    LineStep step(lines_, present_, until);
    while (tick() < limit) {
        const Stop stop = advance_to(tick() + 1);
        if (stop != Stop::Reached) return stop;
        if (step.arrived(present_)) return Stop::Reached;
    }
    return Stop::Budget;
}

void History::seek(Tick target) {
    target = std::min(target, recorded_end_);
    const auto after = std::upper_bound(
        checkpoints_.begin(), checkpoints_.end(), target,
        [](Tick wanted, const Checkpoint& checkpoint) { return wanted < checkpoint.machine.hardware.tick; });
    const Checkpoint& nearest = after == checkpoints_.begin() ? *after : *(after - 1);
    if (target < tick() || nearest.machine.hardware.tick > tick()) {
        present_ = nearest.machine;
        next_command_ = nearest.next_command;
    }
    advance_to(target);
}

void History::step_back(const Until& until) {
    const Tick here = tick();
    const Tick first = checkpoints_.front().machine.hardware.tick;
    if (until.what == Until::What::Ticks) {
        seek(here - std::min(here - first, until.count));
        return;
    }
    if (is_mark_kind(until.what)) {
        auto mark = std::lower_bound(marks_.begin(), marks_.end(), here, tick_less);
        while (mark != marks_.begin() && !matches(*(mark - 1), until)) --mark;
        seek(mark == marks_.begin() ? first : (mark - 1)->tick);
        return;
    }
    // Lines are found by walking forward through ever longer stretches of the past.
    for (Tick reach = 2000;; reach *= 8) {
        const Tick from = here - std::min(here - first, reach);
        seek(from);
        LineStep step(lines_, present_, until);
        Tick last = from;
        while (tick() < here) {
            advance_to(tick() + 1);
            if (tick() < here && step.arrived(present_)) last = tick();
        }
        if (last == from && from != first) continue;
        seek(last);
        return;
    }
}

void History::give(const Command& command) {
    if (!at_end()) leave_branch();
    commands_.push_back({tick(), command});
    marks_.push_back({.tick = tick(), .time = present_.hardware.now, .kind = MarkKind::Input});
    apply_due_commands();
    present_.hardware.forget_host_pointers();
}

void History::leave_branch() {
    branches_.push_back({tick(), recorded_end_, commands_, marks_, checkpoints_});
    commands_.resize(next_command_);
    marks_.erase(std::lower_bound(marks_.begin(), marks_.end(), tick(), tick_less), marks_.end());
    std::erase_if(checkpoints_, [this](const Checkpoint& checkpoint) { return checkpoint.machine.hardware.tick > tick(); });
    recorded_end_ = tick();
}

void History::visit_branch(std::uint32_t index) {
    if (index >= branches_.size()) return;
    Branch wanted = std::move(branches_[index]);
    const Tick parted_at = wanted.parted_at;
    branches_[index] = {parted_at, recorded_end_, std::move(commands_), std::move(marks_), std::move(checkpoints_)};
    commands_ = std::move(wanted.commands);
    marks_ = std::move(wanted.marks);
    checkpoints_ = std::move(wanted.checkpoints);
    recorded_end_ = wanted.recorded_end;
    present_ = checkpoints_.front().machine;
    next_command_ = checkpoints_.front().next_command;
    seek(parted_at);
}

std::vector<Event> History::next_attempt() const { return attempt_on_copy().hardware.log.drain(); }

std::vector<FaultTrace> History::next_faults() const { return attempt_on_copy().fault_traces; }

Machine History::attempt_on_copy() const {
    Machine copy = present_;
    for (std::size_t i = next_command_; i < commands_.size() && commands_[i].tick <= tick(); ++i) {
        carry_out(copy, commands_[i].command);
    }
    copy.hardware.log.detail = Detail::Everything;
    run_machine(copy, {.max_ticks = 1});
    return copy;
}

}  // namespace faultline
