// Every text of a question, for the linter.
#pragma once

#include "course/lab.hpp"
#include "course/overloaded.hpp"

namespace faultline {

/// Calls `shown(runs)` for what is seen before the commit, `told(runs)` for what is seen with the comparison.
template <class Shown, class Told>
void visit_runs(const Question& question, Shown shown, Told told) {
    shown(question.ask);
    for (const Runs& hint : question.hints) shown(hint);
    const auto choices = [&](const std::vector<Choice>& list) {
        for (const Choice& choice : list) {
            shown(choice.text);
            told(choice.belief.say);
        }
    };
    const auto conditions = [&](const std::vector<ChangeQuestion::Condition>& list) {
        for (const ChangeQuestion::Condition& condition : list) {
            shown(condition.text);
            told(condition.otherwise.say);
        }
    };
    std::visit(Overloaded{[&](const NumberQuestion& body) {
                              told(body.right);
                              for (const NumberQuestion::Near& near : body.near) told(near.belief.say);
                              told(body.otherwise.say);
                          },
                          [&](const ChoiceQuestion& body) { choices(body.choices); },
                          [&](const SeveralQuestion& body) {
                              choices(body.choices);
                              told(body.right);
                          },
                          [&](const OrderQuestion& body) {
                              for (const OrderQuestion::Item& item : body.items) shown(item.text);
                              told(body.right);
                              told(body.otherwise.say);
                          },
                          [&](const HandlerQuestion& body) {
                              told(body.right);
                              told(body.otherwise.say);
                          },
                          [&](const PointQuestion& body) {
                              for (const PointQuestion::Candidate& candidate : body.candidates) {
                                  shown(candidate.text);
                                  told(candidate.belief.say);
                              }
                              told(body.right);
                              told(body.otherwise.say);
                          },
                          [&](const CurveQuestion& body) {
                              for (const CurveQuestion::Near& near : body.near) told(near.belief.say);
                              told(body.right);
                              told(body.otherwise.say);
                          },
                          [&](const ReverseQuestion& body) {
                              for (const ReverseQuestion::Choice& choice : body.choices) {
                                  shown(choice.text);
                                  told(choice.belief.say);
                              }
                              for (const ReverseQuestion::Counter& counter : body.counters) shown(counter.text);
                              told(body.right);
                          },
                          [&](const ChangeQuestion& body) {
                              conditions(body.conditions);
                              told(body.right);
                          },
                          [&](const WorkloadQuestion& body) {
                              for (const Setting& setting : body.settings) shown(setting.text);
                              conditions(body.conditions);
                              told(body.right);
                          },
                          [&](const ExperimentQuestion& body) {
                              for (const Setting& setting : body.settings) shown(setting.text);
                          }},
               question.body);
}

}  // namespace faultline
