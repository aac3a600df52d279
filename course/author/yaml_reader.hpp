// YAML by yaml-cpp, with the line of every node in the file that it stands in. Scalars are always texts here: no value of a
// lab turns into a truth or a number behind its author's back.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "course/author/diagnostics.hpp"

namespace faultline {

class YamlReader {
  public:
    /// Parses `text`, whose first line is line `first_line` of the file.
    static YamlReader parse(const std::string& text, std::uint32_t first_line, Diagnostics& diagnostics);

    void only(std::initializer_list<std::string_view> keys) const;
    bool has(std::string_view key) const;
    bool is_map() const { return node_.IsMap(); }
    bool is_scalar() const { return node_.IsScalar(); }

    std::string text(std::string_view key) const;
    std::string text_or(std::string_view key, std::string_view fallback) const;
    std::uint32_t number(std::string_view key) const;
    YamlReader member(std::string_view key) const;
    std::vector<YamlReader> list(std::string_view key, bool required = true) const;
    std::vector<std::string> texts(std::string_view key, bool required = true) const;
    std::vector<std::pair<std::string, YamlReader>> members() const;
    std::string as_text() const;

    std::uint32_t line() const;
    void fail(const std::string& what) const { diagnostics_->at(line(), what); }
    Diagnostics& diagnostics() const { return *diagnostics_; }

  private:
    YamlReader(YAML::Node node, std::uint32_t first_line, std::uint32_t parent_line, Diagnostics& diagnostics)
        : node_(std::move(node)), first_line_(first_line), parent_line_(parent_line), diagnostics_(&diagnostics) {}
    YamlReader child(const YAML::Node& node) const { return {node, first_line_, line(), *diagnostics_}; }

    YAML::Node node_;
    std::uint32_t first_line_;
    /// For what is missing: the line of what should hold it.
    std::uint32_t parent_line_;
    Diagnostics* diagnostics_;
};

}  // namespace faultline
