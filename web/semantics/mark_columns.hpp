// The run in columns of equal length: what happened in each. A long run has millions of marks, and a view draws many frames of
// one scene: they are counted once a scene.
#pragma once

#include <cstdint>
#include <vector>

#include "web/scene.hpp"

namespace faultline {

class MarkColumns {
  public:
    /// `columns` of them, over the ticks before `end`.
    const std::vector<MarkCounts>& of(const Scene& scene, Tick end, std::uint32_t columns) {
        if (serial_ == scene.serial && counts_.size() == columns) return counts_;
        serial_ = scene.serial;
        counts_.clear();
        for (std::uint32_t index = 0; index < columns; ++index)
            counts_.push_back(scene.history->marks().count(end * index / columns, end * (index + 1) / columns));
        return counts_;
    }

  private:
    std::uint64_t serial_ = 0;
    std::vector<MarkCounts> counts_;
};

}  // namespace faultline
