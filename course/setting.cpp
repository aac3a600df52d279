#include "course/setting.hpp"

#include <algorithm>
#include <charconv>

#include "course/machine_options.hpp"

namespace faultline {

namespace {

constexpr std::string_view argument_word = "argument ";
constexpr std::size_t most_arguments = 20;

std::optional<std::string> set_argument(LabProgram& program, std::string_view number, std::string_view value) {
    std::size_t index = 0;
    const auto parsed = std::from_chars(number.data(), number.data() + number.size(), index);
    if (parsed.ec != std::errc{} || parsed.ptr != number.data() + number.size() || index == 0 || index > most_arguments) {
        return "expected the number of an argument, such as \"argument 1\"";
    }
    if (program.arguments.size() < index) program.arguments.resize(index);
    program.arguments[index - 1] = std::string(value);
    return std::nullopt;
}

}  // namespace

std::optional<std::string> apply_setting(LabProgram& program, std::string_view name, std::string_view value) {
    if (name.substr(0, argument_word.size()) == argument_word) return set_argument(program, name.substr(argument_word.size()), value);
    if (std::optional<std::string> failure = set_machine_option(program.machine, name, value)) return failure;
    auto& options = program.machine_options;
    const auto known = std::find_if(options.begin(), options.end(), [name](const auto& option) { return option.first == name; });
    if (known == options.end()) {
        options.emplace_back(name, value);
    } else {
        known->second = std::string(value);
    }
    return std::nullopt;
}

LabProgram with_settings(const LabProgram& program, const std::vector<Setting>& settings, const std::vector<std::string>& values) {
    LabProgram out = program;
    for (std::size_t i = 0; i < settings.size() && i < values.size(); ++i) {
        // What a setting allows, the machine takes: the author's tools have checked it.
        (void)apply_setting(out, settings[i].name, values[i]);
    }
    return out;
}

bool allow(const std::vector<Setting>& settings, const std::vector<std::string>& values) {
    return std::equal(values.begin(), values.end(), settings.begin(), settings.end(),
                      [](const std::string& value, const Setting& setting) { return setting.allows(value); });
}

std::vector<std::string> settings_of(std::string_view lines) {
    std::vector<std::string> out;
    for (;;) {
        const std::size_t end = lines.find('\n');
        out.emplace_back(lines.substr(0, end));
        if (end == std::string_view::npos) return out;
        lines.remove_prefix(end + 1);
    }
}

std::string lines_of(const std::vector<std::string>& settings) {
    std::string out;
    for (std::size_t i = 0; i < settings.size(); ++i) out += (i == 0 ? "" : "\n") + settings[i];
    return out;
}

}  // namespace faultline
