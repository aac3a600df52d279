// The kernel's words (engine/kernel/explain.hpp) in the page's language. Function names are Linux's in every language.
#pragma once

#include "engine/kernel/explain.hpp"

namespace faultline {

AskWords spoken(Ask question);
LeafWords spoken(Leaf leaf);
std::string_view spoken(Stage stage);

}  // namespace faultline
