#include "engine/trace/replay.hpp"

#include <variant>

#include "engine/machine/assert.hpp"
#include "engine/trace/policy_clock.hpp"
#include "engine/trace/policy_fifo.hpp"
#include "engine/trace/policy_lru.hpp"
#include "engine/trace/policy_optimal.hpp"
#include "engine/trace/policy_random.hpp"

namespace faultline {

namespace {

using Policy = std::variant<FifoPolicy, LruPolicy, ClockPolicy, RandomPolicy, OptimalPolicy>;

Policy policy_for(const PageTrace& trace, TracePolicy policy, std::uint64_t seed) {
    switch (policy) {
        case TracePolicy::Fifo:
            return FifoPolicy();
        case TracePolicy::Lru:
            return LruPolicy(trace.pages);
        case TracePolicy::Clock:
            return ClockPolicy(trace.pages);
        case TracePolicy::Random:
            return RandomPolicy(trace.pages, seed);
        case TracePolicy::Optimal:
            return OptimalPolicy(trace.accesses, trace.pages);
    }
    FAULTLINE_ASSERT(false);
    return FifoPolicy();
}

/// Which page is where. `policy` sees the pages in memory alone.
template <class Policy, class OnStep>
void run(const PageTrace& trace, std::uint32_t frames, Policy& policy, OnStep on_step) {
    FAULTLINE_ASSERT(frames > 0);
    constexpr std::uint32_t nowhere = ReplayStep::nothing;
    std::vector<std::uint32_t> frame_of(trace.pages, nowhere);
    std::uint32_t used = 0;
    for (const std::uint32_t page : trace.accesses) {
        std::uint32_t frame = frame_of[page];
        std::uint32_t victim = nowhere;
        const bool hit = frame != nowhere;
        if (hit) {
            policy.on_access(page);
        } else {
            if (used < frames) {
                frame = used++;
            } else {
                victim = policy.choose_victim();
                policy.on_remove(victim);
                frame = frame_of[victim];
                frame_of[victim] = nowhere;
            }
            policy.on_insert(page);
            frame_of[page] = frame;
        }
        on_step(page, hit, frame, victim);
    }
}

}  // namespace

ReplayCounts replay(const PageTrace& trace, std::uint32_t frames, TracePolicy policy, std::uint64_t seed) {
    ReplayCounts counts;
    Policy chosen = policy_for(trace, policy, seed);
    std::visit(
        [&](auto& one) {
            std::uint64_t hits = 0, evictions = 0;
            run(trace, frames, one, [&](std::uint32_t, bool hit, std::uint32_t, std::uint32_t victim) {
                hits += hit ? 1u : 0u;
                evictions += victim != ReplayStep::nothing ? 1u : 0u;
            });
            counts = {hits, trace.accesses.size() - hits, evictions};
        },
        chosen);
    return counts;
}

std::vector<ReplayStep> replay_steps(const PageTrace& trace, std::uint32_t frames, TracePolicy policy,
                                     std::uint64_t seed) {
    std::vector<ReplayStep> steps;
    steps.reserve(trace.accesses.size());
    Policy chosen = policy_for(trace, policy, seed);
    std::visit(
        [&](auto& one) {
            run(trace, frames, one, [&](std::uint32_t page, bool hit, std::uint32_t frame, std::uint32_t victim) {
                steps.push_back({page, hit, frame, victim});
            });
        },
        chosen);
    return steps;
}

std::vector<std::uint64_t> faults_by_size(const PageTrace& trace, std::uint32_t most_frames, TracePolicy policy,
                                          std::uint64_t seed) {
    std::vector<std::uint64_t> out{trace.accesses.size()};
    for (std::uint32_t frames = 1; frames <= most_frames; ++frames) {
        out.push_back(replay(trace, frames, policy, seed).faults);
    }
    return out;
}

}  // namespace faultline
