#include "tools/ops/expect.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>

namespace faultline::ops {

namespace {

constexpr const char* sums[] = {"min", "maj", "anon", "file", "shmem", "swap"};
constexpr const char* each[] = {"signal", "code", "error", "errno", "value"};

bool is_sum(const std::string& field) { return std::find(std::begin(sums), std::end(sums), field) != std::end(sums); }
bool is_each(const std::string& field) { return std::find(std::begin(each), std::end(each), field) != std::end(each); }

std::int64_t field_of(const OpResult& result, const std::string& field) {
    if (field == "min") return result.min_flt;
    if (field == "maj") return result.maj_flt;
    if (field == "anon") return result.rss_change[0];
    if (field == "file") return result.rss_change[1];
    if (field == "shmem") return result.rss_change[2];
    if (field == "swap") return result.rss_change[3];
    if (field == "signal") return result.signal;
    if (field == "code") return result.si_code;
    if (field == "error") return result.x86_error;
    if (field == "errno") return result.error_number;
    return result.value ? *result.value : -1;
}

constexpr std::string_view without_zero_page = "# expect zero_page=off:";

/// The words behind the mark; empty if the line expects nothing.
std::string expected_text(const std::string& line) {
    for (const std::string_view mark : {std::string_view("# expect:"), without_zero_page})
        if (line.rfind(mark, 0) == 0) return line.substr(mark.size());
    return {};
}

/// What was expected of the same operations so far holds only where there is a zero page.
void replace(std::vector<Expectation>& all, const Expectation& at) {
    for (Expectation& it : all)
        if (it.first == at.first && it.last == at.last) it.zero_page = true;
}

std::optional<Expectation> read_word(const std::string& word, Expectation at) {
    const std::size_t equals = word.find_first_of("=<>");
    if (equals == std::string::npos) return std::nullopt;
    at.relation = word[equals];
    at.field = word.substr(0, equals);
    const char* end = word.data() + word.size();
    const auto [stop, failed] = std::from_chars(word.data() + equals + 1, end, at.number);
    const bool known = is_sum(at.field) || is_each(at.field);
    if (failed != std::errc{} || stop != end || !known) return std::nullopt;
    return at;
}

bool holds(std::int64_t found, const Expectation& it) {
    return it.relation == '=' ? found == it.number : it.relation == '<' ? found < it.number : found > it.number;
}

void add_zeros(std::vector<Expectation>& all, std::size_t from, Expectation at) {
    for (const char* field : sums) {
        const bool named = std::any_of(all.begin() + static_cast<std::ptrdiff_t>(from), all.end(),
                                       [&](const Expectation& it) { return it.field == field; });
        if (named) continue;
        at.field = field;
        at.number = 0;
        all.push_back(at);
    }
}

}  // namespace

Expectations parse_expectations(const std::string& text, const Parsed& parsed) {
    Expectations result;
    std::istringstream lines(text);
    std::string line;
    for (std::uint32_t number = 1; std::getline(lines, line); ++number) {
        const std::string words = expected_text(line);
        if (words.empty()) continue;
        const auto after = std::upper_bound(parsed.lines.begin(), parsed.lines.end(), number);
        if (after == parsed.lines.begin()) {
            result.error = std::to_string(number) + ": expects before the first operation";
            return result;
        }
        const auto first = std::lower_bound(parsed.lines.begin(), after, *(after - 1));
        Expectation at;
        at.line = number;
        at.first = static_cast<std::uint32_t>(first - parsed.lines.begin());
        at.last = static_cast<std::uint32_t>(after - parsed.lines.begin() - 1);
        if (line.rfind(without_zero_page, 0) == 0) {
            replace(result.all, at);
            at.zero_page = false;
        }
        const std::size_t before = result.all.size();
        bool zeros = false;
        std::istringstream split(words);
        for (std::string word; split >> word;) {
            if (word == "all") {
                zeros = true;
                continue;
            }
            const std::optional<Expectation> read = read_word(word, at);
            if (!read) {
                result.error = std::to_string(number) + ": \"" + word + "\" is no expectation";
                return result;
            }
            result.all.push_back(*read);
        }
        if (zeros) add_zeros(result.all, before, at);
    }
    return result;
}

std::string inexact_reason(const std::string& text) {
    constexpr std::string_view mark = "# inexact: ";
    const std::size_t at = text.rfind("\n" + std::string(mark));
    if (at == std::string::npos) return {};
    const std::size_t start = at + 1 + mark.size();
    return text.substr(start, text.find('\n', start) - start);
}

std::vector<std::string> unmet(const Expectations& expectations, const std::vector<OpResult>& results,
                               bool zero_page) {
    std::vector<std::string> complaints;
    for (const Expectation& it : expectations.all) {
        if (it.zero_page && *it.zero_page != zero_page) continue;
        if (it.last >= results.size()) {
            complaints.push_back("line " + std::to_string(it.line) + ": the run ended before");
            continue;
        }
        std::int64_t found = 0;
        for (std::uint32_t i = it.first; i <= it.last; ++i) {
            const std::int64_t one = field_of(results[i], it.field);
            found = is_sum(it.field) ? found + one : one;
            if (is_each(it.field) && !holds(one, it)) break;
        }
        if (!holds(found, it))
            complaints.push_back("line " + std::to_string(it.line) + ": expected " + it.field + it.relation +
                                 std::to_string(it.number) + ", found " + std::to_string(found));
    }
    return complaints;
}

}  // namespace faultline::ops
