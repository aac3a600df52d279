// The frame of a lab.md: front matter, then steps ("## Title"), each with prose, fenced blocks that mean something to
// Faultline, and a line "---" between what is seen before the comparison and what is seen with it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "course/author/diagnostics.hpp"

namespace faultline {

struct Segment {
    enum class Kind : std::uint8_t { Prose, Fence, Break };
    Kind kind{};
    /// Fence: the words behind the backticks, "number vsz".
    std::string word;
    std::string id;
    std::string text;
    /// First line of `text` in the file, counted from 1.
    std::uint32_t line = 0;
};

struct StepFrame {
    std::string title;
    std::uint32_t line = 0;
    std::vector<Segment> segments;
};

struct LabFrame {
    std::string front_matter;
    std::uint32_t front_matter_line = 2;
    std::vector<StepFrame> steps;
};

/// Whether a fenced block with this first word is Faultline's; all others are code listings.
bool is_lab_fence(std::string_view word);

LabFrame read_frame(std::string_view text, Diagnostics& diagnostics);

}  // namespace faultline
