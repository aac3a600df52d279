#include "course/fill.hpp"

namespace faultline {

Runs filled(const Runs& runs, const Scope& scope, const Samples& samples) {
    Runs out = runs;
    for (TextRun& run : out) {
        if (run.style != RunStyle::Measure) continue;
        const Result<Expression> expression = parse_measure(run.text, scope);
        run.text = std::string(unknown_value);
        if (!expression) continue;
        const Result<Value> value = evaluate(expression.value(), samples);
        if (value) run.text = format_value(value.value(), run.target);
    }
    return out;
}

}  // namespace faultline
