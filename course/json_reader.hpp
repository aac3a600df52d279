// Reading JSON with one error for the person who wrote it: the first thing that is not as expected, by its JSON pointer.
// After an error every further read gives an empty value, so that a loader reads straight on and asks once at its end.
#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/result.hpp"

namespace faultline {

class JsonReader {
  public:
    JsonReader(const rapidjson::Value& value, std::string pointer, std::optional<Error>& error)
        : value_(&value), pointer_(std::move(pointer)), error_(&error) {}

    /// Every member must be one of these.
    void only(std::initializer_list<std::string_view> keys) const;
    bool has(std::string_view key) const;

    std::string text(std::string_view key) const;
    /// Empty when there is no such member.
    std::string text_or_empty(std::string_view key) const;
    std::uint32_t number(std::string_view key) const;
    bool truth(std::string_view key) const;
    JsonReader member(std::string_view key) const;
    /// The items of an array member; none when there is no such member and `required` is false.
    std::vector<JsonReader> list(std::string_view key, bool required = true) const;
    std::vector<std::string> texts(std::string_view key, bool required = true) const;
    /// The members of this object, in order.
    std::vector<std::pair<std::string, JsonReader>> members() const;

    bool is_text() const { return value_->IsString(); }
    std::string as_text() const;
    std::uint32_t as_number() const;

    void fail(const std::string& what) const;
    bool failed() const { return error_->has_value(); }
    const std::string& pointer() const { return pointer_; }

  private:
    const rapidjson::Value* find(std::string_view key) const;
    JsonReader at(const rapidjson::Value& value, std::string_view key) const;

    const rapidjson::Value* value_;
    std::string pointer_;
    std::optional<Error>* error_;
};

}  // namespace faultline
