// Physical memory: all frames as one strip, or with room as a grid, and the frames around the one in focus as cells. With room
// also how much is free against the watermarks, the frame in focus with what maps it, and the reclaim lists.
#include <algorithm>
#include <array>

#include "web/panels/cell_grid.hpp"
#include "web/panels/panels.hpp"
#include "web/semantics/frame_words.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

/// Free frames on a bar with the watermarks at which kswapd wakes, sleeps, and programs must reclaim themselves.
void draw_watermarks(const Scene& scene, const Pens& pens) {
    const Machine& machine = *scene.machine;
    const std::uint32_t total = machine.hardware.ram.frames(), free = machine.free_frames.free();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - 4.0f;
    // The marks lie close to zero: the bar goes to eight times the highest, or to all of memory if that is less.
    const std::uint64_t most = std::min<std::uint64_t>(total, std::max<std::uint64_t>(8ull * machine.reclaim.watermark_high, 1));
    draw_bar(pens, {at.x, at.y + 4.0f}, {width, 10.0f}, std::min<std::uint64_t>(free, most), most, pens.theme->good);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto mark = [&](std::uint32_t frames, Color color) {
        const float x = at.x + width * static_cast<float>(frames) / static_cast<float>(most);
        list->AddLine({x, at.y}, {x, at.y + 18.0f}, ink(color), 2.0f);
    };
    mark(machine.reclaim.watermark_min, pens.theme->bad);
    mark(machine.reclaim.watermark_low, pens.theme->accent);
    mark(machine.reclaim.watermark_high, pens.theme->text);
    ImGui::Dummy({width, 20.0f});
    muted(pens, watermarks_text(machine));
}

/// Of 1000, never 0 while a frame is used.
std::uint32_t used_part(const FrameMix& mix) {
    return mix.used() == 0 ? 0 : std::max(1u, static_cast<std::uint32_t>(std::uint64_t{mix.used()} * 1000 / mix.frames));
}

/// All of memory in one strip; a column holds many frames and is filled as far as they are used.
void draw_strip(const Scene& scene, const Pens& pens, Intents& intents) {
    const std::uint32_t total = scene.frames->frames();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - 2.0f, height = 26.0f, step = 2.0f;
    const std::uint32_t columns = std::max(1u, static_cast<std::uint32_t>(width / step));
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + width, at.y + height}, ink(pens.theme->raised), 3.0f);
    // Columns of many frames begin and end with blocks that are counted already.
    const std::uint32_t grain = total / columns >= 16 * FrameLooks::block ? FrameLooks::block : 1;
    const auto first_of = [&](std::uint32_t column) {
        return column == columns ? total : static_cast<std::uint32_t>(std::uint64_t{total} * column / columns) / grain * grain;
    };
    for (std::uint32_t column = 0; column < columns; ++column) {
        const std::uint32_t first = first_of(column);
        const FrameMix mix = scene.frames->mix(first, std::min(total, std::max(first + 1, first_of(column + 1))));
        const float x = at.x + step * static_cast<float>(column);
        draw_mixed_cell(list, pens.theme->style(mix.main_look()), {x, at.y}, {x + step, at.y + height}, used_part(mix));
    }
    list->AddRect(at, {at.x + width, at.y + height}, ink(pens.theme->edge), 3.0f);
    if (scene.focus_frame != no_frame) {
        const float x = at.x + width * static_cast<float>(index_of(scene.focus_frame)) / static_cast<float>(std::max(1u, total));
        list->AddTriangleFilled({x - 5.0f, at.y + height + 7.0f}, {x + 5.0f, at.y + height + 7.0f}, {x, at.y + height}, ink(pens.theme->accent));
    }
    ImGui::InvisibleButton("strip", {width, height + 8.0f});
    if (ImGui::IsItemClicked()) {
        const float part = std::clamp((ImGui::GetIO().MousePos.x - at.x) / width, 0.0f, 0.9999f);
        push(intents, look::SelectFrame{Pfn{static_cast<std::uint32_t>(part * static_cast<float>(total))}});
    }
}

void frame_hint(const Scene& scene, const Pens& pens, Pfn pfn) {
    if (!ImGui::IsItemHovered() || !ImGui::BeginTooltip()) return;
    bool first = true;
    for (const std::string& line : frame_lines(*scene.machine, pfn)) {
        if (first) text(pens, line);
        else muted(pens, line);
        first = false;
    }
    ImGui::EndTooltip();
}

/// All of memory in a grid. Returns whether its cells are as large as those around the focus would be.
bool draw_all(const Scene& scene, const Pens& pens, Intents& intents) {
    const FrameLooks& frames = *scene.frames;
    const ImVec2 at = ImGui::GetCursorScreenPos(), space = ImGui::GetContentRegionAvail();
    const CellGrid grid = CellGrid::fit(frames.frames(), space.x - 6.0f, std::clamp(space.y - 420.0f, 96.0f, 260.0f), FrameLooks::block).at({at.x + 2.0f, at.y + 3.0f});
    const auto first_of = [&](std::uint32_t cell) { return static_cast<std::uint32_t>(cell * grid.per_cell); };
    ImGui::PushID("all");
    draw_cells(grid, pens, pens.theme->frames, scene.serial, [&](std::uint32_t cell) {
        if (grid.per_cell == 1) return CellLook{static_cast<std::uint8_t>(frames[cell])};
        const FrameMix mix = frames.mix(first_of(cell), std::min(frames.frames(), first_of(cell + 1)));
        return part_look(static_cast<std::size_t>(mix.main_look()), used_part(mix), grid);
    });
    if (scene.focus_frame != no_frame) {
        const std::uint32_t cell = static_cast<std::uint32_t>(index_of(scene.focus_frame) / grid.per_cell);
        const ImVec2 from = grid.corner(cell), to = grid.far_corner(cell);
        ImGui::GetWindowDrawList()->AddRect({from.x - 2.0f, from.y - 2.0f}, {to.x + 2.0f, to.y + 2.0f}, ink(pens.theme->accent), 4.0f, 0, 2.5f);
    }
    if (!scene.arrivals.empty() && pens.motion != nullptr) {
        const ImVec2 corner = grid.corner(static_cast<std::uint32_t>(index_of(scene.arrivals.front().frame) / grid.per_cell));
        pens.motion->note(Landmark::Frame, {corner.x + grid.cell_height() / 2.0f, corner.y + grid.cell_height() / 2.0f});
    }
    ImGui::InvisibleButton("frames", {space.x - 2.0f, grid.extent().y + 8.0f});
    const std::optional<std::uint32_t> cell = ImGui::IsItemHovered() ? grid.cell_at(ImGui::GetIO().MousePos) : std::nullopt;
    if (cell) {
        if (ImGui::IsItemClicked()) push(intents, look::SelectFrame{Pfn{first_of(*cell)}});
        frame_hint(scene, pens, Pfn{first_of(*cell)});
    }
    ImGui::PopID();
    return grid.per_cell == 1 && grid.cell_height() >= size::cell;
}

/// The frames around the one in focus, a cell each.
void draw_around(const Scene& scene, const Pens& pens, std::uint32_t most_rows, Intents& intents) {
    const std::uint32_t total = scene.frames->frames(), focus = scene.focus_frame == no_frame ? 0 : index_of(scene.focus_frame);
    const float cell = size::cell + 4.0f;
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const std::uint32_t columns = std::max(1u, static_cast<std::uint32_t>((ImGui::GetContentRegionAvail().x - 4.0f) / cell));
    const std::uint32_t rows = std::clamp(static_cast<std::uint32_t>(std::max(0.0f, ImGui::GetContentRegionAvail().y) / cell), 1u, most_rows);
    const std::uint32_t before = columns * (rows / 2);
    const std::uint32_t begin = focus > before ? (focus - before) / columns * columns : 0;
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::uint32_t slot = 0; slot < rows * columns && begin + slot < total; ++slot) {
        const Pfn pfn{begin + slot};
        const ImVec2 at{from.x + 2.0f + cell * static_cast<float>(slot % columns), from.y + 2.0f + cell * static_cast<float>(slot / columns)};
        draw_cell(list, pens, pens.theme->style((*scene.frames)[begin + slot]), at, {at.x + size::cell, at.y + size::cell}, pfn == scene.focus_frame);
        const bool arrived = !scene.arrivals.empty() && scene.arrivals.front().frame == pfn;
        if (arrived && pens.motion != nullptr) pens.motion->note(Landmark::Frame, {at.x + size::cell / 2.0f, at.y + size::cell / 2.0f});
    }
    ImGui::SetCursorScreenPos(from);
    ImGui::InvisibleButton("frames", {cell * static_cast<float>(columns), cell * static_cast<float>(rows)});
    if (ImGui::IsItemHovered()) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const std::uint32_t column = static_cast<std::uint32_t>(std::max(0.0f, mouse.x - from.x - 2.0f) / cell);
        const std::uint32_t row = static_cast<std::uint32_t>(std::max(0.0f, mouse.y - from.y - 2.0f) / cell);
        const Pfn pfn{begin + row * columns + std::min(column, columns - 1)};
        if (index_of(pfn) < total) {
            if (ImGui::IsItemClicked()) push(intents, look::SelectFrame{pfn});
            frame_hint(scene, pens, pfn);
        }
    }
    ImGui::SetCursorScreenPos({from.x, from.y + cell * static_cast<float>(rows) + 6.0f});
    ImGui::Dummy({1.0f, 0.0f});
}

/// The frame in focus, what maps it, and how long the reclaim lists are.
void draw_detail(const Scene& scene, const Pens& pens, Intents& intents) {
    if (scene.focus_frame != no_frame) {
        bool first = true;
        for (const std::string& line : frame_lines(*scene.machine, scene.focus_frame)) {
            if (first) strong(pens, line, pens.theme->text);
            else muted(pens, line);
            first = false;
        }
        int id = 0;
        for (const Mapping& mapping : scene.focus_mappings) {
            ImGui::PushID(id++);
            muted(pens, mapping_text(*scene.machine, mapping));
            if (ImGui::IsItemClicked()) push(intents, look::SelectPage{mapping.address, mapping.pid});
            ImGui::PopID();
        }
    }
    ImGui::Dummy({1.0f, 4.0f});
    std::string lists;
    for (std::uint32_t index = 1; index <= 5; ++index) {
        const LruList list = static_cast<LruList>(index);
        if (!lists.empty()) lists += ", ";
        lists += say(Message::LookCount, {{"count", count_text(scene.machine->reclaim.list(list).pages)}, {"look", say(name_of(list))}});
    }
    ImGui::PushTextWrapPos(0.0f);
    muted(pens, say(Message::ListsLine, {{"lists", lists}}));
    muted(pens, say(Message::NextFree, {{"frame", frame_text(scene.frames->first_free() < scene.frames->frames() ? Pfn{scene.frames->first_free()} : no_frame)}}));
    ImGui::PopTextWrapPos();
}

}  // namespace

void draw_frames(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    const FrameMix& all = scene.frames->all();
    muted(pens, say(Message::FramesLine, {{"used", count_text(all.used())}, {"total", count_text(all.frames)}}));
    if (!roomy) {
        draw_strip(scene, pens, intents);
        return draw_around(scene, pens, 40, intents);
    }
    const bool all_are_large = draw_all(scene, pens, intents);
    draw_watermarks(scene, pens);
    if (!all_are_large) draw_around(scene, pens, 9, intents);
    std::array<FrameLook, frame_look_count> looks{};
    for (std::uint32_t index = 0; index < frame_look_count; ++index) looks[index] = static_cast<FrameLook>(index);
    legend(pens, std::span<const FrameLook>(looks));
    ImGui::Dummy({1.0f, 4.0f});
    draw_detail(scene, pens, intents);
}

}  // namespace faultline
