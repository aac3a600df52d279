#include "tools/lab/schema.hpp"

#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include "tools/lab/folder.hpp"

namespace faultline {

namespace {

std::string text_of(const rapidjson::Pointer& pointer) {
    rapidjson::StringBuffer buffer;
    pointer.Stringify(buffer);
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

std::vector<Error> check_schema(const std::string& file, const std::string& json) {
    const std::string path = FAULTLINE_SOURCE_DIR "/docs/lab.schema.json";
    const Result<std::string> text = read_text_file(path);
    if (!text) return {text.error()};
    rapidjson::Document schema_json;
    if (schema_json.Parse(text.value()).HasParseError()) return {{path, "the schema is not JSON"}};
    const rapidjson::SchemaDocument schema(schema_json);
    rapidjson::Document document;
    if (document.Parse(json).HasParseError()) return {{file, "the canonical JSON is not JSON"}};
    rapidjson::SchemaValidator validator(schema);
    if (document.Accept(validator)) return {};
    return {{file, "the canonical JSON breaks the rule '" + std::string(validator.GetInvalidSchemaKeyword()) + "' of docs/lab.schema.json" +
                       text_of(validator.GetInvalidSchemaPointer()) + " at " + text_of(validator.GetInvalidDocumentPointer())}};
}

}  // namespace faultline
