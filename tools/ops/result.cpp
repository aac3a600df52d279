#include "tools/ops/result.hpp"

#include <map>

namespace faultline::ops {

namespace {

/// Gives numbers in the order of first sight.
class Numbering {
  public:
    std::uint32_t operator()(std::uint64_t identity) {
        const auto next = static_cast<std::uint32_t>(numbers_.size());
        return numbers_.emplace(identity, next).first->second;
    }

  private:
    std::map<std::uint64_t, std::uint32_t> numbers_;
};

bool numbered(char kind) { return kind != '-' && kind != 'z' && kind != 'h' && kind != 'g'; }

constexpr const char* shmem_mark = "shmem:";

std::string page_word(const PageState& page) {
    std::string word(1, page.kind);
    if (numbered(page.kind)) word += std::to_string(page.group);
    return word;
}

std::string print_rss(const Rss& rss) {
    std::string text = "[";
    for (const std::int64_t count : rss) text += (text.size() > 1 ? "," : "") + std::to_string(count);
    return text + "]";
}

std::string print_vma(const VmaState& vma) {
    return "[" + std::to_string(vma.start) + "," + std::to_string(vma.end) + ",\"" + vma.permissions + "\",\"" +
           vma.flags + "\",\"" + vma.kind + "\"," + std::to_string(vma.offset) + "]";
}

std::string print_vmas(const std::vector<VmaState>& vmas) {
    std::string text;
    for (const VmaState& vma : vmas) text += (text.empty() ? "" : ",") + print_vma(vma);
    return text;
}

std::string print_process(const ProcessState& process) {
    return std::string("\"") + static_cast<char>('a' + process.process) + "\":{\"rss\":" + print_rss(process.rss) +
           ",\"pages\":\"" + print_pages(process.pages) + "\",\"vmas\":[" + print_vmas(process.vmas) + "]}";
}

/// Collects the first pair of texts that differ.
class Comparison {
  public:
    Comparison(const std::string& left_name, const std::string& right_name)
        : left_name_(left_name), right_name_(right_name) {}

    void text(const std::string& field, const std::string& left, const std::string& right) {
        if (found_.empty() && left != right)
            found_ = field + ": " + left_name_ + " " + left + ", " + right_name_ + " " + right;
    }
    void number(const std::string& field, std::int64_t left, std::int64_t right) {
        text(field, std::to_string(left), std::to_string(right));
    }
    const std::string& found() const { return found_; }

  private:
    const std::string& left_name_;
    const std::string& right_name_;
    std::string found_;
};

void compare_process(Comparison& comparison, const ProcessState& left, const ProcessState& right) {
    const std::string who = std::string(1, static_cast<char>('a' + left.process)) + "'s ";
    for (std::size_t i = 0; i < left.pages.size() && i < right.pages.size(); ++i)
        comparison.text(who + "page " + std::to_string(i), page_word(left.pages[i]), page_word(right.pages[i]));
    comparison.text(who + "rss", print_rss(left.rss), print_rss(right.rss));
    comparison.text(who + "VMAs", print_vmas(left.vmas), print_vmas(right.vmas));
}

std::string value_text(const std::optional<std::uint8_t>& value) { return value ? std::to_string(*value) : "none"; }

std::string letters(const std::vector<ProcessState>& processes) {
    std::string text;
    for (const ProcessState& process : processes) text += static_cast<char>('a' + process.process);
    return text;
}

}  // namespace

void canonicalise(std::vector<ProcessState>& processes) {
    Numbering frames;
    Numbering slots;
    Numbering objects;
    for (ProcessState& process : processes) {
        for (PageState& page : process.pages)
            page.group = !numbered(page.kind) ? 0 : page.kind == 'S' ? slots(page.group) : frames(page.group);
        for (VmaState& vma : process.vmas) {
            const std::string mark = shmem_mark;
            if (vma.kind.rfind(mark, 0) != 0) continue;
            vma.kind = mark + std::to_string(objects(std::stoull(vma.kind.substr(mark.size()))));
        }
    }
}

std::string print_pages(const std::vector<PageState>& pages) {
    constexpr std::size_t shortest_row = 3;
    std::string text;
    for (std::size_t i = 0; i < pages.size();) {
        const bool counts = numbered(pages[i].kind);
        const auto continues = [&](std::size_t run) {
            if (i + run >= pages.size() || pages[i + run].kind != pages[i].kind) return false;
            return pages[i + run].group == pages[i].group + (counts ? run : 0);
        };
        std::size_t run = 1;
        while (continues(run)) ++run;
        if (counts && run < shortest_row) run = 1;
        if (!text.empty()) text += ' ';
        text += page_word(pages[i]);
        if (run > 1) text += (counts ? "+" : "*") + std::to_string(run);
        i += run;
    }
    return text;
}

std::string print_result(std::uint32_t index, const Op& op, const OpResult& result) {
    std::string line = "{\"op\":" + std::to_string(index) + ",\"do\":\"" + print_op(op) + "\"";
    const auto field = [&](const char* name, std::int64_t number) {
        line += std::string(",\"") + name + "\":" + std::to_string(number);
    };
    field("rc", result.rc);
    field("errno", result.error_number);
    field("min", result.min_flt);
    field("maj", result.maj_flt);
    field("signal", result.signal);
    field("code", result.si_code);
    field("error", result.x86_error);
    if (result.value) field("value", *result.value);
    if (!result.mincore.empty()) line += ",\"mincore\":\"" + result.mincore + "\"";
    line += ",\"rss\":" + print_rss(result.rss_change) + ",\"processes\":{";
    std::string processes;
    for (const ProcessState& process : result.processes)
        processes += (processes.empty() ? "" : ",") + print_process(process);
    return line + processes + "}}";
}

std::string first_difference(const OpResult& left, const OpResult& right, const std::string& left_name,
                             const std::string& right_name) {
    if (left == right) return {};
    Comparison comparison(left_name, right_name);
    comparison.number("rc", left.rc, right.rc);
    comparison.number("errno", left.error_number, right.error_number);
    comparison.number("signal", left.signal, right.signal);
    comparison.number("si_code", left.si_code, right.si_code);
    comparison.number("error code", left.x86_error, right.x86_error);
    comparison.number("min", left.min_flt, right.min_flt);
    comparison.number("maj", left.maj_flt, right.maj_flt);
    comparison.text("value", value_text(left.value), value_text(right.value));
    comparison.text("mincore", left.mincore, right.mincore);
    comparison.text("rss", print_rss(left.rss_change), print_rss(right.rss_change));
    comparison.text("processes", letters(left.processes), letters(right.processes));
    if (left.processes.size() == right.processes.size())
        for (std::size_t i = 0; i < left.processes.size(); ++i)
            compare_process(comparison, left.processes[i], right.processes[i]);
    return comparison.found();
}

}  // namespace faultline::ops
