// The data TLB: sixteen sets of four ways, and how often it had the answer.
#include <algorithm>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {

void draw_tlb(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    const Hardware& hardware = scene.machine->hardware;
    muted(pens, say(Message::TlbLine, {{"accesses", count_text(hardware.counts.data_accesses)}, {"misses", count_text(hardware.counts.data_misses)}}));
    constexpr std::uint32_t sets = 16, ways = 4;
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float width = std::max(8.0f, (room.x - 4.0f) / sets), height = std::clamp((room.y - 6.0f) / ways, 12.0f, roomy ? 46.0f : 24.0f);
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::uint32_t slot = 0; slot < sets * ways; ++slot) {
        const TlbEntry& entry = hardware.data_tlb.small.entries[slot];
        const ImVec2 at{from.x + 2.0f + width * static_cast<float>(slot / ways), from.y + 2.0f + height * static_cast<float>(slot % ways)};
        const ImVec2 end{at.x + width - 3.0f, at.y + height - 3.0f};
        const bool used = entry.page_number != TlbEntry::no_page;
        const bool here = used && entry.page_number == page_number(scene.focus);
        if (used) {
            list->AddRectFilled(at, end, ink(here ? pens.theme->accent : pens.theme->second), 3.0f);
        } else {
            list->AddRect(at, end, ink(pens.theme->edge), 3.0f);
        }
        if (!used) continue;
        const std::string shown = hex_text(entry.page_number & 0xfff).substr(2);
        if (width > 28.0f && height > 15.0f) text_at(list, pens.code, 14.0f, {at.x + 3.0f, at.y + (height - 3.0f - 14.0f) / 2.0f}, pens.theme->on_accent, shown, width - 6.0f);
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(static_cast<int>(slot));
        ImGui::InvisibleButton("entry", {width - 3.0f, height - 3.0f});
        if (ImGui::IsItemClicked()) push(intents, look::SelectPage{entry.page_number << page_shift});
        if (ImGui::IsItemHovered() && ImGui::BeginTooltip()) {
            if (scene.mm != nullptr) text(pens, place_text(*scene.machine, *scene.mm, entry.page_number << page_shift));
            muted(pens, say(Message::FrameIs, {{"frame", frame_text(entry.pte.pfn())}}));
            muted(pens, pte_bits_text(entry.pte));
            ImGui::EndTooltip();
        }
        ImGui::PopID();
    }
}

}  // namespace faultline
