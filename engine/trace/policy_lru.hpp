// Least recently used, exactly: every access moves the page to the newest end.
#pragma once

#include "engine/machine/assert.hpp"
#include "engine/trace/page_list.hpp"

namespace faultline {

class LruPolicy {
  public:
    explicit LruPolicy(std::uint32_t pages) : queue_(pages) {}
    void on_insert(std::uint32_t page) { queue_.add_newest(page); }
    void on_access(std::uint32_t page) { queue_.renew(page); }
    std::uint32_t choose_victim() const { return queue_.oldest(); }
    /// `page` is the oldest (asserted).
    void on_remove(std::uint32_t page) {
        FAULTLINE_ASSERT(page == queue_.oldest());
        queue_.remove_oldest();
    }

  private:
    PageList queue_;
};

}  // namespace faultline
