#include "web/semantics/areas.hpp"

#include <algorithm>
#include <utility>

namespace faultline {
namespace {

/// Whether one of the regions, which are in order from `next` on, has a page of the area. Moves `next` to the first that
/// an area behind this one may need.
bool touches(std::span<const std::uint64_t> regions, const Area& area, std::size_t& next) {
    while (next < regions.size() && (regions[next] + 1) * huge_page_bytes <= area.start) ++next;
    return next < regions.size() && regions[next] * huge_page_bytes < area.end;
}

}  // namespace

std::uint64_t Area::resident() const {
    std::uint64_t sum = 0;
    for (std::uint32_t look = 0; look < page_look_count; ++look) {
        if (is_resident(static_cast<PageLook>(look))) sum += pages_by_look[look];
    }
    return sum;
}

PageLook Area::look(std::uint64_t page) const {
    const PageLook look = looks->look(page);
    return look == PageLook::FilePage && shared() ? PageLook::SharedPage : look;
}

LookCounts Area::count(std::uint64_t first, std::uint64_t end_of_them, std::size_t& near) const {
    LookCounts counts = looks->count(std::max(first, first_page()), std::min(end_of_them, end_page()), near);
    constexpr std::size_t private_file = static_cast<std::size_t>(PageLook::FilePage);
    constexpr std::size_t shared_file = static_cast<std::size_t>(PageLook::SharedPage);
    if (shared()) std::swap(counts[private_file], counts[shared_file]);
    return counts;
}

PageRun Area::run_around(std::uint64_t page) const {
    PageRun run = looks->run_around(page, first_page(), end_page());
    run.look = look(page);
    return run;
}

std::uint64_t Area::runs() const { return 1 + looks->changes(first_page(), end_page()); }

std::string area_name(const Machine& machine, const Mm& mm, const Area& area) {
    const Vma* vma = mm.vma_lookup(area.start);
    return vma == nullptr ? std::string{} : area_name(machine, mm, *vma);
}

const Area* area_at(std::span<const Area> areas, std::uint64_t address) {
    const auto behind = std::upper_bound(areas.begin(), areas.end(), address,
                                         [](std::uint64_t wanted, const Area& area) { return wanted < area.start; });
    if (behind == areas.begin()) return nullptr;
    const Area& area = *(behind - 1);
    return area.contains(address) ? &area : nullptr;
}

void Areas::follow(const Mm& mm, const PageLooks& looks) {
    const bool follows = mm_ == mm.id && serial_ + 1 == looks.serial() && !looks.anew();
    std::vector<Area> old;
    old.swap(areas_);
    if (!follows) old.clear();
    areas_.reserve(mm.vmas.size());
    std::size_t next_old = 0, next_changed = 0, near = 0;
    for (const Vma& vma : mm.vmas) {
        Area& area = areas_.emplace_back();
        area.start = vma.start;
        area.end = vma.end;
        area.flags = vma.flags;
        area.looks = &looks;
        while (next_old < old.size() && old[next_old].start < area.start) ++next_old;
        const bool changed = touches(looks.changed(), area, next_changed);
        const Area* was = next_old < old.size() && old[next_old].start == area.start ? &old[next_old] : nullptr;
        if (was != nullptr && !changed && was->end == area.end && was->shared() == area.shared())
            area.pages_by_look = was->pages_by_look;
        else
            area.pages_by_look = area.count(area.first_page(), area.end_page(), near);
    }
    mm_ = mm.id;
    serial_ = looks.serial();
}

}  // namespace faultline
