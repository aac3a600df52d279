#include "engine/history/checkpoints.hpp"

#include <algorithm>
#include <utility>

namespace faultline {

Checkpoints::Checkpoints(Instant first) {
    entries_.push_back({CowPtr<Instant>(std::move(first)), 0});
    measure(0);
}

/// Of entry `index`: what it costs beside the one before it.
void Checkpoints::measure(std::size_t index) {
    Entry& entry = entries_[index];
    const Machine& machine = entry.instant->machine;
    bytes_ -= entry.bytes;
    entry.bytes = host_bytes_apart(machine, entries_[index == 0 ? 0 : index - 1].instant->machine);
    bytes_ += entry.bytes;
}

const Instant& Checkpoints::at_or_before(Tick tick) const {
    const auto after = std::upper_bound(entries_.begin(), entries_.end(), tick,
                                        [](Tick wanted, const Entry& entry) { return wanted < entry.instant->tick(); });
    return after == entries_.begin() ? first() : *(after - 1)->instant;
}

void Checkpoints::push_back(Instant instant) {
    entries_.push_back({CowPtr<Instant>(std::move(instant)), 0});
    measure(entries_.size() - 1);
}

void Checkpoints::truncate(Tick tick) {
    while (entries_.size() > 1 && last().tick() > tick) {
        bytes_ -= entries_.back().bytes;
        entries_.pop_back();
    }
}

void Checkpoints::thin() {
    std::vector<Entry> kept;
    for (std::size_t i = 0; i < entries_.size(); i += 2) kept.push_back(std::move(entries_[i]));
    entries_ = std::move(kept);
    bytes_ = 0;
    for (const Entry& entry : entries_) bytes_ += entry.bytes;
    for (std::size_t i = 0; i < entries_.size(); ++i) measure(i);
}

std::uint64_t Checkpoints::bytes_apart_from(const Checkpoints& other) const {
    std::uint64_t bytes = 0;
    for (const Entry& entry : entries_) {
        const bool shared = std::any_of(other.entries_.begin(), other.entries_.end(),
                                        [&entry](const Entry& one) { return one.instant.same_as(entry.instant); });
        bytes += shared ? 0 : entry.bytes;
    }
    return bytes;
}

}  // namespace faultline
