// Pages in a ring, each with its two neighbours in one array: the queue that LRU keeps.
#pragma once

#include <cstdint>
#include <memory>

namespace faultline {

class PageList {
  public:
    explicit PageList(std::uint32_t pages)
        : links_(new Link[pages + std::size_t{1}]), end_(pages) {
        links_[end_] = {end_, end_};
    }

    void add_newest(std::uint32_t page) {
        const std::uint32_t second = links_[end_].older;
        links_[page] = {end_, second};
        links_[second].newer = page;
        links_[end_].older = page;
    }
    void remove(std::uint32_t page) {
        const Link link = links_[page];
        links_[link.newer].older = link.older;
        links_[link.older].newer = link.newer;
    }
    bool empty() const { return links_[end_].newer == end_; }
    std::uint32_t newest() const { return links_[end_].older; }
    std::uint32_t oldest() const { return links_[end_].newer; }

  private:
    /// Of the end itself: `older` is the newest page, `newer` the oldest.
    struct Link {
        std::uint32_t newer;
        std::uint32_t older;
    };
    /// Of pages that are not in the list: anything.
    std::unique_ptr<Link[]> links_;
    std::uint32_t end_;
};

}  // namespace faultline
