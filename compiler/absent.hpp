// What people know from elsewhere and look for here, each with what there is instead.
#pragma once

#include <string>
#include <string_view>

namespace faultline::compiler {

/// Why a header, a function or a word does not exist here, and what does; empty for one that nobody need expect.
std::string why_no_header(std::string_view header);
std::string why_no_function(std::string_view function);
std::string why_no_word(std::string_view word);

/// What a byte sequence that is no ASCII has been pasted for: "\"", "'", "-" or " "; 0 for any other.
char typewriter_character(std::string_view text);

}  // namespace faultline::compiler
