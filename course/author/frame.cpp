#include "course/author/frame.hpp"

#include <array>

namespace faultline {

namespace {

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string line(text.substr(0, end));
        if (!line.empty() && line.back() == '\r') line.pop_back();
        lines.push_back(std::move(line));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n") == std::string_view::npos; }

class FrameReader {
  public:
    FrameReader(std::vector<std::string> lines, Diagnostics& diagnostics) : lines_(std::move(lines)), diagnostics_(diagnostics) {}

    LabFrame run() {
        front_matter();
        while (at_ < lines_.size()) line();
        flush();
        if (frame_.steps.empty()) diagnostics_.at(number(), "a lab has at least one step: a line \"## Title\"");
        return std::move(frame_);
    }

  private:
    /// The current line's number in the file.
    std::uint32_t number() const { return static_cast<std::uint32_t>(at_) + 1; }

    void front_matter() {
        if (lines_.empty() || lines_[0] != "---") {
            diagnostics_.at(1, "a lab begins with its front matter: a line \"---\", YAML, and a line \"---\"");
            return;
        }
        for (at_ = 1; at_ < lines_.size() && lines_[at_] != "---"; ++at_) frame_.front_matter += lines_[at_] + "\n";
        if (at_ == lines_.size()) diagnostics_.at(1, "the front matter has no closing line \"---\"");
        ++at_;
    }

    void line() {
        const std::string& text = lines_[at_];
        if (starts_with(text, "## ")) {
            flush();
            frame_.steps.push_back({text.substr(3), number(), {}});
            ++at_;
        } else if (starts_with(text, "```")) {
            fence(text);
        } else if (text == "---") {
            flush();
            add({Segment::Kind::Break, {}, {}, {}, number()});
            ++at_;
        } else {
            prose(text);
        }
    }

    void prose(const std::string& text) {
        if (prose_.empty()) prose_line_ = number();
        prose_ += text + "\n";
        ++at_;
    }

    void fence(const std::string& opening) {
        const std::size_t word_end = opening.find(' ');
        const std::string word = opening.substr(3, word_end == std::string::npos ? word_end : word_end - 3);
        if (!is_lab_fence(word)) {
            // A code listing is prose; it is copied as it stands up to its end, whatever it holds.
            prose(opening);
            while (at_ < lines_.size() && lines_[at_] != "```") prose(lines_[at_]);
            if (at_ < lines_.size()) prose(lines_[at_]);
            return;
        }
        flush();
        const std::uint32_t opened = number();
        Segment segment{Segment::Kind::Fence, word, {}, {}, opened + 1};
        if (word_end != std::string::npos) segment.id = opening.substr(word_end + 1);
        for (++at_; at_ < lines_.size() && lines_[at_] != "```"; ++at_) segment.text += lines_[at_] + "\n";
        if (at_ == lines_.size()) diagnostics_.at(opened, "this block has no closing line \"```\"");
        ++at_;
        add(std::move(segment));
    }

    void flush() {
        if (!is_blank(prose_)) add({Segment::Kind::Prose, {}, {}, prose_, prose_line_});
        prose_.clear();
    }

    void add(Segment segment) {
        if (frame_.steps.empty()) {
            diagnostics_.at(segment.line, "everything behind the front matter belongs to a step: begin one with \"## Title\"");
            return;
        }
        frame_.steps.back().segments.push_back(std::move(segment));
    }

    std::vector<std::string> lines_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    LabFrame frame_;
    std::string prose_;
    std::uint32_t prose_line_ = 0;
};

}  // namespace

bool is_lab_fence(std::string_view word) {
    static constexpr std::array<std::string_view, 15> words{"step",  "number", "choice",  "several", "order",    "handler", "point",
                                                            "curve", "reverse", "change", "workload", "experiment", "observe", "listing", "worked"};
    for (const std::string_view known : words) {
        if (known == word) return true;
    }
    return false;
}

LabFrame read_frame(std::string_view text, Diagnostics& diagnostics) { return FrameReader(lines_of(text), diagnostics).run(); }

}  // namespace faultline
