// CLOCK, or second chance: a use sets the page's bit; the hand clears bits until it finds a page without one.
#pragma once

#include "engine/trace/page_list.hpp"

namespace faultline {

class ClockPolicy {
  public:
    explicit ClockPolicy(std::uint32_t pages) : ring_(pages), used_(pages, 0) {}
    /// A page starts with its bit set: the access that faulted is repeated.
    void on_insert(std::uint32_t page) {
        ring_.add_newest(page);
        used_[page] = 1;
    }
    void on_access(std::uint32_t page) { used_[page] = 1; }
    std::uint32_t choose_victim() {
        for (;;) {
            const std::uint32_t page = ring_.oldest();
            if (used_[page] == 0) return page;
            used_[page] = 0;
            ring_.remove(page);
            ring_.add_newest(page);
        }
    }
    void on_remove(std::uint32_t page) { ring_.remove(page); }

  private:
    PageList ring_;
    std::vector<std::uint8_t> used_;
};

}  // namespace faultline
