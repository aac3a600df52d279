/// What the machine does of its own accord while a run is measured: switched off where it can be, noticed where not.
/// A run that was disturbed says nothing of the kernel's rules; it is measured again.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "tools/live/guardian.hpp"

namespace faultline::live {

/// While this lives: no periodic write-back of dirty pages, no proactive compaction, no collapsing by khugepaged. Does
/// what it is permitted to.
class QuietKernel {
  public:
    QuietKernel();

  private:
    Guardian guardian_;
};

/// Reclaim, migration, dropped caches and the like since its construction, by the kernel's own counters.
class Disturbance {
  public:
    Disturbance();
    /// What happened, as the end of a sentence: "memory was reclaimed". Empty if nothing did. `huge_pages`: the run
    /// wants some, so their lack counts. `any_refault`: a page that comes back to any file of the machine counts; not for
    /// a run that evicts pages itself, nor for one that watches its own files.
    std::string since(bool huge_pages, bool any_refault) const;

    static constexpr std::size_t watched = 9;

  private:
    std::array<std::uint64_t, watched> before_{};
};

/// lru_add_drain_all: a page whose write ended on another CPU waits in that CPU's batch, and cannot be freed until then.
void drain_lru_batches();
/// Brings free memory together, so that huge pages can be had.
void compact_memory();

}  // namespace faultline::live
