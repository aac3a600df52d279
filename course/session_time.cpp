// Travelling through the visible run: where it stops, and what is seen of that.
#include <algorithm>

#include "course/session_state.hpp"

namespace faultline {

History& ProgramRun::open_history(std::uint64_t budget_bytes) {
    if (visible == nullptr) {
        visible = std::make_unique<History>(launched->machine, launched->lines.get(), HistoryBudget{.bytes = budget_bytes});
        set_stop_points();
    }
    return *visible;
}

void ProgramRun::set_stop_points() {
    if (visible == nullptr) return;
    StopPoints points;
    for (const std::uint32_t line : breakpoints) points.addresses.push_back(launched->lines->address_of_line(line));
    std::sort(points.addresses.begin(), points.addresses.end());
    for (const Watched& watched : watches) points.watched.push_back({watched.pid, watched.start, watched.start + watched.bytes, watched.reads});
    visible->set_stop_points(std::move(points));
}

Result<Done> may_choose(const SessionState& state, Pid pid) {
    const Machine& machine = state.visible_run()->visible->now();
    const auto task = machine.tasks.find(pid);
    if (task == machine.tasks.end()) return Error{{}, "there is no process " + std::to_string(pid)};
    if (pid == machine.current) return Error{{}, "process " + std::to_string(pid) + " runs already"};
    if (task->second.state != TaskState::Runnable) return Error{{}, "process " + std::to_string(pid) + " cannot run now: it waits or has ended"};
    return Done{};
}

namespace {

/// Whether one of the accesses that come next is what `watched` waits for.
bool is_hit(const std::vector<Event>& next, const Watched& watched) {
    return std::any_of(next.begin(), next.end(), [&watched](const Event& event) {
        const bool wanted = event.small == static_cast<std::uint8_t>(Access::Write) ||
                            (watched.reads && event.small == static_cast<std::uint8_t>(Access::Read));
        return event.kind == EventKind::AccessStarted && wanted && event.address < watched.start + watched.bytes &&
               watched.start < event.address + event.value;
    });
}

}  // namespace

TimeView time_of(const SessionState& state) {
    TimeView view;
    const ProgramRun& run = *state.visible_run();
    const History& history = *run.visible;
    const Machine& machine = history.now();
    view.breakpoints.assign(run.breakpoints.begin(), run.breakpoints.end());
    view.marks = history.marks().size();
    view.history_bytes = history.bytes();
    view.history_budget_bytes = history.budget_bytes();
    view.goes_back = state.journey.kind == Journey::Kind::Back;
    for (std::uint32_t i = 0; i < history.branch_count(); ++i) view.branches.push_back(history.branch(i));
    for (const auto& [pid, task] : machine.tasks) {
        view.tasks.push_back({pid, task.name, task.state, pid == machine.current, static_cast<bool>(may_choose(state, pid))});
    }
    // What changes with every instruction waits until the run stands still.
    if (state.journey.kind != Journey::Kind::None) return view;
    view.variables = variables_of(machine, *run.launched->lines);
    std::vector<Event> next;
    if (state.last_stop == Stop::Watched) next = history.next_attempt();
    for (const Watched& watched : run.watches) {
        view.watches.push_back({watched.variable, watched.function, watched_value(machine, watched), watched.start, watched.bytes,
                                watched.reads, is_hit(next, watched)});
    }
    return view;
}

}  // namespace faultline
