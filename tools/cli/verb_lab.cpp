// faultline-cli lab and replay: course content and attempts (tools/lab).
#include "tools/cli/verb.hpp"
#include "tools/lab/lab_command.hpp"

namespace faultline::cli {

namespace {

/// The words as they were typed, options first.
std::vector<std::string> words_of(const CommandLine& command, std::size_t leading) {
    std::vector<std::string> words(command.operands.begin(), command.operands.begin() + static_cast<std::ptrdiff_t>(leading));
    for (const auto& option : command.options) {
        words.push_back(option.first);
        if (!option.second.empty()) words.push_back(option.second);
    }
    words.insert(words.end(), command.operands.begin() + static_cast<std::ptrdiff_t>(leading), command.operands.end());
    return words;
}

int lab(const CommandLine& command) { return lab_command(words_of(command, command.operands.empty() ? 0 : 1)); }
int replay(const CommandLine& command) { return replay_command(words_of(command, 0)); }

}  // namespace

const Verb& lab_verb() {
    static const Verb verb{"lab", "lint|build|show|coverage|measures [FOLDER...]", "check labs by running them; write what the page loads; print them with all answers; list the words of measures",
                           {{"-o", "FOLDER", "where build writes"}}, lab};
    return verb;
}

const Verb& replay_verb() {
    static const Verb verb{"replay", "ATTEMPT.json|FOLDER...", "run learners' attempts again, check their scores, and print them for a teacher",
                           {{"--csv", "", "one table, a row for each attempt"}, {"--json", "", "a JSON object for each attempt, a line each"},
                            {"--labs", "FOLDER", "where the labs are, scenarios if not given"}}, replay};
    return verb;
}

}  // namespace faultline::cli
