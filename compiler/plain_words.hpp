/// What a learner reads: TCC's messages in plain words, at the line where the slip is.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/compile.hpp"
#include "compiler/tcc_host.hpp"

namespace faultline::compiler {

/// Rewords the messages about `source`, which is called `path`; `files` has the C library's headers. A message moves to
/// the line that a reader would point at: the statement without its semicolon, the quote or the brace that stays open,
/// the first call of a function that does not exist. Messages that only follow from another one on the same line go.
void put_in_plain_words(std::vector<Diagnostic>& diagnostics, std::string_view source, std::string_view path,
                        const FileTable& files);

}  // namespace faultline::compiler
