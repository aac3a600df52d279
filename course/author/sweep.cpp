#include "course/author/sweep.hpp"

#include <algorithm>
#include <cctype>

#include "course/answer.hpp"
#include "course/setting.hpp"

namespace faultline {

namespace {

constexpr std::size_t most_values = 200;

std::string id_of(const std::string& program, std::string_view setting, const std::string& value) {
    std::string id = program + "_" + std::string(setting) + "_" + value;
    for (char& c : id) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    }
    return id;
}

/// "4 MiB" as 4 and " MiB".
std::pair<std::int64_t, std::string> split(const std::string& text, const YamlReader& yaml) {
    std::size_t digits = 0;
    while (digits < text.size() && std::isdigit(static_cast<unsigned char>(text[digits])) != 0) ++digits;
    const std::optional<std::int64_t> number = parse_number(text.substr(0, digits), "");
    if (!number) yaml.fail("expected a number, with a unit if it is a size");
    return {number.value_or(0), text.substr(digits)};
}

}  // namespace

std::vector<Sweep> read_sweep(const YamlReader& yaml, Lab& lab) {
    std::vector<Sweep> sweeps;
    const std::string base = yaml.text("program");
    const LabProgram* found = lab.program(base);
    if (found == nullptr) {
        yaml.member("program").fail("there is no program '" + base + "'");
        return sweeps;
    }
    const LabProgram program = *found;
    for (const auto& entry : yaml.members()) {
        if (entry.first == "program") continue;
        if (!sweeps.empty()) entry.second.fail("a sweep varies one setting");
        for (const std::string& value : yaml.texts(entry.first)) {
            LabProgram variant = program;
            variant.id = id_of(base, entry.first, value);
            variant.title = program.title + ", " + entry.first + " " + value;
            if (const std::optional<std::string> failure = apply_setting(variant, entry.first, value)) entry.second.fail(*failure);
            sweeps.push_back({variant.id, value});
            if (lab.program(variant.id) == nullptr) lab.programs.push_back(std::move(variant));
        }
    }
    if (sweeps.empty()) yaml.fail("expected a setting with its values, such as 'memory_limit: [4 MiB, 8 MiB]'");
    return sweeps;
}

std::vector<std::string> setting_values(const YamlReader& yaml) {
    if (yaml.has("choose")) return yaml.texts("choose");
    if (!yaml.has("from")) return {};
    const auto from = split(yaml.text("from"), yaml.member("from"));
    const auto to = split(yaml.text("to"), yaml.member("to"));
    const auto step = split(yaml.text_or("step", "1" + from.second), yaml);
    std::vector<std::string> out;
    if (from.second != to.second || from.second != step.second) {
        yaml.fail("'from', 'to' and 'step' have the same unit");
    } else if (step.first == 0 || (to.first - from.first) / step.first >= static_cast<std::int64_t>(most_values)) {
        yaml.fail("a range has at most " + std::to_string(most_values) + " values");
    } else {
        for (std::int64_t value = from.first; value <= to.first; value += step.first) out.push_back(std::to_string(value) + from.second);
    }
    return out;
}

}  // namespace faultline
