// First in, first out: use does not matter.
#pragma once

#include "engine/trace/page_list.hpp"

namespace faultline {

class FifoPolicy {
  public:
    explicit FifoPolicy(std::uint32_t pages) : queue_(pages) {}
    void on_insert(std::uint32_t page) { queue_.add_newest(page); }
    void on_access(std::uint32_t) {}
    std::uint32_t choose_victim() { return queue_.oldest(); }
    void on_remove(std::uint32_t page) { queue_.remove(page); }

  private:
    PageList queue_;
};

}  // namespace faultline
