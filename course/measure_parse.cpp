// Recursive descent over the grammar of docs/writing-a-lab.md#measures. Every reading is checked against the vocabulary
// and bound to its moment here, so that an expression that parses can only fail for want of a value.
#include <algorithm>
#include <array>
#include <optional>

#include "course/measure.hpp"
#include "course/measure_lexer.hpp"
#include "course/vocabulary.hpp"
#include "engine/kernel/explain.hpp"

namespace faultline {

namespace {

struct UnitWord {
    std::string_view name;
    std::int64_t factor;
};

constexpr std::array<UnitWord, 8> units{{{"KiB", 1024},
                                         {"MiB", 1024 * 1024},
                                         {"GiB", 1024 * 1024 * 1024},
                                         {"pages", 4096},
                                         {"ns", 1},
                                         {"us", 1000},
                                         {"ms", 1'000'000},
                                         {"s", 1'000'000'000}}};

const UnitWord* unit_word(std::string_view name) {
    for (const UnitWord& unit : units) {
        if (unit.name == name) return &unit;
    }
    return nullptr;
}

bool is_leaf_name(std::string_view name) {
    for (std::uint32_t i = 0; i < leaf_count; ++i) {
        if (explain(static_cast<Leaf>(i)).id == name) return true;
    }
    return false;
}

bool is_question_name(std::string_view name) {
    for (std::uint32_t i = 0; i < ask_count; ++i) {
        if (explain(static_cast<Ask>(i)).id == name) return true;
    }
    return false;
}

std::string spelled(const Expression& expression);

std::string spelled(const Reading& reading) {
    std::string text = reading.process.empty() ? reading.name : reading.process + "." + reading.name;
    if (!reading.arguments.empty()) text += '(' + spelled(reading.arguments.front()) + ')';
    if (!reading.field.empty()) text += "." + reading.field;
    return text;
}

std::string_view sign_of(Operation operation) {
    switch (operation) {
        case Operation::Add: return " + ";
        case Operation::Subtract: return " - ";
        case Operation::Multiply: return " * ";
        case Operation::Divide: return " / ";
        default: return " % ";
    }
}

std::string spelled_operand(const Expression& expression) {
    return expression.operands.empty() ? spelled(expression) : '(' + spelled(expression) + ')';
}

/// One spelling for each argument, whatever blanks the author typed. An argument is a name, a text, or arithmetic.
std::string spelled(const Expression& expression) {
    switch (expression.operation) {
        case Operation::Number: return std::to_string(expression.number);
        case Operation::Name: return expression.text;
        case Operation::String: return '"' + expression.text + '"';
        case Operation::Read:
        case Operation::Delta: return spelled(expression.reading.front());
        case Operation::Negate: return '-' + spelled_operand(expression.operands[0]);
        default: break;
    }
    // An operand is missing where a parse has failed; the error is reported elsewhere.
    if (expression.operands.size() < 2) return {};
    return spelled_operand(expression.operands[0]) + std::string(sign_of(expression.operation)) + spelled_operand(expression.operands[1]);
}

class Parser {
  public:
    Parser(std::vector<Token> tokens, const Scope& scope) : tokens_(std::move(tokens)), scope_(scope) {}

    Result<Expression> run() {
        Expression result = disjunction();
        if (!error_ && peek().kind != TokenKind::End) fail("expected an operator or the end, found '" + peek().text + "'");
        if (error_) return *error_;
        return result;
    }

  private:
    const Token& peek() const { return tokens_[at_]; }
    Token take() {
        Token token = tokens_[at_];
        if (token.kind != TokenKind::End) ++at_;
        return token;
    }
    bool accept(TokenKind kind, std::string_view text) {
        if (peek().kind != kind || peek().text != text) return false;
        take();
        return true;
    }
    bool accept_operator(std::string_view text) { return accept(TokenKind::Operator, text); }
    bool accept_word(std::string_view text) { return accept(TokenKind::Identifier, text); }
    void expect(std::string_view text) {
        if (!accept_operator(text)) fail("expected '" + std::string(text) + "'");
    }
    void fail(const std::string& what) {
        if (!error_) error_ = Error{"column " + std::to_string(peek().column), what};
        at_ = tokens_.size() - 1;
    }

    static Expression make(Operation operation, Expression left, Expression right) {
        Expression result;
        result.operation = operation;
        result.operands.push_back(std::move(left));
        result.operands.push_back(std::move(right));
        return result;
    }
    static Expression make(Operation operation, Expression operand) {
        Expression result;
        result.operation = operation;
        result.operands.push_back(std::move(operand));
        return result;
    }

    Expression disjunction() {
        Expression left = conjunction();
        while (accept_word("or")) left = make(Operation::Or, std::move(left), conjunction());
        return left;
    }
    Expression conjunction() {
        Expression left = negation();
        while (accept_word("and")) left = make(Operation::And, std::move(left), negation());
        return left;
    }
    Expression negation() {
        if (accept_word("not")) return make(Operation::Not, negation());
        return comparison();
    }
    Expression comparison() {
        Expression left = sum();
        static constexpr std::array<std::pair<std::string_view, Operation>, 6> comparisons{
            {{"==", Operation::Equal},
             {"!=", Operation::NotEqual},
             {"<=", Operation::LessEqual},
             {">=", Operation::GreaterEqual},
             {"<", Operation::Less},
             {">", Operation::Greater}}};
        for (const auto& entry : comparisons) {
            if (accept_operator(entry.first)) return make(entry.second, std::move(left), sum());
        }
        if (peek().kind == TokenKind::Operator && peek().text == "=") fail("'=' is not a comparison; write '=='");
        return left;
    }
    Expression sum() {
        Expression left = product();
        for (;;) {
            if (accept_operator("+")) {
                left = make(Operation::Add, std::move(left), product());
            } else if (accept_operator("-")) {
                left = make(Operation::Subtract, std::move(left), product());
            } else {
                return left;
            }
        }
    }
    Expression product() {
        Expression left = unary();
        for (;;) {
            if (accept_operator("*")) {
                left = make(Operation::Multiply, std::move(left), unary());
            } else if (accept_operator("/")) {
                left = make(Operation::Divide, std::move(left), unary());
            } else if (accept_operator("%")) {
                left = make(Operation::Remainder, std::move(left), unary());
            } else {
                return left;
            }
        }
    }
    Expression unary() {
        if (accept_operator("-")) return make(Operation::Negate, unary());
        return primary();
    }

    Expression primary() {
        if (depth_ > 40) {
            fail("too many parentheses");
            return {};
        }
        if (peek().kind == TokenKind::Number) return number();
        if (peek().kind == TokenKind::String) {
            Expression result;
            result.operation = Operation::String;
            result.text = take().text;
            return result;
        }
        if (accept_operator("(")) {
            ++depth_;
            Expression inner = disjunction();
            --depth_;
            expect(")");
            moments(inner);
            return inner;
        }
        if (peek().kind == TokenKind::Identifier) return word();
        fail(peek().kind == TokenKind::End ? "the expression ends too early" : "unexpected '" + peek().text + "'");
        return {};
    }

    Expression own_number() {
        Expression result;
        result.operation = Operation::Number;
        result.number = scope_.numbers.at(take().text);
        return with_unit(std::move(result));
    }

    Expression number() {
        Expression result;
        result.operation = Operation::Number;
        result.number = take().number;
        return with_unit(std::move(result));
    }

    Expression with_unit(Expression result) {
        if (peek().kind != TokenKind::Identifier) return result;
        if (const UnitWord* unit = unit_word(peek().text)) {
            if (__builtin_mul_overflow(result.number, unit->factor, &result.number)) fail("this number is too large");
            take();
        }
        return result;
    }

    Expression name_of(std::string text) const {
        Expression result;
        result.operation = Operation::Name;
        result.text = std::move(text);
        return result;
    }

    /// `true`, a leaf's name, or a reading.
    Expression word() {
        const std::string& text = peek().text;
        if (text == "true" || text == "false") return name_of(take().text);
        if (text == "page_size") {
            take();
            Expression result;
            result.operation = Operation::Number;
            result.number = 4096;
            return result;
        }
        if (is_leaf_name(text)) return name_of(take().text);
        if (scope_.numbers.count(text) != 0) return own_number();
        return reading();
    }

    Expression reading() {
        Expression result;
        result.operation = Operation::Read;
        Reading what;
        if (is_process_word(peek().text)) {
            what.process = take().text;
            expect(".");
        }
        if (peek().kind != TokenKind::Identifier) fail("expected the name of a reading");
        const ReadingWord* known = reading_word(peek().text);
        if (known == nullptr) {
            fail("there is no reading '" + peek().text + "' (docs/writing-a-lab.md lists them)");
            return result;
        }
        what.name = take().text;
        if (accept_operator("(")) arguments(what, *known);
        if (what.arguments.size() < known->least_arguments || what.arguments.size() > known->most_arguments) {
            fail("'" + what.name + "' takes " + (known->most_arguments == 0 ? "no argument" : "one argument"));
        }
        while (accept_operator(".")) field(what, *known, result);
        if (what.field.empty() && !known->fields.empty()) {
            fail("'" + what.name + "' needs one of the fields " + std::string(known->fields));
        }
        what.text = spelled(what);
        result.at = {scope_.program, scope_.until};
        result.from = {scope_.program, scope_.from};
        result.reading.push_back(std::move(what));
        if (depth_in_arguments_ == 0) moments(result);
        return result;
    }

    void arguments(Reading& what, const ReadingWord& known) {
        do {
            const std::string text = peek().text;
            const bool is_word = peek().kind == TokenKind::Identifier;
            if (is_word && is_process_word(text) && tokens_[at_ + 1].text != ".") {
                what.process = take().text;
                continue;
            }
            if (is_word && lists_word(known.arguments, text)) {
                what.arguments.push_back(name_of(take().text));
            } else if (is_word && lists_word(known.arguments, "*") && is_leaf_name(text)) {
                what.arguments.push_back(name_of(take().text));
            } else if (is_word && known.arguments == "?" && is_question_name(text)) {
                what.arguments.push_back(name_of(take().text));
            } else if (lists_word(known.arguments, "@")) {
                ++depth_in_arguments_;
                what.arguments.push_back(sum());
                --depth_in_arguments_;
            } else {
                fail("'" + text + "' is no argument of '" + what.name + "'" +
                     (known.arguments.empty() ? "" : "; one of: " + std::string(known.arguments)));
                return;
            }
        } while (accept_operator(","));
        expect(")");
    }

    void field(Reading& what, const ReadingWord& known, Expression& result) {
        const std::string text = take().text;
        if (text == "delta") {
            if (depth_in_arguments_ > 0) fail("'.delta' cannot stand inside an argument");
            result.operation = Operation::Delta;
        } else if (what.field.empty() && lists_word(known.fields, text)) {
            what.field = text;
        } else {
            fail("'" + what.name + "' has no field '" + text + "'" +
                 (known.fields.empty() ? "" : "; it has " + std::string(known.fields)));
        }
    }

    MomentRef moment() {
        MomentRef ref{scope_.program, {}};
        if (peek().kind != TokenKind::Identifier && peek().kind != TokenKind::String) {
            fail("expected the name of a moment");
            return ref;
        }
        ref.moment = take().text;
        if (accept_operator(".")) {
            ref.program = ref.moment;
            ref.moment = take().text;
        }
        return ref;
    }

    /// `at m`, or `from m to m`, behind a reading or a parenthesis.
    void moments(Expression& expression) {
        if (accept_word("at")) {
            const MomentRef when = moment();
            rebind(expression, nullptr, when);
        } else if (accept_word("from")) {
            const MomentRef from = moment();
            if (!accept_word("to")) fail("expected 'to' and a moment");
            const MomentRef until = moment();
            rebind(expression, &from, until);
        }
    }
    void rebind(Expression& expression, const MomentRef* from, const MomentRef& until) {
        if (expression.operation == Operation::Delta && from == nullptr) {
            fail("a '.delta' lies between two moments: write 'from ... to ...'");
        }
        if (expression.operation == Operation::Read || expression.operation == Operation::Delta) expression.at = until;
        if (expression.operation == Operation::Delta && from != nullptr) expression.from = *from;
        for (Expression& operand : expression.operands) rebind(operand, from, until);
    }

    std::vector<Token> tokens_;
    Scope scope_;
    std::size_t at_ = 0;
    int depth_ = 0;
    int depth_in_arguments_ = 0;
    std::optional<Error> error_;
};

void collect(const Expression& expression, std::vector<Need>& needs) {
    if (expression.operation == Operation::Read || expression.operation == Operation::Delta) {
        needs.push_back({expression.at, expression.reading.front()});
        if (expression.operation == Operation::Delta) needs.push_back({expression.from, expression.reading.front()});
    }
    for (const Expression& operand : expression.operands) collect(operand, needs);
}

}  // namespace

Result<Expression> parse_measure(std::string_view source, const Scope& scope) {
    Result<std::vector<Token>> tokens = tokens_of(source);
    if (!tokens) return tokens.error();
    return Parser(std::move(tokens.value()), scope).run();
}

std::vector<Need> needs_of(const Expression& expression) {
    std::vector<Need> needs;
    collect(expression, needs);
    return needs;
}

}  // namespace faultline
