// The machine of a lab, in the words of its front matter: ram, swap, thp, ... One table for Markdown and for JSON.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/kernel/config.hpp"

namespace faultline {

struct MachineOption {
    std::string_view name;
    std::string_view values;
    std::string_view meaning;
};

std::span<const MachineOption> machine_options();

/// Applies one option, or says what was expected.
std::optional<std::string> set_machine_option(MachineConfig& config, std::string_view name, std::string_view value);

}  // namespace faultline
