// Travelling through time, as the page shows it: why the run stands still, stop points, variables, branches, processes, memory.
#pragma once

#include <string>

#include "course/guide_view.hpp"
#include "web/json_out.hpp"

namespace faultline {

/// Members of the transport object.
void write_time(JsonOut& out, const TransportView& transport);

/// "5 steps a second".
std::string pace_text(std::uint32_t per_second);
/// Why the run stopped where it stands; empty when there is nothing to say.
std::string stop_text(const TransportView& transport);
/// "typed 'y'": what made a branch.
std::string branch_text(const BranchInfo& branch, std::uint32_t index);
/// "p in main, written".
std::string watch_text(const WatchView& watch);

}  // namespace faultline
