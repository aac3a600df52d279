#include "course/json_reader.hpp"

namespace faultline {

namespace {

const rapidjson::Value& nothing() {
    static const rapidjson::Value null;
    return null;
}

std::string_view view_of(const rapidjson::Value& text) { return {text.GetString(), text.GetStringLength()}; }

}  // namespace

void JsonReader::fail(const std::string& what) const {
    if (!*error_) *error_ = Error{pointer_.empty() ? "/" : pointer_, what};
}

const rapidjson::Value* JsonReader::find(std::string_view key) const {
    if (!value_->IsObject()) return nullptr;
    for (auto member = value_->MemberBegin(); member != value_->MemberEnd(); ++member) {
        if (view_of(member->name) == key) return &member->value;
    }
    return nullptr;
}

JsonReader JsonReader::at(const rapidjson::Value& value, std::string_view key) const {
    return {value, pointer_ + "/" + std::string(key), *error_};
}

void JsonReader::only(std::initializer_list<std::string_view> keys) const {
    if (!value_->IsObject()) return fail("expected an object");
    for (auto member = value_->MemberBegin(); member != value_->MemberEnd(); ++member) {
        bool known = false;
        for (const std::string_view key : keys) known = known || key == view_of(member->name);
        if (!known) fail("there is no member '" + std::string(view_of(member->name)) + "' here");
    }
}

bool JsonReader::has(std::string_view key) const { return find(key) != nullptr; }

JsonReader JsonReader::member(std::string_view key) const {
    const rapidjson::Value* value = find(key);
    if (value == nullptr) fail("expected a member '" + std::string(key) + "'");
    return at(value == nullptr ? nothing() : *value, key);
}

std::string JsonReader::text(std::string_view key) const { return member(key).as_text(); }

std::string JsonReader::text_or_empty(std::string_view key) const { return has(key) ? text(key) : std::string{}; }

std::uint32_t JsonReader::number(std::string_view key) const { return member(key).as_number(); }

bool JsonReader::truth(std::string_view key) const {
    const JsonReader value = member(key);
    if (!value.value_->IsBool()) {
        value.fail("expected true or false");
        return false;
    }
    return value.value_->GetBool();
}

std::vector<JsonReader> JsonReader::list(std::string_view key, bool required) const {
    std::vector<JsonReader> items;
    if (!required && !has(key)) return items;
    const JsonReader array = member(key);
    if (!array.value_->IsArray()) {
        array.fail("expected a list");
        return items;
    }
    for (rapidjson::SizeType i = 0; i < array.value_->Size(); ++i) {
        items.push_back(array.at((*array.value_)[i], std::to_string(i)));
    }
    return items;
}

std::vector<std::string> JsonReader::texts(std::string_view key, bool required) const {
    std::vector<std::string> out;
    for (const JsonReader& item : list(key, required)) out.push_back(item.as_text());
    return out;
}

std::vector<std::pair<std::string, JsonReader>> JsonReader::members() const {
    std::vector<std::pair<std::string, JsonReader>> out;
    if (!value_->IsObject()) {
        fail("expected an object");
        return out;
    }
    for (auto member = value_->MemberBegin(); member != value_->MemberEnd(); ++member) {
        const std::string name(view_of(member->name));
        out.emplace_back(name, at(member->value, name));
    }
    return out;
}

std::string JsonReader::as_text() const {
    if (value_->IsString()) return std::string(view_of(*value_));
    fail("expected text");
    return {};
}

std::uint32_t JsonReader::as_number() const {
    if (value_->IsUint()) return value_->GetUint();
    fail("expected a whole number from 0 on");
    return 0;
}

}  // namespace faultline
