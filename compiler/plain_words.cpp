#include "compiler/plain_words.hpp"

#include <algorithm>
#include <set>

#include "compiler/absent.hpp"
#include "compiler/known_names.hpp"
#include "compiler/phrases.hpp"
#include "compiler/source_tokens.hpp"

namespace faultline::compiler {
namespace {

using Kind = SourceToken::Kind;

/// Where a mistyped type may have come from, used in the program or not.
constexpr const char* type_words[] = {"unsigned", "signed", "short",  "long",  "float",
                                      "double",   "char",   "struct", "const", "static"};

std::string name(std::string_view text) { return "`" + std::string(text) + "`"; }

class Rewording {
  public:
    Rewording(std::string_view source, std::string_view path, const FileTable& files)
        : path_(path), files_(files), tokens_(source_tokens(source)) {
        for (const SourceToken& token : tokens_) {
            if (token.kind == Kind::Name) names_.emplace(token.text);
        }
        last_line_ = static_cast<std::uint32_t>(std::count(source.begin(), source.end(), '\n')) + 1;
    }

    void reword(Diagnostic& diagnostic) const {
        if (!about_this_file(diagnostic)) {
            diagnostic.text = plain_phrase(diagnostic.text);
            return;
        }
        if (reword_for(diagnostic) || reword_macro(diagnostic) || reword_name(diagnostic) || reword_word(diagnostic) ||
            reword_body(diagnostic) || reword_unclosed(diagnostic) || reword_end(diagnostic) ||
            reword_missing_mark(diagnostic) || reword_misplaced(diagnostic) || reword_case(diagnostic) ||
            reword_call(diagnostic))
            return;
        diagnostic.text = plain_phrase(diagnostic.text);
    }

    /// True if it only says what `earlier`, on the same line, has said: TCC takes an undeclared function's result for
    /// an int.
    static bool follows_from(const Diagnostic& later, const Diagnostic& earlier) {
        if (later.line != earlier.line || later.path != earlier.path || later.severity != Severity::Warning)
            return false;
        const bool about_pointer = later.text.find("between pointer and integer") != std::string::npos;
        const bool makes_pointer = later.text.find("makes pointer from integer") != std::string::npos;
        if (about_pointer && earlier.text.find("assignment makes") != std::string::npos) return true;
        return (about_pointer || makes_pointer) && earlier.text.starts_with("implicit declaration");
    }

  private:
    bool about_this_file(const Diagnostic& diagnostic) const {
        return diagnostic.path == path_ || diagnostic.path.empty();
    }

    bool reword_name(Diagnostic& diagnostic) const {
        if (const auto words = match("'%' undeclared", diagnostic.text)) {
            diagnostic.text = undeclared((*words)[0]);
        } else if (const auto call = match("implicit declaration of function '%'", diagnostic.text)) {
            diagnostic.text = undeclared_call((*call)[0]);
        } else if (const auto symbol = match("undefined symbol '%'", diagnostic.text)) {
            undefined(diagnostic, (*symbol)[0]);
        } else if (const auto header = match("include file '%' not found", diagnostic.text)) {
            diagnostic.text = no_header((*header)[0]);
        } else {
            return false;
        }
        return true;
    }

    std::string undeclared(const std::string& word) const {
        if (const char meant = typewriter_character(word); meant != '\0') return pasted(meant);
        const std::string text = name(word) + " is not declared";
        if (const std::string why = why_no_word(word); !why.empty()) return text + ": " + why;
        if (const std::string tag = tag_of(word); !tag.empty())
            return text + ": its type is called " + name(tag + " " + word);
        if (is_length_of_parameter(word))
            return name(word) +
                   " cannot be the length of a parameter: this compiler wants a number there, or an empty `[]`";
        if (const std::string header = header_that_declares(word, files_); !header.empty()) {
            return text + ": add #include <" + header + ">";
        }
        std::vector<std::string> known(names_.begin(), names_.end());
        known.insert(known.end(), std::begin(type_words), std::end(type_words));
        return text + did_you_mean(word, known);
    }

    static std::string pasted(char meant) {
        if (meant == ' ')
            return "a blank that does not break lines stands here, pasted from a text: type a plain blank";
        return std::string("a typographic character stands here, pasted from a text, where C wants `") + meant + "`";
    }

    /// "struct" if the program has a struct of that name, and so on.
    std::string tag_of(std::string_view word) const {
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
            const std::string_view tag = tokens_[i].text;
            if (tokens_[i + 1].text == word && (tag == "struct" || tag == "union" || tag == "enum"))
                return std::string(tag);
        }
        return "";
    }

    /// "int n, double a[n]" in a list of parameters.
    bool is_length_of_parameter(std::string_view word) const {
        for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
            if (tokens_[i].text != word || tokens_[i - 1].text != "[") continue;
            for (std::size_t at = i; at-- > 1 && tokens_[at].text != ";" && tokens_[at].text != "{";) {
                if (tokens_[at].text == word && (tokens_[at + 1].text == "," || tokens_[at + 1].text == ")"))
                    return true;
            }
        }
        return false;
    }

    std::string undeclared_call(const std::string& word) const {
        const std::string text = name(word) + " is called, but not declared";
        if (const std::string header = header_that_declares(word, files_); !header.empty()) {
            return text + ": add #include <" + header + ">";
        }
        if (const std::string why = why_no_function(word); !why.empty()) return text + ": " + why;
        if (const std::string why = why_no_word(word); !why.empty()) return text + ": " + why;
        if (defined_here(word)) return text + " before this line: declare it above";
        return text + did_you_mean(word, known_functions());
    }

    void undefined(Diagnostic& diagnostic, const std::string& symbol) const {
        if (symbol == "main") {
            diagnostic.text = "the program has no `main`" + did_you_mean(symbol, {names_.begin(), names_.end()});
            return;
        }
        const auto used = std::find_if(tokens_.begin(), tokens_.end(),
                                       [&](const SourceToken& token) { return is_use(token, symbol); });
        if (used != tokens_.end()) {
            diagnostic.path = path_;
            diagnostic.line = used->line;
        }
        const std::string why = why_no_function(symbol);
        diagnostic.text = name(symbol) + " is defined nowhere: not here, and not in Faultline's C library" +
                          (why.empty() ? did_you_mean(symbol, known_functions()) : "; " + why);
    }

    std::string no_header(const std::string& header) const {
        if (const std::string why = why_no_header(header); !why.empty())
            return "there is no <" + header + "> here: " + why;
        const std::string close = closest_name(header, header_names(files_));
        return "there is no header " + name(header) + (close.empty() ? "" : "; did you mean <" + close + ">?");
    }

    std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates) const {
        const std::string close = closest_name(word, candidates);
        return close.empty() ? "" : "; did you mean " + name(close) + "?";
    }

    std::vector<std::string> known_functions() const {
        std::vector<std::string> known = library_functions(files_);
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
            if (tokens_[i].kind == Kind::Name && tokens_[i + 1].text == "(" && defined_here(tokens_[i].text))
                known.emplace_back(tokens_[i].text);
        }
        return known;
    }

    /// A name, its parameters in parentheses, and a brace.
    bool defined_here(std::string_view word) const {
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
            if (tokens_[i].text != word || tokens_[i + 1].text != "(") continue;
            std::size_t at = i + 1;
            for (int depth = 0; at < tokens_.size(); ++at) {
                depth += tokens_[at].text == "(" ? 1 : tokens_[at].text == ")" ? -1 : 0;
                if (depth == 0) break;
            }
            if (at + 1 < tokens_.size() && tokens_[at + 1].text == "{") return true;
        }
        return false;
    }

    /// Inside of a function, as far as its indentation tells, or on a line of its own.
    bool is_use(const SourceToken& token, std::string_view word) const {
        if (token.kind != Kind::Name || token.text != word) return false;
        const auto index = static_cast<std::size_t>(&token - tokens_.data());
        int depth = 0;
        for (std::size_t i = 0; i < index; ++i) depth += tokens_[i].text == "{" ? 1 : tokens_[i].text == "}" ? -1 : 0;
        return depth > 0;
    }

    /// A constant without its second quote, a comment or an #if without its end: TCC notices lines later.
    bool reword_unclosed(Diagnostic& diagnostic) const {
        if (diagnostic.text.starts_with("missing terminating")) {
            return at_unclosed(diagnostic, '"', "the text that begins here has no closing `\"`") ||
                   at_unclosed(diagnostic, '\'', "the character that begins here has no closing `'`");
        }
        if (diagnostic.text == "unexpected end of file in comment")
            return at_unclosed(diagnostic, '/', "the comment that begins here is never closed: `*/` is missing");
        const SourceToken* open = diagnostic.text == "#endif expected" ? open_condition() : nullptr;
        if (open == nullptr) return false;
        diagnostic.line = open->line;
        diagnostic.text = "the `#" + std::string(open->text) + "` of this line is never closed: an #endif is missing";
        return true;
    }

    bool at_unclosed(Diagnostic& diagnostic, char first, std::string_view text) const {
        const auto found = std::find_if(tokens_.begin(), tokens_.end(), [first](const SourceToken& token) {
            return token.kind == Kind::Text && !token.closed && token.text.front() == first;
        });
        if (found == tokens_.end()) return false;
        diagnostic.line = found->line;
        diagnostic.text = text;
        return true;
    }

    /// The word of the innermost #if, #ifdef or #ifndef that is open at the end.
    const SourceToken* open_condition() const {
        std::vector<const SourceToken*> open;
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
            if (tokens_[i].text != "#" || !tokens_[i].first_on_line) continue;
            const SourceToken& word = tokens_[i + 1];
            if (word.text.starts_with("if")) open.push_back(&word);
            if (word.text == "endif" && !open.empty()) open.pop_back();
        }
        return open.empty() ? nullptr : open.back();
    }

    /// A block without its brace: TCC notices at the end of the file.
    bool reword_end(Diagnostic& diagnostic) const {
        const bool at_end = diagnostic.line != 0 &&
                            (tokens_.empty() || diagnostic.line >= last_line_ || diagnostic.line > tokens_.back().line);
        if (!at_end) return false;
        const SourceToken* open = open_brace();
        if (open == nullptr) return false;
        diagnostic.line = open->line;
        diagnostic.text = "the `{` of this line is never closed: a `}` is missing";
        return true;
    }

    /// The brace that is open at the end: one that a less indented `}` has passed, else the innermost that is left.
    const SourceToken* open_brace() const {
        std::vector<const SourceToken*> open;
        const SourceToken* passed = nullptr;
        for (const SourceToken& token : tokens_) {
            if (token.text == "{" && token.kind == Kind::Mark) open.push_back(&token);
            if (token.text != "}" || token.kind != Kind::Mark || open.empty()) continue;
            if (passed == nullptr && token.first_on_line && token.indent < open.back()->indent) passed = open.back();
            open.pop_back();
        }
        if (open.empty()) return nullptr;
        return passed != nullptr ? passed : open.back();
    }

    const SourceToken* first_of_line(std::uint32_t line) const {
        const auto found = std::find_if(tokens_.begin(), tokens_.end(),
                                        [line](const SourceToken& token) { return token.line == line; });
        return found == tokens_.end() ? nullptr : &*found;
    }

    /// `for (int i = 0, i < 10, i++)`, whatever TCC makes of it.
    bool reword_for(Diagnostic& diagnostic) const {
        const SourceToken* first = first_of_line(diagnostic.line);
        if (first == nullptr || first->text != "for" || diagnostic.severity != Severity::Error) return false;
        int depth = 0, marks = 0, commas = 0;
        for (const SourceToken* token = first + 1; token < tokens_.data() + tokens_.size(); ++token) {
            depth += token->text == "(" ? 1 : token->text == ")" ? -1 : 0;
            marks += token->text == ";" ? 1 : 0;
            commas += token->text == "," ? 1 : 0;
            if (token->line != first->line) return false;
            if (depth == 0) break;
        }
        if (depth != 0 || marks >= 2 || commas == 0) return false;
        diagnostic.text = "the three parts of a `for` are apart by `;`, not by `,`";
        return true;
    }

    /// An error where a macro is used that is defined with a `=` or a `;` of its own.
    bool reword_macro(Diagnostic& diagnostic) const {
        if (diagnostic.severity != Severity::Error) return false;
        for (std::size_t i = 0; i + 3 < tokens_.size(); ++i) {
            if (tokens_[i].text != "#" || !tokens_[i].first_on_line || tokens_[i + 1].text != "define") continue;
            const SourceToken& macro = tokens_[i + 2];
            std::size_t last = i + 2;
            while (last + 1 < tokens_.size() && tokens_[last + 1].line == macro.line) ++last;
            const bool equals = last > i + 2 && tokens_[i + 3].text == "=", mark = tokens_[last].text == ";";
            const bool used = std::any_of(tokens_.begin(), tokens_.end(), [&](const SourceToken& token) {
                return token.line == diagnostic.line && token.line != macro.line && token.text == macro.text;
            });
            if (!used || (!equals && !mark)) continue;
            diagnostic.line = macro.line;
            diagnostic.text = name(macro.text) + " is replaced by all that follows it here, the " +
                              name(equals ? "=" : ";") + " too: a #define has none";
            return true;
        }
        return false;
    }

    /// A line that begins with a word of another language, or a type without the semicolon before it.
    bool reword_word(Diagnostic& diagnostic) const {
        const SourceToken* first = first_of_line(diagnostic.line);
        if (first == nullptr || diagnostic.severity != Severity::Error) return false;
        const bool after_brace = first != tokens_.data() && (first - 1)->text == "}";
        if (diagnostic.text == "too many basic types" && after_brace) {
            diagnostic.line = (first - 1)->line;
            diagnostic.text = "`;` is missing after `}`";
            return true;
        }
        const std::string why = why_no_word(first->text);
        if (why.empty() || !match("'%' expected (got \"%\")", diagnostic.text).has_value()) return false;
        diagnostic.text = name(first->text) + " is no word of this C: " + why;
        return true;
    }

    /// "int main(void);" and then its body.
    bool reword_body(Diagnostic& diagnostic) const {
        const SourceToken* first = first_of_line(diagnostic.line);
        if (diagnostic.text != "declaration expected" || first == nullptr || first->text != "{" ||
            first - tokens_.data() < 2)
            return false;
        if ((first - 1)->text != ";" || (first - 2)->text != ")") return false;
        diagnostic.line = (first - 1)->line;
        diagnostic.text = "the `;` ends a declaration here: before a function's body stands none";
        return true;
    }

    /// What is missing before the first word of a line is missing at the end of an earlier one.
    bool reword_missing_mark(Diagnostic& diagnostic) const {
        const auto words = match("'%' expected (got \"%\")", diagnostic.text);
        if (!words.has_value() || words->at(0).size() != 1) return false;
        const std::string& mark = words->at(0);
        // Only a member of a struct can be followed by a comma there.
        if (mark == "," && words->at(1) == "}") {
            diagnostic.text = "`;` is missing before `}`";
            return true;
        }
        // A call that is never closed.
        if (mark == "," && words->at(1) == ";") {
            diagnostic.text = "`)` is missing before `;`";
            return true;
        }
        if (mark != ";" && mark != "," && mark != ")" && mark != "]") return false;
        const auto first = std::find_if(tokens_.begin(), tokens_.end(),
                                        [&](const SourceToken& token) { return token.line == diagnostic.line; });
        if (first == tokens_.end() || first == tokens_.begin() || first->text != words->at(1)) return false;
        const SourceToken& before = *(first - 1);
        diagnostic.line = before.line;
        diagnostic.text = name(mark) + " is missing after " + name(before.text);
        return true;
    }

    /// A brace too many, an `else` of its own, a declaration that is a loop's only statement.
    bool reword_misplaced(Diagnostic& diagnostic) const {
        if (diagnostic.text == "declaration expected") {
            const SourceToken* brace = needless_brace();
            if (brace == nullptr) return false;
            diagnostic.line = brace->line;
            diagnostic.text = "this `}` closes nothing: there is one too many";
            return true;
        }
        if (diagnostic.text != "identifier expected") return false;
        const auto first = std::find_if(tokens_.begin(), tokens_.end(),
                                        [&](const SourceToken& token) { return token.line == diagnostic.line; });
        if (first == tokens_.end()) return false;
        // TCC has gone on to what follows the word.
        const bool line_before = first != tokens_.begin() && (first - 1)->text == "else";
        if (line_before || first->text == "else") {
            diagnostic.line = line_before ? (first - 1)->line : first->line;
            diagnostic.text =
                "this `else` has no `if` before it: one statement, or one block in `{` and `}`, stands between the two";
            return true;
        }
        if (!is_type(first->text) || first == tokens_.begin() || (first - 1)->text != ")") return false;
        diagnostic.text = "a declaration cannot stand alone here: put it into `{` and `}`";
        return true;
    }

    const SourceToken* needless_brace() const {
        int depth = 0;
        for (const SourceToken& token : tokens_) {
            if (token.kind != Kind::Mark) continue;
            depth += token.text == "{" ? 1 : token.text == "}" ? -1 : 0;
            if (depth < 0) return &token;
        }
        return nullptr;
    }

    /// TCC compares cases at the end of the switch: the second of two that read alike, the last such before that line.
    bool reword_case(Diagnostic& diagnostic) const {
        if (diagnostic.text != "duplicate case value") return false;
        std::set<std::string_view> values;
        for (std::size_t i = 0; i + 2 < tokens_.size() && tokens_[i].line < diagnostic.line; ++i) {
            if (tokens_[i].text == "switch") values.clear();
            if (tokens_[i].text != "case" || tokens_[i + 2].text != ":") continue;
            if (values.insert(tokens_[i + 1].text).second) continue;
            diagnostic.line = tokens_[i].line;
            diagnostic.text = plain_phrase(diagnostic.text);
            return true;
        }
        return false;
    }

    static bool is_type(std::string_view word) {
        return word == "int" || word == "char" || word == "long" || word == "short" || word == "unsigned" ||
               word == "signed" || word == "float" || word == "double" || word == "struct" || word == "const" ||
               word == "static";
    }

    /// TCC does not say which function: the line does, if only one is called there.
    bool reword_call(Diagnostic& diagnostic) const {
        const auto words = match("too % arguments to function", diagnostic.text);
        if (!words.has_value()) return false;
        std::set<std::string_view> called;
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
            const bool call = tokens_[i].kind == Kind::Name && tokens_[i + 1].text == "(";
            if (call && tokens_[i].line == diagnostic.line && !is_statement(tokens_[i].text))
                called.insert(tokens_[i].text);
        }
        if (called.size() != 1) return false;
        diagnostic.text =
            name(*called.begin()) + (words->at(0) == "few" ? " wants more arguments" : " wants fewer arguments");
        return true;
    }

    static bool is_statement(std::string_view word) {
        return word == "if" || word == "while" || word == "for" || word == "switch" || word == "return" ||
               word == "sizeof";
    }

    std::string path_;
    const FileTable& files_;
    std::vector<SourceToken> tokens_;
    std::set<std::string> names_;
    std::uint32_t last_line_ = 1;
};

}  // namespace

void put_in_plain_words(std::vector<Diagnostic>& diagnostics, std::string_view source, std::string_view path,
                        const FileTable& files) {
    std::vector<Diagnostic> kept;
    for (const Diagnostic& diagnostic : diagnostics) {
        const bool said = std::any_of(kept.begin(), kept.end(), [&](const Diagnostic& earlier) {
            return earlier == diagnostic || Rewording::follows_from(diagnostic, earlier);
        });
        if (!said) kept.push_back(diagnostic);
    }
    const Rewording rewording(source, path, files);
    for (Diagnostic& diagnostic : kept) rewording.reword(diagnostic);
    diagnostics = std::move(kept);
}

}  // namespace faultline::compiler
