#include "web/semantics/page_mix.hpp"

#include <algorithm>

namespace faultline {
namespace {

constexpr std::size_t most_entries = 256;

PageMix summed(const std::array<std::uint64_t, page_look_count>& counts) {
    PageMix mix;
    std::uint64_t most = 0;
    for (std::uint32_t index = 0; index < page_look_count; ++index) {
        const PageLook look = static_cast<PageLook>(index);
        mix.pages += counts[index];
        if (look == PageLook::Unmapped || look == PageLook::Untouched) continue;
        mix.touched += counts[index];
        if (counts[index] > most) {
            most = counts[index];
            mix.look = look;
        }
    }
    if (mix.touched == 0 && mix.pages != 0) mix.look = PageLook::Untouched;
    return mix;
}

}  // namespace

std::uint32_t PageMix::part() const {
    if (touched == 0) return 0;
    return std::max(1u, static_cast<std::uint32_t>(touched * 1000 / pages));
}

std::vector<PageMix> mix_pages(const Area& area, std::uint64_t first, std::uint64_t pages_per_cell,
                               std::uint32_t cells) {
    std::vector<PageMix> mixes(cells);
    auto run = std::partition_point(area.runs.begin(), area.runs.end(),
                                    [first](const PageRun& one) { return one.first + one.pages <= first; });
    for (std::uint32_t cell = 0; cell < cells; ++cell) {
        const std::uint64_t from = first + cell * pages_per_cell, to = from + pages_per_cell;
        while (run != area.runs.end() && run->first + run->pages <= from) ++run;
        std::array<std::uint64_t, page_look_count> counts{};
        for (auto part = run; part != area.runs.end() && part->first < to; ++part) {
            const std::uint64_t begin = std::max(from, part->first), end = std::min(to, part->first + part->pages);
            counts[static_cast<std::size_t>(part->look)] += end - begin;
        }
        mixes[cell] = summed(counts);
    }
    return mixes;
}

const std::vector<PageMix>& MixCache::of(std::uint64_t serial, const Area& area, std::uint64_t first,
                                         std::uint64_t pages_per_cell, std::uint32_t cells) {
    if (serial != serial_ || entries_.size() == most_entries) entries_.clear();
    serial_ = serial;
    for (const Entry& entry : entries_) {
        if (entry.area_start == area.start && entry.first == first && entry.pages_per_cell == pages_per_cell &&
            entry.mixes.size() == cells)
            return entry.mixes;
    }
    entries_.push_back({area.start, first, pages_per_cell, mix_pages(area, first, pages_per_cell, cells)});
    return entries_.back().mixes;
}

}  // namespace faultline
