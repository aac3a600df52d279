// Work that takes time, in slices: measured runs first (they decide what may be shown), then what a restored attempt had
// done, then the visible run on its way.
#include <algorithm>

#include "course/session_state.hpp"

namespace faultline {

namespace {

void harvest(SessionState& state, const ProgramRun& run) {
    const MeasuredRun& measured = *run.measured;
    for (const std::string& problem : measured.problems()) state.problem = problem;
    if (!run.question.empty()) {
        state.evidence.changed[run.question] = measured.samples();
        // What was wrong with a learner's program is told by its conditions.
        state.problem.clear();
        state.note_made(run.question);
        return;
    }
    for (const auto& moment : measured.samples().values) state.evidence.samples.values[moment.first] = moment.second;
    for (const auto& tick : measured.samples().ticks) state.evidence.samples.ticks[tick.first] = tick.second;
    for (const auto& fault : measured.faults()) state.evidence.faults[fault.first] = fault.second;
}

/// The run that is to be measured next: the current step's first.
ProgramRun* next_to_measure(SessionState& state) {
    ProgramRun* found = nullptr;
    for (auto& entry : state.runs) {
        ProgramRun& run = entry.second;
        if (!run.is_to_be_measured()) continue;
        if (found == nullptr || entry.first == state.current().program) found = &run;
    }
    return found;
}

void measure(SessionState& state, ProgramRun& run, Tick budget) {
    if (run.measured == nullptr) {
        run.measured = std::make_unique<MeasuredRun>(run.launched->machine, run.launched->lines.get(), state.program_of(run), run.plan);
    }
    if (run.measured->advance(budget)) return;
    harvest(state, run);
    run.is_measured = true;
    run.measured.reset();
    if (state.current().program == run.program && run.question.empty() && state.progress[state.step].committed) state.show(run.program);
}

/// Gives a restored run its commands at their ticks and takes it to where it stood.
void repeat(SessionState& state, ProgramRun& run, Tick budget) {
    History& history = run.open_history(state.history_budget_bytes);
    AttemptRun& rest = *run.to_repeat;
    const Tick target = rest.commands.empty() ? rest.tick : rest.commands.front().tick;
    if (history.tick() < target) {
        Until until;
        until.count = target - history.tick();
        const Stop stop = history.run(until, budget);
        if (stop == Stop::Budget || (stop == Stop::Reached && history.tick() < target)) return;
    }
    if (rest.commands.empty()) {
        if (history.tick() > rest.tick) history.seek(rest.tick);
        run.to_repeat.reset();
        return;
    }
    history.give(rest.commands.front().command);
    rest.commands.erase(rest.commands.begin());
}

}  // namespace

void travel(SessionState& state, Tick budget) {
    History& history = *state.visible_run()->visible;
    Journey& journey = state.journey;
    const bool back = journey.kind == Journey::Kind::Back;
    const Tick limit = state.limit();
    Tick room = limit > history.tick() ? limit - history.tick() : 0;
    room = std::max(room, history.recorded_end() > history.tick() ? history.recorded_end() - history.tick() : 0);
    const bool to_tick = journey.kind == Journey::Kind::ToTick;
    if (!back && (room == 0 || (to_tick && history.tick() >= journey.target))) {
        journey = {};
        return;
    }
    Until until = journey.until;
    if (to_tick) {
        until = {};
        until.count = journey.target - history.tick();
    }
    const Tick slice = back ? budget : std::min(budget, room);
    const Stop stop = journey.begun ? history.go_on(slice) : back ? history.step_back(until, slice) : history.run(until, slice);
    journey.begun = true;
    if (back) {
        if (stop == Stop::Budget) return;
        journey = {};
        state.last_stop.reset();
        return;
    }
    state.last_stop = stop;
    if (stop != Stop::Budget || history.tick() >= limit) journey = {};
    state.note_arrival();
}

bool advance_session(SessionState& state, Tick budget) {
    if (ProgramRun* run = next_to_measure(state)) {
        measure(state, *run, budget);
        return state.busy();
    }
    for (auto& entry : state.runs) {
        if (!entry.second.is_built() || !entry.second.to_repeat) continue;
        repeat(state, entry.second, budget);
        return state.busy();
    }
    if (state.journey.kind != Journey::Kind::None) travel(state, budget);
    return state.busy();
}

}  // namespace faultline
