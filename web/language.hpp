// The language of the interface. Every text of the program is written in English once; a catalogue, a JSON object from English
// texts to translations, replaces what it has and leaves the rest. A page has one language, chosen before its first view.
#pragma once

#include <string>
#include <string_view>

#include "course/result.hpp"

namespace faultline {

/// Speaks the catalogue's language from now on; "{}" is English. On an error nothing changes: a text must keep the
/// {placeholders} of its English.
Result<Done> set_language(std::string_view catalogue_json);

/// The text in the page's language; itself where the catalogue has none. The result lives as long as the language does, or as
/// long as `english`.
std::string_view in_language(std::string_view english);

/// Every text that a catalogue may translate, as a JSON list: messages, the kernel's questions and answers, misconceptions, and
/// what the lab session says by itself.
std::string catalogue_json();

}  // namespace faultline
