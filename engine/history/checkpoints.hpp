// Copies of the machine along one run, in order. Copies of the list share them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/history/instant.hpp"
#include "engine/machine/cow.hpp"

namespace faultline {

class Checkpoints {
public:
    /// The first one never goes.
    explicit Checkpoints(Instant first);

    const Instant& first() const { return *entries_.front().instant; }
    const Instant& last() const { return *entries_.back().instant; }
    /// The last one at or before `tick`, else the first.
    const Instant& at_or_before(Tick tick) const;

    /// `instant` lies behind the last one.
    void push_back(Instant instant);
    /// Drops those behind `tick`.
    void truncate(Tick tick);
    /// Every second one goes.
    void thin();

    std::size_t size() const { return entries_.size(); }
    /// Host memory, what is shared between neighbours counted once; about.
    std::uint64_t bytes() const { return bytes_; }
    /// The same without those that `other` has too.
    std::uint64_t bytes_apart_from(const Checkpoints& other) const;

private:
    struct Entry {
        CowPtr<Instant> instant;
        std::uint64_t bytes = 0;
    };
    void measure(std::size_t index);

    std::vector<Entry> entries_;
    std::uint64_t bytes_ = 0;
};

}  // namespace faultline
