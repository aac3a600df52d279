/// A C source as a row of tokens with their lines: enough to say where a name stands or which brace stays open. Nothing
/// is expanded; comments are left out unless they never end, and a preprocessor line is tokens like any other.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace faultline::compiler {

struct SourceToken {
    enum class Kind : std::uint8_t { Name, Number, Text, Mark };
    Kind kind;
    std::string_view text;  ///< a part of the source; a string or character constant has its quotes; a comment that never ends
    std::uint32_t line;     ///< from 1
    std::uint32_t indent;   ///< blanks before the first token of its line
    bool first_on_line;
    bool closed = true;  ///< false for a constant that lacks its second quote, and a comment that never ends
};

std::vector<SourceToken> source_tokens(std::string_view source);

}  // namespace faultline::compiler
