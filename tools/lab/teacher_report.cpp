#include "tools/lab/teacher_report.hpp"

#include "course/misconception.hpp"
#include "tools/lab/attempt_json.hpp"

namespace faultline {

namespace {

std::string points(std::uint32_t credit) {
    std::string text = std::to_string(credit / 1000);
    const std::uint32_t tenths = credit % 1000 / 100;
    return tenths == 0 ? text : text + "." + std::to_string(tenths);
}

std::string_view name_of(const std::optional<Confidence>& confidence) {
    if (!confidence) return "not said";
    switch (*confidence) {
        case Confidence::Guessing: return "guessing";
        case Confidence::FairlySure: return "fairly sure";
        case Confidence::Sure: return "sure";
    }
    return {};
}

}  // namespace

std::string teacher_report(const LabSession& session) {
    const Report report = grade_lab(session.lab(), session.responses(), session.evidence());
    std::string out = session.lab().title + " (" + session.lab().id + ")\n";
    out += "Version " + session.lab().digest.substr(0, 12) + ", seed " + std::to_string(session.lab().seed) + "\n";
    out += "Score: " + points(report.credit) + " of " + std::to_string(report.questions) + ", " + std::to_string(report.outcomes.size()) +
           " answered, " + std::to_string(report.hints) + " hints\n";
    out += "Sure: " + std::to_string(report.sure) + " times, right " + std::to_string(report.sure_and_right) + " of them\n\n";
    for (const Outcome& outcome : report.outcomes) {
        const Response& response = session.responses().at(outcome.question);
        out += "  " + outcome.question + ": " + std::string(name_of(outcome.verdict)) + ", " + std::string(name_of(response.confidence));
        if (response.hints != 0) out += ", hints " + std::to_string(response.hints);
        out += "\n    predicted: " + outcome.predicted + "\n    measured:  " + outcome.measured + "\n";
        if (const Misconception* belief = misconception(outcome.misconception)) {
            if (outcome.verdict != Verdict::Right) out += "    belief " + std::string(belief->id) + ": " + std::string(belief->belief) + "\n";
        }
    }
    out += "\nBy objective:\n";
    for (const ObjectiveScore& objective : report.objectives) {
        out += "  " + points(objective.credit) + " of " + std::to_string(objective.questions) + "  " + objective.text + "\n";
    }
    if (!report.misconceptions.empty()) out += "\nBeliefs that showed:\n";
    for (const std::string& id : report.misconceptions) {
        const Misconception* belief = misconception(id);
        if (belief != nullptr) out += "  " + id + "  " + std::string(belief->belief) + "\n";
    }
    return out;
}

}  // namespace faultline
