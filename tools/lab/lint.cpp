#include "tools/lab/lint.hpp"

#include <algorithm>
#include <set>

#include "course/instance.hpp"
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
    if (is_workbench(lab)) return errors;
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

/// Enough seeds for every value of every number, and for every program that a reverse question may have run.
std::vector<std::uint64_t> seeds_of(const Lab& lab) {
    constexpr std::size_t most = 12;
    std::size_t count = 1;
    for (const Vary& vary : lab.vary) count = std::max(count, vary.values.size());
    for (const LabStep& step : lab.steps) {
        for (const Question& question : step.questions) {
            const auto* reverse = std::get_if<ReverseQuestion>(&question.body);
            if (reverse != nullptr) count = std::max(count, reverse->choices.size());
        }
    }
    std::vector<std::uint64_t> seeds;
    for (std::uint64_t seed = 1; seed <= std::min(count, most); ++seed) seeds.push_back(seed);
    return seeds;
}

}  // namespace

std::vector<Error> lint_lab(const std::string& folder, const LabFiles& files) {
    const std::string file = folder + "/lab.md";
    const AuthoredLab authored = read_lab(folder, files);
    std::vector<Error> errors = authored.errors;
    for (const std::string& stray : authored.stray) errors.push_back({folder + "/" + stray, "nothing in lab.md uses this file"});
    if (!authored.lab) return errors;
    const Lab& lab = *authored.lab;
    append(errors, check_schema(file, lab.canonical));
    append(errors, lint_shape(folder, file, lab));
    append(errors, lint_prose(file, lab));
    append(errors, lint_reveals(file, lab));
    for (const std::uint64_t seed : seeds_of(lab)) {
        const Lab instance = instance_of(lab, seed);
        const MeasuredLab measured = measure_lab(instance, authored.solutions, seed);
        std::vector<Error> found;
        for (const std::string& problem : measured.problems) found.push_back({file, problem});
        append(found, lint_questions(file, instance, measured, authored.solutions));
        // What is wrong for one seed need not be said for all.
        for (Error& error : found) error.what += seed == 1 ? "" : " (for the seed " + std::to_string(seed) + ")";
        append(errors, std::move(found));
        if (!errors.empty()) break;
    }
    return errors;
}

std::vector<Error> lint_folder(const std::string& folder) {
    const Result<LabFiles> files = read_folder(folder);
    if (!files) return {files.error()};
    return lint_lab(folder, files.value());
}

}  // namespace faultline
