// Pages in the order of their use, each with its two neighbours in one array: the queue that LRU keeps.
#pragma once

#include <cstdint>
#include <memory>

namespace faultline {

class PageList {
  public:
    /// For pages with numbers below `pages`; empty.
    explicit PageList(std::uint32_t pages)
        : links_(new Link[pages + std::size_t{1}]), end_(pages), newest_(pages), oldest_(pages) {}

    bool empty() const { return newest_ == end_; }
    /// Of a list that is not empty.
    std::uint32_t oldest() const { return oldest_; }

    /// `page` is not in the list.
    void add_newest(std::uint32_t page) {
        links_[page] = {end_, newest_};
        links_[newest_].newer = page;
        if (empty()) [[unlikely]] oldest_ = page;
        newest_ = page;
    }
    /// The list is not empty.
    void remove_oldest() {
        oldest_ = links_[oldest_].newer;
        if (oldest_ == end_) [[unlikely]] {
            newest_ = end_;
        } else {
            links_[oldest_].older = end_;
        }
    }
    /// `page`, which is in the list, becomes the newest.
    void renew(std::uint32_t page) {
        if (page == newest_) return;
        const Link link = links_[page];
        if (page == oldest_) oldest_ = link.newer;
        links_[link.older].newer = link.newer;
        links_[link.newer].older = link.older;
        links_[page] = {end_, newest_};
        links_[newest_].newer = page;
        newest_ = page;
    }

  private:
    struct Link {
        std::uint32_t newer;
        std::uint32_t older;
    };
    /// By page, and one more for `end_`, which is written like any neighbour and never read: the two ends are kept apart,
    /// because each access would wait for what the one before has written there. Of pages that are not in the list: anything.
    std::unique_ptr<Link[]> links_;
    std::uint32_t end_;
    std::uint32_t newest_;
    std::uint32_t oldest_;
};

}  // namespace faultline
