// Swap and the page cache in words.
#include <algorithm>

#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"

namespace faultline {
namespace {

SemanticTable table_of_devices(const Scene& scene) {
    SemanticTable table;
    table.id = "swap-devices";
    table.caption = say(Message::CaptionDevices);
    table.columns = {say(Message::ColumnDevice), say(Message::ColumnSlots)};
    for (std::uint32_t look = 0; look < slot_look_count; ++look)
        table.columns.push_back(say(name_of(static_cast<SlotLook>(look))));
    for (const SwapDeviceFacts& device : scene.swap.devices) {
        SemanticRow row;
        row.cells = {say(name_of(device.kind)), count_text(device.slots == 0 ? 0 : device.slots - 1)};
        for (const std::uint32_t slots : device.slots_by_look) row.cells.push_back(count_text(slots));
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string holders_text(const Scene& scene, const SlotFacts& slot) {
    std::string out;
    for (const SlotHolder& holder : slot.holders) {
        const Mm& mm = scene.machine->mm_of(scene.machine->task(holder.pid));
        if (!out.empty()) out += "; ";
        out += say(Message::SlotHolder,
                   {{"pid", std::to_string(holder.pid)}, {"place", place_text(*scene.machine, mm, holder.address)}});
    }
    return out;
}

/// The slots in use among those around the one in focus.
SemanticTable table_of_slots(const Scene& scene) {
    const SwapFacts& swap = scene.swap;
    SemanticTable table;
    table.id = "swap-slots";
    table.caption = say(Message::SlotsAround, {{"first", count_text(swap.around.front().slot)},
                                               {"last", count_text(swap.around.back().slot)}});
    table.columns = {say(Message::ColumnSlot), say(Message::ColumnState), say(Message::ColumnOwner),
                     say(Message::ColumnFrame)};
    table.code_columns = {3};
    for (const SlotFacts& slot : swap.around) {
        if (slot.look == SlotLook::Free) continue;
        SemanticRow row;
        row.cells = {count_text(slot.slot), say(name_of(slot.look)), holders_text(scene, slot),
                     slot.cached == no_frame ? std::string{} : frame_text(slot.cached)};
        row.current = slot.slot == swap.focus_slot;
        if (!slot.holders.empty()) {
            row.page = slot.holders[0].address;
            row.process = slot.holders[0].pid;
        } else if (slot.cached != no_frame) {
            row.frame = slot.cached;
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// The file of which the frame in focus is a page.
InodeId file_in_focus(const Scene& scene) {
    if (scene.focus_frame == no_frame) return no_inode;
    const Page& page = scene.machine->page(scene.focus_frame);
    return page.use == PageUse::File || page.use == PageUse::Shmem ? page.mapping : no_inode;
}

SemanticTable table_of_files(const Scene& scene) {
    const InodeId focus = file_in_focus(scene);
    SemanticTable table;
    table.id = "cached-files";
    table.caption = say(Message::CacheHeading);
    table.columns = {say(Message::ColumnFile), say(Message::ColumnPages), say(Message::ColumnMapped)};
    for (std::uint32_t look = 1; look < cache_look_count; ++look)
        table.columns.push_back(say(name_of(static_cast<CacheLook>(look))));
    for (const CachedFile& file : scene.files) {
        SemanticRow row;
        row.cells = {file.name, count_text(file.pages), count_text(file.mapped)};
        for (std::uint32_t look = 1; look < cache_look_count; ++look)
            row.cells.push_back(count_text(file.pages_by_look[look]));
        const auto cached = std::find_if(file.runs.begin(), file.runs.end(), [&](const CacheRun& run) {
            return cached_frame(*scene.machine, file.inode, run.first) != no_frame;
        });
        if (cached != file.runs.end()) row.frame = cached_frame(*scene.machine, file.inode, cached->first);
        row.current = file.inode == focus;
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

SemanticSection describe_swap(const Scene& scene) {
    SemanticSection section;
    section.id = "swap";
    section.heading = say(Message::ViewSwap);
    std::uint64_t cached = 0, used = 0, dirty = 0;
    for (const CachedFile& file : scene.files) {
        cached += file.cached();
        dirty += file.count(CacheLook::Dirty);
    }
    for (const SwapDeviceFacts& device : scene.swap.devices) used += device.used;
    section.summary =
        scene.swap.devices.empty()
            ? say(Message::NoSwap)
            : say(Message::SummarySwap, {{"used", count_text(used)}, {"cached", count_text(scene.swap.cached_pages)}});
    section.summary += " " + say(Message::SummaryCache, {{"files", count_text(scene.files.size())},
                                                         {"cached", count_text(cached)},
                                                         {"dirty", count_text(dirty)}});
    if (!scene.swap.devices.empty()) section.tables.push_back(table_of_devices(scene));
    if (!scene.swap.around.empty() && used != 0) section.tables.push_back(table_of_slots(scene));
    if (!scene.files.empty()) section.tables.push_back(table_of_files(scene));
    return section;
}

}  // namespace faultline
