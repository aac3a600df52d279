#include "web/scene.hpp"

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
    {"terminal", Message::ViewTerminal},
    {"timeline", Message::ViewTimeline},
}};

}  // namespace

std::string_view id_of(ViewKind view) { return words[static_cast<std::size_t>(view)].id; }

Message name_of(ViewKind view) { return words[static_cast<std::size_t>(view)].name; }

std::optional<ViewKind> view_named(std::string_view id) {
    for (std::uint32_t index = 0; index < view_kind_count; ++index) {
        if (words[index].id == id) return static_cast<ViewKind>(index);
    }
    return std::nullopt;
}

}  // namespace faultline
