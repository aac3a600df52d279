#include "web/semantics/spoken.hpp"

#include "web/language.hpp"

namespace faultline {

AskWords spoken(Ask question) {
    AskWords words = explain(question);
    words.question = in_language(words.question);
    words.yes = in_language(words.yes);
    words.no = in_language(words.no);
    words.fact = in_language(words.fact);
    return words;
}

LeafWords spoken(Leaf leaf) {
    LeafWords words = explain(leaf);
    words.name = in_language(words.name);
    words.outcome = in_language(words.outcome);
    words.hint = in_language(words.hint);
    return words;
}

std::string_view spoken(Stage stage) { return in_language(stage_name(stage)); }

}  // namespace faultline
