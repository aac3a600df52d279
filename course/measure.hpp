// The measure language: an expression over what a run did. `min_flt.delta`, `rss(anon) at after < 1 MiB`,
// `leaf(next_fault) at lazy.first_write == AnonNewFrame`. docs/writing-a-lab.md has the whole of it.
// Parsing and evaluating are pure; what a machine says at a moment is read once, when the run passes that moment.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "course/result.hpp"

namespace faultline {

/// A leaf, a state, a kind: compared by name alone.
struct Symbol {
    std::string name;
    bool operator==(const Symbol&) const = default;
};

using Value = std::variant<std::int64_t, bool, Symbol>;

/// A moment of a run. Either part may be empty in the source and is then filled in from the scope.
struct MomentRef {
    std::string program;
    std::string moment;
    bool operator==(const MomentRef&) const = default;
    bool operator<(const MomentRef& other) const {
        return program != other.program ? program < other.program : moment < other.moment;
    }
};

/// Numbers that a lab varies from one learner to the next: course/instance.hpp.
using Numbers = std::map<std::string, std::int64_t>;

/// Where an expression stands: what an unqualified reading means.
struct Scope {
    std::string program;
    /// `.delta` goes from here ...
    std::string from = "start";
    /// ... to here, which is also the moment of every plain reading.
    std::string until = "exit";
    /// The lab's own numbers, by name.
    Numbers numbers = {};
};

/// One thing to read off a machine: `child.rss(anon)`. Its arguments are expressions, numbers, names or strings.
struct Expression;
struct Reading {
    std::string process;
    std::string name;
    std::vector<Expression> arguments;
    std::string field;
    /// The source, in one spelling: the key under which the value is kept.
    std::string text;
};

enum class Operation : std::uint8_t {
    Number, Name, String, Read, Delta, Negate, Not,
    Add, Subtract, Multiply, Divide, Remainder,
    Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, And, Or,
};

struct Expression {
    Operation operation{};
    std::int64_t number = 0;          // Number
    std::string text;                 // Name, String
    std::vector<Expression> operands; // of the operators
    std::vector<Reading> reading;     // Read, Delta: exactly one
    MomentRef at;                     // Read: when. Delta: the later moment
    MomentRef from;                   // Delta: the earlier moment
};

/// Parses one expression and binds every reading in it to moments of `scope`.
Result<Expression> parse_measure(std::string_view source, const Scope& scope);

/// Every reading that an expression needs, with its moment.
struct Need {
    MomentRef moment;
    Reading reading;
};
std::vector<Need> needs_of(const Expression& expression);

/// What was read so far: moment, then reading text, then value.
struct Samples {
    std::map<MomentRef, std::map<std::string, Value>> values;
    /// The simulated tick of every moment that was reached.
    std::map<MomentRef, std::uint64_t> ticks;

    const Value* find(const MomentRef& moment, const std::string& reading) const;
    bool reached(const MomentRef& moment) const { return ticks.count(moment) != 0; }
};

/// The value, or why there is none: a moment not reached, a division by zero, a comparison of unlike things.
Result<Value> evaluate(const Expression& expression, const Samples& samples);

/// As a learner reads it: "25,600", "yes", "AnonZeroPage". `format` is "", "KiB", "MiB", "GiB", "pages", "time", "hex" or
/// "plain"; sizes come in bytes and times in nanoseconds.
std::string format_value(const Value& value, std::string_view format = {});
bool is_format(std::string_view format);

}  // namespace faultline
