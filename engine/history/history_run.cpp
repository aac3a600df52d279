// Forward: along what is recorded, and beyond it.
#include <algorithm>

#include "engine/history/history.hpp"
#include "engine/kernel/run.hpp"

namespace faultline {

namespace {

/// Longest stretch between two looks at the event log, so that the log of a long run stays small.
constexpr Tick longest_slice = 250'000;
constexpr Tick shortest_slice = 1'000;

bool is_mark_kind(Until::What what) {
    switch (what) {
        case Until::What::AnyFault:
        case Until::What::MinorFault:
        case Until::What::MajorFault:
        case Until::What::InvalidFault:
        case Until::What::Syscall:
        case Until::What::Output:
        case Until::What::Switch: return true;
        case Until::What::Ticks:
        case Until::What::Line:
        case Until::What::LineOver:
        case Until::What::LineOut:
        case Until::What::Address:
        case Until::What::StopPoint: return false;
    }
    return false;
}

/// A run is at least so many times as much work as the checkpoints that are made of it.
constexpr std::uint64_t copies_worth = 16;

Tick sum(Tick a, Tick b) { return a > ~Tick{0} - b ? ~Tick{0} : a + b; }

}  // namespace

void History::set_stop_points(StopPoints points) {
    stop_points_ = std::move(points);
    if (walk_ && !walk_->back) walk_->addresses = stop_addresses(*walk_);
}

Stop History::run(const Until& until, Tick budget) {
    walk_ = Walk{};
    walk_->until = until;
    walk_->start = tick();
    if (is_mark_kind(until.what)) {
        remember_around(tick() + 1);
        walk_->next_mark = marks_.lower_bound(tick() + 1);
    } else if (until.what != Until::What::Ticks) {
        walk_->line.emplace(lines_, now(), until, LineStep::Way::Forward);
    }
    walk_->addresses = stop_addresses(*walk_);
    return go_on(budget);
}

Stop History::go_on(Tick budget) {
    if (!walk_) return Stop::Reached;
    if (walk_->back) return go_back(budget);
    const Tick limit = sum(tick(), budget);
    if (is_mark_kind(walk_->until.what)) return go_on_to_mark(limit);
    const Tick end = walk_->until.what == Until::What::Ticks ? sum(walk_->start, walk_->until.count) : ~Tick{0};
    if (const std::optional<Stop> stop = advance_to(std::min(limit, end))) return *stop;
    return tick() >= end ? Stop::Reached : Stop::Budget;
}

Stop History::go_on_to_mark(Tick limit) {
    Walk& walk = *walk_;
    for (;;) {
        walk.next_mark = find_mark(walk.next_mark, walk.until, walk.start);
        const bool known = walk.next_mark < marks_.size();
        const Tick to = known ? marks_[walk.next_mark].tick : recorded_end_;
        if (tick() < to) {
            if (const std::optional<Stop> stop = advance_to(std::min(limit, to))) return *stop;
        }
        if (known) return tick() == to ? Stop::Reached : Stop::Budget;
        if (tick() >= limit) return Stop::Budget;

        // Beyond the record the mark is only known once it has been run over: a short way further, and back to it.
        Instant before = present_.snapshot();
        walk.reach = std::min(walk.reach * 4, slice_ticks());
        const std::optional<Stop> stop = advance_to(std::min(limit, tick() + walk.reach));
        walk.next_mark = find_mark(walk.next_mark, walk.until, walk.start);
        if (walk.next_mark < marks_.size()) {
            take_back(std::move(before), marks_[walk.next_mark].tick);
            return Stop::Reached;
        }
        if (stop) return *stop;
    }
}

/// What was run beyond `tick` has not happened.
void History::take_back(Instant before, Tick tick) {
    remember_around(tick);
    marks_.truncate(tick);
    checkpoints_.truncate(tick);
    forget_paths_from(tick);
    recorded_end_ = tick;
    present_ = std::move(before);
    replay(present_, commands_, tick);
}

std::vector<std::uint64_t> History::stop_addresses(const Walk& walk) const {
    if (!walk.line) return stop_points_.addresses;
    std::vector<std::uint64_t> all;
    std::set_union(stop_points_.addresses.begin(), stop_points_.addresses.end(), walk.line->stops().begin(),
                   walk.line->stops().end(), std::back_inserter(all));
    return all;
}

std::vector<WatchedRange> History::watched_ranges(const Machine& machine) const {
    std::vector<WatchedRange> ranges;
    for (const StopPoints::Watched& watched : stop_points_.watched) {
        const auto task = machine.tasks.find(watched.pid);
        if (task == machine.tasks.end() || machine.mms.count(task->second.mm) == 0 || watched.end <= watched.start) continue;
        ranges.push_back({watched.start, watched.end, machine.mm_of(task->second).pgd, watched.reads});
    }
    return ranges;
}

std::optional<Stop> History::stop_here() {
    const auto task = now().tasks.find(now().current);
    if (task == now().tasks.end()) return std::nullopt;
    // Both are asked: a step by line keeps count of the lines that it has seen.
    const bool arrived = walk_->line && walk_->line->arrived(now());
    if (std::binary_search(stop_points_.addresses.begin(), stop_points_.addresses.end(), task->second.cpu.rip)) return Stop::Breakpoint;
    return arrived ? std::optional<Stop>(Stop::Reached) : std::nullopt;
}

/// As many as leave the next checkpoint where it belongs.
Tick History::slice_ticks() const {
    return std::clamp<Tick>(work_to_next_checkpoint() * 4 / work_rate_, shortest_slice, longest_slice);
}

/// In `host_work`, since the last one: the budget's spacing, or more, since a machine of millions of pages is not copied at
/// every turn.
std::uint64_t History::work_to_next_checkpoint() const { return std::max(spacing_, copies_worth * work_of_copy(now())); }

void History::record() {
    keep_paths();
    drain_marks(present_.machine, [this](const Mark& mark) { marks_.push_back(mark); });
    recorded_end_ = tick();
    const Machine& last = checkpoints_.last().machine;
    const std::uint64_t work = host_work(now()) - host_work(last);
    if (work < work_to_next_checkpoint()) {
        if (bytes() > budget_.bytes) keep_to_budget();
        return;
    }
    work_rate_ = std::max<std::uint64_t>(1, work * 16 / std::max<Tick>(1, tick() - last.hardware.tick));
    checkpoints_.push_back(present_.snapshot());
    keep_to_budget();
}

/// Runs to `end` at most; where a watched access comes first, to just before it.
Halt History::run_slice(Tick end) {
    const std::vector<WatchedRange> ranges = watched_ranges(now());
    std::optional<Instant> before;
    if (!ranges.empty()) before = present_.snapshot();
    const Halted halted = run_machine(present_.machine, {.max_ticks = end - tick(), .stop_addresses = walk_->addresses, .watched = ranges,
                                                         .first_is_exempt = walk_->exempt});
    walk_->exempt = halted.tries_again || halted.reason == Halt::StopAddress;
    if (halted.reason == Halt::WatchedAccess) {
        const Detail detail = now().hardware.log.detail;
        present_ = *std::move(before);
        present_.machine.hardware.log.detail = detail;
        if (halted.ticks > 0) run_machine(present_.machine, {.max_ticks = halted.ticks});
    }
    return halted.reason;
}

/// Goes to `target`, along the record and beyond it, with the walk's stops. Says why it stopped before, if it did.
std::optional<Stop> History::advance_to(Tick target) {
    std::optional<Stop> stop;
    while (tick() < target && !stop) {
        give_due(present_, commands_);
        const bool recording = tick() >= recorded_end_;
        Tick end = std::min(target, tick() + slice_ticks());
        if (!recording) end = std::min(end, recorded_end_);
        if (present_.next_command < commands_.size()) end = std::min(end, commands_[present_.next_command].tick);
        present_.machine.hardware.log.detail = recording ? Detail::Outcomes : Detail::Nothing;
        present_.machine.fault_traces.keep_last(paths_kept + 1);
        const Tick before = tick();
        const Halt halt = run_slice(end);
        if (recording) record();
        const bool command_is_due = present_.next_command < commands_.size() && commands_[present_.next_command].tick <= tick();
        switch (halt) {
            case Halt::TickLimit: break;
            case Halt::StopAddress: stop = stop_here(); break;
            case Halt::WatchedAccess: stop = Stop::Watched; break;
            case Halt::WaitsForInput:
                if (!command_is_due) stop = Stop::WaitsForInput;
                break;
            case Halt::Stuck:
                if (!command_is_due) stop = Stop::Stuck;
                break;
            case Halt::AllExited:
                if (!command_is_due) stop = Stop::AllExited;
                break;
        }
        FAULTLINE_ASSERT(tick() > before || command_is_due || stop || halt == Halt::StopAddress);
    }
    present_.machine.hardware.log.detail = Detail::Nothing;
    present_.machine.hardware.forget_host_pointers();
    return stop;
}

void History::seek(Tick target) {
    walk_.reset();
    target = std::clamp(target, first_tick(), recorded_end_);
    if (target == tick()) return;
    const Instant& from = nearest(target);
    if (target < tick() || from.tick() > tick()) {
        const bool back = target < tick();
        present_ = from;
        if (back) leave_rungs(target);
    }
    replay(present_, commands_, target);
    remember_around(target);
}

}  // namespace faultline
