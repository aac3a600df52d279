#include <algorithm>
#include <set>

#include "tools/lab/lint.hpp"
#include "tools/lab/visit_runs.hpp"

namespace faultline {

namespace {

class RevealLint {
  public:
    RevealLint(std::string file, const Lab& lab) : file_(std::move(file)), lab_(lab) {}

    std::vector<Error> run() {
        for (std::size_t i = 0; i < lab_.steps.size(); ++i) step(lab_.steps[i], scope_of(lab_, i));
        return std::move(errors_);
    }

  private:
    void step(const LabStep& step, const Scope& scope) {
        scope_ = scope;
        where_ = "step " + step.id;
        check(step.before);
        for (const Question& question : step.questions) {
            if (made_program(question) != nullptr) continue;
            where_ = "question " + question.id;
            visit_runs(question, [this](const Runs& runs) { check(runs); }, [](const Runs&) {});
            check_pointing(question);
        }
        open_up_to(step);
        for (const Question& question : step.questions) open_measured(question);
        where_ = "step " + step.id;
        check(step.after);
        for (const Question& question : step.questions) {
            if (made_program(question) != nullptr || std::holds_alternative<ReverseQuestion>(question.body)) continue;
            where_ = "question " + question.id;
            visit_runs(question, [](const Runs&) {}, [this](const Runs& runs) { check(runs); });
        }
    }

    /// Before anything has run there is no map to point at: then there are places to choose from.
    void check_pointing(const Question& question) {
        const auto* point = std::get_if<PointQuestion>(&question.body);
        if (point != nullptr && point->candidates.empty() && known_.empty()) {
            errors_.push_back({file_, where_ + ": nothing has run yet that could be pointed at; give it 'candidates:'"});
        }
    }

    /// A measured curve shows all the runs that it is made of; so does the answer to which program ran.
    void open_measured(const Question& question) {
        if (const auto* curve = std::get_if<CurveQuestion>(&question.body)) {
            for (const CurveQuestion::Place& place : curve->places) {
                for (const Need& need : needs_of(place.up.expression)) open_whole(need.moment.program);
                if (curve->beside.empty()) continue;
                for (const Need& need : needs_of(place.beside.expression)) open_whole(need.moment.program);
            }
        }
        if (const auto* reverse = std::get_if<ReverseQuestion>(&question.body)) {
            for (const ReverseQuestion::Choice& choice : reverse->choices) open_whole(choice.program);
        }
    }

    void open_whole(const std::string& program) {
        for (const Moment& moment : lab_.program(program)->moments) known_.insert({program, moment.name});
    }

    void open_up_to(const LabStep& step) {
        if (step.program.empty()) return;
        for (const Moment& moment : lab_.program(step.program)->moments) {
            known_.insert({step.program, moment.name});
            if (moment.name == step.until) break;
        }
    }

    void check(const std::vector<Block>& blocks) {
        for (const Block& block : blocks) {
            if (const auto* prose = std::get_if<Prose>(&block)) check(prose->runs);
        }
    }

    void check(const Runs& runs) {
        for (const TextRun& run : runs) {
            if (run.style != RunStyle::Measure) continue;
            const Result<Expression> parsed = parse_measure(run.text, scope_);
            if (!parsed) continue;
            for (const Need& need : needs_of(parsed.value())) {
                if (known_.count(need.moment) != 0) continue;
                errors_.push_back({file_, where_ + ": {{" + run.text + "}} tells of the moment '" + need.moment.moment + "' of '" + need.moment.program + "' before the learner has been there"});
            }
        }
    }

    std::string file_;
    const Lab& lab_;
    Scope scope_;
    std::string where_;
    std::set<MomentRef> known_;
    std::vector<Error> errors_;
};

}  // namespace

std::vector<Error> lint_reveals(const std::string& file, const Lab& lab) { return RevealLint(file, lab).run(); }

}  // namespace faultline
