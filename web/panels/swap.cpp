// Swap and the page cache: where memory's content is when it is not only in memory. Devices with their slots, the slots
// around the one in focus with who holds them, and every file with the pages of it that are cached.
#include <algorithm>
#include <array>
#include <optional>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

constexpr float strip_height = 16.0f;
constexpr float column_width = 2.0f;

/// One column of a strip: what most of it is, and how much of it is used.
struct Column {
    const CellStyle* style = nullptr;
    std::uint64_t used = 0;
};

/// All of a device, or of a file, in one strip: a cell each while there is room, else columns that are filled as far as
/// they are used. `column_of(from, to)` says what is in them. Returns what the pointer is on, counted from the first.
template <class ColumnOf>
std::optional<std::uint64_t> draw_strip(const Pens& pens, std::uint64_t first, std::uint64_t total, ColumnOf column_of) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::max(8.0f, ImGui::GetContentRegionAvail().x - 4.0f);
    const float cell = std::min(size::cell, width / static_cast<float>(std::max<std::uint64_t>(1, total)));
    const bool cells = cell >= 5.0f;
    const std::uint32_t columns =
        cells ? static_cast<std::uint32_t>(total) : static_cast<std::uint32_t>(width / column_width);
    const float step = cells ? cell : column_width, used_width = step * static_cast<float>(columns);
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (!cells) list->AddRectFilled(at, {at.x + used_width, at.y + strip_height}, ink(pens.theme->raised), 2.0f);
    for (std::uint32_t index = 0; index < columns; ++index) {
        const std::uint64_t from = first + total * index / columns,
                            to = std::max(from + 1, first + total * (index + 1) / columns);
        const Column column = column_of(from, to);
        const ImVec2 corner{at.x + step * static_cast<float>(index), at.y};
        if (cells)
            draw_cell(list, pens, *column.style, corner, {corner.x + step - 1.5f, corner.y + strip_height}, false);
        else
            draw_mixed_cell(list, *column.style, corner, {corner.x + step, corner.y + strip_height},
                            column.used == 0 ? 0 : std::max(1u, static_cast<std::uint32_t>(column.used * 1000 / (to - from))));
    }
    if (!cells)
        list->AddRect({at.x - 0.5f, at.y - 0.5f}, {at.x + used_width + 0.5f, at.y + strip_height + 0.5f},
                      ink(pens.theme->edge), 2.0f);
    ImGui::InvisibleButton("strip", {std::max(8.0f, used_width), strip_height + 3.0f});
    if (!ImGui::IsItemHovered() || columns == 0) return std::nullopt;
    const float part = std::clamp((ImGui::GetIO().MousePos.x - at.x) / used_width, 0.0f, 0.9999f);
    return first + static_cast<std::uint64_t>(part * static_cast<float>(columns)) * total / columns;
}

void draw_device(const Pens& pens, const SwapDeviceFacts& device) {
    draw_strip(pens, 1, device.slots == 0 ? 0 : device.slots - 1, [&](std::uint64_t from, std::uint64_t to) -> Column {
        const std::uint32_t first = static_cast<std::uint32_t>(from), end = static_cast<std::uint32_t>(to);
        const SlotCounts counts = device.looks->count(first, end);
        return {&pens.theme->style(main_look<SlotLook>(counts)), std::uint64_t{end - first - counts[0]}};
    });
}

std::optional<std::uint64_t> draw_pages(const Pens& pens, const CachedFile& file) {
    std::size_t run = 0;
    return draw_strip(pens, 0, file.pages, [&](std::uint64_t from, std::uint64_t to) -> Column {
        while (run < file.runs.size() && file.runs[run].first + file.runs[run].pages <= from) ++run;
        std::uint64_t most = 0, used = 0;
        CacheLook main = CacheLook::Absent;
        for (std::size_t part = run; part < file.runs.size() && file.runs[part].first < to; ++part) {
            const CacheRun& one = file.runs[part];
            if (one.look == CacheLook::Absent) continue;
            const std::uint64_t count = std::min(to, one.first + one.pages) - std::max(from, one.first);
            used += count;
            if (count <= most) continue;
            most = count;
            main = one.look;
        }
        return {&pens.theme->style(main), used};
    });
}

void select_slot(const SlotFacts& slot, Intents& intents) {
    if (!slot.holders.empty())
        push(intents, look::SelectPage{slot.holders[0].address, slot.holders[0].pid});
    else if (slot.cached != no_frame)
        push(intents, look::SelectFrame{slot.cached});
}

void slot_hint(const Scene& scene, const Pens& pens, const SlotFacts& slot) {
    if (!ImGui::IsItemHovered() || !ImGui::BeginTooltip()) return;
    text(pens, say(Message::SlotNamed, {{"slot", count_text(slot.slot)}, {"state", say(name_of(slot.look))}}));
    for (const SlotHolder& holder : slot.holders) {
        const Task& task = scene.machine->task(holder.pid);
        muted(pens, say(Message::SlotHolder,
                        {{"pid", std::to_string(holder.pid)},
                         {"place", place_text(*scene.machine, scene.machine->mm_of(task), holder.address)}}));
    }
    if (slot.cached != no_frame) muted(pens, say(Message::FrameIs, {{"frame", frame_text(slot.cached)}}));
    ImGui::EndTooltip();
}

void draw_slots(const Scene& scene, const Pens& pens, Intents& intents) {
    const SwapFacts& swap = scene.swap;
    if (swap.around.empty()) return;
    muted(pens, say(Message::SlotsAround,
                    {{"first", count_text(swap.around.front().slot)}, {"last", count_text(swap.around.back().slot)}}));
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float cell = size::cell + 3.0f;
    const std::uint32_t columns =
        std::max(1u, static_cast<std::uint32_t>((ImGui::GetContentRegionAvail().x - 4.0f) / cell));
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::uint32_t index = 0; index < swap.around.size(); ++index) {
        const SlotFacts& slot = swap.around[index];
        const ImVec2 at{from.x + 2.0f + cell * static_cast<float>(index % columns),
                        from.y + 2.0f + cell * static_cast<float>(index / columns)};
        draw_cell(list, pens, pens.theme->style(slot.look), at, {at.x + size::cell, at.y + size::cell},
                  swap.focus_slot == slot.slot);
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(static_cast<int>(slot.slot));
        ImGui::InvisibleButton("slot", {size::cell, size::cell});
        if (ImGui::IsItemClicked()) select_slot(slot, intents);
        slot_hint(scene, pens, slot);
        ImGui::PopID();
    }
    const std::uint32_t rows = (static_cast<std::uint32_t>(swap.around.size()) + columns - 1) / columns;
    ImGui::SetCursorScreenPos({from.x, from.y + cell * static_cast<float>(rows) + 6.0f});
    ImGui::Dummy({1.0f, 0.0f});
}

/// Where a page that comes from here starts its flight: the middle of the device's or the file's strip, just drawn.
void note_strip(const Pens& pens, Landmark what) {
    if (pens.motion == nullptr) return;
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    pens.motion->note(what, {(from.x + to.x) / 2.0f, (from.y + to.y) / 2.0f});
}

void draw_devices(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    if (scene.swap.devices.empty()) return muted(pens, text_of(Message::NoSwap));
    int id = 0;
    for (const SwapDeviceFacts& device : scene.swap.devices) {
        ImGui::PushID(id++);
        text(pens, say(Message::SwapDeviceLine, {{"device", say(name_of(device.kind))},
                                                 {"used", count_text(device.used)},
                                                 {"slots", count_text(device.slots == 0 ? 0 : device.slots - 1)},
                                                 {"cached", count_text(scene.swap.cached_pages)}}));
        draw_device(pens, device);
        note_strip(pens, Landmark::SwapSlot);
        ImGui::PopID();
    }
    if (roomy || scene.swap.focus_slot != 0) draw_slots(scene, pens, intents);
}

InodeId file_of_arrival(const Scene& scene) {
    if (scene.arrivals.empty()) return no_inode;
    const Page& page = scene.machine->page(scene.arrivals.front().frame);
    return page.use == PageUse::File || page.use == PageUse::Shmem ? page.mapping : no_inode;
}

void draw_file(const Scene& scene, const Pens& pens, const CachedFile& file, Intents& intents) {
    ImGui::PushID(static_cast<int>(file.inode));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string numbers = say(Message::FileNumbers, {{"cached", count_text(file.cached())},
                                                           {"pages", count_text(file.pages)},
                                                           {"dirty", count_text(file.count(CacheLook::Dirty))}});
    const float width = ImGui::GetContentRegionAvail().x, wide = text_extent(pens.text, size::small_text, numbers).x;
    ImDrawList* list = ImGui::GetWindowDrawList();
    text_at(list, pens.text, size::text, at, pens.theme->text, file.name, width - wide - 16.0f);
    text_at(list, pens.text, size::small_text, {at.x + width - wide - 4.0f, at.y + 1.0f}, pens.theme->muted, numbers);
    ImGui::Dummy({1.0f, 18.0f});
    const std::optional<std::uint64_t> page = draw_pages(pens, file);
    if (file_of_arrival(scene) == file.inode) note_strip(pens, Landmark::FilePage);
    if (page) {
        const Pfn pfn = cached_frame(*scene.machine, file.inode, *page);
        if (ImGui::IsItemClicked() && pfn != no_frame) push(intents, look::SelectFrame{pfn});
        if (ImGui::BeginTooltip()) {
            text(pens, say(Message::OwnerFile, {{"file", file.name}, {"page", count_text(*page)}}));
            const auto run = std::find_if(file.runs.begin(), file.runs.end(),
                                          [&](const CacheRun& one) { return *page < one.first + one.pages; });
            if (run != file.runs.end()) muted(pens, text_of(name_of(run->look)));
            if (pfn != no_frame) muted(pens, say(Message::FrameIs, {{"frame", frame_text(pfn)}}));
            ImGui::EndTooltip();
        }
    }
    ImGui::PopID();
}

template <class Look, std::size_t N>
constexpr std::array<Look, N> all_looks() {
    std::array<Look, N> all{};
    for (std::size_t index = 0; index < N; ++index) all[index] = static_cast<Look>(index);
    return all;
}

}  // namespace

void draw_swap(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    strong(pens, text_of(Message::SwapHeading), pens.theme->text);
    draw_devices(scene, pens, roomy, intents);
    static constexpr auto slot_looks = all_looks<SlotLook, slot_look_count>();
    static constexpr auto cache_looks = all_looks<CacheLook, cache_look_count>();
    if (roomy && !scene.swap.devices.empty()) legend(pens, std::span<const SlotLook>(slot_looks));
    ImGui::Dummy({1.0f, 4.0f});
    strong(pens, text_of(Message::CacheHeading), pens.theme->text);
    if (scene.files.empty()) muted(pens, text_of(Message::NoFileCached));
    for (const CachedFile& file : scene.files) draw_file(scene, pens, file, intents);
    if (roomy) legend(pens, std::span<const CacheLook>(cache_looks));
}

}  // namespace faultline
