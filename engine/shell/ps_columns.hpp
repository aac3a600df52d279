// The columns of ps: what each is called, how wide it is, and what it says about a process.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/kernel/task.hpp"

namespace faultline {
struct Machine;
}

namespace faultline::shell_tools {

enum class Side : std::uint8_t { Left, Right };

struct Column {
    std::string_view name;    // "min_flt"
    std::string_view header;  // "MINFL"
    std::size_t width;
    Side side;
    std::string (*text)(const Machine& machine, const Task& task);
};

/// Nothing for a name that ps does not know here.
const Column* column_named(std::string_view name);

}  // namespace faultline::shell_tools
