// Textbook replacement policies in place of Linux's reclaim, for comparison on small machines. All pages are on one list,
// newest at the head. FIFO evicts the tail; CLOCK gives the tail a second chance while its accessed bit is set; LRU keeps
// the list in order of use, as far as accessed bits tell it at every fault; RANDOM draws. OPT needs the future and exists
// only for recorded reference strings (docs/model.md#policies): a machine set to it evicts as LRU.
#pragma once

#include <cstdint>

namespace faultline {

struct Machine;

/// Evicts until `wanted` pages are free or nothing more can go; returns how many went.
std::uint32_t evict_by_policy(Machine& machine, std::uint32_t wanted);
/// At the start of every fault: LRU's look at the accessed bits. Does nothing under other policies.
void policy_note_fault(Machine& machine);

}  // namespace faultline
