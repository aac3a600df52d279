#include "course/grade_curve.hpp"

#include <algorithm>

namespace faultline {

namespace {

using Heights = std::vector<std::int64_t>;

Result<std::int64_t> height_of(const Measure& measure, const Samples& samples) {
    const Result<Value> value = evaluate(measure.expression, samples);
    if (!value) return value.error();
    if (const auto* number = std::get_if<std::int64_t>(&value.value())) return *number;
    return Error{measure.source, "this measure must be a number"};
}

/// Mean distance, in hundredths of `scale`. Heights are clipped so that one wild value cannot overflow the sum.
std::uint64_t distance_percent(const Heights& a, const Heights& b, std::int64_t scale) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::int64_t most = scale * 10;
        const std::int64_t left = std::clamp<std::int64_t>(a[i], -most, most);
        const std::int64_t right = std::clamp<std::int64_t>(b[i], -most, most);
        sum += static_cast<std::uint64_t>(left > right ? left - right : right - left) * 100 / static_cast<std::uint64_t>(scale);
    }
    return sum / a.size();
}

std::string listed(const Heights& heights, const std::string& unit) {
    std::string text;
    for (std::size_t i = 0; i < heights.size(); ++i) text += (i == 0 ? "" : ", ") + format_value(heights[i], unit == "KiB" || unit == "MiB" || unit == "GiB" || unit == "pages" ? unit : "");
    return text;
}

}  // namespace

std::optional<Error> judge_curve(const CurveQuestion& question, const CurveAnswer& answer, const Samples& samples, Outcome& outcome) {
    if (answer.heights.size() != question.places.size()) return Error{{}, "the sketch has another number of places than the question"};
    Heights drawn;
    Heights measured;
    for (std::size_t i = 0; i < question.places.size(); ++i) {
        const std::optional<std::int64_t> height = parse_number(answer.heights[i], question.up_unit);
        if (!height) return Error{{}, "the sketch has no height at place " + std::to_string(i + 1)};
        const Result<std::int64_t> up = height_of(question.places[i].up, samples);
        if (!up) return up.error();
        drawn.push_back(*height);
        measured.push_back(up.value());
    }
    const std::int64_t scale = std::max<std::int64_t>(1, *std::max_element(measured.begin(), measured.end()));
    const std::uint64_t distance = distance_percent(drawn, measured, scale);
    outcome.credit = distance <= question.within_percent ? 1000 : distance <= 2 * question.within_percent ? 500 : 0;
    outcome.verdict = outcome.credit == 1000 ? Verdict::Right : outcome.credit == 500 ? Verdict::Partly : Verdict::Differs;
    outcome.predicted = listed(drawn, question.up_unit);
    outcome.measured = listed(measured, question.up_unit);

    for (std::size_t i = 0; i < drawn.size(); ++i) {
        if (distance_percent({drawn[i]}, {measured[i]}, scale) <= question.within_percent) continue;
        const Result<std::int64_t> place = height_of(question.places[i].across, samples);
        outcome.parting = "They part at " + with_unit(place ? place.value() : 0, question.across_unit) + ": you drew " +
                          with_unit(drawn[i], question.up_unit) + ", the run made " + with_unit(measured[i], question.up_unit) + ".";
        break;
    }
    if (outcome.verdict == Verdict::Right) {
        outcome.say = question.right;
        return std::nullopt;
    }
    outcome.misconception = question.otherwise.misconception;
    outcome.say = question.otherwise.say;
    std::uint64_t nearest = distance;
    for (const CurveQuestion::Near& near : question.near) {
        Heights heights;
        for (const Measure& measure : near.up) {
            const Result<std::int64_t> height = height_of(measure, samples);
            if (!height) return height.error();
            heights.push_back(height.value());
        }
        const std::uint64_t other = distance_percent(drawn, heights, scale);
        if (other >= nearest) continue;
        nearest = other;
        outcome.misconception = near.belief.misconception;
        outcome.say = near.belief.say;
    }
    return std::nullopt;
}

std::string with_unit(std::int64_t value, const std::string& unit) {
    for (const std::string_view size : {"KiB", "MiB", "GiB", "pages"}) {
        if (unit == size) return format_value(value, unit);
    }
    if (unit == "ns" || unit == "us" || unit == "ms" || unit == "s") return format_value(value, "time");
    return format_value(value) + (unit.empty() ? "" : " " + unit);
}

}  // namespace faultline
