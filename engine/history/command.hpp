// What comes into a run from outside. With the starting machine, the commands and their ticks are the whole run.
#pragma once

#include <string>
#include <variant>

#include "engine/machine/types.hpp"

namespace faultline {

/// The learner types a line at the terminal.
struct TypeInput {
    std::string text;
    bool operator==(const TypeInput&) const = default;
};
/// End of input at the terminal (Ctrl-D).
struct EndInput {
    bool operator==(const EndInput&) const = default;
};
/// The learner chooses who runs next.
struct ChooseNext {
    Pid pid = 0;
    bool operator==(const ChooseNext&) const = default;
};

using Command = std::variant<TypeInput, EndInput, ChooseNext>;

struct TimedCommand {
    Tick tick = 0;
    Command command;
    bool operator==(const TimedCommand&) const = default;
};

}  // namespace faultline
