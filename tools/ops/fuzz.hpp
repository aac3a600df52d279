/// Two targets beside each other: the first difference, and the shortest script found that still shows it.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include "tools/ops/generate.hpp"
#include "tools/ops/result.hpp"

namespace faultline::ops {

struct Difference {
    std::uint32_t op = 0;  ///< index of the operation after which they differ
    std::string what;      ///< one sentence
};

struct Comparison {
    std::optional<std::string> skipped;    ///< by either target, and why
    std::optional<Difference> difference;  ///< none: the answers agree
};

/// The program with what it leaves to the kernel settled as this one has it.
OpProgram as_on(const OpTarget& target, OpProgram program);

/// Runs the program, settled as on `left`, on both and compares every result.
Comparison compare(OpTarget& left, OpTarget& right, const OpProgram& program);

/// Delta debugging: removes operations while `fails` holds, in at most `budget` tries. `program` itself must fail.
OpProgram shrink(const OpProgram& program, const std::function<bool(const OpProgram&)>& fails,
                 std::uint32_t budget = 2000);

struct FuzzResult {
    std::optional<std::string> skipped;
    std::uint32_t programs = 0;
    std::uint64_t operations = 0;
    std::uint32_t failures = 0;
    std::uint32_t unstable = 0;  ///< differed once and agreed in every one of four repeats: timing, not a rule
};

struct FuzzOptions {
    GeneratorOptions first;  ///< later programs have the seeds that follow
    std::uint32_t programs = 100;
    std::uint32_t most_failures = 1;
    /// Called after each program with what has been found so far.
    std::function<void(const FuzzResult&)> progress;
};

/// Compares random programs and writes each failing one, shrunk and replayable, to `out` with its seed and difference.
FuzzResult fuzz(OpTarget& left, OpTarget& right, const FuzzOptions& options, std::ostream& out);

}  // namespace faultline::ops
