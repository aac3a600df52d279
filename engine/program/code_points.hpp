// Addresses in the learner's own code at which stepping by line has to look: found by reading the instructions once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace faultline {

class LineTable;

struct CodePoint {
    std::uint64_t address = 0;
    /// Start of the function that holds it.
    std::uint64_t function = 0;

    bool operator==(const CodePoint&) const = default;
};

struct CodePoints {
    /// By address: where a line's stretch starts, and where a jump enters it from another line (a loop's way back).
    std::vector<CodePoint> line_entries;
    /// By address: the instruction after each call.
    std::vector<CodePoint> after_calls;
};

CodePoints code_points(const LineTable& lines, std::span<const std::uint8_t> elf_bytes);

}  // namespace faultline
