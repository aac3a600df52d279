#include "tools/lab/coverage.hpp"

#include <algorithm>

#include "course/launch.hpp"
#include "engine/kernel/explain.hpp"
#include "engine/kernel/run.hpp"
#include "engine/kernel/terminal.hpp"
#include "tools/lab/measured_lab.hpp"

namespace faultline {

namespace {

constexpr Tick slice = 1'000'000;
/// As MeasuredRun's usual_limit.
constexpr Tick most_ticks = 250'000'000;
constexpr std::uint32_t most_waits = 1000;

/// What the lab types at the `wait`th wait; the last piece repeats.
std::string typed(const LabProgram& program, std::uint32_t wait) {
    if (program.input.empty()) return "\n";
    return program.input[std::min<std::size_t>(wait, program.input.size() - 1)];
}

void cover_run(const LabProgram& program, const std::string& source, const std::string& who,
               HandlerCoverage& coverage) {
    const CompiledProgram compiled = compile_program(source, program.file);
    if (compiled.elf.empty()) return;
    Result<Launched> launched = launch(program, compiled.elf, 1);
    if (!launched) return;
    Machine& machine = launched.value().machine;
    machine.hardware.log.detail = Detail::Faults;
    std::uint32_t waits = 0;
    for (Tick done = 0; done < most_ticks && waits < most_waits;) {
        const Halted halted = run_machine(machine, {.max_ticks = slice});
        done += halted.ticks;
        for (const FaultTrace& trace : machine.fault_traces.drain()) coverage.add(trace, who);
        machine.hardware.log.drain();
        if (halted.reason == Halt::TickLimit) continue;
        if (halted.reason != Halt::WaitsForInput) return;
        type_on_terminal(machine, typed(program, waits++));
    }
}

}  // namespace

void HandlerCoverage::add(const FaultTrace& trace, const std::string& who) {
    leaves[trace.leaf].insert(who);
    for (std::uint8_t i = 0; i < trace.answers.size(); ++i) {
        answers[{trace.answers[i].question, trace.answers[i].yes}].insert(who);
    }
}

std::vector<std::string> HandlerCoverage::missing_leaves() const {
    std::vector<std::string> out;
    for (std::uint32_t i = 0; i < leaf_count; ++i) {
        if (leaves.count(static_cast<Leaf>(i)) == 0) out.emplace_back(explain(static_cast<Leaf>(i)).id);
    }
    return out;
}

std::vector<std::string> HandlerCoverage::missing_answers() const {
    std::vector<std::string> out;
    for (std::uint32_t i = 0; i < ask_count; ++i) {
        for (const bool yes : {true, false}) {
            if (answers.count({static_cast<Ask>(i), yes}) != 0) continue;
            out.push_back(std::string(explain(static_cast<Ask>(i)).id) + (yes ? ": yes" : ": no"));
        }
    }
    return out;
}

void cover_lab(const Lab& lab, const std::map<std::string, std::string>& solutions, HandlerCoverage& coverage) {
    for (const LabProgram& program : lab.programs) cover_run(program, program.source, lab.id, coverage);
    for (const LabStep& step : lab.steps) {
        for (const Question& question : step.questions) {
            const auto* change = std::get_if<ChangeQuestion>(&question.body);
            const auto solution = solutions.find(question.id);
            if (change == nullptr || solution == solutions.end()) continue;
            cover_run(*lab.program(change->program), solution->second, lab.id, coverage);
        }
    }
}

}  // namespace faultline
