// What a lab asks. A question names a measure, never a value: whether an answer is right is known once the run is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "course/measure.hpp"
#include "engine/kernel/explain.hpp"
#include "course/text.hpp"

namespace faultline {

/// A measure with its source, as the author wrote it.
struct Measure {
    std::string source;
    Expression expression;
};

/// What the learner is told about one wrong answer, and the belief behind it.
struct Belief {
    /// "M3", or empty.
    std::string misconception;
    Runs say;
};

/// One number. Measures of sizes are in bytes and of times in nanoseconds, whatever unit the question is asked in.
struct NumberQuestion {
    Measure measure;
    /// "faults", "KiB", "ms": printed behind the field. Sizes may be typed in any unit of size.
    std::string unit;
    /// The answer is right when it differs by at most this (a measure too); 0 for exact.
    Measure tolerance;
    Runs right;
    /// A wrong number that has a reason.
    struct Near {
        Measure value;
        Measure tolerance;
        Belief belief;
    };
    std::vector<Near> near;
    Belief otherwise;
};

struct Choice {
    Runs text;
    /// Whether this choice is true of the run. OneOf: exactly one is.
    Measure holds;
    /// Shown when it was chosen (OneOf), or when it was judged wrongly (SeveralOf).
    Belief belief;
};

struct ChoiceQuestion {
    std::vector<Choice> choices;
};

struct SeveralQuestion {
    std::vector<Choice> choices;
    Runs right;
};

/// Put in order: the items stand in the order of their measures, smallest first (ticks of events, sizes, ...).
struct OrderQuestion {
    struct Item {
        Runs text;
        Measure rank;
    };
    std::vector<Item> items;
    Runs right;
    Belief otherwise;
};

/// You are the handler: at every question of one recorded fault, yes or no.
struct HandlerQuestion {
    /// The moment just before the access that faults.
    MomentRef fault;
    Runs right;
    Belief otherwise;
};

/// Point at a page of the address map.
struct PointQuestion {
    /// The address whose page is meant.
    Measure address;
    Runs right;
    Belief otherwise;
};

/// Change the program so that a condition holds. The condition is measured on the learner's own run.
struct ChangeQuestion {
    /// The program that may be edited.
    std::string program;
    struct Condition {
        Runs text;
        Measure holds;
        Belief otherwise;
    };
    std::vector<Condition> conditions;
    /// Lines that may differ from the program as it was given; 0 for any number.
    std::uint32_t lines = 0;
    Runs right;
};

/// A reverse question (which program made these counters?) is a ChoiceQuestion whose choices are programs.
using QuestionBody =
    std::variant<NumberQuestion, ChoiceQuestion, SeveralQuestion, OrderQuestion, HandlerQuestion, PointQuestion, ChangeQuestion>;

struct Question {
    std::string id;
    Runs ask;
    QuestionBody body;
    std::vector<Runs> hints;
    /// The stage of a fault that the question is about: where a wrong prediction parts from the kernel.
    std::optional<Stage> stage;
    /// Objectives of the lab that it serves.
    std::vector<std::string> objectives;
    /// The moment that shows the answer, one click away.
    MomentRef moment;
};

}  // namespace faultline
