// Markdown to prose blocks and runs, by md4c. Understood: paragraphs, lists, headings from ### on, quotes, fenced code,
// emphasis, strong, code, links. Anything else (images, tables, raw HTML) is an error, not a surprise on the page.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "course/author/diagnostics.hpp"
#include "course/measure.hpp"
#include "course/text.hpp"

namespace faultline {

/// `line` is where `text` begins in the file; measures in it, {{...}} or {{... | format}}, are checked against `scope`.
std::vector<Prose> prose_of(std::string_view text, std::uint32_t line, const Scope& scope, Diagnostics& diagnostics);

/// One paragraph of the same, for the texts inside questions.
Runs runs_of(std::string_view text, std::uint32_t line, const Scope& scope, Diagnostics& diagnostics);

}  // namespace faultline
