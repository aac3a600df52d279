#include "compiler/source_tokens.hpp"

namespace faultline::compiler {
namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
  public:
    explicit Reader(std::string_view source) : source_(source) {}

    std::vector<SourceToken> run() {
        while (at_ < source_.size()) step();
        return std::move(tokens_);
    }

  private:
    char look(std::size_t ahead) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

    void step() {
        const char c = source_[at_];
        if (c == '\n') {
            ++line_;
            ++at_;
            indent_ = 0;
            first_ = true;
        } else if (c == ' ' || c == '\t' || c == '\r' || c == '\\') {
            if (first_) ++indent_;
            ++at_;
        } else if (c == '/' && look(1) == '/') {
            while (at_ < source_.size() && source_[at_] != '\n') ++at_;
        } else if (c == '/' && look(1) == '*') {
            skip_comment();
        } else if (c == '"' || c == '\'') {
            take_constant(c);
        } else if (is_name_start(c)) {
            take(SourceToken::Kind::Name);
        } else if (is_digit(c)) {
            take(SourceToken::Kind::Number);
        } else {
            const bool twice = (c == '+' || c == '-') && look(1) == c;
            add(SourceToken::Kind::Mark, at_ + (twice ? 2 : 1), true);
        }
    }

    void skip_comment() {
        if (source_.find("*/", at_ + 2) == std::string_view::npos) {
            add(SourceToken::Kind::Text, source_.size(), false);
            return;
        }
        for (at_ += 2; at_ < source_.size() && !(source_[at_] == '*' && look(1) == '/'); ++at_) {
            if (source_[at_] == '\n') ++line_;
        }
        at_ += 2;
    }

    void take(SourceToken::Kind kind) {
        std::size_t end = at_;
        while (end < source_.size() && (is_name_start(source_[end]) || is_digit(source_[end]))) ++end;
        add(kind, end, true);
    }

    void take_constant(char quote) {
        std::size_t end = at_ + 1;
        while (end < source_.size() && source_[end] != quote && source_[end] != '\n') {
            end += source_[end] == '\\' && end + 1 < source_.size() && source_[end + 1] != '\n' ? 2 : 1;
        }
        const bool closed = end < source_.size() && source_[end] == quote;
        add(SourceToken::Kind::Text, end < source_.size() ? end + (closed ? 1 : 0) : source_.size(), closed);
    }

    void add(SourceToken::Kind kind, std::size_t end, bool closed) {
        tokens_.push_back({kind, source_.substr(at_, end - at_), line_, indent_, first_, closed});
        first_ = false;
        at_ = end;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
    std::uint32_t indent_ = 0;
    bool first_ = true;
    std::vector<SourceToken> tokens_;
};

}  // namespace

std::vector<SourceToken> source_tokens(std::string_view source) { return Reader(source).run(); }

}  // namespace faultline::compiler
