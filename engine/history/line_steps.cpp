#include "engine/history/line_steps.hpp"

#include <algorithm>

#include "engine/program/frames.hpp"

namespace faultline {

namespace {

const Task* task_of(const Machine& machine, Pid pid) {
    const auto found = machine.tasks.find(pid);
    return found == machine.tasks.end() ? nullptr : &found->second;
}

constexpr std::size_t most_frames = 256;

std::vector<StackFrame> frames_of(const LineTable* lines, const Machine& machine, Pid pid, std::size_t most) {
    const Task* task = task_of(machine, pid);
    return lines == nullptr || task == nullptr ? std::vector<StackFrame>{} : stack_frames(machine, *task, *lines, most);
}

bool by_line(Until::What what) {
    return what == Until::What::Line || what == Until::What::LineOver || what == Until::What::LineOut;
}

}  // namespace

LineStep::LineStep(const LineTable* lines, const Machine& start, const Until& until, Way way)
    : lines_(lines), until_(until), way_(way), pid_(until.pid != 0 ? until.pid : start.current) {
    if (!by_line(until.what)) {
        if (until.what == Until::What::Address) stops_.push_back(until.count);
        return;
    }
    std::vector<std::uint64_t> functions;
    for (const StackFrame& frame : frames_of(lines, start, pid_, most_frames)) {
        if (functions.empty()) {
            base_ = frame.base;
            if (way == Way::Forward) last_ = {frame.line, frame.base};
        }
        functions.push_back(frame.function->start);
    }
    if (until.what == Until::What::LineOut && !functions.empty()) functions.erase(functions.begin());
    find_stops(functions);
}

/// Into calls: every entry of every line. Over and out: of the functions that are under way alone, so that a long call
/// runs at full speed; where none is, of all.
void LineStep::find_stops(const std::vector<std::uint64_t>& functions) {
    if (lines_ == nullptr) return;
    const bool out = until_.what == Until::What::LineOut && way_ == Way::Forward;
    const bool all = until_.what == Until::What::Line || base_ == 0;
    for (const CodePoint& point : out ? lines_->points().after_calls : lines_->points().line_entries) {
        const bool wanted = all || std::find(functions.begin(), functions.end(), point.function) != functions.end();
        if (wanted) stops_.push_back(point.address);
    }
}

bool LineStep::is_stop(std::uint64_t address) const { return std::binary_search(stops_.begin(), stops_.end(), address); }

void LineStep::begin_stretch(const Machine& machine) {
    last_.reset();
    const Task* task = task_of(machine, pid_);
    // At an entry of a line: which line was before is not known, so this one counts.
    if (task == nullptr || is_stop(task->cpu.rip)) return;
    for (const StackFrame& frame : frames_of(lines_, machine, pid_, most_frames)) {
        if (until_.what != Until::What::Line && frame.base < base_) continue;
        last_ = {frame.line, frame.base};
        return;
    }
}

bool LineStep::arrived(const Machine& machine) {
    const Task* task = task_of(machine, machine.current);
    if (task == nullptr || task->pid != pid_ || !is_stop(task->cpu.rip)) return false;
    if (until_.what == Until::What::Address) return true;
    const std::vector<StackFrame> frames = frames_of(lines_, machine, pid_, 1);
    if (frames.empty()) return false;
    const LinePlace place{frames.front().line, frames.front().base};
    // The stack grows down: a call made since has a lower base, the caller a higher one.
    if (until_.what == Until::What::LineOut) return place.base > base_;
    if (until_.what == Until::What::LineOver && place.base < base_) return false;
    if (last_ == place) return false;
    last_ = place;
    return true;
}

}  // namespace faultline
