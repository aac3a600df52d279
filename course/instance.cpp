#include "course/instance.hpp"

#include <algorithm>

namespace faultline {

namespace {

/// The first position behind `at` that is neither a letter, a digit nor an underscore.
std::size_t end_of_word(const std::string& text, std::size_t at) {
    const auto is_word = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    while (at < text.size() && is_word(text[at])) ++at;
    return at;
}

/// FNV-1a, to spread the questions of one lab.
std::uint64_t hash_of(const std::string& text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

std::string line_with(const std::string& line, const Numbers& numbers) {
    constexpr std::string_view define = "#define ";
    if (line.compare(0, define.size(), define) != 0) return line;
    const std::size_t end = end_of_word(line, define.size());
    const auto number = numbers.find(line.substr(define.size(), end - define.size()));
    if (number == numbers.end() || end == line.size() || line[end] != ' ') return line;
    const std::size_t value_end = std::min(line.find(' ', end + 1), line.size());
    return line.substr(0, end + 1) + std::to_string(number->second) + line.substr(value_end);
}

}  // namespace

Numbers numbers_for(const std::vector<Vary>& vary, std::uint64_t seed) {
    Numbers numbers;
    // The next seed moves every number.
    for (const Vary& one : vary) {
        if (!one.values.empty()) numbers[one.name] = one.values[static_cast<std::size_t>(seed % one.values.size())];
    }
    return numbers;
}

std::string source_with(const std::string& source, const Numbers& numbers) {
    if (numbers.empty()) return source;
    std::string out;
    std::size_t at = 0;
    while (at < source.size()) {
        const std::size_t end = std::min(source.find('\n', at), source.size());
        out += line_with(source.substr(at, end - at), numbers);
        if (end < source.size()) out += '\n';
        at = end + 1;
    }
    return out;
}

std::string text_with(const std::string& text, const Numbers& numbers) {
    std::string out = text;
    for (const auto& number : numbers) {
        const std::string name = "{" + number.first + "}";
        for (std::size_t at = out.find(name); at != std::string::npos; at = out.find(name, at)) out.replace(at, name.size(), std::to_string(number.second));
    }
    return out;
}

void make_instance(Lab& lab) {
    for (LabProgram& program : lab.programs) {
        program.source = source_with(program.source, lab.numbers);
        for (std::string& argument : program.arguments) argument = text_with(argument, lab.numbers);
        for (std::string& line : program.input) line = text_with(line, lab.numbers);
        for (auto& option : program.machine_options) option.second = text_with(option.second, lab.numbers);
    }
    for (LabStep& step : lab.steps) {
        for (Question& question : step.questions) {
            auto* reverse = std::get_if<ReverseQuestion>(&question.body);
            if (reverse != nullptr) reverse->secret = static_cast<std::uint32_t>((hash_of(lab.id + question.id) + lab.seed) % reverse->choices.size());
        }
    }
}

Lab instance_of(Lab lab, std::uint64_t seed) {
    if (lab.seed == seed || lab.canonical.empty()) return lab;
    Result<Lab> other = load_lab(lab.canonical, seed);
    FAULTLINE_ASSERT(other.ok());  // its canonical JSON has been loaded before, and other numbers are no other text
    return std::move(other.value());
}

bool varies(const Lab& lab) {
    if (!lab.vary.empty()) return true;
    return std::any_of(lab.steps.begin(), lab.steps.end(), [](const LabStep& step) {
        return std::any_of(step.questions.begin(), step.questions.end(), [](const Question& question) { return std::holds_alternative<ReverseQuestion>(question.body); });
    });
}

}  // namespace faultline
