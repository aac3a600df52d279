// grep, head, tail, wc and echo, as far as a pipeline in a lesson uses them.
#include <algorithm>

#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"
#include "engine/shell/command.hpp"

namespace faultline::shell_tools {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

struct GrepOptions {
    bool any_case = false, count = false, invert = false, extended = false;
    std::uint64_t after = 0;
    std::vector<std::string> patterns;
};

/// Text, with `^` for the line's start, `$` for its end and `.` for any character: what a lesson's patterns are made
/// of.
bool matches_at(std::string_view line, std::string_view pattern, bool any_case) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '$' && i + 1 == pattern.size()) return i == line.size();
        if (i >= line.size()) return false;
        const bool same = any_case ? lower(line[i]) == lower(pattern[i]) : line[i] == pattern[i];
        if (!same && pattern[i] != '.') return false;
    }
    return true;
}

bool matches(std::string_view line, std::string_view pattern, bool any_case) {
    if (pattern.starts_with("^")) return matches_at(line, pattern.substr(1), any_case);
    for (std::size_t at = 0; at <= line.size(); ++at) {
        if (matches_at(line.substr(at), pattern, any_case)) return true;
    }
    return false;
}

/// `a|b` with -E, `a\|b` without.
std::vector<std::string> alternatives(std::string pattern, bool extended) {
    std::vector<std::string> out;
    const std::string_view bar = extended ? "|" : "\\|";
    for (std::size_t at; (at = pattern.find(bar)) != std::string::npos; pattern.erase(0, at + bar.size())) {
        out.push_back(pattern.substr(0, at));
    }
    out.push_back(std::move(pattern));
    return out;
}

/// What a filter reads: the pipe, or its file operands.
bool text_to_filter(const Call& call, std::span<const std::string> files, std::string& text, ShellAnswer& failure) {
    if (files.empty()) {
        text = call.input;
        if (!call.piped) failure = fail(call.words.front() + ": wanted a file, or something before `|`", 2);
        return call.piped;
    }
    for (const std::string& file : files) {
        Call one{.machine = call.machine, .words = {"cat", file}};
        const ShellAnswer content = cat(one);
        if (content.status != 0) {
            failure = fail(call.words.front() + ": " + file + ": No such file or directory", 2);
            return false;
        }
        text += content.text;
    }
    return true;
}

bool read_grep_option(const std::string& word, const Words& words, std::size_t& at, GrepOptions& options) {
    if (word == "-A" && at + 1 < words.size()) return read_number(words[++at], options.after);
    if (word == "-e" && at + 1 < words.size()) {
        options.patterns.push_back(words[++at]);
        return true;
    }
    if (word.starts_with("-A")) return read_number(std::string_view(word).substr(2), options.after);
    for (const char letter : std::string_view(word).substr(1)) {
        switch (letter) {
            case 'i':
                options.any_case = true;
                break;
            case 'c':
                options.count = true;
                break;
            case 'v':
                options.invert = true;
                break;
            case 'E':
                options.extended = true;
                break;
            default:
                return false;
        }
    }
    return true;
}

ShellAnswer first_or_last(const Call& call, bool first) {
    std::uint64_t count = 10;
    std::vector<std::string> files;
    for (std::size_t i = 1; i < call.words.size(); ++i) {
        const std::string& word = call.words[i];
        const bool separate = word == "-n" && i + 1 < call.words.size();
        const std::string_view number =
            separate
                ? std::string_view(call.words[i + 1])
                : std::string_view(word).substr(std::min<std::size_t>(word.starts_with("-n") ? 2 : 1, word.size()));
        if (!word.starts_with("-"))
            files.push_back(word);
        else if (!read_number(number, count))
            return fail(call.words.front() + ": " + word + ": wanted -n NUMBER", 2);
        if (separate) ++i;
    }
    std::string text;
    ShellAnswer failure;
    if (!text_to_filter(call, files, text, failure)) return failure;
    const std::vector<std::string_view> lines = lines_of(text);
    const std::size_t kept = std::min<std::size_t>(static_cast<std::size_t>(count), lines.size());
    const std::size_t start = first ? 0 : lines.size() - kept;
    ShellAnswer answer;
    for (std::size_t i = start; i < start + kept; ++i) answer.text.append(lines[i]).append("\n");
    return answer;
}

}  // namespace

ShellAnswer grep(const Call& call) {
    GrepOptions options;
    std::vector<std::string> rest;
    for (std::size_t i = 1; i < call.words.size(); ++i) {
        const std::string& word = call.words[i];
        if (word.size() < 2 || word[0] != '-')
            rest.push_back(word);
        else if (!read_grep_option(word, call.words, i, options))
            return fail("grep: the option " + word + " is not known here: -i -c -v -E -e -A", 2);
    }
    if (options.patterns.empty()) {
        if (rest.empty()) return fail("grep: wanted a pattern", 2);
        options.patterns = alternatives(rest.front(), options.extended);
        rest.erase(rest.begin());
    }
    std::string text;
    ShellAnswer failure;
    if (!text_to_filter(call, rest, text, failure)) return failure;
    ShellAnswer answer;
    std::uint64_t found = 0, after = 0;
    for (const std::string_view line : lines_of(text)) {
        const bool hit = std::any_of(options.patterns.begin(), options.patterns.end(), [&](const std::string& pattern) {
            return matches(line, pattern, options.any_case);
        });
        if (hit != options.invert) {
            ++found;
            after = options.after + 1;
        }
        if (after == 0) continue;
        --after;
        if (!options.count) answer.text.append(line).append("\n");
    }
    if (options.count) answer.text = std::to_string(found) + "\n";
    answer.status = found == 0 ? 1 : 0;
    return answer;
}

ShellAnswer head(const Call& call) { return first_or_last(call, true); }
ShellAnswer tail(const Call& call) { return first_or_last(call, false); }

ShellAnswer count_words(const Call& call) {
    const bool only_lines = call.words.size() == 2 && call.words[1] == "-l";
    if (!only_lines) return fail("wc: wanted -l behind a `|`", 2);
    return {std::to_string(lines_of(call.input).size()) + "\n", 0};
}

ShellAnswer echo(const Call& call) {
    ShellAnswer answer;
    for (std::size_t i = 1; i < call.words.size(); ++i) answer.text += (i > 1 ? " " : "") + call.words[i];
    answer.text += "\n";
    return answer;
}

}  // namespace faultline::shell_tools
