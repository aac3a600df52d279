#include "web/scene.hpp"

#include <algorithm>
#include <array>

namespace faultline {
namespace {

struct ViewWords {
    std::string_view id;
    Message name;
};

constexpr std::array<ViewWords, view_kind_count> words{{
    {"board", Message::ViewBoard},
    {"guide", Message::ViewGuide},
    {"program", Message::ViewProgram},
    {"fault-path", Message::ViewFaultPath},
    {"address-space", Message::ViewAddressSpace},
    {"page-table", Message::ViewPageTable},
    {"frames", Message::ViewFrames},
    {"tlb", Message::ViewTlb},
    {"counters", Message::ViewCounters},
    {"cost", Message::ViewCost},
    {"swap", Message::ViewSwap},
    {"processes", Message::ViewProcesses},
    {"terminal", Message::ViewTerminal},
    {"timeline", Message::ViewTimeline},
    {"curve", Message::ViewCurve},
}};

RulerRange within(std::uint64_t first, std::uint64_t pages) {
    const std::uint64_t kept = std::clamp(pages, RulerRange::fewest_pages, RulerRange::all_pages);
    return {std::min(first, RulerRange::all_pages - kept), kept};
}

}  // namespace

RulerRange RulerRange::zoomed(std::uint64_t page, bool in) const {
    const std::uint64_t longer = in ? std::max(fewest_pages, pages / 4) : std::min(all_pages, pages * 4);
    const std::uint64_t before = page > first ? std::min(page - first, pages) : 0;
    // Lengths are powers of two but for ranges that were fitted to an area; what is lost in the division is below a page.
    const std::uint64_t kept = longer >= pages ? before * (longer / pages) : before / (pages / longer);
    return within(page > kept ? page - kept : 0, longer);
}

RulerRange RulerRange::centred(std::uint64_t page) const { return within(page > pages / 2 ? page - pages / 2 : 0, pages); }

RulerRange RulerRange::moved(std::int32_t part) const {
    const std::uint64_t by = part == 0 ? 0 : std::max<std::uint64_t>(1, pages * static_cast<std::uint64_t>(part < 0 ? -part : part) / 100);
    return within(part < 0 ? (first > by ? first - by : 0) : first + by, pages);
}

std::string_view id_of(ViewKind view) { return words[static_cast<std::size_t>(view)].id; }

Message name_of(ViewKind view) { return words[static_cast<std::size_t>(view)].name; }

std::optional<ViewKind> view_named(std::string_view id) {
    for (std::uint32_t index = 0; index < view_kind_count; ++index) {
        if (words[index].id == id) return static_cast<ViewKind>(index);
    }
    return std::nullopt;
}

}  // namespace faultline
