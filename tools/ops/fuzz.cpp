#include "tools/ops/fuzz.hpp"

#include <algorithm>
#include <ostream>

namespace faultline::ops {

namespace {

bool differs(OpTarget& left, OpTarget& right, const OpProgram& program) {
    return compare(left, right, program).difference.has_value();
}

/// The program up to and including the operation that showed the difference.
OpProgram cut(const OpProgram& program, const Difference& difference) {
    OpProgram result = program;
    result.ops.resize(std::min<std::size_t>(result.ops.size(), std::size_t{difference.op} + 1));
    return result;
}

bool repeats(OpTarget& left, OpTarget& right, const OpProgram& program) {
    constexpr int tries = 4;
    for (int i = 0; i < tries; ++i)
        if (differs(left, right, program)) return true;
    return false;
}

void report(OpTarget& left, OpTarget& right, const OpProgram& program, const Difference& difference,
            std::ostream& out) {
    const OpProgram small =
        shrink(cut(program, difference), [&](const OpProgram& tried) { return differs(left, right, tried); });
    const Comparison last = compare(left, right, small);
    out << print_program(small);
    if (last.difference) out << "# after operation " << last.difference->op << ": " << last.difference->what << "\n";
    out << "# found with " << program.title << ", after operation " << difference.op << ": " << difference.what
        << "\n\n"
        << std::flush;
}

/// A rule that the two do not share, or timing?
void judge(OpTarget& left, OpTarget& right, const OpProgram& program, const Difference& difference, FuzzResult& result,
           std::ostream& out) {
    if (repeats(left, right, program)) {
        ++result.failures;
        report(left, right, program, difference, out);
        return;
    }
    ++result.unstable;
    const std::size_t at = std::min<std::size_t>(difference.op, program.ops.size() - 1);
    out << "# once only, with " << program.title << ", after operation " << difference.op << " ("
        << print_op(program.ops[at]) << "): " << difference.what << "\n"
        << std::flush;
}

}  // namespace

OpProgram as_on(const OpTarget& target, OpProgram program) {
    if (!program.conditions.zero_page) program.conditions.zero_page = target.zero_page();
    return program;
}

Comparison compare(OpTarget& left, OpTarget& right, const OpProgram& unsettled) {
    const OpProgram program = as_on(left, unsettled);
    const OpTarget::Answer ours = left.run(program);
    if (ours.skipped) return {.skipped = ours.skipped, .difference = std::nullopt};
    const OpTarget::Answer theirs = right.run(program);
    if (theirs.skipped) return {.skipped = theirs.skipped, .difference = std::nullopt};
    const std::size_t both = std::min(ours.results.size(), theirs.results.size());
    for (std::size_t i = 0; i < both; ++i) {
        std::string what = first_difference(ours.results[i], theirs.results[i], left.name(), right.name());
        if (!what.empty())
            return {.skipped = std::nullopt, .difference = Difference{static_cast<std::uint32_t>(i), std::move(what)}};
    }
    if (ours.failure == theirs.failure && ours.results.size() == theirs.results.size()) return {};
    const auto said = [](const OpTarget& target, const OpTarget::Answer& answer) {
        return target.name() + " " + (answer.failure.empty() ? "goes on" : "stops: " + answer.failure);
    };
    return {.skipped = std::nullopt,
            .difference = Difference{static_cast<std::uint32_t>(both), said(left, ours) + ", " + said(right, theirs)}};
}

OpProgram shrink(const OpProgram& program, const std::function<bool(const OpProgram&)>& fails, std::uint32_t budget) {
    OpProgram best = program;
    std::size_t piece = std::max<std::size_t>(1, best.ops.size() / 2);
    while (budget > 0) {
        bool removed = false;
        // From the end: what comes last depends on the rest, not the other way round.
        for (std::size_t end = best.ops.size(); end > 0 && budget > 0;) {
            const std::size_t start = end > piece ? end - piece : 0;
            OpProgram tried = best;
            tried.ops.erase(tried.ops.begin() + static_cast<std::ptrdiff_t>(start),
                            tried.ops.begin() + static_cast<std::ptrdiff_t>(end));
            --budget;
            if (!tried.ops.empty() && fails(tried)) {
                best = std::move(tried);
                removed = true;
            }
            end = start;
        }
        if (piece == 1 && !removed) break;
        if (!removed || piece > best.ops.size()) piece = std::max<std::size_t>(1, piece / 2);
    }
    return best;
}

FuzzResult fuzz(OpTarget& left, OpTarget& right, const FuzzOptions& options, std::ostream& out) {
    FuzzResult result;
    for (std::uint32_t i = 0; i < options.programs && result.failures < options.most_failures; ++i) {
        GeneratorOptions generator = options.first;
        generator.seed += i;
        const OpProgram program = as_on(left, generate(generator));
        const Comparison comparison = compare(left, right, program);
        result.skipped = comparison.skipped;
        if (result.skipped) return result;
        ++result.programs;
        result.operations += program.ops.size();
        if (comparison.difference) judge(left, right, program, *comparison.difference, result, out);
        if (options.progress) options.progress(result);
    }
    return result;
}

}  // namespace faultline::ops
