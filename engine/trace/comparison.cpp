#include "engine/trace/comparison.hpp"

#include <algorithm>

namespace faultline {

std::string_view name_of(TracePolicy policy) {
    switch (policy) {
        case TracePolicy::Fifo:
            return "FIFO";
        case TracePolicy::Lru:
            return "LRU";
        case TracePolicy::Clock:
            return "CLOCK";
        case TracePolicy::Random:
            return "RANDOM";
        case TracePolicy::Optimal:
            return "OPT";
    }
    return "";
}

std::vector<PolicyFaults> compare_policies(const PageTrace& trace, std::uint32_t frames) {
    std::vector<PolicyFaults> out;
    for (const TracePolicy policy :
         {TracePolicy::Fifo, TracePolicy::Lru, TracePolicy::Clock, TracePolicy::Random, TracePolicy::Optimal}) {
        out.push_back({policy, replay(trace, frames, policy).faults});
    }
    return out;
}

std::uint32_t frames_to_begin_with(std::uint32_t pages) { return std::max(pages / 2 + pages % 2, 1u); }

std::vector<std::uint32_t> sizes_to_tell(std::uint32_t pages) {
    std::vector<std::uint32_t> out;
    for (std::uint64_t power = 1; power < pages; power *= 2) {
        out.push_back(static_cast<std::uint32_t>(power));
        const std::uint64_t between = power + power / 2;
        if (power > 1 && between < pages) out.push_back(static_cast<std::uint32_t>(between));
    }
    if (pages > 0) out.push_back(pages);
    return out;
}

}  // namespace faultline
