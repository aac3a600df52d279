#include "tools/lab/show.hpp"

#include "course/fill.hpp"
#include "course/overloaded.hpp"

namespace faultline {

namespace {

class Shower {
  public:
    Shower(const Lab& lab, const MeasuredLab& measured, const std::map<std::string, std::string>& solutions)
        : lab_(lab), measured_(measured), solutions_(solutions) {}

    std::string run() {
        out_ = lab_.title + " (" + std::to_string(lab_.minutes) + " minutes)\n" + lab_.summary + "\n";
        for (std::size_t i = 0; i < lab_.steps.size(); ++i) {
            scope_ = scope_of(lab_, i);
            step(lab_.steps[i]);
        }
        return out_;
    }

  private:
    std::string text(const Runs& runs) const { return plain_text_of(filled(runs, scope_, measured_.evidence.samples)); }

    void step(const LabStep& step) {
        out_ += "\n== " + step.title + "\n";
        blocks(step, step.before);
        for (const Question& question : step.observation) out_ += "\n  [observe] " + text(question.ask) + "\n" + answer(question);
        if (!step.after.empty()) out_ += "\n  -- after --\n";
        blocks(step, step.after);
    }

    void blocks(const LabStep& step, const std::vector<Block>& blocks) {
        for (const Block& block : blocks) {
            std::visit(Overloaded{[this](const Prose& prose) { out_ += "\n" + text(prose.runs) + "\n"; },
                                  [&](const QuestionRef& ref) { question(step.questions[ref.index]); },
                                  [this](const ListingRef& ref) { out_ += "\n  (" + lab_.program(ref.program)->file + ")\n"; },
                                  [this](const WorkedRef& ref) { out_ += "\n  (the path of the fault at " + ref.fault.program + "." + ref.fault.moment + ")\n"; }},
                       block);
        }
    }

    void question(const Question& question) {
        out_ += "\n  [" + question.id + "] " + text(question.ask) + "\n";
        if (const auto* choices = std::get_if<ChoiceQuestion>(&question.body)) list(choices->choices);
        if (const auto* choices = std::get_if<SeveralQuestion>(&question.body)) list(choices->choices);
        if (const auto* point = std::get_if<PointQuestion>(&question.body)) {
            for (const PointQuestion::Candidate& candidate : point->candidates) item(text(candidate.text), text(candidate.belief.say));
        }
        if (const auto* curve = std::get_if<CurveQuestion>(&question.body)) {
            for (const CurveQuestion::Near& near : curve->near) out_ += "    near: " + text(near.belief.say) + "\n";
        }
        if (const auto* reverse = std::get_if<ReverseQuestion>(&question.body)) {
            for (const ReverseQuestion::Choice& choice : reverse->choices) {
                const Scope own = scope_of_whole_run(choice.program, lab_.numbers);
                item(text(choice.text), plain_text_of(filled(choice.belief.say, own, measured_.evidence.samples)));
            }
        }
        if (const auto* number = std::get_if<NumberQuestion>(&question.body)) {
            for (const NumberQuestion::Near& near : number->near) out_ += "    near " + near.value.source + ": " + text(near.belief.say) + "\n";
            out_ += "    otherwise: " + text(number->otherwise.say) + "\n";
        }
        out_ += answer(question);
    }

    void list(const std::vector<Choice>& choices) {
        for (const Choice& choice : choices) item(text(choice.text), text(choice.belief.say));
    }

    void item(const std::string& what, const std::string& say) { out_ += "    - " + what + "\n      " + say + "\n"; }

    std::string answer(const Question& question) const {
        Response response;
        response.answer = right_answer(question, measured_, solutions_);
        response.committed = true;
        const Result<Outcome> outcome = grade(question, response, measured_.evidence, scope_);
        if (!outcome) return "    ? " + outcome.error().message() + "\n";
        const std::string say = plain_text_of(feedback(question, outcome.value().say));
        return "    measured: " + outcome.value().measured + "\n    " + say + "\n";
    }

    /// What is said of a program that was made, or was to be found out, is measured on that program.
    Runs feedback(const Question& question, const Runs& say) const {
        if (const std::string* made = made_program(question)) {
            return filled(say, scope_of_whole_run(*made, lab_.numbers), measured_.evidence.changed.at(question.id));
        }
        const auto* reverse = std::get_if<ReverseQuestion>(&question.body);
        if (reverse == nullptr) return filled(say, scope_, measured_.evidence.samples);
        return filled(say, scope_of_whole_run(reverse->choices[reverse->secret].program, lab_.numbers), measured_.evidence.samples);
    }

    const Lab& lab_;
    const MeasuredLab& measured_;
    const std::map<std::string, std::string>& solutions_;
    Scope scope_;
    std::string out_;
};

}  // namespace

std::string shown(const Lab& lab, const MeasuredLab& measured, const std::map<std::string, std::string>& solutions) {
    return Shower(lab, measured, solutions).run();
}

}  // namespace faultline
