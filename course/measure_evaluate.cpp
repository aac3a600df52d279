#include "course/measure_evaluate.hpp"

namespace faultline {

namespace {

Error failed(const std::string& what) { return {{}, what}; }

Result<Value> arithmetic(Operation operation, std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    bool overflow = false;
    switch (operation) {
        case Operation::Add: overflow = __builtin_add_overflow(a, b, &out); break;
        case Operation::Delta:
        case Operation::Subtract: overflow = __builtin_sub_overflow(a, b, &out); break;
        case Operation::Multiply: overflow = __builtin_mul_overflow(a, b, &out); break;
        default:
            if (b == 0) return failed("division by zero");
            if (b == -1) {
                // The one quotient that does not fit is the negation of the smallest number.
                overflow = operation == Operation::Divide && __builtin_sub_overflow(std::int64_t{0}, a, &out);
                break;
            }
            out = operation == Operation::Divide ? a / b : a % b;
    }
    if (overflow) return failed("the result is too large");
    return Value{out};
}

bool compare(Operation operation, std::int64_t a, std::int64_t b) {
    switch (operation) {
        case Operation::Less: return a < b;
        case Operation::LessEqual: return a <= b;
        case Operation::Greater: return a > b;
        default: return a >= b;
    }
}

Result<Value> binary(Operation operation, const Value& a, const Value& b) {
    if (operation == Operation::Equal || operation == Operation::NotEqual) {
        if (a.index() != b.index()) return failed("'==' and '!=' compare like with like");
        return Value{(a == b) == (operation == Operation::Equal)};
    }
    const auto* x = std::get_if<std::int64_t>(&a);
    const auto* y = std::get_if<std::int64_t>(&b);
    if (x == nullptr || y == nullptr) return failed("arithmetic and order need numbers");
    switch (operation) {
        case Operation::Less:
        case Operation::LessEqual:
        case Operation::Greater:
        case Operation::GreaterEqual: return Value{compare(operation, *x, *y)};
        default: return arithmetic(operation, *x, *y);
    }
}

Result<bool> truth(const Expression& expression, const Lookup& lookup) {
    const Result<Value> value = evaluate_with(expression, lookup);
    if (!value) return value.error();
    const bool* is = std::get_if<bool>(&value.value());
    if (is == nullptr) return failed("'and', 'or' and 'not' need conditions");
    return *is;
}

Result<Value> logic(const Expression& expression, const Lookup& lookup) {
    const Result<bool> left = truth(expression.operands[0], lookup);
    if (!left) return left.error();
    if (expression.operation == Operation::Not) return Value{!left.value()};
    if (left.value() == (expression.operation == Operation::Or)) return Value{left.value()};
    const Result<bool> right = truth(expression.operands[1], lookup);
    if (!right) return right.error();
    return Value{right.value()};
}

Result<Value> delta(const Expression& expression, const Lookup& lookup) {
    const Result<Value> later = lookup(expression.reading.front(), expression.at);
    if (!later) return later;
    const Result<Value> earlier = lookup(expression.reading.front(), expression.from);
    if (!earlier) return earlier;
    return binary(Operation::Subtract, later.value(), earlier.value());
}

}  // namespace

Result<Value> evaluate_with(const Expression& expression, const Lookup& lookup) {
    switch (expression.operation) {
        case Operation::Number: return Value{expression.number};
        case Operation::Name:
            if (expression.text == "true" || expression.text == "false") return Value{expression.text == "true"};
            return Value{Symbol{expression.text}};
        case Operation::String: return Value{Symbol{expression.text}};
        case Operation::Read: return lookup(expression.reading.front(), expression.at);
        case Operation::Delta: return delta(expression, lookup);
        case Operation::Not:
        case Operation::And:
        case Operation::Or: return logic(expression, lookup);
        case Operation::Negate: {
            const Result<Value> value = evaluate_with(expression.operands[0], lookup);
            if (!value) return value;
            return binary(Operation::Subtract, Value{std::int64_t{0}}, value.value());
        }
        default: break;
    }
    const Result<Value> left = evaluate_with(expression.operands[0], lookup);
    if (!left) return left;
    const Result<Value> right = evaluate_with(expression.operands[1], lookup);
    if (!right) return right;
    return binary(expression.operation, left.value(), right.value());
}

const Value* Samples::find(const MomentRef& moment, const std::string& reading) const {
    const auto at = values.find(moment);
    if (at == values.end()) return nullptr;
    const auto value = at->second.find(reading);
    return value == at->second.end() ? nullptr : &value->second;
}

Result<Value> evaluate(const Expression& expression, const Samples& samples) {
    return evaluate_with(expression, [&samples](const Reading& reading, const MomentRef& when) -> Result<Value> {
        if (!samples.reached(when)) return failed("the moment '" + when.moment + "' of '" + when.program + "' was not reached");
        const Value* value = samples.find(when, reading.text);
        if (value == nullptr) return failed("'" + reading.text + "' has no value at '" + when.moment + "'");
        return *value;
    });
}

}  // namespace faultline
