// Data accesses that somebody waits for: what a debugger's watchpoint does. Like the event log it is no part of the
// machine's state, and a copy of a machine watches nothing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/machine/pte.hpp"
#include "engine/machine/types.hpp"

namespace faultline {

/// Bytes [start, end) of the address space whose top table is `root`.
struct WatchedRange {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    Pfn root = no_frame;
    /// Reads count too, not only writes.
    bool reads = false;
};

class Watch {
public:
    /// An instruction's access is refused before anything has happened; one that the kernel makes is only noted.
    enum class Hit : std::uint8_t { None, Refused, Noted };

    Watch() = default;
    Watch(const Watch&) {}
    Watch& operator=(const Watch&) {
        ranges_.clear();
        hit_ = Hit::None;
        return *this;
    }
    ~Watch() = default;

    bool any() const { return !ranges_.empty(); }
    void set(std::span<const WatchedRange> ranges) { ranges_.assign(ranges.begin(), ranges.end()); }
    /// While suspended, accesses pass unseen.
    void suspend(bool on) { suspended_ = on; }

    bool on_page(std::uint64_t page) const {
        return std::any_of(ranges_.begin(), ranges_.end(), [page](const WatchedRange& range) {
            return page_number(range.start) <= page && page <= page_number(range.end - 1);
        });
    }

    /// Whether the access must not happen. Remembers the hit.
    bool refuses(std::uint64_t address, std::uint64_t bytes, Access access, Mode mode, Pfn root) {
        if (suspended_ || !waits_for(address, bytes, access, root)) return false;
        hit_ = mode == Mode::User ? Hit::Refused : std::max(hit_, Hit::Noted);
        return mode == Mode::User;
    }

    bool refused() const { return hit_ == Hit::Refused; }
    Hit take_hit() {
        const Hit hit = hit_;
        hit_ = Hit::None;
        return hit;
    }

private:
    bool waits_for(std::uint64_t address, std::uint64_t bytes, Access access, Pfn root) const {
        return std::any_of(ranges_.begin(), ranges_.end(), [&](const WatchedRange& range) {
            return range.root == root && (range.reads || access == Access::Write) && address < range.end && range.start < address + bytes;
        });
    }

    std::vector<WatchedRange> ranges_;
    bool suspended_ = false;
    Hit hit_ = Hit::None;
};

}  // namespace faultline
