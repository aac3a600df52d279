#include "course/author/front_matter.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>

#include "course/answer.hpp"
#include "course/author/sweep.hpp"
#include "course/author/yaml_reader.hpp"
#include "course/instance.hpp"
#include "course/machine_options.hpp"
#include "course/misconception.hpp"

namespace faultline {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// "17", or the one line that holds a quoted text.
std::uint32_t line_of(std::string_view words, const LabProgram& program, const YamlReader& yaml) {
    if (words.size() > 2 && words.front() == '"' && words.back() == '"') {
        const std::string_view wanted = words.substr(1, words.size() - 2);
        const std::vector<std::string_view> lines = lines_of(program.source);
        std::uint32_t found = 0;
        for (std::uint32_t i = 0; i < lines.size(); ++i) {
            if (lines[i].find(wanted) == std::string_view::npos) continue;
            if (found != 0) yaml.fail("more than one line of " + program.file + " holds " + std::string(words));
            found = i + 1;
        }
        if (found == 0) yaml.fail("no line of " + program.file + " holds " + std::string(words));
        return found;
    }
    std::uint32_t line = 0;
    const auto parsed = std::from_chars(words.data(), words.data() + words.size(), line);
    if (parsed.ec != std::errc{} || parsed.ptr != words.data() + words.size() || line == 0) {
        yaml.fail("expected a line number, or a piece of the line in double quotes");
    }
    return line;
}

bool take_word(std::string_view& words, std::string_view word) {
    if (words.substr(0, word.size()) != word) return false;
    words.remove_prefix(word.size());
    while (!words.empty() && words.front() == ' ') words.remove_prefix(1);
    return true;
}

/// A trailing "times 3".
std::uint32_t take_count(std::string_view& words, const YamlReader& yaml) {
    const std::size_t at = words.rfind(" time ");
    if (at == std::string_view::npos) return 1;
    std::uint32_t count = 0;
    const std::string_view digits = words.substr(at + 6);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (parsed.ec != std::errc{} || count == 0) yaml.fail("expected a number behind 'time'");
    words = words.substr(0, at);
    return count;
}

Moment read_moment(const std::string& name, const YamlReader& yaml, const LabProgram& program) {
    Moment moment;
    moment.name = name;
    const std::string text = yaml.as_text();
    std::string_view words = text;
    if (take_word(words, "line ")) {
        moment.kind = MomentKind::Line;
        moment.count = take_count(words, yaml);
        moment.line = line_of(words, program, yaml);
    } else if (take_word(words, "input")) {
        moment.kind = MomentKind::Input;
        if (!words.empty()) {
            const auto parsed = std::from_chars(words.data(), words.data() + words.size(), moment.count);
            if (parsed.ec != std::errc{} || moment.count == 0) yaml.fail("expected a number behind 'input'");
        }
    } else if (take_word(words, "output ")) {
        moment.kind = MomentKind::Output;
        if (words.size() < 3 || words.front() != '"' || words.back() != '"') yaml.fail("expected the printed text in double quotes");
        if (words.size() > 2) moment.text = std::string(words.substr(1, words.size() - 2));
    } else if (take_word(words, "fault")) {
        moment.kind = MomentKind::Fault;
        if (take_word(words, "at line ")) {
            moment.line = line_of(words, program, yaml);
        } else if (!words.empty()) {
            yaml.fail("expected 'fault', or 'fault at line ...'");
        }
    } else {
        yaml.fail("a moment is 'line ...', 'input ...', 'output \"...\"', or 'fault at line ...'");
    }
    return moment;
}

void read_moments(const YamlReader& yaml, LabProgram& program) {
    program.moments.push_back({"start", MomentKind::Start, 0, 1, {}});
    for (const YamlReader& item : yaml.list("moments", false)) {
        for (const auto& entry : item.members()) {
            const bool taken = std::any_of(program.moments.begin(), program.moments.end(), [&entry](const Moment& moment) { return moment.name == entry.first; });
            if (taken || entry.first == "exit" || entry.first == "end") entry.second.fail("there is already a moment '" + entry.first + "'");
            program.moments.push_back(read_moment(entry.first, entry.second, program));
        }
    }
    program.moments.push_back({"exit", MomentKind::Exit, 0, 1, {}});
    program.moments.push_back({"end", MomentKind::End, 0, 1, {}});
}

void read_machine(const YamlReader& yaml, LabProgram& program, const Numbers& numbers) {
    for (const auto& option : yaml.members()) {
        const std::string value = option.second.as_text();
        auto& options = program.machine_options;
        const auto existing = std::find_if(options.begin(), options.end(), [&option](const auto& known) { return known.first == option.first; });
        if (existing == options.end()) {
            options.emplace_back(option.first, value);
        } else {
            existing->second = value;
        }
        if (const std::optional<std::string> failure = set_machine_option(program.machine, option.first, text_with(value, numbers))) option.second.fail(*failure);
    }
}

/// Names in capitals, each with its values: a list, or from, to and step.
void read_vary(const YamlReader& yaml, Lab& lab) {
    for (const auto& entry : yaml.members()) {
        Vary vary{entry.first, {}};
        if (vary.name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != std::string::npos || std::isupper(static_cast<unsigned char>(vary.name.front())) == 0) {
            entry.second.fail("a number that varies has a name in capitals, as in '#define PAGES 100'");
        }
        const std::vector<std::string> texts = entry.second.is_map() ? setting_values(entry.second) : yaml.texts(entry.first);
        for (const std::string& text : texts) {
            const std::optional<std::int64_t> value = parse_number(text, "");
            if (!value || *value > std::numeric_limits<std::int32_t>::max()) entry.second.fail("expected whole numbers, found '" + text + "'");
            vary.values.push_back(value.value_or(0));
        }
        if (vary.values.size() < 2) entry.second.fail("a number varies between two values at least");
        lab.vary.push_back(std::move(vary));
    }
    lab.numbers = numbers_for(lab.vary, lab.seed);
}

LabProgram read_program(const YamlReader& yaml, const YamlReader& front, const LabFiles& files, const Numbers& numbers) {
    yaml.only({"id", "title", "file", "arguments", "machine", "input", "moments"});
    LabProgram program;
    program.id = yaml.text("id");
    program.file = yaml.text("file");
    program.title = yaml.text_or("title", program.file);
    const auto source = files.find(program.file);
    if (source == files.end()) {
        yaml.member("file").fail("there is no file " + program.file + " in the lab's folder");
    } else {
        program.source = source->second;
    }
    program.arguments = yaml.texts("arguments", false);
    program.input = yaml.texts("input", false);
    if (front.has("machine")) read_machine(front.member("machine"), program, numbers);
    if (yaml.has("machine")) read_machine(yaml.member("machine"), program, numbers);
    read_moments(yaml, program);
    return program;
}

}  // namespace

void read_front_matter(const std::string& text, std::uint32_t first_line, const LabFiles& files, Lab& lab, Diagnostics& diagnostics) {
    const YamlReader yaml = YamlReader::parse(text, first_line, diagnostics);
    yaml.only({"id", "title", "summary", "minutes", "objectives", "misconceptions", "vary", "machine", "programs"});
    lab.id = yaml.text("id");
    lab.title = yaml.text("title");
    lab.summary = yaml.text("summary");
    lab.minutes = yaml.number("minutes");
    for (const YamlReader& item : yaml.list("objectives")) {
        for (const auto& entry : item.members()) lab.objectives.push_back({entry.first, entry.second.as_text()});
    }
    for (const YamlReader& item : yaml.list("misconceptions")) {
        lab.misconceptions.push_back(item.as_text());
        if (misconception(lab.misconceptions.back()) == nullptr) item.fail("there is no misconception '" + lab.misconceptions.back() + "'; M1 to M20 are known");
    }
    if (yaml.has("vary")) read_vary(yaml.member("vary"), lab);
    for (const YamlReader& item : yaml.list("programs")) {
        LabProgram program = read_program(item, yaml, files, lab.numbers);
        if (lab.program(program.id) != nullptr) item.fail("there is already a program '" + program.id + "'");
        lab.programs.push_back(std::move(program));
    }
    if (lab.programs.empty()) yaml.fail("a lab has at least one program");
}

}  // namespace faultline
