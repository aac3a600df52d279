// Whether an answer is whole, so that it can be committed.
#include <algorithm>

#include "course/overloaded.hpp"
#include "course/session_state.hpp"

namespace faultline {

namespace {

bool is_permutation_of(const std::vector<std::uint32_t>& order, std::size_t size) {
    std::vector<bool> seen(size, false);
    for (const std::uint32_t index : order) {
        if (index >= size || seen[index]) return false;
        seen[index] = true;
    }
    return order.size() == size;
}

}  // namespace

const FaultTrace* trace_of(const SessionState& state, const Question& question) {
    const auto* body = std::get_if<HandlerQuestion>(&question.body);
    if (body == nullptr) return nullptr;
    const auto found = state.evidence.faults.find(body->fault);
    return found == state.evidence.faults.end() ? nullptr : &found->second;
}

bool is_complete(const SessionState& state, const Question& question, const LearnerAnswer& answer) {
    return std::visit(Overloaded{[&answer](const NumberQuestion& body) {
                                     const auto* given = std::get_if<NumberAnswer>(&answer);
                                     return given != nullptr && parse_number(given->text, body.unit).has_value();
                                 },
                                 [&answer](const ChoiceQuestion& body) {
                                     const auto* given = std::get_if<ChoiceAnswer>(&answer);
                                     return given != nullptr && given->index < body.choices.size();
                                 },
                                 [&answer](const SeveralQuestion& body) {
                                     const auto* given = std::get_if<SeveralAnswer>(&answer);
                                     return given != nullptr && given->chosen.size() == body.choices.size();
                                 },
                                 [&answer](const OrderQuestion& body) {
                                     const auto* given = std::get_if<OrderAnswer>(&answer);
                                     return given != nullptr && is_permutation_of(given->order, body.items.size());
                                 },
                                 [&](const HandlerQuestion& body) {
                                     const auto* given = std::get_if<HandlerAnswer>(&answer);
                                     const FaultTrace* trace = trace_of(state, question);
                                     return given != nullptr && trace != nullptr && given->yes.size() == blanks_of(body, *trace).size();
                                 },
                                 [&answer](const PointQuestion& body) {
                                     const auto* given = std::get_if<PointAnswer>(&answer);
                                     return given != nullptr && (!given->candidate || *given->candidate < body.candidates.size());
                                 },
                                 [&answer](const CurveQuestion& body) {
                                     const auto* given = std::get_if<CurveAnswer>(&answer);
                                     return given != nullptr && given->heights.size() == body.places.size() &&
                                            std::all_of(given->heights.begin(), given->heights.end(), [&body](const std::string& height) { return parse_number(height, body.up_unit).has_value(); });
                                 },
                                 [&answer](const ReverseQuestion& body) {
                                     const auto* given = std::get_if<ChoiceAnswer>(&answer);
                                     return given != nullptr && given->index < body.choices.size();
                                 },
                                 [&answer](const ChangeQuestion&) { return std::holds_alternative<ChangeAnswer>(answer); },
                                 [&answer](const WorkloadQuestion&) { return std::holds_alternative<SettingsAnswer>(answer); },
                                 [&answer](const ExperimentQuestion&) { return std::holds_alternative<ExperimentAnswer>(answer); }},
                      question.body);
}

}  // namespace faultline
