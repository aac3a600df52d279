#include "tools/cli/json.hpp"

namespace faultline::cli {

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20 || byte >= 0x7f) {
            out += "\\u00";
            out += "0123456789abcdef"[byte >> 4];
            out += "0123456789abcdef"[byte & 15];
        } else {
            out += c;
        }
    }
    return out + "\"";
}

JsonObject& JsonObject::add_raw(std::string_view name, std::string_view json) {
    if (!members_.empty()) members_ += ", ";
    members_ += json_string(name) + ": ";
    members_ += json;
    return *this;
}

}  // namespace faultline::cli
