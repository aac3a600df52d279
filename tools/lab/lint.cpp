#include "tools/lab/lint.hpp"

#include <set>

#include "course/question_json.hpp"
#include "tools/lab/folder.hpp"
#include "tools/lab/schema.hpp"

namespace faultline {

namespace {

void append(std::vector<Error>& errors, std::vector<Error> more) { errors.insert(errors.end(), more.begin(), more.end()); }

/// The shape that every lab has: minutes, number and kinds of questions, an observation after each run.
std::vector<Error> lint_shape(const std::string& folder, const std::string& file, const Lab& lab) {
    std::vector<Error> errors;
    const std::string name = folder.substr(folder.rfind('/') + 1);
    if (lab.id != name) errors.push_back({file, "the id '" + lab.id + "' is not the folder's name, '" + name + "'"});
    if (lab.minutes < 10 || lab.minutes > 20) errors.push_back({file, "a lab takes 10 to 20 minutes"});
    std::size_t questions = 0;
    std::set<std::string_view> kinds;
    std::set<std::string> objectives;
    for (const LabStep& step : lab.steps) {
        for (const Question& question : step.questions) {
            ++questions;
            kinds.insert(kind_name(question.body));
            objectives.insert(question.objectives.begin(), question.objectives.end());
        }
        if (!step.program.empty() && step.observation.empty()) errors.push_back({file, "step " + step.id + ": a step that runs a program asks what was seen: ```observe"});
    }
    if (questions < 6 || questions > 12) errors.push_back({file, "a lab has 6 to 12 questions; this one has " + std::to_string(questions)});
    if (kinds.size() < 4) errors.push_back({file, "a lab has at least four kinds of question; this one has " + std::to_string(kinds.size())});
    for (const Objective& objective : lab.objectives) {
        if (objectives.count(objective.id) == 0) errors.push_back({file, "no question serves the objective '" + objective.id + "'"});
    }
    return errors;
}

}  // namespace

std::vector<Error> lint_lab(const std::string& folder, const LabFiles& files) {
    const std::string file = folder + "/lab.md";
    const AuthoredLab authored = read_lab(folder, files);
    std::vector<Error> errors = authored.errors;
    for (const std::string& stray : authored.stray) errors.push_back({folder + "/" + stray, "nothing in lab.md uses this file"});
    if (!authored.lab) return errors;
    const Lab& lab = *authored.lab;
    append(errors, check_schema(file, save_lab(lab)));
    append(errors, lint_shape(folder, file, lab));
    append(errors, lint_prose(file, lab));
    append(errors, lint_reveals(file, lab));
    const MeasuredLab measured = measure_lab(lab, authored.solutions);
    for (const std::string& problem : measured.problems) errors.push_back({file, problem});
    append(errors, lint_questions(file, lab, measured, authored.solutions));
    return errors;
}

std::vector<Error> lint_folder(const std::string& folder) {
    const Result<LabFiles> files = read_folder(folder);
    if (!files) return {files.error()};
    return lint_lab(folder, files.value());
}

}  // namespace faultline
