// faultline-cli VERB [OPTION...] [OPERAND...]: the machine on the desk.
#include <algorithm>
#include <array>
#include <cstdio>

#include "tools/cli/verb.hpp"

namespace faultline::cli {

std::span<const Verb> verbs() {
    static const std::array<Verb, 10> all = {run_verb(),   compare_verb(), build_verb(), disassemble_verb(),
                                             trace_verb(), ops_verb(),     lab_verb(),   replay_verb(),
                                             man_verb(),   help_verb()};
    return all;
}

int complain(const std::string& message) {
    std::fprintf(stderr, "faultline-cli: %s\n", message.c_str());
    return usage_error;
}

namespace {

int dispatch(const std::string& name, const std::vector<std::string>& words) {
    const auto verb =
        std::find_if(verbs().begin(), verbs().end(), [&name](const Verb& each) { return each.name == name; });
    if (verb == verbs().end()) return complain("there is no verb \"" + name + "\"; faultline-cli help lists them");
    if (!words.empty() && (words[0] == "--help" || words[0] == "-h")) {
        CommandLine about;
        about.operands = {name};
        return help_verb().run(about);
    }
    std::string error;
    const std::optional<CommandLine> command = parse_command_line(words, verb->options, error);
    if (!command.has_value()) return complain(name + ": " + error);
    return verb->run(*command);
}

}  // namespace

}  // namespace faultline::cli

int main(int count, char** arguments) {
    using namespace faultline::cli;
    std::vector<std::string> words(arguments + 1, arguments + count);
    if (words.empty()) {
        help_verb().run({});
        return usage_error;
    }
    const std::string verb = words[0] == "--help" || words[0] == "-h" ? "help" : words[0];
    words.erase(words.begin());
    return dispatch(verb, words);
}
