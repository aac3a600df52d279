#include "course/author/yaml_reader.hpp"

#include <charconv>

namespace faultline {

YamlReader YamlReader::parse(const std::string& text, std::uint32_t first_line, Diagnostics& diagnostics) {
    try {
        return {YAML::Load(text), first_line, first_line, diagnostics};
    } catch (const YAML::Exception& problem) {
        const std::uint32_t line = problem.mark.line < 0 ? 0 : static_cast<std::uint32_t>(problem.mark.line);
        diagnostics.at(first_line + line, "this is not YAML: " + problem.msg);
        return {YAML::Node(YAML::NodeType::Map), first_line, first_line, diagnostics};
    }
}

std::uint32_t YamlReader::line() const {
    const YAML::Mark mark = node_.Mark();
    return mark.line < 0 ? parent_line_ : first_line_ + static_cast<std::uint32_t>(mark.line);
}

void YamlReader::only(std::initializer_list<std::string_view> keys) const {
    for (const auto& entry : members()) {
        bool known = false;
        std::string list;
        for (const std::string_view key : keys) {
            known = known || key == entry.first;
            list += (list.empty() ? "" : ", ") + std::string(key);
        }
        if (!known) entry.second.fail("'" + entry.first + "' is not known here; there are " + list);
    }
}

bool YamlReader::has(std::string_view key) const { return node_.IsMap() && node_[std::string(key)].IsDefined(); }

YamlReader YamlReader::member(std::string_view key) const {
    if (has(key)) return child(node_[std::string(key)]);
    fail("expected '" + std::string(key) + ":'");
    return child(YAML::Node(YAML::NodeType::Null));
}

std::string YamlReader::as_text() const {
    if (node_.IsScalar()) return node_.Scalar();
    if (node_.Mark().line >= 0) fail("expected text");
    return {};
}

std::string YamlReader::text(std::string_view key) const { return member(key).as_text(); }

std::string YamlReader::text_or(std::string_view key, std::string_view fallback) const {
    return has(key) ? text(key) : std::string(fallback);
}

std::uint32_t YamlReader::number(std::string_view key) const {
    const YamlReader value = member(key);
    const std::string text = value.as_text();
    std::uint32_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) value.fail("expected a whole number");
    return number;
}

std::vector<YamlReader> YamlReader::list(std::string_view key, bool required) const {
    std::vector<YamlReader> items;
    if (!required && !has(key)) return items;
    const YamlReader array = member(key);
    if (!array.node_.IsSequence()) {
        if (array.node_.Mark().line >= 0) array.fail("expected a list");
        return items;
    }
    for (const YAML::Node& node : array.node_) items.push_back(array.child(node));
    return items;
}

std::vector<std::string> YamlReader::texts(std::string_view key, bool required) const {
    std::vector<std::string> out;
    for (const YamlReader& item : list(key, required)) out.push_back(item.as_text());
    return out;
}

std::vector<std::pair<std::string, YamlReader>> YamlReader::members() const {
    std::vector<std::pair<std::string, YamlReader>> out;
    if (!node_.IsMap()) {
        fail("expected 'name: value' pairs");
        return out;
    }
    for (const auto& entry : node_) out.emplace_back(entry.first.Scalar(), child(entry.second));
    return out;
}

}  // namespace faultline
