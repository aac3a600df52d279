// The smallest exact LRU: pages in a ring by use, two links a page in one array, and a mark for those in memory. The
// yardstick for every replacement policy of the engine, whatever that policy keeps.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace faultline::bench {

/// Faults of a trace in `frames` frames; pages are numbered below `pages`.
inline std::uint64_t list_lru_faults(std::span<const std::uint32_t> trace, std::uint32_t pages, std::uint32_t frames) {
    struct Link {
        std::uint32_t newer, older;
    };
    const std::uint32_t end = pages;
    std::vector<Link> links(pages + std::size_t{1}, Link{end, end});
    std::vector<std::uint8_t> present(pages, 0);
    const auto take_out = [&](std::uint32_t page) {
        const Link link = links[page];
        links[link.newer].older = link.older;
        links[link.older].newer = link.newer;
    };
    std::uint64_t faults = 0;
    for (const std::uint32_t page : trace) {
        if (present[page] != 0) {
            take_out(page);
        } else {
            present[page] = 1;
            if (faults++ >= frames) {
                const std::uint32_t victim = links[end].newer;
                present[victim] = 0;
                take_out(victim);
            }
        }
        const std::uint32_t second = links[end].older;
        links[page] = {end, second};
        links[second].newer = page;
        links[end].older = page;
    }
    return faults;
}

}  // namespace faultline::bench
