#include "compiler/known_names.hpp"

#include <algorithm>
#include <array>

#include "compiler/libc_pack.hpp"
#include "compiler/source_tokens.hpp"

namespace faultline::compiler {
namespace {

using Kind = SourceToken::Kind;

/// The ones that a learner is told of first when several headers declare a name.
constexpr std::array first_choices = {"stdio.h",  "stdlib.h", "string.h", "unistd.h",
                                      "stdint.h", "stddef.h", "signal.h"};

std::string_view text_of(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

template <typename Visit>
void for_each_header(const FileTable& files, const Visit& visit) {
    const std::string folder = std::string(libc_headers) + "/";
    for (const auto& [path, bytes] : files) {
        if (path.starts_with(folder)) visit(path.substr(folder.size()), text_of(bytes));
    }
}

/// The names that `header` makes known, functions apart from the others: prototypes, macros and what typedefs end with.
template <typename Visit>
void for_each_declared(std::string_view header, const Visit& visit) {
    const std::vector<SourceToken> tokens = source_tokens(header);
    bool in_typedef = false, directive = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const SourceToken& token = tokens[i];
        const std::string_view next = i + 1 < tokens.size() ? tokens[i + 1].text : std::string_view{};
        if (token.first_on_line) directive = token.text == "#";
        if (token.kind != Kind::Name) continue;
        if (directive) {
            if (i > 0 && tokens[i - 1].text == "define") visit(token.text, next == "(");
            continue;
        }
        if (token.text == "typedef") in_typedef = true;
        if (next == "(") visit(token.text, true);
        if (next == ";" && in_typedef) {
            visit(token.text, false);
            in_typedef = false;
        }
    }
}

bool declares(std::string_view header, std::string_view name) {
    if (header.find(name) == std::string_view::npos) return false;
    bool found = false;
    for_each_declared(header, [&](std::string_view each, bool) { found = found || each == name; });
    return found;
}

/// Damerau's distance with neighbouring letters swapped as one slip, of short names.
std::size_t slips_between(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + other});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

}  // namespace

std::string header_that_declares(std::string_view name, const FileTable& files) {
    std::string found;
    for_each_header(files, [&](const std::string& header, std::string_view text) {
        const bool better =
            found.empty() || std::find(first_choices.begin(), first_choices.end(), header) != first_choices.end();
        if (better && declares(text, name)) found = header;
    });
    return found;
}

std::vector<std::string> header_names(const FileTable& files) {
    std::vector<std::string> names;
    for_each_header(files, [&](const std::string& header, std::string_view) { names.push_back(header); });
    return names;
}

std::vector<std::string> library_functions(const FileTable& files) {
    std::vector<std::string> names;
    for_each_header(files, [&](const std::string&, std::string_view text) {
        for_each_declared(text, [&](std::string_view name, bool function) {
            if (function && name.front() != '_') names.emplace_back(name);
        });
    });
    return names;
}

std::string closest_name(std::string_view name, const std::vector<std::string>& candidates) {
    std::size_t best = name.size() >= 8 ? 3 : name.size() >= 3 ? 2 : 1;
    std::string found;
    for (const std::string& candidate : candidates) {
        const std::size_t longer = std::max(candidate.size(), name.size()),
                          shorter = std::min(candidate.size(), name.size());
        if (candidate == name || longer - shorter > best) continue;
        const std::size_t slips = slips_between(name, candidate);
        const bool begins_alike = !found.empty() && candidate.front() == name.front() && found.front() != name.front();
        if (slips < best || (slips == best && begins_alike)) {
            best = slips;
            found = candidate;
        }
    }
    return found;
}

}  // namespace faultline::compiler
