// The faults that have just ended, in order. Part of the outbox.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "engine/kernel/fault_trace.hpp"

namespace faultline {

/// All of them until `keep_last` says how many are enough: a long run makes millions.
class FaultTraces {
  public:
    static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

    /// Empties the list and lets it hold `most` from now on, of which an older one goes for each that comes.
    void keep_last(std::size_t most) {
        clear();
        most_ = most;
    }

    std::size_t size() const { return traces_.size(); }
    bool empty() const { return traces_.empty(); }
    /// 0 is the oldest.
    const FaultTrace& operator[](std::size_t index) const {
        const std::size_t place = oldest_ + index;
        return traces_[place < traces_.size() ? place : place - traces_.size()];
    }
    const FaultTrace& back() const { return (*this)[size() - 1]; }

    void push_back(const FaultTrace& trace) {
        if (traces_.size() < most_) {
            traces_.push_back(trace);
            return;
        }
        traces_[oldest_] = trace;
        oldest_ = oldest_ + 1 == traces_.size() ? 0 : oldest_ + 1;
    }
    void clear() {
        traces_.clear();
        oldest_ = 0;
    }
    /// Hands them over, the oldest first, and starts anew.
    std::vector<FaultTrace> drain() {
        std::rotate(traces_.begin(), traces_.begin() + static_cast<std::ptrdiff_t>(oldest_), traces_.end());
        std::vector<FaultTrace> out;
        out.swap(traces_);
        oldest_ = 0;
        return out;
    }

  private:
    std::vector<FaultTrace> traces_;
    std::size_t oldest_ = 0;
    std::size_t most_ = all;
};

}  // namespace faultline
