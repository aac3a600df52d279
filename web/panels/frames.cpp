// Physical memory: all frames as one ruler, and the frames around the one in focus as cells with their counts.
#include <algorithm>
#include <array>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

std::uint32_t frame_in_focus(const Scene& scene) {
    if (scene.view->selection.frame) return index_of(*scene.view->selection.frame);
    if (scene.mm != nullptr) {
        const Pte entry = leaf_entry(*scene.machine, *scene.mm, scene.focus);
        if (entry.present()) return index_of(entry.pfn());
    }
    return 0;
}

/// All of memory in one strip; a column holds many frames and is filled as far as they are used.
void draw_strip(const Scene& scene, const Pens& pens, std::uint32_t focus, Intents& intents) {
    const std::uint32_t total = scene.machine->hardware.ram.frames();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - 2.0f, height = 26.0f, step = 2.0f;
    const std::uint32_t columns = std::max(1u, static_cast<std::uint32_t>(width / step));
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + width, at.y + height}, ink(pens.theme->raised), 3.0f);
    std::size_t run = 0;
    for (std::uint32_t column = 0; column < columns; ++column) {
        const std::uint64_t first = std::uint64_t{total} * column / columns;
        const std::uint64_t end = std::max<std::uint64_t>(first + 1, std::uint64_t{total} * (column + 1) / columns);
        std::array<std::uint64_t, frame_look_count> counts{};
        while (run < scene.frames.size() && scene.frames[run].first + scene.frames[run].frames <= first) ++run;
        for (std::size_t index = run; index < scene.frames.size() && scene.frames[index].first < end; ++index) {
            const FrameRun& part = scene.frames[index];
            counts[static_cast<std::size_t>(part.look)] += std::min<std::uint64_t>(end, part.first + part.frames) - std::max<std::uint64_t>(first, part.first);
        }
        std::uint32_t best = 0;
        std::uint64_t used = 0, most = 0;
        for (std::uint32_t index = 1; index < frame_look_count; ++index) {
            used += counts[index];
            if (counts[index] > most) {
                most = counts[index];
                best = index;
            }
        }
        const float x = at.x + step * static_cast<float>(column);
        draw_mixed_cell(list, pens.theme->style(static_cast<FrameLook>(best)), {x, at.y}, {x + step, at.y + height},
                        static_cast<std::uint32_t>(used * 1000 / (end - first)));
    }
    list->AddRect(at, {at.x + width, at.y + height}, ink(pens.theme->edge), 3.0f);
    const float x = at.x + width * static_cast<float>(focus) / static_cast<float>(std::max(1u, total));
    list->AddTriangleFilled({x - 5.0f, at.y + height + 7.0f}, {x + 5.0f, at.y + height + 7.0f}, {x, at.y + height}, ink(pens.theme->accent));
    ImGui::InvisibleButton("strip", {width, height + 8.0f});
    if (ImGui::IsItemClicked()) {
        const float part = std::clamp((ImGui::GetIO().MousePos.x - at.x) / width, 0.0f, 0.9999f);
        push(intents, look::SelectFrame{Pfn{static_cast<std::uint32_t>(part * static_cast<float>(total))}});
    }
}

void frame_hint(const Scene& scene, const Pens& pens, Pfn pfn) {
    if (!ImGui::IsItemHovered() || !ImGui::BeginTooltip()) return;
    const Page& page = scene.machine->page(pfn);
    text(pens, say(Message::FrameNamed, {{"frame", frame_text(pfn)}, {"use", std::string(text_of(name_of(frame_look(*scene.machine, pfn))))}}));
    muted(pens, say(Message::FrameCounts, {{"references", count_text(page.reference_count)}, {"maps", count_text(page.map_count)}}));
    ImGui::EndTooltip();
}

}  // namespace

void draw_frames(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    const std::uint32_t total = scene.machine->hardware.ram.frames();
    const std::uint32_t focus = frame_in_focus(scene);
    muted(pens, say(Message::FramesLine, {{"used", count_text(total - scene.machine->free_frames.free())}, {"total", count_text(total)}}));
    draw_strip(scene, pens, focus, intents);
    const float cell = size::cell + 4.0f;
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const std::uint32_t columns = std::max(1u, static_cast<std::uint32_t>(ImGui::GetContentRegionAvail().x / cell));
    const float below = roomy ? 30.0f : 0.0f;
    const std::uint32_t rows = std::clamp(static_cast<std::uint32_t>(std::max(0.0f, ImGui::GetContentRegionAvail().y - below) / cell), 1u, 40u);
    const std::uint32_t before = columns * (rows / 2);
    const std::uint32_t begin = focus > before ? (focus - before) / columns * columns : 0;
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::uint32_t slot = 0; slot < rows * columns && begin + slot < total; ++slot) {
        const Pfn pfn{begin + slot};
        const ImVec2 at{from.x + 2.0f + cell * static_cast<float>(slot % columns), from.y + 2.0f + cell * static_cast<float>(slot / columns)};
        draw_cell(list, pens, pens.theme->style(frame_look(*scene.machine, pfn)), at, {at.x + size::cell, at.y + size::cell}, begin + slot == focus);
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(static_cast<int>(slot));
        ImGui::InvisibleButton("frame", {size::cell, size::cell});
        if (ImGui::IsItemClicked()) push(intents, look::SelectFrame{pfn});
        frame_hint(scene, pens, pfn);
        ImGui::PopID();
    }
    if (!roomy) return;
    ImGui::SetCursorScreenPos({from.x, from.y + cell * static_cast<float>(rows) + 6.0f});
    std::array<FrameLook, frame_look_count> all{};
    for (std::uint32_t index = 0; index < frame_look_count; ++index) all[index] = static_cast<FrameLook>(index);
    legend(pens, all);
}

}  // namespace faultline
