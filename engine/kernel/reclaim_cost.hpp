// What reclaim has cost lately, for file pages and for anonymous ones. Linux: mm/swap.c lru_note_cost.
#pragma once

#include "engine/machine.hpp"

namespace faultline {

/// Notes reads and writes caused, and pages looked at in vain. Old costs are halved as they pile up.
void lru_note_cost(Machine& machine, bool file, std::uint64_t transfers, std::uint64_t rotated);

}  // namespace faultline
