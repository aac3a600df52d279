// What a learner answered. Plain data: it is what an attempt file holds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace faultline {

enum class Confidence : std::uint8_t { Guessing, FairlySure, Sure };

struct NumberAnswer {
    /// As typed: "25,600", "100 MiB".
    std::string text;
    bool operator==(const NumberAnswer&) const = default;
};
struct ChoiceAnswer {
    std::uint32_t index = 0;
    bool operator==(const ChoiceAnswer&) const = default;
};
struct SeveralAnswer {
    /// One entry a choice.
    std::vector<bool> chosen;
    bool operator==(const SeveralAnswer&) const = default;
};
struct OrderAnswer {
    /// Indices of the items, first to last.
    std::vector<std::uint32_t> order;
    bool operator==(const OrderAnswer&) const = default;
};
struct HandlerAnswer {
    /// One answer a question of the fault that is left blank, so far.
    std::vector<bool> yes;
    bool operator==(const HandlerAnswer&) const = default;
};
/// One of the candidates, or what was pointed at: an address, or a frame.
struct PointAnswer {
    std::uint64_t place = 0;
    std::optional<std::uint32_t> candidate;
    bool operator==(const PointAnswer&) const = default;
};
struct CurveAnswer {
    /// One a place, as typed; empty where nothing is drawn yet.
    std::vector<std::string> heights;
    bool operator==(const CurveAnswer&) const = default;
};
/// The program that the learner ran for a ChangeQuestion.
struct ChangeAnswer {
    std::string source;
    bool operator==(const ChangeAnswer&) const = default;
};

/// The settings with which the learner ran the program of a WorkloadQuestion, in the question's order.
struct SettingsAnswer {
    std::vector<std::string> values;
    bool operator==(const SettingsAnswer&) const = default;
};

/// The program and the settings of the last run of an ExperimentQuestion.
struct ExperimentAnswer {
    std::string source;
    std::vector<std::string> values;
    bool operator==(const ExperimentAnswer&) const = default;
};

using LearnerAnswer = std::variant<std::monostate, NumberAnswer, ChoiceAnswer, SeveralAnswer, OrderAnswer, HandlerAnswer, PointAnswer,
                                   CurveAnswer, ChangeAnswer, SettingsAnswer, ExperimentAnswer>;

struct Response {
    LearnerAnswer answer;
    std::optional<Confidence> confidence;
    std::uint32_t hints = 0;
    /// Committed: it can no longer be changed.
    bool committed = false;
    bool operator==(const Response&) const = default;
};

/// By question id; observations too.
using Responses = std::map<std::string, Response>;

/// A number as people type it: "25600", "25,600", "25 600", "100 MiB", "1.5M". `unit` is what a bare number means. Sizes come
/// out in bytes, times in nanoseconds, all else as counted; nothing when it is no number, has a foreign unit or does not fit.
std::optional<std::int64_t> parse_number(const std::string& text, const std::string& unit);

}  // namespace faultline
