#include "web/semantics/page_mix.hpp"

#include <algorithm>

namespace faultline {
namespace {

constexpr std::size_t most_entries = 256;

/// Cells [from, to) anew.
void mix_cells(const Area& area, std::uint64_t first, std::uint64_t pages_per_cell, std::uint64_t from, std::uint64_t to,
               std::vector<PageMix>& mixes) {
    std::size_t near = 0;
    for (std::uint64_t cell = from; cell < to; ++cell) {
        const std::uint64_t page = first + cell * pages_per_cell;
        mixes[static_cast<std::size_t>(cell)] = mix_of(area.count(page, page + pages_per_cell, near));
    }
}

}  // namespace

std::uint32_t PageMix::part() const {
    if (touched == 0) return 0;
    return std::max(1u, static_cast<std::uint32_t>(touched * 1000 / pages));
}

PageMix mix_of(const LookCounts& counts) {
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

std::vector<PageMix> mix_pages(const Area& area, std::uint64_t first, std::uint64_t pages_per_cell,
                               std::uint32_t cells) {
    std::vector<PageMix> mixes(cells);
    mix_cells(area, first, pages_per_cell, 0, cells, mixes);
    return mixes;
}

/// Mixes again what has changed since.
void MixCache::bring_up_to_date(Entry& entry, const Area& area) {
    const PageLooks& looks = *area.looks;
    if (looks.serial() == entry.serial) return;
    const std::uint64_t first = entry.grid.first, per_cell = entry.grid.pages_per_cell, cells = entry.grid.cells;
    const auto mix = [&](std::uint64_t from, std::uint64_t to) {
        if (from >= to) return;
        mix_cells(area, first, per_cell, from, to, entry.mixes.cells);
        entry.mixes.version = ++versions_;
    };
    if (looks.table_went_at() > entry.serial) {
        mix(0, cells);
    } else {
        const std::uint64_t last_page = first + cells * per_cell;
        std::uint64_t done = 0;
        for (const PageLooks::Table& table : looks.tables_from(first)) {
            const std::uint64_t start = table.region * LookPlanes::pages;
            if (start >= last_page) break;
            if (table.changed_at <= entry.serial) continue;
            const std::uint64_t from = std::max(start, first) - first;
            const std::uint64_t end = std::min(start + LookPlanes::pages, last_page) - first;
            const std::uint64_t begin = std::max(done, from / per_cell);
            done = std::max(done, (end + per_cell - 1) / per_cell);
            mix(begin, done);
        }
    }
    entry.serial = looks.serial();
}

const Mixes& MixCache::of(const Area& area, std::uint64_t first, std::uint64_t pages_per_cell, std::uint32_t cells) {
    const Grid grid{area.looks, area.start, area.end, area.shared(), first, pages_per_cell, cells};
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.grid == grid; });
    if (found == entries_.end()) {
        if (entries_.size() == most_entries) entries_.pop_back();
        entries_.push_front({grid, 0, {std::vector<PageMix>(cells), ++versions_}});
    } else {
        entries_.splice(entries_.begin(), entries_, found);
    }
    bring_up_to_date(entries_.front(), area);
    return entries_.front().mixes;
}

}  // namespace faultline
