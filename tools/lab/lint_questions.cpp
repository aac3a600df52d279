#include <algorithm>
#include <limits>
#include <set>

#include "tools/lab/lint.hpp"
#include "tools/lab/visit_runs.hpp"

namespace faultline {

namespace {

class QuestionLint {
  public:
    QuestionLint(std::string file, const MeasuredLab& measured, const std::map<std::string, std::string>& solutions)
        : file_(std::move(file)), measured_(measured), solutions_(solutions) {}

    std::vector<Error> take() { return std::move(errors_); }
    const std::set<std::string>& believed() const { return believed_; }

    void check(const Question& question, bool is_observation) {
        question_ = &question;
        scored_ = !is_observation && is_graded(question);
        if (scored_ && (question.hints.empty() || question.hints.size() > 4)) fail("a question has one to four hints");
        if (scored_ && question.objectives.empty()) fail("a question serves at least one objective");
        // The right candidate of a point question says what the question's own 'right' says.
        const bool may_be_silent = std::holds_alternative<PointQuestion>(question.body);
        visit_runs(question, [this](const Runs& runs) { not_empty(runs); }, [&](const Runs& runs) { if (scored_ && !may_be_silent) not_empty(runs); });
        if (is_graded(question)) right_is_right();
        std::visit([this](const auto& body) { wrong_answers(body); }, question.body);
    }

  private:
    void fail(const std::string& what) { errors_.push_back({file_, "question " + question_->id + ": " + what}); }

    void not_empty(const Runs& runs) {
        if (plain_text_of(runs).empty()) fail("a text of it is empty: each answer gets feedback, and each choice a text");
    }

    Result<Outcome> graded(const LearnerAnswer& answer) const {
        Response response;
        response.answer = answer;
        response.confidence = Confidence::Sure;
        response.committed = true;
        return grade(*question_, response, measured_.evidence);
    }

    void right_is_right() {
        const Result<Outcome> outcome = graded(right_answer(*question_, measured_, solutions_));
        if (!outcome) return fail(outcome.error().what);
        if (outcome.value().verdict != Verdict::Right) fail("the answer that the run gives is not graded as right");
    }

    void believes(const Belief& belief, bool required) {
        if (!belief.misconception.empty()) believed_.insert(belief.misconception);
        if (required && belief.misconception.empty()) fail("a wrong choice names the misconception behind it: \"" + plain_text_of(belief.say) + "\"");
    }

    void wrong_answers(const NumberQuestion& body) {
        for (const NumberQuestion::Near& near : body.near) {
            believes(near.belief, false);
            const Result<Value> value = evaluate(near.value.expression, measured_.evidence.samples);
            if (!value || !std::holds_alternative<std::int64_t>(value.value())) {
                fail("the near answer '" + near.value.source + "' has no number");
                continue;
            }
            const bool in_bytes = body.unit == "KiB" || body.unit == "MiB" || body.unit == "GiB" || body.unit == "pages";
            const std::string typed = std::to_string(std::get<std::int64_t>(value.value())) + (in_bytes ? " bytes" : "");
            const Result<Outcome> outcome = graded(NumberAnswer{typed});
            if (!outcome || outcome.value().verdict == Verdict::Right) fail("the near answer '" + near.value.source + "' is right, or cannot be given");
        }
        believes(body.otherwise, false);
    }

    void wrong_answers(const ChoiceQuestion& body) {
        std::size_t right = 0;
        for (std::uint32_t i = 0; i < body.choices.size(); ++i) {
            const Result<Outcome> outcome = graded(ChoiceAnswer{i});
            if (!outcome) return;
            if (outcome.value().verdict == Verdict::Right) ++right;
            believes(body.choices[i].belief, scored_ && outcome.value().verdict != Verdict::Right);
        }
        if (right != 1) fail(std::to_string(right) + " of its choices are right; it must be one");
    }

    void wrong_answers(const SeveralQuestion& body) {
        for (const Choice& choice : body.choices) believes(choice.belief, true);
    }

    void wrong_answers(const OrderQuestion& body) {
        std::set<std::int64_t> ranks;
        for (const OrderQuestion::Item& item : body.items) {
            const Result<Value> rank = evaluate(item.rank.expression, measured_.evidence.samples);
            if (!rank) return;
            const auto* number = std::get_if<std::int64_t>(&rank.value());
            if (number == nullptr || !ranks.insert(*number).second) fail("two of its items have the same rank, or one has no number");
        }
        OrderAnswer as_given;
        for (std::uint32_t i = 0; i < body.items.size(); ++i) as_given.order.push_back(i);
        const Result<Outcome> outcome = graded(as_given);
        if (outcome && outcome.value().verdict == Verdict::Right) fail("its items stand in the right order already");
        believes(body.otherwise, true);
    }

    void wrong_answers(const HandlerQuestion& body) {
        believes(body.otherwise, true);
        const auto trace = measured_.evidence.faults.find(body.fault);
        if (trace != measured_.evidence.faults.end() && blanks_of(body, trace->second).empty()) fail("the kernel asks nothing at the stages that are left blank; use ```worked for a path that is shown whole");
    }

    void wrong_answers(const PointQuestion& body) {
        believes(body.otherwise, true);
        std::size_t right = 0;
        for (std::uint32_t i = 0; i < body.candidates.size(); ++i) {
            const Result<Outcome> outcome = graded(PointAnswer{0, i});
            const bool is_right = outcome.ok() && outcome.value().verdict == Verdict::Right;
            right += is_right ? 1 : 0;
            believes(body.candidates[i].belief, !is_right);
            if (!is_right && body.candidates[i].belief.say.empty()) fail("a wrong candidate has a 'say': \"" + plain_text_of(body.candidates[i].text) + "\"");
        }
        if (!body.candidates.empty() && right != 1) fail(std::to_string(right) + " of its candidates are right; it must be one");
    }

    void wrong_answers(const CurveQuestion& body) {
        believes(body.otherwise, true);
        std::int64_t previous = std::numeric_limits<std::int64_t>::min();
        for (const CurveQuestion::Place& place : body.places) {
            const Result<Value> across = evaluate(place.across.expression, {});
            const auto* number = across.ok() ? std::get_if<std::int64_t>(&across.value()) : nullptr;
            if (number == nullptr || *number <= previous) fail("its places are constants that grow along the axis");
            if (number == nullptr) continue;
            previous = *number;
            const std::int64_t unit = parse_number("1", body.across_unit).value_or(1);
            if (*number != 0 && *number < unit) fail("the place '" + place.across.source + "' is less than one of the axis's " + body.across_unit + ": it needs its unit");
        }
        const Result<Value> top = evaluate(body.top.expression, {});
        const auto* height = top.ok() ? std::get_if<std::int64_t>(&top.value()) : nullptr;
        if (height == nullptr || *height < 1) return fail("its top is a constant from 1 on");
        check_top(body, *height);
        CurveAnswer flat;
        flat.heights.assign(body.places.size(), "0");
        const Result<Outcome> outcome = graded(flat);
        if (outcome && outcome.value().verdict == Verdict::Right) fail("a flat line at zero is right: the curve shows nothing");
        for (const CurveQuestion::Near& near : body.near) believes(near.belief, true);
    }

    void check_top(const CurveQuestion& body, std::int64_t top) {
        std::int64_t highest = 0;
        for (const CurveQuestion::Place& place : body.places) {
            const Result<Value> value = evaluate(place.up.expression, measured_.evidence.samples);
            const auto* number = value.ok() ? std::get_if<std::int64_t>(&value.value()) : nullptr;
            if (number != nullptr) highest = std::max(highest, *number);
            const Result<Value> beside = body.beside.empty() ? Result<Value>(Value{}) : evaluate(place.beside.expression, measured_.evidence.samples);
            if (!beside || std::get_if<std::int64_t>(&beside.value()) == nullptr) fail("what is measured beside its curve is no number at '" + place.across.source + "'");
        }
        if (highest > top) fail("the measured curve goes to " + std::to_string(highest) + ", above its top");
    }

    void wrong_answers(const ReverseQuestion& body) {
        for (std::uint32_t i = 0; i < body.choices.size(); ++i) {
            const Result<Outcome> outcome = graded(ChoiceAnswer{i});
            if (!outcome) return;
            // The seed may pick any of them: each can be a wrong choice.
            believes(body.choices[i].belief, true);
        }
    }

    void wrong_answers(const WorkloadQuestion& body) { made(body.conditions, SettingsAnswer{std::vector<std::string>(body.settings.size())}); }
    void wrong_answers(const ChangeQuestion& body) { made(body.conditions, ChangeAnswer{}); }

    void wrong_answers(const ExperimentQuestion&) {
        if (measured_.unchanged.count(question_->id) == 0) fail("its program cannot be run as it is given");
    }

    void made(const std::vector<ChangeQuestion::Condition>& conditions, LearnerAnswer answer) {
        for (const ChangeQuestion::Condition& condition : conditions) believes(condition.otherwise, false);
        if (solutions_.count(question_->id) == 0) return fail("it names no solution");
        Evidence without = measured_.evidence;
        const auto unchanged = measured_.unchanged.find(question_->id);
        if (unchanged == measured_.unchanged.end()) return fail("its program cannot be run as it is given");
        without.changed[question_->id] = unchanged->second;
        Response response;
        response.answer = std::move(answer);
        const Result<Outcome> outcome = grade(*question_, response, without);
        if (outcome && outcome.value().verdict == Verdict::Right) fail("its conditions hold without any change");
    }

    std::string file_;
    const MeasuredLab& measured_;
    const std::map<std::string, std::string>& solutions_;
    const Question* question_ = nullptr;
    bool scored_ = true;
    std::set<std::string> believed_;
    std::vector<Error> errors_;
};

}  // namespace

std::vector<Error> lint_questions(const std::string& file, const Lab& lab, const MeasuredLab& measured,
                                  const std::map<std::string, std::string>& solutions) {
    QuestionLint lint(file, measured, solutions);
    for (const LabStep& step : lab.steps) {
        for (const Question& question : step.questions) lint.check(question, false);
        for (const Question& question : step.observation) lint.check(question, true);
    }
    std::vector<Error> errors = lint.take();
    for (const std::string& id : lab.misconceptions) {
        if (lint.believed().count(id) == 0) errors.push_back({file, "the misconception " + id + " is listed, but no answer believes it"});
    }
    return errors;
}

}  // namespace faultline
