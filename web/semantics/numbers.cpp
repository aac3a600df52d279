#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

// `value` in units of `unit` with one decimal, cut off, and no ".0".
std::string with_decimal(std::uint64_t value, std::uint64_t unit, const char* name) {
    const std::uint64_t tenths = value % unit * 10 / unit;
    std::string out = count_text(value / unit);
    if (tenths != 0) out += "." + std::to_string(tenths);
    return out + " " + name;
}

}  // namespace

std::string count_text(std::uint64_t count) {
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
    return digits;
}

std::string bytes_text(std::uint64_t bytes) {
    if (bytes >= 1ull << 40) return with_decimal(bytes, 1ull << 40, "TiB");
    if (bytes >= 1ull << 30) return with_decimal(bytes, 1ull << 30, "GiB");
    if (bytes >= 1ull << 20) return with_decimal(bytes, 1ull << 20, "MiB");
    if (bytes >= 1ull << 10) return with_decimal(bytes, 1ull << 10, "KiB");
    return std::to_string(bytes) + " B";
}

std::string time_text(Nanoseconds time) {
    if (time >= 1'000'000'000) return with_decimal(time, 1'000'000'000, "s");
    if (time >= 1'000'000) return with_decimal(time, 1'000'000, "ms");
    if (time >= 1'000) return with_decimal(time, 1'000, "µs");
    return std::to_string(time) + " ns";
}

std::string hex_text(std::uint64_t value) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    do {
        out.insert(out.begin(), digits[value & 15]);
        value >>= 4;
    } while (value != 0);
    return "0x" + out;
}

std::string frame_text(Pfn pfn) { return pfn == no_frame ? "none" : hex_text(index_of(pfn)); }

}  // namespace faultline
