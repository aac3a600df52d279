// First in, first out: use does not matter.
#pragma once

#include "engine/trace/page_ring.hpp"

namespace faultline {

class FifoPolicy {
  public:
    explicit FifoPolicy(std::uint32_t frames) : queue_(frames) {}
    void on_insert(std::uint32_t page) { queue_.add_newest(page); }
    void on_access(std::uint32_t) {}
    std::uint32_t choose_victim() const { return queue_.at_hand(); }
    void on_remove(std::uint32_t page) { queue_.remove(page); }

  private:
    PageRing queue_;
};

}  // namespace faultline
