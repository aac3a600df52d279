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

/// The last item is the grid: a click on a cell selects the frame, or the first of its frames.
template <class FrameOf>
void point_at_frames(const Scene& scene, const Pens& pens, const CellGrid& grid, FrameOf frame_of, Intents& intents) {
    const std::optional<std::uint32_t> cell = ImGui::IsItemHovered() ? grid.cell_at(ImGui::GetIO().MousePos) : std::nullopt;
    if (!cell) return;
    const Pfn pfn{frame_of(*cell)};
    if (ImGui::IsItemClicked()) push(intents, look::SelectFrame{pfn});
    frame_hint(scene, pens, pfn);
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
    if (scene.focus_frame != no_frame) draw_ring(grid, pens, static_cast<std::uint32_t>(index_of(scene.focus_frame) / grid.per_cell));
    if (!scene.arrivals.empty() && pens.motion != nullptr) {
        pens.motion->note(Landmark::Frame, grid.middle(static_cast<std::uint32_t>(index_of(scene.arrivals.front().frame) / grid.per_cell)));
    }
    ImGui::InvisibleButton("frames", {space.x - 2.0f, grid.extent().y + 8.0f});
    point_at_frames(scene, pens, grid, first_of, intents);
    ImGui::PopID();
    return grid.per_cell == 1 && grid.cell_height() >= size::cell;
}

/// The frames around the one in focus, a cell each.
void draw_around(const Scene& scene, const Pens& pens, std::uint32_t most_rows, Intents& intents) {
    const std::uint32_t total = scene.frames->frames(), focus = scene.focus_frame == no_frame ? 0 : index_of(scene.focus_frame);
    const ImVec2 place = ImGui::GetCursorScreenPos(), space = ImGui::GetContentRegionAvail();
    CellGrid grid = CellGrid::of_size(size::cell, 4.0f, space.x - 4.0f).at({place.x + 2.0f, place.y + 2.0f});
    const std::uint32_t rows = std::clamp(static_cast<std::uint32_t>(std::max(0.0f, space.y) / grid.cell_height()), 1u, most_rows);
    const std::uint32_t before = grid.columns * (rows / 2);
    const std::uint32_t begin = focus > before ? (focus - before) / grid.columns * grid.columns : 0;
    grid.things = std::min(rows * grid.columns, total - begin);
    ImGui::PushID("around");
    draw_cells(grid, pens, pens.theme->frames, scene.serial, [&](std::uint32_t cell) { return CellLook{static_cast<std::uint8_t>((*scene.frames)[begin + cell])}; });
    if (scene.focus_frame != no_frame && focus - begin < grid.things) draw_ring(grid, pens, focus - begin);
    if (pens.motion != nullptr && !scene.arrivals.empty()) {
        const std::uint32_t arrived = index_of(scene.arrivals.front().frame);
        if (arrived >= begin && arrived - begin < grid.things) pens.motion->note(Landmark::Frame, grid.middle(arrived - begin));
    }
    ImGui::InvisibleButton("frames", {space.x, grid.cell_height() * static_cast<float>(rows) + 6.0f});
    point_at_frames(scene, pens, grid, [begin](std::uint32_t cell) { return begin + cell; }, intents);
    ImGui::PopID();
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
