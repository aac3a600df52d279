#include "course/watching.hpp"

#include <array>
#include <cstdio>
#include <cstring>

#include "engine/kernel/gup.hpp"
#include "engine/program/frames.hpp"

namespace faultline {

namespace {

constexpr std::size_t elements_shown = 8;

bool is_pointer(std::string_view type) { return !type.empty() && type.back() == '*'; }
bool is_unsigned(std::string_view type) { return type.find("unsigned") != std::string_view::npos || type == "bool"; }

std::string floating(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.10g", value);
    return text.data();
}

std::string character(std::uint64_t value) {
    const auto code = static_cast<std::int8_t>(value);
    std::string text = std::to_string(code);
    constexpr int first_printable = 32, last_printable = 126;
    if (code >= first_printable && code <= last_printable) text += std::string(" '") + static_cast<char>(code) + "'";
    return text;
}

std::string hexadecimal(std::uint64_t value) {
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "0x%llx", static_cast<unsigned long long>(value));
    return text.data();
}

/// One number of `bytes` bytes, which is all of it.
std::string scalar(std::string_view type, std::span<const std::uint8_t> bytes) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes.data(), bytes.size());
    if (is_pointer(type)) return hexadecimal(value);
    if (type == "float") {
        float number = 0;
        std::memcpy(&number, bytes.data(), sizeof number);
        return floating(static_cast<double>(number));
    }
    if (type == "double") {
        double number = 0;
        std::memcpy(&number, bytes.data(), sizeof number);
        return floating(number);
    }
    if (type == "char" || type == "signed char") return character(value);
    if (is_unsigned(type)) return std::to_string(value);
    const unsigned unused = 64u - 8u * static_cast<unsigned>(bytes.size());
    return std::to_string(static_cast<std::int64_t>(value << unused) >> unused);
}

std::string value_of(std::string_view type, std::span<const std::uint8_t> bytes) {
    const std::size_t bracket = type.find('[');
    if (bracket == std::string_view::npos) return bytes.size() <= 8 ? scalar(type, bytes) : std::to_string(bytes.size()) + " bytes";
    const std::string_view element = type.substr(0, bracket);
    const std::size_t count = static_cast<std::size_t>(std::strtoul(std::string(type.substr(bracket + 1)).c_str(), nullptr, 10));
    if (count == 0 || bytes.size() % count != 0 || bytes.size() / count > 8 || type.find('[', bracket + 1) != std::string_view::npos) {
        return std::to_string(bytes.size()) + " bytes";
    }
    std::string text = "{";
    for (std::size_t i = 0; i < count && i < elements_shown; ++i) {
        text += (i == 0 ? "" : ", ") + scalar(element, bytes.subspan(i * (bytes.size() / count), bytes.size() / count));
    }
    return text + (count > elements_shown ? ", ...}" : "}");
}

/// Large arrays are looked at only as far as they are shown.
std::string value_at(const Machine& machine, Pid pid, std::uint64_t address, std::string_view type, std::uint64_t bytes) {
    constexpr std::uint64_t most_bytes = 4096;
    const auto task = machine.tasks.find(pid);
    if (task == machine.tasks.end() || machine.mms.count(task->second.mm) == 0 || bytes == 0) return {};
    if (bytes > most_bytes) return std::to_string(bytes) + " bytes";
    std::vector<std::uint8_t> memory(static_cast<std::size_t>(bytes));
    return peek_memory(machine, machine.mm_of(task->second), address, memory) == bytes ? value_of(type, memory) : std::string{};
}

/// Structs, and arrays of them, have no size in the line table: what it takes for one would be a wrong value.
bool is_understood(const Variable& variable) { return !variable.type.empty() && variable.type.front() != '['; }

VariableView view_of(const Machine& machine, Pid pid, const Variable& variable, std::uint64_t address, const std::string& function) {
    return {variable.name, variable.type, value_at(machine, pid, address, variable.type, variable.bytes), address, variable.bytes, function};
}

}  // namespace

std::vector<VariableView> variables_of(const Machine& machine, const LineTable& lines) {
    std::vector<VariableView> variables;
    const auto task = machine.tasks.find(machine.current);
    if (task == machine.tasks.end()) return variables;
    const std::vector<StackFrame> frames = stack_frames(machine, task->second, lines, 1);
    if (!frames.empty() && frames.front().frame_pointer != 0) {
        const StackFrame& frame = frames.front();
        for (const Variable& variable : frame.function->variables) {
            if (!is_understood(variable)) continue;
            const std::uint64_t address = frame.frame_pointer + static_cast<std::uint64_t>(variable.place);
            variables.push_back(view_of(machine, machine.current, variable, address, frame.function->name));
        }
    }
    for (const Variable& variable : lines.globals()) {
        if (!is_understood(variable)) continue;
        variables.push_back(view_of(machine, machine.current, variable, static_cast<std::uint64_t>(variable.place), {}));
    }
    return variables;
}

Result<Watched> watch_variable(const Machine& machine, const LineTable& lines, const std::string& name, bool reads) {
    for (const VariableView& variable : variables_of(machine, lines)) {
        if (variable.name != name) continue;
        return Watched{machine.current, variable.name, variable.type, variable.function, variable.address, variable.bytes, reads};
    }
    return Error{{}, "no variable '" + name + "' can be seen from here"};
}

Watched watch_page(const Machine& machine, std::uint64_t address, bool reads) {
    return {machine.current, {}, {}, {}, page_start(address), page_bytes, reads};
}

std::string watched_value(const Machine& machine, const Watched& watched) {
    if (watched.variable.empty()) return {};
    return value_at(machine, watched.pid, watched.start, watched.type, watched.bytes);
}

}  // namespace faultline
