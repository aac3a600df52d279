#include "engine/trace/replay.hpp"

#include <algorithm>
#include <utility>

#include "engine/machine/assert.hpp"
#include "engine/trace/policy_clock.hpp"
#include "engine/trace/policy_fifo.hpp"
#include "engine/trace/policy_lru.hpp"
#include "engine/trace/policy_optimal.hpp"
#include "engine/trace/policy_random.hpp"

namespace faultline {

namespace {

/// What `use` answers for the policy, made for this trace in so many frames.
template <class Use>
auto with_policy(const PageTrace& trace, std::uint32_t frames, TracePolicy policy, std::uint64_t seed, Use use) {
    // A memory with room for more than there is holds no more.
    frames = std::min(frames, trace.pages);
    switch (policy) {
        case TracePolicy::Fifo:
            return use(FifoPolicy(frames));
        case TracePolicy::Lru:
            return use(LruPolicy(trace.pages));
        case TracePolicy::Clock:
            return use(ClockPolicy(trace.pages, frames));
        case TracePolicy::Random:
            return use(RandomPolicy(frames, seed));
        case TracePolicy::Optimal:
            return use(OptimalPolicy(trace.accesses, trace.pages));
    }
    FAULTLINE_ASSERT(false);
    return use(FifoPolicy(frames));
}

/// Which pages are in memory. A bit a page, so that the host's nearest cache holds it: the answer decides a branch that no
/// host foresees.
class PresentPages {
  public:
    explicit PresentPages(std::uint32_t pages) : present_(pages / 64 + std::size_t{1}, 0) {}
    bool holds(std::uint32_t page) const { return (present_[page / 64] >> (page % 64) & 1u) != 0; }
    void fill(std::uint32_t page) { present_[page / 64] |= 1ull << (page % 64); }
    void replace(std::uint32_t victim, std::uint32_t page) {
        present_[victim / 64] &= ~(1ull << (victim % 64));
        fill(page);
    }

  private:
    std::vector<std::uint64_t> present_;
};

/// The same, and in which frame each of them is.
class PlacedPages {
  public:
    explicit PlacedPages(std::uint32_t pages) : frame_of_(pages, ReplayStep::nothing) {}
    bool holds(std::uint32_t page) const { return frame_of_[page] != ReplayStep::nothing; }
    void fill(std::uint32_t page) { frame_of_[page] = used_++; }
    void replace(std::uint32_t victim, std::uint32_t page) {
        frame_of_[page] = std::exchange(frame_of_[victim], ReplayStep::nothing);
    }
    std::uint32_t frame_of(std::uint32_t page) const { return frame_of_[page]; }

  private:
    std::vector<std::uint32_t> frame_of_;
    std::uint32_t used_ = 0;
};

/// `policy` sees the pages in memory alone; it comes by value, so that its hand and counts may stay in registers. Calls
/// `on_step(page, hit, victim)` when `pages` has been brought up to date.
template <class Pages, class Policy, class OnStep>
void run(const PageTrace& trace, std::uint32_t frames, Pages& pages, Policy policy, OnStep on_step) {
    FAULTLINE_ASSERT(frames > 0);
    std::uint32_t used = 0;
    for (const std::uint32_t page : trace.accesses) {
        if (pages.holds(page)) {
            policy.on_access(page);
            on_step(page, true, ReplayStep::nothing);
            continue;
        }
        std::uint32_t victim = ReplayStep::nothing;
        if (used < frames) {
            ++used;
            pages.fill(page);
        } else {
            victim = policy.choose_victim();
            policy.on_remove(victim);
            pages.replace(victim, page);
        }
        policy.on_insert(page);
        on_step(page, false, victim);
    }
}

}  // namespace

ReplayCounts replay(const PageTrace& trace, std::uint32_t frames, TracePolicy policy, std::uint64_t seed) {
    return with_policy(trace, frames, policy, seed, [&](auto one) -> ReplayCounts {
        PresentPages pages(trace.pages);
        std::uint64_t faults = 0;
        run(trace, frames, pages, std::move(one), [&](std::uint32_t, bool hit, std::uint32_t) { faults += hit ? 0u : 1u; });
        return {trace.accesses.size() - faults, faults, faults - std::min<std::uint64_t>(faults, frames)};
    });
}

std::vector<ReplayStep> replay_steps(const PageTrace& trace, std::uint32_t frames, TracePolicy policy,
                                     std::uint64_t seed) {
    return with_policy(trace, frames, policy, seed, [&](auto one) {
        PlacedPages pages(trace.pages);
        std::vector<ReplayStep> steps;
        steps.reserve(trace.accesses.size());
        run(trace, frames, pages, std::move(one), [&](std::uint32_t page, bool hit, std::uint32_t victim) {
            steps.push_back({page, hit, pages.frame_of(page), victim});
        });
        return steps;
    });
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
