#include <algorithm>
#include <charconv>
#include <string_view>

#include "tools/ops/op.hpp"
#include "tools/ops/words.hpp"

namespace faultline::ops {

namespace {

constexpr std::uint32_t most_pages = 1U << 24;

std::vector<std::string_view> split(std::string_view line) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t start = line.find_first_not_of(" \t\r", at);
        if (start == std::string_view::npos) break;
        at = std::min(line.find_first_of(" \t\r", start), line.size());
        words.push_back(line.substr(start, at - start));
    }
    return words;
}

/// The words of one line, taken from the left; the first complaint stays.
class Line {
  public:
    explicit Line(std::vector<std::string_view> words) : words_(std::move(words)) {}

    bool done() const { return next_ == words_.size(); }
    bool good() const { return error_.empty(); }
    const std::string& error() const { return error_; }
    void complain(std::string what) {
        if (error_.empty()) error_ = std::move(what);
    }

    std::string_view word(const char* what) {
        if (done()) {
            complain(std::string(what) + " is missing");
            return {};
        }
        return words_[next_++];
    }

    std::uint32_t number(const char* what, std::uint32_t most = most_pages) {
        return to_number(word(what), what, most);
    }

    std::uint32_t to_number(std::string_view text, const char* what, std::uint32_t most) {
        const bool hexadecimal = text.substr(0, 2) == "0x";
        const std::string_view digits = hexadecimal ? text.substr(2) : text;
        std::uint32_t value = 0;
        const auto [end, failed] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
        const bool whole = failed == std::errc{} && end == digits.data() + digits.size();
        if (!whole || value > most)
            complain(std::string(what) + " \"" + std::string(text) + "\" is not a number up to " +
                     std::to_string(most));
        return value;
    }

    template <typename Table>
    std::int32_t known(const Table& table, const char* what) {
        const std::string_view text = word(what);
        const std::int32_t number = number_of(table, text);
        if (number < 0) complain("there is no " + std::string(what) + " \"" + std::string(text) + "\"");
        return number;
    }

    template <typename Table>
    std::uint8_t flags(const Table& table) {
        std::uint8_t bits = 0;
        while (!done() && good()) bits = static_cast<std::uint8_t>(bits | known(table, "flag"));
        return bits;
    }

    std::uint8_t process(const char* what) {
        const std::string_view text = word(what);
        if (text.size() == 1 && text[0] >= 'a' && text[0] < 'a' + static_cast<char>(max_processes))
            return static_cast<std::uint8_t>(text[0] - 'a');
        complain("a process is a, b, c or d, not \"" + std::string(text) + "\"");
        return 0;
    }

    Object object() {
        const std::string_view text = word("object");
        if (text == "f") return Object::File;
        if (text == "g") return Object::OtherFile;
        if (text != "m") complain("an object is f, g or m, not \"" + std::string(text) + "\"");
        return Object::Memory;
    }

    std::uint8_t value() {
        const std::uint32_t number = this->number("value", 255);
        if (number == 0) complain("a value is 1 to 255");
        return static_cast<std::uint8_t>(number);
    }

  private:
    std::vector<std::string_view> words_;
    std::size_t next_ = 0;
    std::string error_;
};

std::uint8_t prot(Line& line) {
    const std::string_view text = line.word("protection");
    std::uint8_t bits = 0;
    if (text == "-") return bits;
    for (const char letter : text) {
        const std::uint8_t bit = letter == 'r' ? prot_read : letter == 'w' ? prot_write : letter == 'x' ? prot_exec : 0;
        if (bit == 0) line.complain("a protection is made of r, w and x, or is -, not \"" + std::string(text) + "\"");
        bits = static_cast<std::uint8_t>(bits | bit);
    }
    return bits;
}

void place(Line& line, Op& op) {
    const std::string_view text = line.word("page");
    const std::size_t dot = text.find('.');
    op.page = line.to_number(text.substr(0, dot), "page", most_pages);
    op.byte = default_byte;
    if (dot != std::string_view::npos) op.byte = line.to_number(text.substr(dot + 1), "offset", page_bytes - 1);
}

void backing(Line& line, Op& op) {
    const std::string_view text = line.word("kind");
    if (text == "anon") return;
    if (text == "shared") {
        op.backing = Backing::SharedAnonymous;
        return;
    }
    const std::size_t first = text.find(':');
    const std::size_t second = text.find(':', first + 1);
    const std::string_view kind = text.substr(0, first);
    if (first == std::string_view::npos || second == std::string_view::npos ||
        (kind != "private" && kind != "shared")) {
        line.complain("a kind is anon, shared, private:OBJECT:OFFSET or shared:OBJECT:OFFSET, not \"" +
                      std::string(text) + "\"");
        return;
    }
    op.backing = kind == "private" ? Backing::PrivateObject : Backing::SharedObject;
    Line object({text.substr(first + 1, second - first - 1)});
    op.object = object.object();
    if (!object.good()) line.complain(object.error());
    op.offset = line.to_number(text.substr(second + 1), "offset", most_pages);
}

void range(Line& line, Op& op) {
    op.page = line.number("page");
    op.count = line.number("count");
}

void remap(Line& line, Op& op) {
    range(line, op);
    op.new_count = line.number("new count");
    if (line.done()) return;
    const std::string_view how = line.word("to or keep");
    if (how != "to" && how != "keep")
        line.complain("after the new count comes to or keep, not \"" + std::string(how) + "\"");
    op.move = how == "keep" ? Move::Keep : Move::To;
    op.new_page = line.number("page");
}

void mapping(Line& line, Op& op) {
    range(line, op);
    op.prot = prot(line);
    backing(line, op);
    op.flags = line.flags(map_flag_words);
}

void arguments(Line& line, Op& op, Shape shape) {
    switch (shape) {
        case Shape::Nothing:
            break;
        case Shape::Range:
            range(line, op);
            break;
        case Shape::RangeProt:
            range(line, op);
            op.prot = prot(line);
            break;
        case Shape::Mapping:
            mapping(line, op);
            break;
        case Shape::Remap:
            remap(line, op);
            break;
        case Shape::RangeAdvice:
            range(line, op);
            op.advice = line.known(advice_words, "advice");
            break;
        case Shape::RangeSync:
            range(line, op);
            op.flags = static_cast<std::uint8_t>(line.known(sync_words, "way to sync"));
            break;
        case Shape::LockFlags:
            op.flags = line.flags(lock_flag_words);
            break;
        case Shape::Count:
            op.count = line.number("count");
            break;
        case Shape::Access:
        case Shape::Address:
            place(line, op);
            break;
        case Shape::AccessValue:
            place(line, op);
            op.value = line.value();
            break;
        case Shape::Page:
            op.page = line.number("page");
            break;
        case Shape::PageValue:
            op.page = line.number("page");
            op.value = line.value();
            break;
        case Shape::Child:
            op.child = line.process("child");
            break;
        case Shape::ObjectSize:
            op.object = line.object();
            op.count = line.number("size");
            break;
        case Shape::ObjectRange:
            op.object = line.object();
            op.offset = line.number("offset");
            op.count = line.number("count");
            break;
        case Shape::ObjectPage:
            op.object = line.object();
            op.offset = line.number("offset");
            break;
        case Shape::ObjectPageValue:
            op.object = line.object();
            op.offset = line.number("offset");
            op.value = line.value();
            break;
        case Shape::ObjectAlone:
            op.object = line.object();
            break;
    }
}

Op operation(Line& line) {
    Op op;
    op.process = line.process("process");
    const std::string_view text = line.word("verb");
    for (const VerbWord& entry : verb_words) {
        if (entry.word != text) continue;
        op.verb = entry.verb;
        arguments(line, op, entry.shape);
        return op;
    }
    line.complain("there is no verb \"" + std::string(text) + "\"");
    return op;
}

bool either(Line& line, std::string_view yes, std::string_view no) {
    const std::string_view text = line.word("value");
    if (text != yes && text != no)
        line.complain("\"" + std::string(text) + "\" is neither " + std::string(yes) + " nor " + std::string(no));
    return text == yes;
}

void condition(Line& line, Conditions& conditions) {
    const std::string_view name = line.word("condition");
    if (name == "pages")
        conditions.pages = line.number("pages", 4096);
    else if (name == "file_pages")
        conditions.file_pages = line.number("pages", 4096);
    else if (name == "swap")
        conditions.swap = static_cast<Swap>(line.known(swap_words, "kind of swap"));
    else if (name == "page_cluster")
        conditions.page_cluster = line.number("page_cluster", 5);
    else if (name == "read_ahead")
        conditions.read_ahead = line.number("pages", 4096);
    else if (name == "write_pages")
        conditions.write_pages = line.number("pages", 512);
    else if (name == "brk")
        conditions.brk = line.number("page", 4096);
    else if (name == "thp")
        conditions.thp = either(line, "madvise", "off");
    else if (name == "tlb")
        conditions.drop_tlb = either(line, "drop", "keep");
    else if (name == "cache")
        conditions.cold_cache = either(line, "cold", "warm");
    else if (name == "pkeys")
        conditions.pkeys = either(line, "on", "off");
    else if (name == "zswap")
        conditions.zswap = either(line, "on", "off");
    else if (name == "zero_page")
        conditions.zero_page = either(line, "on", "off");
    else
        line.complain("there is no condition \"" + std::string(name) + "\"");
    if (conditions.pages == 0 || conditions.write_pages == 0) line.complain("at least 1 page");
}

/// The pages that `7`, `0..63` or `63..0/8` stands for, as texts; other words stand for themselves.
std::vector<std::string> row(std::string_view text, Line& line) {
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) return {std::string(text)};
    const std::size_t slash = std::min(text.find('/', dots), text.size());
    const std::uint32_t first = line.to_number(text.substr(0, dots), "page", most_pages);
    const std::uint32_t last = line.to_number(text.substr(dots + 2, slash - dots - 2), "page", most_pages);
    const std::uint32_t step = slash < text.size() ? line.to_number(text.substr(slash + 1), "step", most_pages) : 1;
    if (step == 0) line.complain("a step is at least 1");
    std::vector<std::string> pages;
    if (!line.good()) return pages;
    const std::uint32_t count = (first < last ? last - first : first - last) / step;
    constexpr std::uint32_t longest = 1U << 16;
    if (count >= longest) line.complain("a row of pages has at most 65536");
    for (std::uint32_t i = 0; line.good() && i <= count; ++i)
        pages.push_back(std::to_string(first < last ? first + i * step : first - i * step));
    return pages;
}

bool is_access(std::string_view verb) {
    for (const VerbWord& entry : verb_words)
        if (entry.word == verb)
            return entry.shape == Shape::Access || entry.shape == Shape::AccessValue || entry.shape == Shape::Page;
    return false;
}

/// The operations of one line, with its complaint if there is one.
std::string read_operations(std::vector<std::string_view> words, OpProgram& program) {
    std::vector<std::string> pages = {std::string()};
    const bool many = words.size() > 2 && is_access(words[1]);
    if (many) {
        Line line({});
        pages = row(words[2], line);
        if (!line.good()) return line.error();
    }
    for (const std::string& page : pages) {
        if (many) words[2] = page;
        Line line(words);
        program.ops.push_back(operation(line));
        if (!line.done()) line.complain("\"" + std::string(line.word("")) + "\" is too much");
        if (!line.good()) return line.error();
    }
    return {};
}

constexpr std::string_view title_mark = "# title:";

/// Empty if the line was understood.
std::string read_line(std::string_view text, OpProgram& program) {
    if (text.substr(0, title_mark.size()) == title_mark) {
        const std::size_t start = text.find_first_not_of(" \t", title_mark.size());
        if (start != std::string_view::npos) program.title = std::string(text.substr(start));
    }
    std::vector<std::string_view> words = split(text);
    if (words.empty() || words[0][0] == '#') return {};
    const bool sets = words[0] == "set";
    if (sets && !program.ops.empty()) return "set comes before the first operation";
    if (!sets) return read_operations(std::move(words), program);
    words.erase(words.begin());
    Line line(std::move(words));
    condition(line, program.conditions);
    if (!line.done()) line.complain("\"" + std::string(line.word("")) + "\" is too much");
    return line.error();
}

}  // namespace

Parsed parse_ops(const std::string& text) {
    OpProgram program;
    std::vector<std::uint32_t> lines;
    std::uint32_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        ++number;
        const std::string error = read_line(std::string_view(text).substr(at, end - at), program);
        if (!error.empty())
            return {.program = std::nullopt, .error = std::to_string(number) + ": " + error, .lines = {}};
        lines.resize(program.ops.size(), number);
        at = end + 1;
    }
    return {.program = std::move(program), .error = {}, .lines = std::move(lines)};
}

}  // namespace faultline::ops
