#include "course/grade.hpp"

#include <algorithm>

#include "course/fill.hpp"
#include "course/grade_curve.hpp"
#include "course/overloaded.hpp"
#include "course/phrases.hpp"

namespace faultline {

namespace {

constexpr std::uint32_t full_credit = 1000;

Result<std::int64_t> number_of(const Measure& measure, const Samples& samples) {
    const Result<Value> value = evaluate(measure.expression, samples);
    if (!value) return value.error();
    if (const auto* number = std::get_if<std::int64_t>(&value.value())) return *number;
    return Error{measure.source, "this measure must be a number"};
}

Result<bool> truth_of(const Measure& measure, const Samples& samples) {
    const Result<Value> value = evaluate(measure.expression, samples);
    if (!value) return value.error();
    if (const auto* truth = std::get_if<bool>(&value.value())) return *truth;
    return Error{measure.source, "this measure must be a condition"};
}

bool is_within(std::int64_t a, std::int64_t b, std::int64_t tolerance) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) return false;
    return difference <= tolerance && difference >= -tolerance;
}

void blame(Outcome& outcome, const Belief& belief) {
    outcome.misconception = belief.misconception;
    outcome.say = belief.say;
}

void append(Runs& runs, const Runs& more) {
    if (!runs.empty() && !more.empty()) runs.push_back({RunStyle::Plain, " ", {}});
    runs.insert(runs.end(), more.begin(), more.end());
}

Verdict verdict_for(std::uint32_t credit) {
    if (credit >= full_credit) return Verdict::Right;
    return credit >= full_credit / 2 ? Verdict::Partly : Verdict::Differs;
}

std::uint32_t share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<std::uint32_t>(part * full_credit / whole);
}

Error wrong_kind(const Question& question) { return {question.id, "the answer is of another kind than the question"}; }

class Grader {
  public:
    Grader(const Question& question, const Response& response, const Evidence& evidence, const Scope& scope)
        : question_(question), response_(response), evidence_(evidence), scope_(scope) {
        outcome_.question = question.id;
    }

    Result<Outcome> run() {
        const std::optional<Error> error = std::visit([this](const auto& body) { return judge(body); }, question_.body);
        if (error) return *error;
        if (outcome_.verdict != Verdict::Right && !outcome_.stage) outcome_.stage = question_.stage;
        return outcome_;
    }

  private:
    using Failure = std::optional<Error>;

    template <class Wanted>
    const Wanted* answer() const {
        return std::get_if<Wanted>(&response_.answer);
    }

    std::string words(const Runs& runs) const { return plain_text_of(filled(runs, scope_, evidence_.samples)); }

    /// A choice as it is told in the middle of a sentence: several sentences of it stay one thing that was said.
    std::string said(const Runs& runs) const {
        std::string text = words(runs);
        if (text.ends_with('.')) text.pop_back();
        return "“" + text + "”";
    }

    void settle(std::uint32_t credit) {
        outcome_.credit = credit;
        outcome_.verdict = verdict_for(credit);
    }

    Failure judge(const NumberQuestion& body) {
        const auto* given = answer<NumberAnswer>();
        const std::optional<std::int64_t> number = given == nullptr ? std::nullopt : parse_number(given->text, body.unit);
        if (!number) return wrong_kind(question_);
        const Result<std::int64_t> measured = number_of(body.measure, evidence_.samples);
        if (!measured) return measured.error();
        const Result<std::int64_t> tolerance = number_of(body.tolerance, evidence_.samples);
        if (!tolerance) return tolerance.error();
        outcome_.predicted = with_unit(*number, body.unit);
        outcome_.measured = with_unit(measured.value(), body.unit);
        if (is_within(*number, measured.value(), tolerance.value())) {
            settle(full_credit);
            outcome_.say = body.right;
            return {};
        }
        settle(0);
        blame(outcome_, body.otherwise);
        for (const NumberQuestion::Near& near : body.near) {
            const Result<std::int64_t> value = number_of(near.value, evidence_.samples);
            if (!value) return value.error();
            const Result<std::int64_t> width = number_of(near.tolerance, evidence_.samples);
            if (!width) return width.error();
            if (!is_within(*number, value.value(), width.value())) continue;
            blame(outcome_, near.belief);
            break;
        }
        return {};
    }

    Failure judge(const ChoiceQuestion& body) {
        const auto* given = answer<ChoiceAnswer>();
        if (given == nullptr || given->index >= body.choices.size()) return wrong_kind(question_);
        for (std::size_t i = 0; i < body.choices.size(); ++i) {
            const Result<bool> holds = truth_of(body.choices[i].holds, evidence_.samples);
            if (!holds) return holds.error();
            if (!holds.value()) continue;
            if (!outcome_.measured.empty()) return Error{question_.id, "more than one choice is true of the run"};
            outcome_.measured = said(body.choices[i].text);
            settle(given->index == i ? full_credit : 0);
        }
        if (outcome_.measured.empty()) return Error{question_.id, "no choice is true of the run"};
        outcome_.predicted = said(body.choices[given->index].text);
        blame(outcome_, body.choices[given->index].belief);
        return {};
    }

    Failure judge(const SeveralQuestion& body) {
        const auto* given = answer<SeveralAnswer>();
        if (given == nullptr || given->chosen.size() != body.choices.size()) return wrong_kind(question_);
        std::size_t agreed = 0;
        for (std::size_t i = 0; i < body.choices.size(); ++i) {
            const Choice& choice = body.choices[i];
            const Result<bool> holds = truth_of(choice.holds, evidence_.samples);
            if (!holds) return holds.error();
            const std::string text = said(choice.text);
            if (given->chosen[i]) outcome_.predicted += (outcome_.predicted.empty() ? "" : ", ") + text;
            if (holds.value()) outcome_.measured += (outcome_.measured.empty() ? "" : ", ") + text;
            if (given->chosen[i] == holds.value()) {
                ++agreed;
                continue;
            }
            if (outcome_.misconception.empty()) outcome_.misconception = choice.belief.misconception;
            append(outcome_.say, choice.belief.say);
        }
        if (outcome_.predicted.empty()) outcome_.predicted = "none of them";
        if (outcome_.measured.empty()) outcome_.measured = "none of them";
        settle(share(agreed, body.choices.size()));
        if (outcome_.verdict == Verdict::Right) outcome_.say = body.right;
        return {};
    }

    Failure judge(const OrderQuestion& body) {
        const auto* given = answer<OrderAnswer>();
        if (given == nullptr || given->order.size() != body.items.size()) return wrong_kind(question_);
        std::vector<std::uint32_t> measured;
        std::vector<std::int64_t> ranks;
        for (std::uint32_t i = 0; i < body.items.size(); ++i) {
            const Result<std::int64_t> rank = number_of(body.items[i].rank, evidence_.samples);
            if (!rank) return rank.error();
            ranks.push_back(rank.value());
            measured.push_back(i);
        }
        std::stable_sort(measured.begin(), measured.end(), [&ranks](auto a, auto b) { return ranks[a] < ranks[b]; });
        std::vector<std::size_t> place(body.items.size(), body.items.size());
        for (std::size_t i = 0; i < given->order.size(); ++i) {
            if (given->order[i] >= place.size()) return wrong_kind(question_);
            place[given->order[i]] = i;
        }
        std::size_t pairs = 0;
        for (std::size_t i = 1; i < measured.size(); ++i) pairs += place[measured[i - 1]] < place[measured[i]] ? 1 : 0;
        settle(share(pairs, measured.size() - 1));
        outcome_.predicted = listed(body, given->order);
        outcome_.measured = listed(body, measured);
        if (outcome_.verdict == Verdict::Right) {
            outcome_.say = body.right;
        } else {
            blame(outcome_, body.otherwise);
        }
        return {};
    }

    std::string listed(const OrderQuestion& body, const std::vector<std::uint32_t>& order) const {
        std::string text;
        for (std::size_t i = 0; i < order.size(); ++i) {
            text += (i == 0 ? "" : " → ") + words(body.items[order[i]].text);
        }
        return text;
    }

    Failure judge(const HandlerQuestion& body) {
        const auto* given = answer<HandlerAnswer>();
        if (given == nullptr) return wrong_kind(question_);
        const auto found = evidence_.faults.find(body.fault);
        if (found == evidence_.faults.end()) return Error{question_.id, "no fault was recorded at '" + body.fault.moment + "'"};
        const FaultTrace& trace = found->second;
        const std::vector<std::size_t> blanks = blanks_of(body, trace);
        if (given->yes.size() != blanks.size()) return wrong_kind(question_);
        std::size_t agreed = 0;
        for (std::size_t i = 0; i < blanks.size(); ++i) {
            const Answer& kernel = trace.answers[blanks[i]];
            if (given->yes[i] == kernel.yes) {
                ++agreed;
            } else if (!outcome_.stage) {
                outcome_.stage = explain(kernel.question).stage;
            }
        }
        settle(share(agreed, blanks.size()));
        outcome_.predicted = std::to_string(agreed) + " of " + std::to_string(blanks.size()) + " branches as the kernel took them";
        outcome_.measured = std::string(explain(trace.leaf).name);
        if (outcome_.verdict == Verdict::Right) {
            outcome_.say = body.right;
        } else {
            blame(outcome_, body.otherwise);
        }
        return {};
    }

    Failure judge(const PointQuestion& body) {
        const auto* given = answer<PointAnswer>();
        if (given == nullptr) return wrong_kind(question_);
        if (given->candidate && *given->candidate >= body.candidates.size()) return wrong_kind(question_);
        const Result<std::int64_t> measured = place_of(body, body.place);
        if (!measured) return measured.error();
        Result<std::int64_t> pointed = static_cast<std::int64_t>(body.target == PointQuestion::Target::Page ? given->place & page_mask : given->place);
        if (given->candidate) pointed = place_of(body, body.candidates[*given->candidate].place);
        // A place that the run does not have is pointed at in vain.
        const bool right = pointed.ok() && pointed.value() == measured.value();
        outcome_.predicted = given->candidate ? said(body.candidates[*given->candidate].text) : named_place(body, pointed.value());
        outcome_.measured = named_place(body, measured.value());
        settle(right ? full_credit : 0);
        if (right) {
            outcome_.say = body.right;
            return {};
        }
        blame(outcome_, body.otherwise);
        for (std::size_t i = 0; i < body.candidates.size(); ++i) {
            const Result<std::int64_t> place = place_of(body, body.candidates[i].place);
            const bool meant = given->candidate ? *given->candidate == i : place.ok() && place.value() == pointed.value();
            if (!meant || body.candidates[i].belief.say.empty()) continue;
            blame(outcome_, body.candidates[i].belief);
            break;
        }
        return {};
    }

    /// The start of a page, or the number of a frame.
    Result<std::int64_t> place_of(const PointQuestion& body, const Measure& place) const {
        Result<std::int64_t> number = number_of(place, evidence_.samples);
        if (number && body.target == PointQuestion::Target::Page) number = static_cast<std::int64_t>(static_cast<std::uint64_t>(number.value()) & page_mask);
        return number;
    }

    /// With the words of the candidate that stands there, if one does.
    std::string named_place(const PointQuestion& body, std::int64_t place) const {
        const std::string number = (body.target == PointQuestion::Target::Page ? "the page at " : "frame ") + format_value(place, "hex");
        for (const PointQuestion::Candidate& candidate : body.candidates) {
            const Result<std::int64_t> other = place_of(body, candidate.place);
            if (other && other.value() == place) return said(candidate.text) + " (" + number + ")";
        }
        return number;
    }

    Failure judge(const CurveQuestion& body) {
        const auto* given = answer<CurveAnswer>();
        if (given == nullptr) return wrong_kind(question_);
        return judge_curve(body, *given, evidence_.samples, outcome_);
    }

    Failure judge(const ReverseQuestion& body) {
        const auto* given = answer<ChoiceAnswer>();
        if (given == nullptr || given->index >= body.choices.size() || body.secret >= body.choices.size()) return wrong_kind(question_);
        for (std::size_t i = 0; i < body.choices.size(); ++i) {
            const Result<bool> same = has_same_counters(body, i);
            if (!same) return same.error();
            if (same.value() != (i == body.secret)) return Error{question_.id, "the counters of two of its programs are the same"};
        }
        outcome_.predicted = said(body.choices[given->index].text);
        outcome_.measured = said(body.choices[body.secret].text);
        settle(given->index == body.secret ? full_credit : 0);
        if (outcome_.verdict == Verdict::Right) {
            outcome_.say = body.right;
        } else {
            blame(outcome_, body.choices[given->index].belief);
        }
        return {};
    }

    Failure judge(const ExperimentQuestion&) { return Error{question_.id, "nothing about an experiment is right or wrong"}; }

    /// Whether a program's counters are those that were shown.
    Result<bool> has_same_counters(const ReverseQuestion& body, std::size_t choice) const {
        for (const ReverseQuestion::Counter& counter : body.counters) {
            const Result<Value> shown = evaluate(counter.of[body.secret].expression, evidence_.samples);
            if (!shown) return shown.error();
            const Result<Value> own = evaluate(counter.of[choice].expression, evidence_.samples);
            if (!own) return own.error();
            if (shown.value() != own.value()) return false;
        }
        return true;
    }

    Failure judge(const ChangeQuestion& body) {
        outcome_.predicted = "your program";
        return judge_conditions(body.conditions, body.right);
    }

    Failure judge(const WorkloadQuestion& body) {
        const auto* given = answer<SettingsAnswer>();
        if (given == nullptr || given->values.size() != body.settings.size()) return wrong_kind(question_);
        for (std::size_t i = 0; i < body.settings.size(); ++i) {
            outcome_.predicted += (i == 0 ? "" : ", ") + body.settings[i].name + " " + given->values[i];
        }
        return judge_conditions(body.conditions, body.right);
    }

    Failure judge_conditions(const std::vector<ChangeQuestion::Condition>& conditions, const Runs& right) {
        const auto samples = evidence_.changed.find(question_.id);
        if (samples == evidence_.changed.end()) return Error{question_.id, "the changed program has not run"};
        std::size_t met = 0;
        for (const ChangeQuestion::Condition& condition : conditions) {
            // A program of the learner's may end before a moment: then what it had to show there does not hold.
            const Result<bool> holds = truth_of(condition.holds, samples->second);
            if (holds.ok() && holds.value()) {
                ++met;
                continue;
            }
            if (outcome_.misconception.empty()) outcome_.misconception = condition.otherwise.misconception;
            append(outcome_.say, condition.otherwise.say);
        }
        settle(share(met, conditions.size()));
        outcome_.measured = std::to_string(met) + " of " + std::to_string(conditions.size()) + " conditions hold";
        if (outcome_.verdict == Verdict::Right) outcome_.say = right;
        return {};
    }

    const Question& question_;
    const Response& response_;
    const Evidence& evidence_;
    const Scope& scope_;
    Outcome outcome_;
};

/// What to say beside the verdict. Sure and mistaken is when a correction sticks best: it sends the learner to the moment.
std::string calibration_of(Verdict verdict, const std::optional<Confidence>& confidence) {
    if (!confidence) return {};
    const bool right = verdict == Verdict::Right;
    switch (*confidence) {
        case Confidence::Sure: return std::string(right ? phrase::sure_and_right : phrase::sure_and_wrong);
        case Confidence::FairlySure: return std::string(right ? phrase::fairly_sure_and_right : phrase::fairly_sure_and_wrong);
        case Confidence::Guessing: return std::string(right ? phrase::guessed_and_right : phrase::guessed_and_wrong);
    }
    return {};
}

void count(Report& report, const Lab& lab, const Question& question, const Outcome& outcome, const Response& response) {
    report.credit += outcome.credit;
    if (response.confidence == Confidence::Sure) {
        ++report.sure;
        report.sure_and_right += outcome.verdict == Verdict::Right ? 1 : 0;
    }
    if (!outcome.misconception.empty() && outcome.verdict != Verdict::Right &&
        std::find(report.misconceptions.begin(), report.misconceptions.end(), outcome.misconception) == report.misconceptions.end()) {
        report.misconceptions.push_back(outcome.misconception);
    }
    for (std::size_t i = 0; i < lab.objectives.size(); ++i) {
        if (std::find(question.objectives.begin(), question.objectives.end(), lab.objectives[i].id) == question.objectives.end()) continue;
        report.objectives[i].credit += outcome.credit;
        ++report.objectives[i].questions;
    }
}

}  // namespace

std::vector<std::size_t> blanks_of(const HandlerQuestion& question, const FaultTrace& trace) {
    std::vector<std::size_t> blanks;
    for (std::size_t i = 0; i < trace.answers.size(); ++i) {
        if (question.asks(explain(trace.answers[i].question).stage)) blanks.push_back(i);
    }
    return blanks;
}

Result<Outcome> grade(const Question& question, const Response& response, const Evidence& evidence, const Scope& scope) {
    Result<Outcome> outcome = Grader(question, response, evidence, scope).run();
    if (outcome) outcome.value().calibration = calibration_of(outcome.value().verdict, response.confidence);
    return outcome;
}

Report grade_lab(const Lab& lab, const Responses& responses, const Evidence& evidence) {
    Report report;
    for (const Objective& objective : lab.objectives) report.objectives.push_back({objective.id, objective.text, 0, 0});
    for (std::size_t i = 0; i < lab.steps.size(); ++i) {
        const Scope scope = scope_of(lab, i);
        for (const Question& question : lab.steps[i].questions) {
            if (!is_graded(question)) continue;
            ++report.questions;
            const auto found = responses.find(question.id);
            if (found == responses.end()) continue;
            report.hints += found->second.hints;
            if (!found->second.committed) continue;
            const Result<Outcome> outcome = grade(question, found->second, evidence, scope);
            if (!outcome) continue;
            count(report, lab, question, outcome.value(), found->second);
            report.outcomes.push_back(outcome.value());
        }
    }
    return report;
}

}  // namespace faultline
