// Numbers as both faces print them: the same everywhere, so that what is seen can be found in the text.
#pragma once

#include <cstdint>
#include <string>

#include "engine/machine/types.hpp"

namespace faultline {

/// "25,600".
std::string count_text(std::uint64_t count);
/// "100 MiB", "4 KiB", "1.5 GiB": one decimal at most, never rounded up to the next unit.
std::string bytes_text(std::uint64_t bytes);
/// "876 ns", "1.8 µs", "6 ms", "2.5 s".
std::string time_text(Nanoseconds time);
/// "0x7f12a000".
std::string hex_text(std::uint64_t value);
/// The frame's number in hexadecimal, or "none".
std::string frame_text(Pfn pfn);

}  // namespace faultline
