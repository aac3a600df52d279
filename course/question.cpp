#include "course/question.hpp"

namespace faultline {

bool Setting::allows(std::string_view value) const {
    if (!choices.empty()) return std::find(choices.begin(), choices.end(), value) != choices.end();
    return value.size() <= most && value.find_first_not_of(letters) == std::string_view::npos;
}

const std::string* made_program(const Question& question) {
    if (const auto* workload = std::get_if<WorkloadQuestion>(&question.body)) return &workload->program;
    return edited_program(question);
}

const std::vector<ChangeQuestion::Condition>& made_conditions(const Question& question) {
    static const std::vector<ChangeQuestion::Condition> none;
    if (const auto* workload = std::get_if<WorkloadQuestion>(&question.body)) return workload->conditions;
    const auto* change = std::get_if<ChangeQuestion>(&question.body);
    return change == nullptr ? none : change->conditions;
}

const std::vector<Setting>& made_settings(const Question& question) {
    static const std::vector<Setting> none;
    if (const auto* workload = std::get_if<WorkloadQuestion>(&question.body)) return workload->settings;
    const auto* experiment = std::get_if<ExperimentQuestion>(&question.body);
    return experiment == nullptr ? none : experiment->settings;
}

const std::string* edited_program(const Question& question) {
    if (const auto* change = std::get_if<ChangeQuestion>(&question.body)) return &change->program;
    const auto* experiment = std::get_if<ExperimentQuestion>(&question.body);
    return experiment == nullptr ? nullptr : &experiment->program;
}

bool is_graded(const Question& question) { return !std::holds_alternative<ExperimentQuestion>(question.body); }

}  // namespace faultline
