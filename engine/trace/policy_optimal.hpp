// Belady's OPT: evicts the page whose next use is farthest away, which needs the whole trace beforehand. Pages that are
// never used again go first, the oldest of them first.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/trace/page_list.hpp"
#include "engine/trace/time_set.hpp"

namespace faultline {

class OptimalPolicy {
  public:
    OptimalPolicy(std::span<const std::uint32_t> accesses, std::uint32_t pages)
        : accesses_(accesses),
          next_use_(accesses.size()),
          coming_(static_cast<std::uint32_t>(accesses.size())),
          done_(pages) {
        std::vector<std::uint32_t> seen(pages, never);
        for (std::size_t i = accesses.size(); i-- > 0;) {
            next_use_[i] = seen[accesses[i]];
            seen[accesses[i]] = static_cast<std::uint32_t>(i);
        }
    }

    void on_insert(std::uint32_t page) { expect(page); }
    void on_access(std::uint32_t page) {
        coming_.remove(now_);
        expect(page);
    }
    std::uint32_t choose_victim() const { return done_.empty() ? accesses_[coming_.last()] : done_.oldest(); }
    void on_remove(std::uint32_t) {
        if (done_.empty()) {
            coming_.remove(coming_.last());
        } else {
            done_.remove_oldest();
        }
    }

  private:
    static constexpr std::uint32_t never = ~0u;

    /// The access at `now_` has happened: notes when the page is wanted again.
    void expect(std::uint32_t page) {
        const std::uint32_t next = next_use_[now_++];
        if (next == never) {
            done_.add_newest(page);
        } else {
            coming_.add(next);
        }
    }

    std::span<const std::uint32_t> accesses_;
    /// By access: when the same page is used next, or never.
    std::vector<std::uint32_t> next_use_;
    /// The next uses of the pages in memory.
    TimeSet coming_;
    PageList done_;
    std::uint32_t now_ = 0;
};

}  // namespace faultline
