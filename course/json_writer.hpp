// What all writers of JSON here share.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace faultline {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

/// The name of the member whose value is written next.
void key(JsonWriter& json, std::string_view name);

// A member of an object: its name, then its value.
void save_text(JsonWriter& json, std::string_view name, std::string_view text);
void save_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts);
void save_number(JsonWriter& json, std::string_view name, std::uint32_t value);

}  // namespace faultline
