#include "course/line_difference.hpp"

#include <algorithm>
#include <vector>

namespace faultline {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
        if (!line.empty()) lines.push_back(line);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

}  // namespace

std::uint32_t lines_changed(std::string_view before, std::string_view after) {
    const std::vector<std::string_view> a = lines_of(before);
    const std::vector<std::string_view> b = lines_of(after);
    // Length of the longest common subsequence of a's lines so far and b's first j.
    std::vector<std::uint32_t> common(b.size() + 1, 0);
    for (const std::string_view line : a) {
        std::uint32_t diagonal = 0;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::uint32_t above = common[j + 1];
            common[j + 1] = line == b[j] ? diagonal + 1 : std::max(above, common[j]);
            diagonal = above;
        }
    }
    return static_cast<std::uint32_t>(std::max(a.size(), b.size())) - common.back();
}

}  // namespace faultline
