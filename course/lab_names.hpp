// The words for phases, moments and blocks in lab.md and in JSON.
#pragma once

#include <optional>
#include <string_view>

#include "course/lab.hpp"

namespace faultline {

std::string_view phase_name(Phase phase);
std::optional<Phase> phase_named(std::string_view name);

std::string_view moment_kind_name(MomentKind kind);
std::optional<MomentKind> moment_kind_named(std::string_view name);

std::string_view prose_kind_name(ProseKind kind);
std::optional<ProseKind> prose_kind_named(std::string_view name);

}  // namespace faultline
