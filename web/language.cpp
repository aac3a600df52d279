#include "web/language.hpp"

#include <rapidjson/document.h>

#include <map>
#include <set>
#include <string>

#include "course/misconception.hpp"
#include "course/phrases.hpp"
#include "engine/kernel/explain.hpp"
#include "web/json_out.hpp"
#include "web/messages.hpp"

namespace faultline {
namespace {

using Catalogue = std::map<std::string, std::string, std::less<>>;

/// The page's one language. Views are pure but for this: they all speak it.
Catalogue& spoken() {
    static Catalogue catalogue;
    return catalogue;
}

std::set<std::string_view> placeholders_of(std::string_view text) {
    std::set<std::string_view> names;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) break;
        names.insert(text.substr(open, close - open + 1));
    }
    return names;
}

}  // namespace

Result<Done> set_language(std::string_view catalogue_json) {
    rapidjson::Document document;
    document.Parse(catalogue_json.data(), catalogue_json.size());
    if (document.HasParseError() || !document.IsObject()) return Error{"language", "expected a JSON object of texts"};
    const rapidjson::Value& texts = document;
    Catalogue catalogue;
    for (auto member = texts.MemberBegin(); member != texts.MemberEnd(); ++member) {
        const std::string english(member->name.GetString(), member->name.GetStringLength());
        if (!member->value.IsString()) return Error{"language/" + english, "expected a text"};
        std::string text(member->value.GetString(), member->value.GetStringLength());
        if (placeholders_of(english) != placeholders_of(text)) return Error{"language/" + english, "the {placeholders} differ: " + text};
        catalogue.emplace(english, std::move(text));
    }
    spoken() = std::move(catalogue);
    return Done{};
}

std::string_view in_language(std::string_view english) {
    const auto found = spoken().find(english);
    return found == spoken().end() ? english : std::string_view(found->second);
}

std::string catalogue_json() {
    std::set<std::string_view> texts;
    for (std::uint32_t index = 0; index < message_count; ++index) texts.insert(english_of(static_cast<Message>(index)));
    for (std::uint32_t index = 0; index < ask_count; ++index) {
        const AskWords& words = explain(static_cast<Ask>(index));
        texts.insert({words.question, words.yes, words.no, words.fact});
    }
    for (std::uint32_t index = 0; index < leaf_count; ++index) {
        const LeafWords& words = explain(static_cast<Leaf>(index));
        texts.insert({words.name, words.outcome, words.hint});
    }
    for (std::uint32_t index = 0; index <= static_cast<std::uint32_t>(Stage::Retry); ++index) texts.insert(stage_name(static_cast<Stage>(index)));
    for (const Misconception& one : all_misconceptions()) texts.insert({one.belief, one.truth});
    for (const std::string_view phrase : all_phrases()) texts.insert(phrase);
    texts.erase("");
    JsonOut out;
    out.begin_list();
    for (const std::string_view text : texts) out.text(text);
    out.end_list();
    return out.take();
}

}  // namespace faultline
