#include "course/measure_lexer.hpp"

#include <array>
#include <charconv>

namespace faultline {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

class Lexer {
  public:
    explicit Lexer(std::string_view source) : source_(source) {}

    Result<std::vector<Token>> run() {
        while (at_ < source_.size()) {
            const char c = source_[at_];
            if (c == ' ' || c == '\t' || c == '\n') {
                ++at_;
            } else if (is_digit(c)) {
                if (!number()) return fail("this number is too large or has a stray letter");
            } else if (is_letter(c)) {
                identifier();
            } else if (c == '"') {
                if (!string()) return fail("this text has no closing quote");
            } else if (!operation()) {
                return fail("unexpected character '" + std::string(1, c) + "'");
            }
        }
        push(TokenKind::End, {}, source_.size());
        return std::move(tokens_);
    }

  private:
    Error fail(const std::string& what) const { return {"column " + std::to_string(at_ + 1), what}; }

    void push(TokenKind kind, std::string text, std::size_t start, std::int64_t value = 0) {
        tokens_.push_back({kind, std::move(text), value, start + 1});
    }

    /// Decimal or 0x…, underscores between digits.
    bool number() {
        const std::size_t start = at_;
        std::string digits;
        while (at_ < source_.size() && (is_digit(source_[at_]) || is_letter(source_[at_]))) {
            if (source_[at_] != '_') digits += source_[at_];
            ++at_;
        }
        const bool hexadecimal = digits.size() > 2 && digits[0] == '0' && digits[1] == 'x';
        const char* first = digits.data() + (hexadecimal ? 2 : 0);
        const char* last = digits.data() + digits.size();
        std::int64_t value = 0;
        const auto parsed = std::from_chars(first, last, value, hexadecimal ? 16 : 10);
        if (parsed.ec != std::errc{} || parsed.ptr != last) {
            at_ = start;
            return false;
        }
        push(TokenKind::Number, digits, start, value);
        return true;
    }

    void identifier() {
        const std::size_t start = at_;
        while (at_ < source_.size() && (is_letter(source_[at_]) || is_digit(source_[at_]))) ++at_;
        push(TokenKind::Identifier, std::string(source_.substr(start, at_ - start)), start);
    }

    bool string() {
        const std::size_t end = source_.find('"', at_ + 1);
        if (end == std::string_view::npos) return false;
        push(TokenKind::String, std::string(source_.substr(at_ + 1, end - at_ - 1)), at_);
        at_ = end + 1;
        return true;
    }

    bool operation() {
        static constexpr std::array<std::string_view, 16> spellings{"==", "!=", "<=", ">=", "<", ">", "+", "-",
                                                                    "*",  "/",  "%",  "(",  ")", ",", ".", "="};
        for (const std::string_view spelling : spellings) {
            if (source_.substr(at_, spelling.size()) != spelling) continue;
            push(TokenKind::Operator, std::string(spelling), at_);
            at_ += spelling.size();
            return true;
        }
        return false;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> tokens_of(std::string_view source) { return Lexer(source).run(); }

}  // namespace faultline
