// Least recently used, exactly: every access moves the page to the newest end.
#pragma once

#include "engine/trace/page_list.hpp"

namespace faultline {

class LruPolicy {
  public:
    explicit LruPolicy(std::uint32_t pages) : queue_(pages) {}
    void on_insert(std::uint32_t page) { queue_.add_newest(page); }
    void on_access(std::uint32_t page) {
        if (queue_.newest() == page) return;
        queue_.remove(page);
        queue_.add_newest(page);
    }
    std::uint32_t choose_victim() { return queue_.oldest(); }
    void on_remove(std::uint32_t page) { queue_.remove(page); }

  private:
    PageList queue_;
};

}  // namespace faultline
