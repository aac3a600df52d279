// Numbers as /proc pads them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace faultline {

inline std::string padded_left(std::string_view text, std::size_t width, char fill = ' ') {
    return text.size() >= width ? std::string(text) : std::string(width - text.size(), fill) + std::string(text);
}

inline std::string number_in(std::uint64_t value, std::size_t width) { return padded_left(std::to_string(value), width); }

inline std::string hex_in(std::uint64_t value, std::size_t digits) {
    std::string out;
    do {
        out.insert(out.begin(), "0123456789abcdef"[value & 15]);
        value >>= 4;
    } while (value != 0);
    return padded_left(out, digits, '0');
}

/// "Name:" and a number of kB in a column, as meminfo, status and smaps have them.
inline std::string kilobyte_line(std::string_view name, std::uint64_t kilobytes, std::size_t name_width,
                                 std::size_t number_width) {
    std::string out(name);
    out += ':';
    if (out.size() < name_width) out.resize(name_width, ' ');
    return out + number_in(kilobytes, number_width) + " kB\n";
}

}  // namespace faultline
