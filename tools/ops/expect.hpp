/// The `# expect:` lines of a script: what the rows of docs/conformance.md say in numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/ops/result.hpp"

namespace faultline::ops {

struct Expectation {
    std::uint32_t line = 0;   ///< of the script
    std::uint32_t first = 0;  ///< operations first..last
    std::uint32_t last = 0;
    std::string field;
    char relation = '=';  ///< or < or >
    /// Only where there is a zero page, or only where there is none.
    std::optional<bool> zero_page;
    std::int64_t number = 0;
};

struct Expectations {
    std::vector<Expectation> all;
    std::string error;  ///< not empty: a line that cannot be understood
};

/// Of a script that `parse_ops` has understood as `parsed`.
[[nodiscard]] Expectations parse_expectations(const std::string& text, const Parsed& parsed);

/// The reason in a script's `# inexact: REASON` line: two targets may differ in it, within what it expects. Empty if
/// none.
std::string inexact_reason(const std::string& text);

/// One sentence for each expectation that the results do not meet. `zero_page`: whether the target has one.
std::vector<std::string> unmet(const Expectations& expectations, const std::vector<OpResult>& results,
                               bool zero_page = true);

}  // namespace faultline::ops
