#include "course/measured_run.hpp"

#include <algorithm>
#include <limits>

#include "course/reading.hpp"
#include "engine/program/lines.hpp"

namespace faultline {

namespace {

/// It goes forward and looks back only a little; the budget that the learner sees is the visible run's.
constexpr std::uint64_t history_bytes = 32ull << 20;

/// A program that still waits after so many lines gets an end of input instead.
constexpr std::uint32_t most_waits = 1000;

Until until(Until::What what, std::uint64_t count = 1) {
    Until target;
    target.what = what;
    target.count = count;
    return target;
}

}  // namespace

MeasuredRun::MeasuredRun(const Machine& machine, const LineTable* lines, const LabProgram& program, MeasurePlan plan, Tick limit)
    : history_(machine, lines, {.bytes = history_bytes}), lines_(lines), program_(program), plan_(std::move(plan)), limit_(limit) {}

bool MeasuredRun::advance(Tick budget) {
    const Tick limit = history_.recorded_end() + budget;
    while (!finished_ && history_.recorded_end() < limit) {
        const Moment& moment = program_.moments[next_moment_];
        const Way way = go_to(moment, limit - history_.recorded_end());
        if (way == Way::Later) break;
        if (way == Way::Arrived) sample(moment);
        if (way == Way::Never) problems_.push_back("the run of '" + program_.id + "' never reaches its moment '" + moment.name + "'");
        if (!finished_) finished_ = ++next_moment_ == program_.moments.size();
    }
    if (!finished_ && history_.recorded_end() > limit_) give_up("'" + program_.id + "' has not ended after " + format_value(Value{static_cast<std::int64_t>(limit_)}) + " instructions");
    return !finished_;
}

void MeasuredRun::give_up(const std::string& why) {
    problems_.push_back(why);
    finished_ = true;
}

MeasuredRun::Way MeasuredRun::go_to(const Moment& moment, Tick budget) {
    switch (moment.kind) {
        case MomentKind::Start: return Way::Arrived;
        case MomentKind::Line: return go_to_line(moment, budget);
        case MomentKind::Input: return go_to_input(moment, budget);
        case MomentKind::Output: return go_to_output(moment, budget);
        case MomentKind::Fault: return go_to_fault(moment, budget);
        case MomentKind::Exit:
        case MomentKind::End: break;
    }
    const Way way = go_to_end(budget);
    if (way != Way::Arrived || moment.kind == MomentKind::End) return way;
    // Just before the last attempt of the first program, while its memory is still there.
    const MarkList& marks = history_.marks();
    const auto exit = std::find_if(marks.begin(), marks.end(), [](const Mark& mark) { return mark.kind == MarkKind::Exit && mark.pid == 1; });
    if (exit == marks.end()) return Way::Never;
    history_.seek(exit->tick);
    return Way::Arrived;
}

/// What a stop on the way means. Waits are answered on the next call, so that a moment can be the wait itself.
MeasuredRun::Way MeasuredRun::after(Stop stop, Way reached) {
    if (stop == Stop::AllExited) ended_ = true;
    if (stop == Stop::WaitsForInput) {
        waiting_ = true;
        ++waits_;
    }
    return stop == Stop::Reached ? reached : Way::Later;
}

void MeasuredRun::type() {
    waiting_ = false;
    if (waits_ > most_waits) {
        history_.give(EndInput{});
        return;
    }
    const std::size_t last = program_.input.size();
    const std::string text = last == 0 ? "\n" : program_.input[std::min<std::size_t>(waits_ - 1, last - 1)];
    history_.give(TypeInput{text});
}

MeasuredRun::Way MeasuredRun::go_to_line(const Moment& moment, Tick budget) {
    const std::uint64_t address = lines_ == nullptr ? 0 : lines_->address_of_line(moment.line);
    if (ended_ || address == 0) return Way::Never;
    if (waiting_) type();
    const Way way = after(history_.run(until(Until::What::Address, address), budget), Way::Arrived);
    if (way == Way::Arrived && ++line_hits_ < moment.count) return Way::Later;
    if (way == Way::Arrived) line_hits_ = 0;
    return way;
}

MeasuredRun::Way MeasuredRun::go_to_input(const Moment& moment, Tick budget) {
    if (waits_ > moment.count) return Way::Never;
    if (waiting_ && waits_ == moment.count) return Way::Arrived;
    if (ended_) return Way::Never;
    if (waiting_) type();
    const Way way = after(history_.run(until(Until::What::Ticks, budget), budget), Way::Later);
    return waiting_ && waits_ == moment.count ? Way::Arrived : way;
}

MeasuredRun::Way MeasuredRun::go_to_output(const Moment& moment, Tick budget) {
    if (history_.now().vfs.terminal.output.text().find(moment.text) != std::string::npos) return Way::Arrived;
    if (ended_) return Way::Never;
    if (waiting_) type();
    return after(history_.run(until(Until::What::Syscall), budget), Way::Later);
}

MeasuredRun::Way MeasuredRun::go_to_fault(const Moment& moment, Tick budget) {
    if (ended_) return Way::Never;
    if (waiting_) type();
    // A way to the next fault begins behind the present attempt; the moment before may stand just before a fault.
    const bool is_here = passed_fault_ != history_.tick() && !history_.next_faults().empty();
    const Way way = is_here ? Way::Arrived : after(history_.run(until(Until::What::AnyFault), budget), Way::Arrived);
    if (way == Way::Arrived) passed_fault_ = history_.tick();
    if (way != Way::Arrived || moment.line == 0) return way;
    const Machine& machine = history_.now();
    const auto task = machine.tasks.find(machine.current);
    if (task == machine.tasks.end() || lines_ == nullptr) return Way::Later;
    return lines_->line_at(task->second.cpu.rip) == moment.line ? Way::Arrived : Way::Later;
}

MeasuredRun::Way MeasuredRun::go_to_end(Tick budget) {
    if (ended_) {
        history_.seek(history_.recorded_end());
        return Way::Arrived;
    }
    if (waiting_) type();
    const Way way = after(history_.run(until(Until::What::Ticks, budget), budget), Way::Later);
    return ended_ ? Way::Arrived : way;
}

void MeasuredRun::sample(const Moment& moment) {
    const MomentRef ref{program_.id, moment.name};
    const Machine& machine = history_.now();
    samples_.ticks[ref] = history_.tick();
    hashes_[moment.name] = machine.state_hash();

    const std::vector<Reading>& readings = plan_.readings[moment.name];
    const bool wants_fault = plan_.faults.count(moment.name) != 0;
    RecordedAttempt next;
    if (wants_fault || std::any_of(readings.begin(), readings.end(), looks_ahead)) {
        std::optional<Instant> ahead;
        next = history_.coming_attempt(ahead);
    }
    if (wants_fault) {
        if (next.faults.empty()) {
            problems_.push_back("no fault happens at the moment '" + moment.name + "' of '" + program_.id + "'");
        } else {
            faults_[ref] = next.faults.front();
        }
    }

    // Marks may lie ahead, when the run was walked back to this moment.
    const std::vector<Mark> past = readings.empty() ? std::vector<Mark>{} : history_.marks_before(history_.tick());
    const Probe probe{machine, past, next, lines_};
    for (const Reading& reading : readings) {
        const Result<Value> value = read_value(reading, probe);
        if (value) {
            samples_.values[ref][reading.text] = value.value();
        } else {
            problems_.push_back("'" + reading.text + "' at '" + moment.name + "' of '" + program_.id + "': " + value.error().message());
        }
    }
}

}  // namespace faultline
