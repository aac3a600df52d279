#include "course/question.hpp"

namespace faultline {

bool WorkloadQuestion::Setting::allows(std::string_view value) const {
    if (!choices.empty()) return std::find(choices.begin(), choices.end(), value) != choices.end();
    return value.size() <= most && value.find_first_not_of(letters) == std::string_view::npos;
}

const std::string* made_program(const Question& question) {
    if (const auto* change = std::get_if<ChangeQuestion>(&question.body)) return &change->program;
    if (const auto* workload = std::get_if<WorkloadQuestion>(&question.body)) return &workload->program;
    return nullptr;
}

const std::vector<ChangeQuestion::Condition>& made_conditions(const Question& question) {
    if (const auto* workload = std::get_if<WorkloadQuestion>(&question.body)) return workload->conditions;
    return std::get<ChangeQuestion>(question.body).conditions;
}

}  // namespace faultline
