#include "course/lab.hpp"

namespace faultline {

const LabProgram* Lab::program(std::string_view program_id) const {
    for (const LabProgram& program : programs) {
        if (program.id == program_id) return &program;
    }
    return nullptr;
}

const LabStep* Lab::step_of_question(std::string_view question_id) const {
    for (const LabStep& step : steps) {
        for (const Question& question : step.questions) {
            if (question.id == question_id) return &step;
        }
        for (const Question& question : step.observation) {
            if (question.id == question_id) return &step;
        }
    }
    return nullptr;
}

const Question* Lab::question(std::string_view question_id) const {
    for (const LabStep& step : steps) {
        for (const Question& question : step.questions) {
            if (question.id == question_id) return &question;
        }
        for (const Question& question : step.observation) {
            if (question.id == question_id) return &question;
        }
    }
    return nullptr;
}

bool is_workbench(const Lab& lab) {
    return std::all_of(lab.steps.begin(), lab.steps.end(), [](const LabStep& step) {
        return step.program.empty() && !step.questions.empty() && std::none_of(step.questions.begin(), step.questions.end(), is_graded);
    });
}

Scope scope_of(const Lab& lab, std::size_t step) {
    for (std::size_t i = step + 1; i != 0; --i) {
        const LabStep& candidate = lab.steps[i - 1];
        if (!candidate.program.empty()) return {candidate.program, candidate.from, candidate.until, lab.numbers};
    }
    return {lab.programs.empty() ? std::string{} : lab.programs.front().id, "start", "exit", lab.numbers};
}

Scope scope_of_whole_run(const std::string& program, const Numbers& numbers) { return {program, "start", "exit", numbers}; }

}  // namespace faultline
