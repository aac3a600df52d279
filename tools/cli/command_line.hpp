// What was typed after `faultline-cli VERB`: options in any order, one operand, and what follows "--".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::cli {

/// An option that a verb knows.
struct OptionName {
    std::string_view name;        // "--stdin"
    std::string_view value = {};  // what follows it, "FILE"; empty for a switch
    std::string_view help = {};
};

struct CommandLine {
    std::vector<std::string> operands;
    /// By name; a switch has an empty value. An option that is given twice keeps both, in order.
    std::multimap<std::string, std::string> options;
    /// After "--".
    std::vector<std::string> rest;

    bool has(std::string_view name) const { return options.contains(std::string(name)); }
    /// The last value given, or nothing.
    std::optional<std::string> value(std::string_view name) const;
};

/// Takes the words apart. On failure `error` names the word and what is wrong with it.
std::optional<CommandLine> parse_command_line(const std::vector<std::string>& words, const std::vector<OptionName>& known,
                                              std::string& error);

/// "512M", "16G", "4096": bytes. Nothing for anything else.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// A decimal number.
std::optional<std::uint64_t> parse_number(std::string_view text);

}  // namespace faultline::cli
