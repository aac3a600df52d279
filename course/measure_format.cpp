#include <array>

#include "course/answer.hpp"
#include "course/measure.hpp"

namespace faultline {

namespace {

std::string grouped(std::uint64_t magnitude) {
    std::string digits = std::to_string(magnitude);
    for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
    return digits;
}

std::string grouped_signed(std::int64_t value) {
    const std::uint64_t magnitude = value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    return (value < 0 ? "-" : "") + grouped(magnitude);
}

/// value / unit with one decimal, which is left out when it is zero.
std::string scaled(std::int64_t value, std::int64_t unit, std::string_view name) {
    const std::uint64_t magnitude = value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    const auto divisor = static_cast<std::uint64_t>(unit);
    std::uint64_t whole = magnitude / divisor;
    std::uint64_t tenths = (magnitude % divisor * 10 + divisor / 2) / divisor;
    if (tenths == 10) {
        ++whole;
        tenths = 0;
    }
    std::string text = (value < 0 ? "-" : "") + grouped(whole);
    if (tenths != 0) text += "." + std::to_string(tenths);
    return text + " " + std::string(name);
}

std::string as_time(std::int64_t ns) {
    if (ns < 10'000) return grouped_signed(ns) + " ns";
    if (ns < 10'000'000) return scaled(ns, 1000, "µs");
    if (ns < 10'000'000'000) return scaled(ns, 1'000'000, "ms");
    return scaled(ns, 1'000'000'000, "s");
}

std::string as_hexadecimal(std::int64_t value) {
    std::string digits;
    auto rest = static_cast<std::uint64_t>(value);
    do {
        digits.insert(digits.begin(), "0123456789abcdef"[rest % 16]);
        rest /= 16;
    } while (rest != 0);
    return "0x" + digits;
}

std::string format_number(std::int64_t value, std::string_view format) {
    if (format == "KiB") return scaled(value, 1024, format);
    if (format == "MiB") return scaled(value, 1024 * 1024, format);
    if (format == "GiB") return scaled(value, 1024 * 1024 * 1024, format);
    if (format == "pages") return scaled(value, 4096, format);
    if (format == "time") return as_time(value);
    if (format == "hex") return as_hexadecimal(value);
    if (format == "plain") return std::to_string(value);
    return grouped_signed(value);
}

}  // namespace

std::string format_value(const Value& value, std::string_view format) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return format_number(*number, format);
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "yes" : "no";
    return std::get<Symbol>(value).name;
}

bool is_format(std::string_view format) {
    static constexpr std::array<std::string_view, 8> formats{"", "KiB", "MiB", "GiB", "pages", "time", "hex", "plain"};
    for (const std::string_view known : formats) {
        if (known == format) return true;
    }
    return false;
}

}  // namespace faultline
