// The simulated machine as the one that it is compared with.
#pragma once

#include "engine/kernel/config.hpp"
#include "tools/live/machine_traits.hpp"

namespace faultline::cli {

/// Gives `config` what this machine's CPU and kernel have and others of their kind lack, and the other way round.
void become_alike(MachineConfig& config, const live::MachineTraits& machine);

}  // namespace faultline::cli
