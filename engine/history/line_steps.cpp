#include "engine/history/line_steps.hpp"

namespace faultline {

namespace {

const Task* running(const Machine& machine) {
    const auto found = machine.tasks.find(machine.current);
    return found == machine.tasks.end() ? nullptr : &found->second;
}

}  // namespace

LineStep::LineStep(const LineTable* lines, const Machine& start, const Until& until)
    : lines_(lines), until_(until), pid_(until.pid != 0 ? until.pid : start.current) {
    const Task* task = running(start);
    if (task == nullptr) return;
    line_ = lines_ == nullptr ? 0 : lines_->line_at(task->cpu.rip);
    stack_pointer_ = task->cpu[Gpr::Rsp];
    const Function* function = line_ == 0 ? nullptr : lines_->function_at(task->cpu.rip);
    any_depth_ = function == nullptr || function->start == task->cpu.rip;
    function_start_ = function == nullptr ? 0 : function->start;
}

bool LineStep::arrived(const Machine& machine) {
    const Task* task = running(machine);
    if (task == nullptr || task->pid != pid_) return false;
    const std::uint64_t rip = task->cpu.rip;
    if (until_.what == Until::What::Address) return rip == until_.count;
    const std::uint32_t line = lines_ == nullptr ? 0 : lines_->line_at(rip);
    if (line != line_) left_ = true;
    if (line == 0 || !left_) return false;
    // The stack grows down: a deeper call has a lower pointer, the caller a higher one.
    const bool deeper = task->cpu[Gpr::Rsp] < stack_pointer_;
    const bool shallower = task->cpu[Gpr::Rsp] > stack_pointer_;
    if (until_.what == Until::What::LineOut) return shallower;
    if (until_.what == Until::What::LineOver && deeper && !any_depth_) return false;
    // A loop jumps back into the middle of its line: another line of the same function counts wherever it is entered.
    // A return into the middle of the caller's line does not.
    const Function* function = lines_->function_at(rip);
    const bool same_function = function != nullptr && function->start == function_start_ && !deeper && !shallower;
    return lines_->starts_line(rip) || (same_function && line != line_);
}

}  // namespace faultline
