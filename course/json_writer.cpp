#include "course/json_writer.hpp"

namespace faultline {

namespace {

rapidjson::SizeType length_of(std::string_view text) { return static_cast<rapidjson::SizeType>(text.size()); }

}  // namespace

void key(JsonWriter& json, std::string_view name) { json.Key(name.data(), length_of(name)); }

void save_text(JsonWriter& json, std::string_view name, std::string_view text) {
    key(json, name);
    json.String(text.data(), length_of(text));
}

void save_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    key(json, name);
    json.StartArray();
    for (const std::string& text : texts) json.String(text.data(), length_of(text));
    json.EndArray();
}

void save_number(JsonWriter& json, std::string_view name, std::uint32_t value) {
    key(json, name);
    json.Uint(value);
}

}  // namespace faultline
