// faultline-cli man: the manual page, made from the verbs themselves, so that it cannot say something else than --help.
#include <cstdio>
#include <string>

#include "tools/cli/verb.hpp"

namespace faultline::cli {

namespace {

/// troff takes a leading "." or "'" for a request, and "-" for a hyphen.
std::string troff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    if (!out.empty() && (out.front() == '.' || out.front() == '\'')) out.insert(0, "\\&");
    return out;
}

void print_verb(const Verb& verb) {
    std::printf(".SS %s\n.B faultline %s\n", troff(verb.name).c_str(), troff(verb.name).c_str());
    if (!verb.options.empty()) std::printf("[\\fIOPTION\\fR...]\n");
    if (!verb.operands.empty()) std::printf(".I %s\n", troff(verb.operands).c_str());
    std::printf(".PP\n%s.\n", troff(verb.summary).c_str());
    for (const OptionName& option : verb.options) {
        std::printf(".TP\n.B %s", troff(option.name).c_str());
        if (!option.value.empty()) std::printf(" \\fI%s\\fR", troff(option.value).c_str());
        std::printf("\n%s.\n", troff(option.help).c_str());
    }
}

int man(const CommandLine&) {
    std::printf(
        ".\\\" Made by \"faultline man\"; tests/tools compares it with the verbs.\n"
        ".TH FAULTLINE 1\n.SH NAME\nfaultline \\- Linux page faults on a simulated machine\n"
        ".SH SYNOPSIS\n.B faultline\n.I COMMAND\n[\\fIOPTION\\fR...] [\\fIOPERAND\\fR...]\n"
        ".SH DESCRIPTION\nA C program, or a finished ELF, runs on a simulated x86\\-64 machine whose kernel decides "
        "about memory as\n"
        "Linux 6.18 does, and its page faults are counted. The same file runs on a real kernel. In a checkout the "
        "command is\n"
        ".BR ./faultline ,\nwhich installs and builds what is missing; it also knows\n"
        ".BR serve ,\n.BR test ,\n.BR setup \" and\"\n.BR bench .\n.SH COMMANDS\n");
    for (const Verb& verb : verbs()) print_verb(verb);
    std::printf(".SH EXIT STATUS\n");
    for (const auto& [status, meaning] : exit_statuses()) {
        std::printf(".TP\n.B %s\n%s.\n", std::string(status).c_str(), troff(meaning).c_str());
    }
    std::printf(
        ".SH FILES\n.TP\n.I docs/op\\-script.md\nthe language of op scripts\n.TP\n.I docs/model.md\nwhat the machine "
        "leaves out\n");
    return success;
}

}  // namespace

const Verb& man_verb() {
    static const Verb verb{"man", "", "print the manual page, for man(1)", {}, man};
    return verb;
}

}  // namespace faultline::cli
