#include "engine/trace/page_trace.hpp"

#include <algorithm>

namespace faultline {

PageTrace page_trace(std::span<const std::uint64_t> page_numbers) {
    std::vector<std::uint64_t> sorted(page_numbers.begin(), page_numbers.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());

    constexpr std::uint32_t unnamed = ~0u;
    std::vector<std::uint32_t> name(sorted.size(), unnamed);
    PageTrace trace;
    trace.accesses.reserve(page_numbers.size());
    for (const std::uint64_t number : page_numbers) {
        const auto at = std::lower_bound(sorted.begin(), sorted.end(), number) - sorted.begin();
        std::uint32_t& mine = name[static_cast<std::size_t>(at)];
        if (mine == unnamed) {
            mine = trace.pages++;
            trace.original.push_back(number);
        }
        trace.accesses.push_back(mine);
    }
    return trace;
}

}  // namespace faultline
