// JSON as the verbs print it: objects of numbers, strings and lists, written in order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace faultline::cli {

/// A string in quotes. Bytes that are not printable ASCII become \u00xx, so any bytes can be printed and compared.
std::string json_string(std::string_view text);

/// `{"a": 1, "b": "text"}`, piece by piece.
class JsonObject {
public:
    JsonObject& add(std::string_view name, std::uint64_t value) { return add_raw(name, std::to_string(value)); }
    JsonObject& add(std::string_view name, std::int64_t value) { return add_raw(name, std::to_string(value)); }
    JsonObject& add(std::string_view name, std::int32_t value) { return add_raw(name, std::to_string(value)); }
    JsonObject& add(std::string_view name, bool value) { return add_raw(name, value ? "true" : "false"); }
    JsonObject& add(std::string_view name, std::string_view value) { return add_raw(name, json_string(value)); }
    JsonObject& add(std::string_view name, const char* value) { return add(name, std::string_view(value)); }
    /// A value that is JSON already.
    JsonObject& add_raw(std::string_view name, std::string_view json);
    std::string text() const { return "{" + members_ + "}"; }

private:
    std::string members_;
};

}  // namespace faultline::cli
