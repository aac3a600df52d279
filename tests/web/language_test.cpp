#include "web/language.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include "web/messages.hpp"
#include "web/semantics/spoken.hpp"

using namespace faultline;

namespace {

/// English again at the end, whatever happened.
struct InEnglish {
    InEnglish() = default;
    InEnglish(const InEnglish&) = delete;
    InEnglish& operator=(const InEnglish&) = delete;
    ~InEnglish() { CHECK(set_language("{}")); }
};

}  // namespace

TEST_CASE("a catalogue replaces what it has, and leaves the rest in English") {
    const InEnglish afterwards;
    REQUIRE(set_language(R"({"{count} pages": "{count} Seiten", "Does a VMA cover this address?": "Liegt die Adresse in einer VMA?", "retry": "von vorn"})"));
    CHECK(say_count(Message::PageOne, Message::PageOther, 3) == "3 Seiten");
    CHECK(say_count(Message::PageOne, Message::PageOther, 1) == "1 page");
    CHECK(spoken(Ask::VmaCoversAddress).question == "Liegt die Adresse in einer VMA?");
    CHECK(spoken(Ask::VmaCoversAddress).function == explain(Ask::VmaCoversAddress).function);
    CHECK(spoken(Stage::Retry) == "von vorn");
    CHECK(spoken(Leaf::WpCopy).outcome == explain(Leaf::WpCopy).outcome);
}

TEST_CASE("a broken catalogue is refused by name and changes nothing") {
    const InEnglish afterwards;
    REQUIRE(set_language(R"({"retry": "von vorn"})"));
    for (const char* broken : {"", "[]", R"({"retry": 3})", R"({"{count} pages": "Seiten"})", R"({"retry": "{zu} viel"})"}) {
        CAPTURE(broken);
        CHECK(!set_language(broken));
    }
    CHECK(set_language(R"({"{count} pages": "Seiten"})").error().where == "language/{count} pages");
    CHECK(spoken(Stage::Retry) == "von vorn");
}

TEST_CASE("the list for translators has messages, the kernel's words and the session's") {
    rapidjson::Document list;
    list.Parse(catalogue_json().c_str());
    REQUIRE(list.IsArray());
    std::uint32_t found = 0;
    for (const auto& text : list.GetArray()) {
        const std::string_view english(text.GetString(), text.GetStringLength());
        for (const char* wanted : {"{count} pages", "Does a VMA cover this address?", "classify", "Commit your predictions"}) found += english == wanted ? 1u : 0u;
    }
    CHECK(found == 4);
}
