#include <doctest/doctest.h>

#include <set>

#include "web/messages.hpp"

using namespace faultline;

TEST_CASE("a message is filled in by name") {
    CHECK(say(Message::PageRange, {{"first", "3"}, {"last", "9"}}) == "pages 3 to 9");
    CHECK(say(Message::PageRange, {{"last", "9"}, {"first", "3"}}) == "pages 3 to 9");
}

TEST_CASE("a placeholder without an argument stays to be noticed") {
    CHECK(say(Message::PageRange, {{"first", "3"}}) == "pages 3 to {last}");
}

TEST_CASE("one and many have words of their own") {
    CHECK(say_count(Message::PageOne, Message::PageOther, 1) == "1 page");
    CHECK(say_count(Message::PageOne, Message::PageOther, 0) == "0 pages");
    CHECK(say_count(Message::PageOne, Message::PageOther, 25'600) == "25,600 pages");
}

TEST_CASE("every message has an id of its own, a text, and braces in pairs") {
    std::set<std::string_view> ids;
    for (std::uint32_t index = 0; index < message_count; ++index) {
        const Message message = static_cast<Message>(index);
        const std::string_view text = text_of(message);
        CAPTURE(id_of(message));
        CHECK(ids.insert(id_of(message)).second);
        CHECK(!text.empty());
        std::int32_t open = 0;
        for (const char letter : text) {
            open += letter == '{' ? 1 : letter == '}' ? -1 : 0;
            CHECK((open == 0 || open == 1));
        }
        CHECK(open == 0);
    }
}
