// The words for every question and every end of the fault handler. The drawn path, the text twin and the command line say
// these; nothing else in the engine speaks to people.
#pragma once

#include <string_view>

#include "engine/kernel/fault_trace.hpp"

namespace faultline {

/// Where in the life of a fault something happens, as the learner sees it.
enum class Stage : std::uint8_t { Trap, FindVma, CheckPermission, Classify, GetFrame, Fill, Map, Retry };

struct AskWords {
    std::string_view id;         // "VmaCoversAddress"
    std::string_view question;   // "Does a VMA cover this address?"
    std::string_view yes;        // what a yes means
    std::string_view no;
    std::string_view fact;       // what Answer::fact is: "VMA start", "PTE bits"; empty if nothing
    std::string_view function;   // Linux's, where the question is asked
    Stage stage{};
};

struct LeafWords {
    std::string_view id;         // "AnonNewFrame"
    std::string_view name;       // short: "new zeroed frame"
    std::string_view outcome;    // a sentence
    std::string_view hint;       // what to remember
    std::string_view function;
    /// Which figure of machine/costs.hpp it is charged.
    std::string_view cost_source;
};

const AskWords& explain(Ask question);
const LeafWords& explain(Leaf leaf);
std::string_view stage_name(Stage stage);

}  // namespace faultline
