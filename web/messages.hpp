// Every sentence of the interface by message id, for both faces, in the page's language (web/language.hpp). Words about the
// kernel come from engine/kernel/explain.hpp, words of a lab from the lab, and both pass through in_language as well.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace faultline {

enum class Message : std::uint16_t {
#define FAULTLINE_MESSAGE(id, text) id,
#include "web/messages.def"
#undef FAULTLINE_MESSAGE
};

#define FAULTLINE_MESSAGE(id, text) +1
inline constexpr std::uint32_t message_count = 0
#include "web/messages.def"
    ;
#undef FAULTLINE_MESSAGE

std::string_view id_of(Message message);
std::string_view english_of(Message message);
/// The text in the page's language, its {placeholders} as they stand.
std::string_view text_of(Message message);

struct MessageArgument {
    std::string_view name;
    std::string value;
};

/// The text with every {name} replaced. A placeholder without an argument stays visible, so that it is noticed.
std::string say(Message message, std::initializer_list<MessageArgument> arguments = {});

/// `one` for 1, `other` for the rest; both may use {count}, printed with thousands separators.
std::string say_count(Message one, Message other, std::uint64_t count);

}  // namespace faultline
