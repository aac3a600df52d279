// Back: to the last moment at which a step forward would have stopped.
#include <algorithm>

#include "engine/history/history.hpp"
#include "engine/history/matching.hpp"
#include "engine/kernel/run.hpp"

namespace faultline {

namespace {

/// A way back that is longer than this leaves copies behind: half-way, half of the rest, and so on down to it.
constexpr Tick shortest_rung = 50'000;
constexpr std::size_t most_rungs = 12;
/// Watched ranges are looked up anew after so many ticks: a process may have got another address space.
constexpr Tick longest_look = 250'000;

}  // namespace

const Instant& History::nearest(Tick tick) const {
    const Instant* best = &checkpoints_.at_or_before(tick);
    for (const Instant& rung : rungs_) {
        if (rung.tick() <= tick && rung.tick() > best->tick()) best = &rung;
    }
    return *best;
}

void History::leave_rungs(Tick target) {
    for (Tick left = target - tick(); left / 2 >= shortest_rung; left = target - tick()) {
        replay(present_, commands_, target - left / 2);
        const auto place = std::lower_bound(rungs_.begin(), rungs_.end(), tick(), [](const Instant& rung, Tick wanted) { return rung.tick() < wanted; });
        if (place == rungs_.end() || place->tick() != tick()) rungs_.insert(place, present_.snapshot());
    }
    const auto distance = [target](const Instant& rung) { return rung.tick() > target ? rung.tick() - target : target - rung.tick(); };
    while (rungs_.size() > most_rungs) rungs_.erase(distance(rungs_.front()) > distance(rungs_.back()) ? rungs_.begin() : rungs_.end() - 1);
}

Stop History::step_back(const Until& until, Tick budget) {
    walk_ = Walk{};
    walk_->until = until;
    walk_->back = true;
    walk_->start = walk_->searched_to = tick();
    return go_on(budget);
}

Stop History::go_back(Tick budget) {
    Walk& walk = *walk_;
    const Until until = walk.until;
    switch (until.what) {
        case Until::What::Ticks: seek(tick() - std::min(tick() - first_tick(), until.count)); return Stop::Reached;
        case Until::What::AnyFault:
        case Until::What::MinorFault:
        case Until::What::MajorFault:
        case Until::What::InvalidFault:
        case Until::What::Syscall:
        case Until::What::Output:
        case Until::What::Switch: seek(go_back_to_mark(until)); return Stop::Reached;
        case Until::What::Line:
        case Until::What::LineOver:
        case Until::What::LineOut:
        case Until::What::Address:
        case Until::What::StopPoint: break;
    }
    if (!walk.line) walk.line.emplace(lines_, now(), until, LineStep::Way::Back);
    for (Tick searched = 0; searched <= budget;) {
        if (walk.searched_to == first_tick()) {
            seek(first_tick());
            return Stop::Reached;
        }
        const Instant& from = nearest(walk.searched_to - 1);
        const Tick stretch = walk.searched_to - from.tick();
        if (const std::optional<Tick> found = last_stop_in(from, walk.searched_to)) {
            seek(*found);
            return Stop::Reached;
        }
        walk.searched_to -= stretch;
        searched += stretch;
    }
    return Stop::Budget;
}

/// The tick of the last mark before the present that is waited for, else the beginning.
Tick History::go_back_to_mark(const Until& until) {
    remember_around(tick());
    std::size_t end = marks_.lower_bound(tick());
    while (end > 0) {
        const std::size_t block = (end - 1) / MarkList::block_marks;
        std::optional<Tick> last;
        if (may_match(marks_.summary(block).counts, until)) {
            remember_block(block);
            for (auto mark = MarkList::Iterator(marks_, block * MarkList::block_marks); mark.index() < end; ++mark) {
                if (matches(*mark, until)) last = mark->tick;
            }
        }
        if (last) return *last;
        end = block * MarkList::block_marks;
    }
    return first_tick();
}

/// The last tick in [from, end) at which the walk would stop.
std::optional<Tick> History::last_stop_in(Instant from, Tick end) {
    Walk& walk = *walk_;
    std::optional<Tick> last;
    const std::vector<std::uint64_t> addresses = walk.until.what == Until::What::StopPoint ? stop_points_.addresses : walk.line->stops();
    walk.line->begin_stretch(from.machine);
    from.machine.hardware.log.detail = Detail::Nothing;
    bool exempt = false;
    while (from.tick() < end) {
        give_due(from, commands_);
        Tick next = end;
        if (from.next_command < commands_.size()) next = std::min(next, commands_[from.next_command].tick);
        std::vector<WatchedRange> ranges;
        if (walk.until.what == Until::What::StopPoint) ranges = watched_ranges(from.machine);
        const Tick before = from.tick();
        const Halted halted = run_machine(from.machine, {.max_ticks = std::min(next - before, longest_look),
                                                         .stop_addresses = addresses, .watched = ranges, .first_is_exempt = exempt});
        exempt = halted.tries_again;
        const bool by_address = halted.reason == Halt::StopAddress;
        const bool stops = by_address && (walk.until.what == Until::What::StopPoint || walk.line->arrived(from.machine));
        if (stops) last = from.tick();
        if (halted.reason == Halt::WatchedAccess) last = before + halted.ticks;
        if (by_address || halted.reason == Halt::WatchedAccess) exempt = true;
        const bool command_is_due = from.next_command < commands_.size() && commands_[from.next_command].tick <= from.tick();
        if (from.tick() == before && !exempt && !command_is_due) break;
    }
    return last;
}

}  // namespace faultline
