// Every reading that a measure may name: the one list that the parser checks against, the reader answers, and
// docs/writing-a-lab.md prints.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace faultline {

struct ReadingWord {
    std::string_view name;
    std::uint32_t least_arguments;
    std::uint32_t most_arguments;
    /// Names that may stand as an argument, separated by spaces; "@" stands for an expression, "*" for a leaf's name, "?" for a question's.
    std::string_view arguments;
    /// Fields, separated by spaces; empty when the reading has none.
    std::string_view fields;
    std::string_view meaning;
};

std::span<const ReadingWord> reading_words();
const ReadingWord* reading_word(std::string_view name);

/// Whether `word` stands in a list separated by spaces.
bool lists_word(std::string_view list, std::string_view word);

/// "child" and the like: a name that a reading may begin with.
bool is_process_word(std::string_view word);

}  // namespace faultline
