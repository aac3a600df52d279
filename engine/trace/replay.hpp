// A trace in a memory of so many frames, under a textbook replacement policy: no MMU, no kernel, only which page is in
// memory. A policy is a value with four verbs: on_insert, on_access, choose_victim, on_remove.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/trace/page_trace.hpp"

namespace faultline {

enum class TracePolicy : std::uint8_t { Fifo, Lru, Clock, Random, Optimal };

struct ReplayCounts {
    std::uint64_t hits = 0;
    std::uint64_t faults = 0;
    std::uint64_t evictions = 0;

    bool operator==(const ReplayCounts&) const = default;
};

/// What one access did.
struct ReplayStep {
    static constexpr std::uint32_t nothing = ~0u;

    std::uint32_t page = 0;
    bool hit = false;
    /// The frame that holds the page now.
    std::uint32_t frame = 0;
    /// The page that had to go, or `nothing`.
    std::uint32_t evicted = nothing;
};

/// `frames` is at least 1 (asserted). `seed` is for TracePolicy::Random alone.
ReplayCounts replay(const PageTrace& trace, std::uint32_t frames, TracePolicy policy, std::uint64_t seed = 1);
/// The same, step by step.
std::vector<ReplayStep> replay_steps(const PageTrace& trace, std::uint32_t frames, TracePolicy policy,
                                     std::uint64_t seed = 1);
/// Faults in a memory of n frames at index n, for n = 0 to `most_frames`: one run a size. For LRU use lru_curve, which
/// has them all in one pass; FIFO, CLOCK and RANDOM have no stack property.
std::vector<std::uint64_t> faults_by_size(const PageTrace& trace, std::uint32_t most_frames, TracePolicy policy,
                                          std::uint64_t seed = 1);

}  // namespace faultline
