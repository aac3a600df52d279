#include "tools/cli/command_line.hpp"

#include <algorithm>
#include <charconv>

namespace faultline::cli {

std::optional<std::string> CommandLine::value(std::string_view name) const {
    const auto [first, last] = options.equal_range(std::string(name));
    if (first == last) return std::nullopt;
    return std::prev(last)->second;
}

std::optional<CommandLine> parse_command_line(const std::vector<std::string>& words, const std::vector<OptionName>& known,
                                              std::string& error) {
    CommandLine out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--") {
            out.rest.assign(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
            break;
        }
        if (!word.starts_with("-") || word == "-") {
            out.operands.push_back(word);
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const auto option = std::find_if(known.begin(), known.end(), [&name](const OptionName& each) { return each.name == name; });
        if (option == known.end()) {
            error = "unknown option " + name;
            return std::nullopt;
        }
        if (option->value.empty()) {
            if (equals != std::string::npos) {
                error = name + " takes no value";
                return std::nullopt;
            }
            out.options.emplace(name, "");
        } else if (equals != std::string::npos) {
            out.options.emplace(name, word.substr(equals + 1));
        } else if (i + 1 < words.size()) {
            out.options.emplace(name, words[++i]);
        } else {
            error = name + " needs a value: " + std::string(option->value);
            return std::nullopt;
        }
    }
    return out;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
    if (text.empty()) return std::nullopt;
    unsigned shift = 0;
    switch (text.back()) {
        case 'k':
        case 'K': shift = 10; break;
        case 'm':
        case 'M': shift = 20; break;
        case 'g':
        case 'G': shift = 30; break;
        default: break;
    }
    if (shift != 0) text.remove_suffix(1);
    const std::optional<std::uint64_t> value = parse_number(text);
    if (!value.has_value() || *value > (~std::uint64_t{0} >> shift)) return std::nullopt;
    return *value << shift;
}

}  // namespace faultline::cli
