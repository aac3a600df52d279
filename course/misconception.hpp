// The twenty beliefs about page faults that the labs answer.
#pragma once

#include <span>
#include <string_view>

namespace faultline {

struct Misconception {
    std::string_view id;
    /// The belief, as somebody who holds it would say it.
    std::string_view belief;
    /// What Linux does, in one sentence.
    std::string_view truth;
};

std::span<const Misconception> all_misconceptions();
/// nullptr if there is no such id.
const Misconception* misconception(std::string_view id);

}  // namespace faultline
