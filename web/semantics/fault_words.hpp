// Words of the handler's tree that the kernel's own (engine/kernel/explain.hpp) are too long for, and what a question
// looked at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web/messages.hpp"
#include "web/semantics/fault_tree.hpp"

namespace faultline {

/// The question in two to five words: "VMA covers it?". The whole question is explain(question).question.
Message short_question(Ask question);

/// What the kernel looked at when it answered, named and in its own notation: "VMA start: 0x7f12a000". Empty if
/// nothing.
std::string fact_text(Ask question, std::uint64_t fact);

/// One row of the tree, read whole.
struct TreeRowWords {
    std::string title;
    /// What each answer means, or what the end is; then what the fault that is shown answered here.
    std::vector<std::string> lines;
    std::string_view function;
};
TreeRowWords tree_row_words(const FaultTreeRow& row, bool there_is_a_fault);

}  // namespace faultline
