// The words of the measure language.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "course/result.hpp"

namespace faultline {

enum class TokenKind : std::uint8_t { Number, Identifier, String, Operator, End };

struct Token {
    TokenKind kind{};
    /// Operator: its spelling. Identifier: the name. String: without its quotes.
    std::string text;
    std::int64_t number = 0;
    /// Column in the source, counted from 1.
    std::size_t column = 0;
};

/// The tokens of `source`, an End at the end.
Result<std::vector<Token>> tokens_of(std::string_view source);

}  // namespace faultline
