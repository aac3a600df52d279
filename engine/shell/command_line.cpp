// A shell's line: words, quotes, pipes, and $(pgrep NAME).
#include <charconv>

#include "engine/shell/command.hpp"

namespace faultline::shell_tools {

namespace {

class Splitter {
  public:
    Splitter(const Machine& machine, std::string_view line) : machine_(machine), line_(line) {}

    bool run(std::vector<Words>& commands, std::string& error) {
        for (at_ = 0; at_ < line_.size(); ++at_) {
            if (!step()) {
                error = error_;
                return false;
            }
        }
        end_word();
        if (!words_.empty())
            commands_.push_back(words_);
        else if (!commands_.empty())
            error_ = "a command is missing after `|`";
        error = error_;
        commands = std::move(commands_);
        return error_.empty();
    }

  private:
    bool step() {
        const char c = line_[at_];
        if (quote_ != '\0') return quoted(c);
        if (c == '\'' || c == '"') return open_quote(c);
        if (c == '$' && line_.substr(at_).starts_with("$(")) return substitute();
        if (c == ' ' || c == '\t' || c == '\n') {
            end_word();
            return true;
        }
        if (c == '|') return end_command();
        if (c == '#' && !has_word_) {
            at_ = line_.size();
            return true;
        }
        if (c == '>' || c == '<' || c == '&' || c == ';') return redirect(c);
        add(c);
        return true;
    }

    bool quoted(char c) {
        if (c == quote_)
            quote_ = '\0';
        else
            add(c);
        return true;
    }

    bool open_quote(char c) {
        quote_ = c;
        has_word_ = true;
        if (line_.find(c, at_ + 1) != std::string_view::npos) return true;
        error_ = std::string("the quote ") + c + " is not closed";
        return false;
    }

    /// `2>&1` and `2>/dev/null` change nothing here: both streams are this terminal.
    bool redirect(char c) {
        for (const std::string_view harmless : {">&1", ">/dev/null"}) {
            if (word_ == "2" && line_.substr(at_).starts_with(harmless)) {
                at_ += harmless.size() - 1;
                word_.clear();
                has_word_ = false;
                return true;
            }
        }
        error_ = std::string("`") + c + "` is not known here: this terminal has commands and `|`";
        return false;
    }

    bool substitute() {
        const std::size_t end = line_.find(')', at_);
        if (end == std::string_view::npos) {
            error_ = "`$(` is not closed";
            return false;
        }
        std::string text = shell(machine_, line_.substr(at_ + 2, end - at_ - 2)).text;
        while (!text.empty() && text.back() == '\n') text.pop_back();
        for (const char c : text) add(c == '\n' ? ',' : c);
        at_ = end;
        return true;
    }

    bool end_command() {
        end_word();
        if (words_.empty()) {
            error_ = "a command is missing before `|`";
            return false;
        }
        commands_.push_back(std::move(words_));
        words_.clear();
        return true;
    }

    void add(char c) {
        word_.push_back(c);
        has_word_ = true;
    }

    void end_word() {
        if (has_word_) words_.push_back(word_);
        word_.clear();
        has_word_ = false;
    }

    const Machine& machine_;
    std::string_view line_;
    std::size_t at_ = 0;
    char quote_ = '\0';
    std::string word_;
    bool has_word_ = false;
    Words words_;
    std::vector<Words> commands_;
    std::string error_;
};

}  // namespace

ShellAnswer fail(std::string text, int status) { return {std::move(text) + "\n", status}; }

bool split_line(const Machine& machine, std::string_view line, std::vector<Words>& commands, std::string& error) {
    return Splitter(machine, line).run(commands, error);
}

bool read_number(std::string_view text, std::uint64_t& value) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc{} && end == text.data() + text.size();
}

}  // namespace faultline::shell_tools
