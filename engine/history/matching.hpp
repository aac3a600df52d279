// Which marks a way through time waits for.
#pragma once

#include "engine/history/mark.hpp"
#include "engine/history/until.hpp"

namespace faultline {

/// Whether a mark is of the kind, and of the process, that `until` waits for. Never for what leaves no marks.
bool matches(const Mark& mark, const Until& until);

/// Whether a stretch with these counts may hold such a mark.
bool may_match(const MarkCounts& counts, const Until& until);

}  // namespace faultline
