#include "web/messages.hpp"

#include <array>

#include "web/language.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

struct Entry {
    std::string_view id;
    std::string_view text;
};

constexpr std::array<Entry, message_count> entries{{
#define FAULTLINE_MESSAGE(id, text) {#id, text},
#include "web/messages.def"
#undef FAULTLINE_MESSAGE
}};

}  // namespace

std::string_view id_of(Message message) { return entries[static_cast<std::size_t>(message)].id; }

std::string_view english_of(Message message) { return entries[static_cast<std::size_t>(message)].text; }

std::string_view text_of(Message message) { return in_language(english_of(message)); }

std::string say(Message message, std::initializer_list<MessageArgument> arguments) {
    std::string out;
    std::string_view rest = text_of(message);
    while (!rest.empty()) {
        const std::size_t open = rest.find('{');
        out += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = rest.find('}', open);
        const std::string_view name = rest.substr(open + 1, close - open - 1);
        const MessageArgument* found = nullptr;
        for (const MessageArgument& argument : arguments) {
            if (argument.name == name) found = &argument;
        }
        if (found != nullptr) {
            out += found->value;
        } else {
            out += rest.substr(open, close - open + 1);
        }
        rest = rest.substr(close + 1);
    }
    return out;
}

std::string say_count(Message one, Message other, std::uint64_t count) {
    return say(count == 1 ? one : other, {{"count", count_text(count)}});
}

}  // namespace faultline
