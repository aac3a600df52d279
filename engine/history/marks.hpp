// From what the machine records to what the timeline shows.
#pragma once

#include <vector>

#include "engine/history/history.hpp"

namespace faultline {

/// Empties the machine's outbox into `marks`, in order.
void append_marks(std::vector<Mark>& marks, Machine& machine);

/// Whether a mark is of the kind, and of the process, that `until` waits for.
bool matches(const Mark& mark, const Until& until);

}  // namespace faultline
