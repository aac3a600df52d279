#include "tools/lab/measured_lab.hpp"

#include <algorithm>
#include <limits>

#include "compiler/compile.hpp"
#include "course/instance.hpp"
#include "course/launch.hpp"
#include "course/measured_run.hpp"
#include "course/overloaded.hpp"
#include "course/setting.hpp"

namespace faultline {

namespace {

constexpr Tick slice = 20'000'000;

/// Runs one program to its end under a plan; nothing when it cannot be built.
std::unique_ptr<MeasuredRun> run_program(const LabProgram& program, const std::string& source, MeasurePlan plan, std::uint64_t seed,
                                         std::vector<std::string>& problems) {
    const CompiledProgram compiled = compile_program(source, program.file);
    for (const std::string& message : compiled.diagnostics) {
        if (compiled.elf.empty()) problems.push_back("the program '" + program.id + "' does not compile: " + message);
    }
    if (compiled.elf.empty()) return nullptr;
    const Result<Launched> launched = launch(program, compiled.elf, seed);
    if (!launched) {
        problems.push_back(launched.error().message());
        return nullptr;
    }
    auto run = std::make_unique<MeasuredRun>(launched.value().machine, launched.value().lines.get(), program, std::move(plan));
    while (run->advance(slice)) {
    }
    problems.insert(problems.end(), run->problems().begin(), run->problems().end());
    return run;
}

/// The program with these settings, or with those that it is given with.
LabProgram as_set(const LabProgram& program, const Question& question, std::vector<std::string> values) {
    if (values.empty()) {
        for (const Setting& setting : made_settings(question)) values.push_back(setting.given);
    }
    return with_settings(program, made_settings(question), values);
}

bool holds(const Measure& measure, const Samples& samples) {
    const Result<Value> value = evaluate(measure.expression, samples);
    const bool* truth = value.ok() ? std::get_if<bool>(&value.value()) : nullptr;
    return truth != nullptr && *truth;
}

std::int64_t number(const Measure& measure, const Samples& samples) {
    const Result<Value> value = evaluate(measure.expression, samples);
    const std::int64_t* found = value.ok() ? std::get_if<std::int64_t>(&value.value()) : nullptr;
    return found == nullptr ? std::numeric_limits<std::int64_t>::min() : *found;
}

/// Sizes and times are typed with the smallest unit, so that nothing is rounded.
std::string typed(std::int64_t value, const std::string& unit) {
    for (const std::string_view size : {"KiB", "MiB", "GiB", "pages"}) {
        if (unit == size) return std::to_string(value) + " bytes";
    }
    for (const std::string_view time : {"us", "ms", "s"}) {
        if (unit == time) return std::to_string(value) + " ns";
    }
    return std::to_string(value);
}

}  // namespace

CompiledProgram compile_program(const std::string& source, const std::string& file) {
    const CompileResult result = compile(source, file);
    CompiledProgram out{result.elf, {}};
    for (const Diagnostic& diagnostic : result.diagnostics) {
        out.diagnostics.push_back(diagnostic.path + ":" + std::to_string(diagnostic.line) + ": " + diagnostic.text);
    }
    return out;
}

MeasuredLab measure_lab(const Lab& lab, const std::map<std::string, std::string>& solutions, std::uint64_t seed) {
    MeasuredLab out;
    out.numbers = lab.numbers;
    for (const LabProgram& program : lab.programs) {
        const auto run = run_program(program, program.source, plan_of(lab, program.id), seed, out.problems);
        if (run == nullptr) continue;
        out.evidence.samples.values.insert(run->samples().values.begin(), run->samples().values.end());
        out.evidence.samples.ticks.insert(run->samples().ticks.begin(), run->samples().ticks.end());
        out.evidence.faults.insert(run->faults().begin(), run->faults().end());
        for (const auto& hash : run->hashes()) out.hashes[{program.id, hash.first}] = hash.second;
    }
    for (const LabStep& step : lab.steps) {
        for (const Question& question : step.questions) {
            const std::string* made = made_program(question);
            if (made == nullptr) continue;
            const MeasurePlan plan = plan_of_made(question, lab.numbers);
            const LabProgram program = changed_program(*lab.program(*made), plan);
            const auto as_given = run_program(as_set(program, question, {}), program.source, plan, seed, out.problems);
            if (as_given != nullptr) out.unchanged[question.id] = as_given->samples();
            const auto solution = solutions.find(question.id);
            if (solution == solutions.end()) continue;
            const bool is_change = std::holds_alternative<ChangeQuestion>(question.body);
            const auto solved = is_change ? run_program(program, source_with(solution->second, lab.numbers), plan, seed, out.problems)
                                          : run_program(as_set(program, question, settings_of(solution->second)), program.source, plan, seed, out.problems);
            if (solved != nullptr) out.evidence.changed[question.id] = solved->samples();
        }
    }
    return out;
}

LearnerAnswer right_answer(const Question& question, const MeasuredLab& measured, const std::map<std::string, std::string>& solutions) {
    const Samples& samples = measured.evidence.samples;
    return std::visit(
        Overloaded{[&](const NumberQuestion& body) { return LearnerAnswer{NumberAnswer{typed(number(body.measure, samples), body.unit)}}; },
                   [&](const ChoiceQuestion& body) {
                       ChoiceAnswer answer;
                       while (answer.index + 1 < body.choices.size() && !holds(body.choices[answer.index].holds, samples)) ++answer.index;
                       return LearnerAnswer{answer};
                   },
                   [&](const SeveralQuestion& body) {
                       SeveralAnswer answer;
                       for (const Choice& choice : body.choices) answer.chosen.push_back(holds(choice.holds, samples));
                       return LearnerAnswer{answer};
                   },
                   [&](const OrderQuestion& body) {
                       OrderAnswer answer;
                       for (std::uint32_t i = 0; i < body.items.size(); ++i) answer.order.push_back(i);
                       std::stable_sort(answer.order.begin(), answer.order.end(), [&](auto a, auto b) {
                           return number(body.items[a].rank, samples) < number(body.items[b].rank, samples);
                       });
                       return LearnerAnswer{answer};
                   },
                   [&](const HandlerQuestion& body) {
                       HandlerAnswer answer;
                       const auto trace = measured.evidence.faults.find(body.fault);
                       if (trace == measured.evidence.faults.end()) return LearnerAnswer{answer};
                       for (const std::size_t blank : blanks_of(body, trace->second)) answer.yes.push_back(trace->second.answers[blank].yes);
                       return LearnerAnswer{answer};
                   },
                   [&](const PointQuestion& body) {
                       return LearnerAnswer{PointAnswer{static_cast<std::uint64_t>(number(body.place, samples)), std::nullopt}};
                   },
                   [&](const CurveQuestion& body) {
                       CurveAnswer answer;
                       for (const CurveQuestion::Place& place : body.places) answer.heights.push_back(typed(number(place.up, samples), body.up_unit));
                       return LearnerAnswer{answer};
                   },
                   [](const ReverseQuestion& body) { return LearnerAnswer{ChoiceAnswer{body.secret}}; },
                   [](const ExperimentQuestion&) { return LearnerAnswer{}; },
                   [&](const WorkloadQuestion&) {
                       const auto solution = solutions.find(question.id);
                       return LearnerAnswer{SettingsAnswer{solution == solutions.end() ? std::vector<std::string>{} : settings_of(solution->second)}};
                   },
                   [&](const ChangeQuestion&) {
                       const auto solution = solutions.find(question.id);
                       return LearnerAnswer{ChangeAnswer{solution == solutions.end() ? std::string{} : source_with(solution->second, measured.numbers)}};
                   }},
        question.body);
}

}  // namespace faultline
