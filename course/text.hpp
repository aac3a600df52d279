// Prose as data: what the author wrote in Markdown, cut into blocks and runs. Both faces of the guide read it; the HTML
// is made from it and never stored, so that a lab from elsewhere cannot bring a script along.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace faultline {

enum class RunStyle : std::uint8_t { Plain, Emphasis, Strong, Code, Link, Measure };

/// A stretch of text in one style.
struct TextRun {
    RunStyle style = RunStyle::Plain;
    /// Measure: in a Lab the expression, in a view the measured value as text.
    std::string text;
    /// Link: where to. Measure: how to print the value ("MiB", "time", ...), see docs/writing-a-lab.md.
    std::string target;

    bool operator==(const TextRun&) const = default;
};

using Runs = std::vector<TextRun>;

enum class ProseKind : std::uint8_t { Paragraph, Heading, Item, NumberedItem, Code, Quote };

struct Prose {
    ProseKind kind = ProseKind::Paragraph;
    Runs runs;
    /// Code: the language. NumberedItem: its number.
    std::string detail;

    bool operator==(const Prose&) const = default;
};

/// The runs as HTML, everything escaped: em, strong, code, a, and data for measured values.
std::string html_of(const Runs& runs);
/// The same without any mark-up.
std::string plain_text_of(const Runs& runs);
std::string escape_html(std::string_view text);

}  // namespace faultline
