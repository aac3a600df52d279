// Writing JSON in few words.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <string_view>

namespace faultline {

class JsonOut {
public:
    void begin_object() { writer_.StartObject(); }
    void end_object() { writer_.EndObject(); }
    void begin_list() { writer_.StartArray(); }
    void end_list() { writer_.EndArray(); }
    void key(std::string_view name) { writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
    void text(std::string_view words) { writer_.String(words.data(), static_cast<rapidjson::SizeType>(words.size())); }
    void number(std::uint64_t value) { writer_.Uint64(value); }
    void truth(bool value) { writer_.Bool(value); }

    void field(std::string_view name, std::string_view words) {
        key(name);
        text(words);
    }
    void field(std::string_view name, const char* words) { field(name, std::string_view(words)); }
    void field(std::string_view name, const std::string& words) { field(name, std::string_view(words)); }
    void field(std::string_view name, bool value) {
        key(name);
        writer_.Bool(value);
    }
    void field(std::string_view name, std::uint64_t value) {
        key(name);
        writer_.Uint64(value);
    }
    void field(std::string_view name, std::uint32_t value) { field(name, std::uint64_t{value}); }

    std::string take() const { return {buffer_.GetString(), buffer_.GetSize()}; }

private:
    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace faultline
