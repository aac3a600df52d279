// faultline-cli help: what there is, made from the verbs themselves.
#include <algorithm>
#include <cstdio>

#include "tools/cli/verb.hpp"

namespace faultline::cli {

namespace {

void print_verb(const Verb& verb) {
    std::printf("faultline-cli %s%s %s\n    %s\n", std::string(verb.name).c_str(),
                verb.options.empty() ? "" : " [OPTION...]", std::string(verb.operands).c_str(),
                std::string(verb.summary).c_str());
    for (const OptionName& option : verb.options) {
        std::string left = std::string(option.name);
        if (!option.value.empty()) left += " " + std::string(option.value);
        std::printf("      %-22s %s\n", left.c_str(), std::string(option.help).c_str());
    }
}

int help(const CommandLine& command) {
    if (command.operands.empty()) {
        std::printf("Linux page faults on a simulated machine.\n\n");
        for (const Verb& verb : verbs()) {
            print_verb(verb);
            std::printf("\n");
        }
        std::printf("Exit status:\n");
        for (const auto& [status, meaning] : exit_statuses()) {
            std::printf("  %-8s %s\n", std::string(status).c_str(), std::string(meaning).c_str());
        }
        return success;
    }
    for (const std::string& name : command.operands) {
        const auto found =
            std::find_if(verbs().begin(), verbs().end(), [&name](const Verb& verb) { return verb.name == name; });
        if (found == verbs().end()) return complain("help: there is no verb " + name);
        print_verb(*found);
    }
    return success;
}

constexpr ExitStatus statuses[] = {
    {"0", "done; for run: the program's own status, or 128 and the signal's number if it was killed"},
    {"1", "compare found a difference; a trace was killed for want of memory; a lab has a fault; an attempt is not what it claims to be"},
    {"2", "a mistake in the command, a program that does not compile, or a malformed trace"},
    {"77", "nothing could be compared, and why was said"},
};

}  // namespace

std::span<const ExitStatus> exit_statuses() { return statuses; }

const Verb& help_verb() {
    static const Verb verb{"help", "[VERB...]", "what each verb does, and its options", {}, help};
    return verb;
}

}  // namespace faultline::cli
