#include "tools/lab/attempt_csv.hpp"

#include <vector>

namespace faultline {

namespace {

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

std::string line_of(const std::vector<std::string>& fields) {
    std::string out;
    for (std::size_t i = 0; i < fields.size(); ++i) out += (i == 0 ? "" : ",") + quoted(fields[i]);
    return out;
}

/// Thousandths as points: "3.250".
std::string points(std::uint32_t credit) {
    const std::string rest = std::to_string(credit % 1000);
    return std::to_string(credit / 1000) + "." + std::string(3 - rest.size(), '0') + rest;
}

std::string by_objective(const Report& report) {
    std::string out;
    for (const ObjectiveScore& objective : report.objectives) {
        out += (out.empty() ? "" : " ") + objective.id + "=" + points(objective.credit) + "/" + std::to_string(objective.questions);
    }
    return out;
}

std::string listed(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

}  // namespace

std::string csv_heading() {
    return line_of({"file", "state", "lab", "version", "seed", "points", "questions", "answered", "hints", "sure", "sure_and_right", "misconceptions", "objectives"});
}

std::string csv_row(const std::string& file, const LabSession& session, const Report& report, const std::string& state) {
    const Lab& lab = session.lab();
    return line_of({file, state, lab.id, lab.digest.substr(0, 12), std::to_string(lab.seed), points(report.credit), std::to_string(report.questions),
                    std::to_string(report.outcomes.size()), std::to_string(report.hints), std::to_string(report.sure),
                    std::to_string(report.sure_and_right), listed(report.misconceptions), by_objective(report)});
}

std::string csv_failure(const std::string& file, const std::string& why) {
    std::vector<std::string> fields(13);
    fields[0] = file;
    fields[1] = why;
    return line_of(fields);
}

}  // namespace faultline
