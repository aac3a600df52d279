/// TCC's messages, word for word, and what is said to a learner instead.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::compiler {

/// The words that stand for each `%` of `pattern` in `message`, or nothing when it does not fit as a whole.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view message);

/// The plain wording of a message that needs nothing but itself; the message itself when it has none.
std::string plain_phrase(std::string_view message);

}  // namespace faultline::compiler
