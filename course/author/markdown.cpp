#include "course/author/markdown.hpp"

#include <md4c.h>

#include <string>

namespace faultline {

namespace {

// A measure travels through Markdown as one character of the private use area, so that its stars and underscores stay its
// own. U+E000 is the first; three bytes each in UTF-8.
constexpr std::uint32_t first_mark = 0xe000;
constexpr std::size_t most_marks = 0x1900;

std::string mark_text(std::size_t index) {
    const std::uint32_t code = first_mark + static_cast<std::uint32_t>(index);
    return {static_cast<char>(0xe0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3f)), static_cast<char>(0x80 | (code & 0x3f))};
}

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\n") - first + 1));
}

class MeasureMarks {
  public:
    MeasureMarks(std::uint32_t line, const Scope& scope, Diagnostics& diagnostics) : line_(line), scope_(scope), diagnostics_(diagnostics) {}

    /// The text with each {{...}} outside of code listings replaced by its mark.
    std::string replace(std::string_view text) {
        std::string out;
        bool listing = false;
        std::size_t at = 0;
        while (at < text.size()) {
            if (text.substr(at, 3) == "```" && (at == 0 || text[at - 1] == '\n')) listing = !listing;
            if (listing || text.substr(at, 2) != "{{") {
                line_ += text[at] == '\n' ? 1u : 0u;
                out += text[at++];
                continue;
            }
            const std::size_t end = text.find("}}", at);
            if (end == std::string_view::npos) {
                diagnostics_.at(line_, "'{{' has no '}}'");
                return out;
            }
            out += mark_text(add(text.substr(at + 2, end - at - 2)));
            at = end + 2;
        }
        return out;
    }

    /// The measure whose mark stands at `text[at]`, if one does.
    const TextRun* at(std::string_view text, std::size_t at) const {
        if (at + 3 > text.size()) return nullptr;
        const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i])); };
        if ((byte(0) & 0xf0) != 0xe0) return nullptr;
        const std::uint32_t code = (byte(0) & 15) << 12 | (byte(1) & 63) << 6 | (byte(2) & 63);
        if (code < first_mark || code - first_mark >= measures_.size()) return nullptr;
        return &measures_[code - first_mark];
    }

  private:
    std::size_t add(std::string_view inside) {
        const std::size_t bar = inside.find('|');
        TextRun run{RunStyle::Measure, trimmed(inside.substr(0, bar)), {}};
        if (bar != std::string_view::npos) run.target = trimmed(inside.substr(bar + 1));
        if (!is_format(run.target)) diagnostics_.at(line_, "there is no format '" + run.target + "'");
        const Result<Expression> parsed = parse_measure(run.text, scope_);
        if (!parsed) diagnostics_.at(line_, "in the measure '" + run.text + "', " + parsed.error().message());
        if (measures_.size() == most_marks) diagnostics_.at(line_, "too many measures in one text");
        measures_.push_back(std::move(run));
        return measures_.size() - 1;
    }

    std::uint32_t line_;
    const Scope& scope_;
    Diagnostics& diagnostics_;
    std::vector<TextRun> measures_;
};

class Builder {
  public:
    Builder(const MeasureMarks& marks, std::uint32_t line, Diagnostics& diagnostics) : marks_(marks), line_(line), diagnostics_(diagnostics) {}

    std::vector<Prose> take() { return std::move(prose_); }

    int enter_block(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
            case MD_BLOCK_DOC: break;
            case MD_BLOCK_QUOTE: in_quote_ = true; break;
            case MD_BLOCK_UL: numbered_ = false; break;
            case MD_BLOCK_OL:
                numbered_ = true;
                next_number_ = static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start;
                break;
            case MD_BLOCK_LI: begin_item(); break;
            case MD_BLOCK_H:
                if (static_cast<MD_BLOCK_H_DETAIL*>(detail)->level < 3) fail("headings inside a step begin with ###");
                begin(ProseKind::Heading);
                break;
            case MD_BLOCK_CODE: begin_code(*static_cast<MD_BLOCK_CODE_DETAIL*>(detail)); break;
            case MD_BLOCK_P:
                if (!item_open_) begin(in_quote_ ? ProseKind::Quote : ProseKind::Paragraph);
                item_open_ = false;
                break;
            default: fail("only paragraphs, lists, headings, quotes and code can be shown");
        }
        return 0;
    }

    int leave_block(MD_BLOCKTYPE type) {
        if (type == MD_BLOCK_QUOTE) in_quote_ = false;
        if (type == MD_BLOCK_LI) item_open_ = false;
        return 0;
    }

    int enter_span(MD_SPANTYPE type, void* detail) {
        switch (type) {
            case MD_SPAN_EM: style_ = RunStyle::Emphasis; break;
            case MD_SPAN_STRONG: style_ = RunStyle::Strong; break;
            case MD_SPAN_CODE: style_ = RunStyle::Code; break;
            case MD_SPAN_A: {
                const MD_ATTRIBUTE& href = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
                style_ = RunStyle::Link;
                target_.assign(href.text, href.size);
                break;
            }
            default: fail("only emphasis, strong, code and links can be shown");
        }
        return 0;
    }

    int leave_span() {
        style_ = RunStyle::Plain;
        target_.clear();
        return 0;
    }

    int text(MD_TEXTTYPE type, std::string_view text) {
        switch (type) {
            case MD_TEXT_SOFTBR:
            case MD_TEXT_BR: add(" "); break;
            case MD_TEXT_HTML: fail("raw HTML is not shown"); break;
            case MD_TEXT_ENTITY: fail("write the character itself instead of " + std::string(text)); break;
            case MD_TEXT_NULLCHAR: fail("the text holds a zero byte"); break;
            default: add(text);
        }
        return 0;
    }

  private:
    void fail(const std::string& what) { diagnostics_.at(line_, what); }

    void begin(ProseKind kind, std::string detail = {}) { prose_.push_back({kind, {}, std::move(detail)}); }

    void begin_item() {
        if (numbered_) {
            begin(ProseKind::NumberedItem, std::to_string(next_number_++));
        } else {
            begin(ProseKind::Item);
        }
        item_open_ = true;
    }

    void begin_code(const MD_BLOCK_CODE_DETAIL& detail) {
        begin(ProseKind::Code, detail.lang.text == nullptr ? std::string{} : std::string(detail.lang.text, detail.lang.size));
    }

    void add(std::string_view text) {
        if (prose_.empty()) begin(ProseKind::Paragraph);
        std::size_t start = 0;
        for (std::size_t at = 0; at < text.size();) {
            const TextRun* measure = marks_.at(text, at);
            if (measure == nullptr) {
                ++at;
                continue;
            }
            append(text.substr(start, at - start));
            prose_.back().runs.push_back(*measure);
            start = at += 3;
        }
        append(text.substr(start));
    }

    /// Joins with what stands before it when the style is the same.
    void append(std::string_view text) {
        if (text.empty()) return;
        Runs& runs = prose_.back().runs;
        if (!runs.empty() && runs.back().style == style_ && runs.back().target == target_ && style_ != RunStyle::Measure) {
            runs.back().text += text;
        } else {
            runs.push_back({style_, std::string(text), target_});
        }
    }

    const MeasureMarks& marks_;
    std::uint32_t line_;
    Diagnostics& diagnostics_;
    std::vector<Prose> prose_;
    RunStyle style_ = RunStyle::Plain;
    std::string target_;
    bool in_quote_ = false;
    bool numbered_ = false;
    bool item_open_ = false;
    unsigned next_number_ = 1;
};

Builder& builder(void* user) { return *static_cast<Builder*>(user); }

}  // namespace

std::vector<Prose> prose_of(std::string_view text, std::uint32_t line, const Scope& scope, Diagnostics& diagnostics) {
    MeasureMarks marks(line, scope, diagnostics);
    const std::string replaced = marks.replace(text);
    Builder built(marks, line, diagnostics);
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) { return builder(user).enter_block(type, detail); };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) { return builder(user).leave_block(type); };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) { return builder(user).enter_span(type, detail); };
    parser.leave_span = [](MD_SPANTYPE, void*, void* user) { return builder(user).leave_span(); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* chars, MD_SIZE size, void* user) {
        return builder(user).text(type, std::string_view(chars, size));
    };
    if (md_parse(replaced.data(), static_cast<MD_SIZE>(replaced.size()), &parser, &built) != 0) {
        diagnostics.at(line, "this text cannot be read as Markdown");
    }
    return built.take();
}

Runs runs_of(std::string_view text, std::uint32_t line, const Scope& scope, Diagnostics& diagnostics) {
    std::vector<Prose> prose = prose_of(text, line, scope, diagnostics);
    if (prose.empty()) return {};
    if (prose.size() > 1 || prose.front().kind != ProseKind::Paragraph) {
        diagnostics.at(line, "expected one paragraph of text");
    }
    return std::move(prose.front().runs);
}

}  // namespace faultline
