#include <algorithm>

#include "tools/lab/lint.hpp"
#include "tools/lab/visit_runs.hpp"

namespace faultline {

namespace {

bool has_digit(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class ProseLint {
  public:
    explicit ProseLint(std::string file) : file_(std::move(file)) {}

    std::vector<Error> take() { return std::move(errors_); }

    void check(const Runs& runs, const std::string& where) {
        for (const TextRun& run : runs) {
            if (run.style == RunStyle::Code || run.style == RunStyle::Measure || !has_digit(run.text)) continue;
            errors_.push_back({file_, where + ": the number in \"" + run.text + "\" is typed; write a measure, {{...}}, or code"});
        }
    }

    void check(const std::vector<Block>& blocks, const std::string& where) {
        for (const Block& block : blocks) {
            const auto* prose = std::get_if<Prose>(&block);
            if (prose != nullptr && prose->kind != ProseKind::Code) check(prose->runs, where);
        }
    }

  private:
    std::string file_;
    std::vector<Error> errors_;
};

}  // namespace

std::vector<Error> lint_prose(const std::string& file, const Lab& lab) {
    ProseLint lint(file);
    for (const LabStep& step : lab.steps) {
        lint.check(step.before, "step " + step.id);
        lint.check(step.after, "step " + step.id);
        for (const std::vector<Question>* questions : {&step.questions, &step.observation}) {
            for (const Question& question : *questions) {
                const auto check = [&](const Runs& runs) { lint.check(runs, "question " + question.id); };
                visit_runs(question, check, check);
            }
        }
    }
    return lint.take();
}

}  // namespace faultline
