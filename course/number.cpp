// Numbers as people type them.
#include <array>
#include <charconv>

#include "course/answer.hpp"

namespace faultline {

namespace {

enum class Dimension : std::uint8_t { Count, Size, Time };

struct Unit {
    std::string_view name;
    Dimension dimension;
    std::int64_t factor;
};

// What learners write: MB means MiB here, as it does in ps and top.
constexpr std::array<Unit, 25> units{{
    {"b", Dimension::Size, 1},         {"bytes", Dimension::Size, 1},        {"byte", Dimension::Size, 1},
    {"k", Dimension::Size, 1 << 10},   {"kb", Dimension::Size, 1 << 10},     {"kib", Dimension::Size, 1 << 10},
    {"m", Dimension::Size, 1 << 20},   {"mb", Dimension::Size, 1 << 20},     {"mib", Dimension::Size, 1 << 20},
    {"g", Dimension::Size, 1 << 30},   {"gb", Dimension::Size, 1 << 30},     {"gib", Dimension::Size, 1 << 30},
    {"tb", Dimension::Size, 1ll << 40},{"tib", Dimension::Size, 1ll << 40},  {"t", Dimension::Size, 1ll << 40},
    {"pages", Dimension::Size, 4096},  {"page", Dimension::Size, 4096},
    {"ns", Dimension::Time, 1},        {"us", Dimension::Time, 1000},        {"µs", Dimension::Time, 1000},
    {"ms", Dimension::Time, 1000000},  {"s", Dimension::Time, 1000000000},   {"sec", Dimension::Time, 1000000000},
    {"second", Dimension::Time, 1000000000}, {"seconds", Dimension::Time, 1000000000},
}};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

/// Units that are no size and no time count things: "faults", "VMAs". Any of them has the factor 1.
Unit unit_named(std::string_view name) {
    const std::string wanted = lower(name);
    for (const Unit& unit : units) {
        if (unit.name == wanted) return unit;
    }
    return {name, Dimension::Count, 1};
}

struct Typed {
    std::string whole;
    std::string fraction;
    std::string unit;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Splits "25,600.5 MiB". Commas and blanks group digits; nothing when there is no digit or something stands between.
std::optional<Typed> split(std::string_view text) {
    Typed typed;
    std::size_t at = 0;
    bool point = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (is_digit(c)) {
            (point ? typed.fraction : typed.whole) += c;
        } else if (c == '.' && !point) {
            point = true;
        } else if (c != ',' && c != ' ' && c != '_' && c != '\'') {
            break;
        }
    }
    typed.unit = std::string(text.substr(at));
    while (!typed.unit.empty() && typed.unit.back() == ' ') typed.unit.pop_back();
    if (typed.whole.empty() && typed.fraction.empty()) return std::nullopt;
    return typed;
}

}  // namespace

std::optional<std::int64_t> parse_number(const std::string& text, const std::string& unit) {
    const std::optional<Typed> typed = split(text);
    if (!typed || typed->fraction.size() > 9) return std::nullopt;
    const Unit asked = unit_named(unit);
    Unit given = asked;
    if (!typed->unit.empty()) {
        given = unit_named(typed->unit);
        if (given.dimension != asked.dimension) return std::nullopt;
        if (given.dimension == Dimension::Count && lower(typed->unit) != lower(unit)) return std::nullopt;
    }
    std::int64_t scale = 1;
    for (std::size_t i = 0; i < typed->fraction.size(); ++i) scale *= 10;
    const std::string digits = typed->whole + typed->fraction;
    std::int64_t value = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (parsed.ec != std::errc{}) return std::nullopt;
    if (__builtin_mul_overflow(value, given.factor, &value)) return std::nullopt;
    return value / scale;
}

}  // namespace faultline
