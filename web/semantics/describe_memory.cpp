// Address space, page table, frames and TLB in words.
#include <algorithm>
#include <span>

#include "web/semantics/frame_words.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"

namespace faultline {
namespace {

constexpr std::uint32_t frames_around = 8;
constexpr std::size_t most_runs = 24;
constexpr std::size_t most_areas = 100;

std::string looks_text(const Area& area) {
    std::string out;
    for (std::uint32_t look = 0; look < page_look_count; ++look) {
        if (area.pages_by_look[look] == 0) continue;
        if (!out.empty()) out += ", ";
        out += say(Message::LookCount, {{"count", count_text(area.pages_by_look[look])},
                                        {"look", say(name_of(static_cast<PageLook>(look)))}});
    }
    return out;
}

/// The areas, or, where they are too many to read, those around the focus.
std::span<const Area> areas_told(const Scene& scene) {
    const auto focus = std::partition_point(scene.areas.begin(), scene.areas.end(),
                                            [&scene](const Area& area) { return area.end <= scene.focus; });
    const std::size_t at = static_cast<std::size_t>(focus - scene.areas.begin()), count = std::min(most_areas, scene.areas.size());
    const std::size_t from = at > count / 2 ? at - count / 2 : 0;
    return scene.areas.subspan(std::min(from, scene.areas.size() - count), count);
}

SemanticTable table_of_areas(const Scene& scene) {
    SemanticTable table;
    table.id = "areas";
    table.caption = say(Message::CaptionAreas);
    table.columns = {say(Message::ColumnArea), say(Message::ColumnFrom), say(Message::ColumnTo), say(Message::ColumnRights),
                     say(Message::ColumnSize), say(Message::ColumnResident), say(Message::ColumnPages)};
    table.code_columns = {1, 2, 3};
    const std::span<const Area> told = areas_told(scene);
    for (const Area& area : told) {
        SemanticRow row;
        row.cells = {area_name(*scene.machine, *scene.mm, area),
                     hex_text(area.start),
                     hex_text(area.end),
                     rights_text(area.flags),
                     bytes_text(area.end - area.start),
                     say_count(Message::PageOne, Message::PageOther, area.resident()),
                     looks_text(area)};
        row.current = area.contains(scene.focus);
        row.page = area.start;
        table.rows.push_back(std::move(row));
    }
    if (told.size() < scene.areas.size()) table.more = say(Message::MoreRuns, {{"count", count_text(scene.areas.size() - told.size())}});
    return table;
}

/// The pages of the area in focus, alike ones in one row: as many rows around the focus as can be read.
SemanticTable table_of_runs(const Scene& scene, const Area& area) {
    SemanticTable table;
    table.id = "pages";
    table.caption = say(Message::CaptionRuns, {{"area", area_name(*scene.machine, *scene.mm, area)}});
    table.columns = {say(Message::ColumnPages), say(Message::ColumnFrom), say(Message::ColumnState)};
    table.code_columns = {1};
    const std::uint64_t base = area.first_page(), focus = page_number(scene.focus);
    PageRun run = area.run_around(focus);
    for (std::size_t before = 0; before < most_runs / 2 && run.first > base; ++before) run = area.run_around(run.first - 1);
    for (;;) {
        const std::string first = count_text(run.first - base);
        SemanticRow row;
        row.cells = {run.pages == 1 ? say(Message::PageNumber, {{"page", first}})
                                    : say(Message::PageRange, {{"first", first}, {"last", count_text(run.first - base + run.pages - 1)}}),
                     hex_text(run.first << page_shift), say(name_of(run.look))};
        row.current = focus >= run.first && focus < run.first + run.pages;
        row.page = row.current ? page_start(scene.focus) : run.first << page_shift;
        table.rows.push_back(std::move(row));
        if (run.first + run.pages >= area.end_page() || table.rows.size() == most_runs) break;
        run = area.run_around(run.first + run.pages);
    }
    const std::uint64_t runs = area.runs();
    if (table.rows.size() < runs) table.more = say(Message::MoreRuns, {{"count", count_text(runs - table.rows.size())}});
    return table;
}

SemanticTable table_of_lists(const Machine& machine) {
    SemanticTable table;
    table.id = "reclaim-lists";
    table.caption = say(Message::CaptionLists);
    table.columns = {say(Message::ColumnList), say(Message::ColumnPages)};
    for (std::uint32_t index = 1; index <= 5; ++index) {
        const LruList list = static_cast<LruList>(index);
        SemanticRow row;
        row.cells = {say(name_of(list)), count_text(machine.reclaim.list(list).pages)};
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

SemanticSection describe_address_space(const Scene& scene) {
    SemanticSection section;
    section.id = "address-space";
    section.heading = say(Message::ViewAddressSpace);
    const std::int64_t resident = scene.mm->resident_pages();
    section.summary = say(Message::SummaryAddressSpace,
                          {{"areas", count_text(scene.areas.size())},
                           {"vsz", bytes_text(scene.mm->total_vm * page_bytes)},
                           {"rss", bytes_text(static_cast<std::uint64_t>(resident) * page_bytes)},
                           {"pages", count_text(static_cast<std::uint64_t>(resident))}});
    const RulerRange& ruler = scene.view->ruler;
    section.summary += " " + say(Message::RulerShows, {{"from", hex_text(ruler.first << page_shift)},
                                                       {"to", hex_text((ruler.first + ruler.pages) << page_shift)},
                                                       {"size", bytes_text(ruler.pages << page_shift)}});
    section.tables.push_back(table_of_areas(scene));
    if (const Area* area = area_at(scene.areas, scene.focus)) section.tables.push_back(table_of_runs(scene, *area));
    return section;
}

SemanticSection describe_page_table(const Scene& scene) {
    SemanticSection section;
    section.id = "page-table";
    section.heading = say(Message::ViewPageTable);
    const std::vector<WalkRow> rows = walk_rows(*scene.machine, *scene.mm, scene.focus);
    SemanticTable table;
    table.id = "walk";
    table.caption = say(Message::CaptionWalk, {{"address", hex_text(scene.focus)}});
    table.columns = {say(Message::ColumnLevel), say(Message::ColumnTableFrame), say(Message::ColumnIndex),
                     say(Message::ColumnEntry), say(Message::ColumnMeaning)};
    table.code_columns = {1, 2, 3};
    for (const WalkRow& row : rows) {
        std::string meaning = pte_bits_text(row.entry);
        if (row.entry.present()) meaning = say(Message::PointsToFrame, {{"frame", frame_text(row.entry.pfn())}, {"bits", meaning}});
        SemanticRow out;
        out.cells = {std::string(level_name(row.level)), frame_text(row.table), std::to_string(row.index),
                     hex_text(row.entry.bits), std::move(meaning)};
        out.current = &row == &rows.back();
        if (row.entry.present()) out.frame = row.entry.pfn();
        table.rows.push_back(std::move(out));
    }
    const bool ends = !rows.empty() && (rows.back().level == Level::Pte || rows.back().entry.huge());
    const bool mapped = ends && rows.back().entry.present();
    section.summary =
        mapped ? say(Message::SummaryWalkMapped, {{"place", place_text(*scene.machine, *scene.mm, scene.focus)},
                                                  {"frame", frame_text(rows.back().entry.pfn())}})
               : say(Message::SummaryWalkEnds, {{"place", place_text(*scene.machine, *scene.mm, scene.focus)},
                                                {"level", rows.empty() ? "" : std::string(level_name(rows.back().level))}});
    if (scene.fault && page_start(scene.fault->address) == page_start(scene.focus)) {
        section.summary += " " + say(scene.fault_is_next ? Message::PteBeforeOnly : Message::PteBeforeAfter,
                                     {{"before", pte_bits_text(scene.fault->pte_before)},
                                      {"after", pte_bits_text(scene.fault->pte_after)}});
    }
    section.tables.push_back(std::move(table));
    return section;
}

SemanticSection describe_frames(const Scene& scene) {
    const Machine& machine = *scene.machine;
    SemanticSection section;
    section.id = "frames";
    section.heading = say(Message::ViewFrames);
    const std::uint32_t total = machine.hardware.ram.frames();
    section.summary = say(Message::SummaryFrames, {{"total", count_text(total)},
                                                   {"free", count_text(machine.free_frames.free())},
                                                   {"used", count_text(total - machine.free_frames.free())}});
    section.summary += " " + watermarks_text(machine);
    const Pfn chosen = scene.focus_frame;
    section.tables.push_back(table_of_lists(machine));
    if (chosen == no_frame) return section;
    for (const std::string& line : frame_lines(machine, chosen)) section.summary += " " + line;

    SemanticTable table;
    table.id = "frames-around";
    table.caption = say(Message::CaptionFrames, {{"frame", frame_text(chosen)}});
    table.columns = {say(Message::ColumnFrame), say(Message::ColumnUse), say(Message::ColumnReferences),
                     say(Message::ColumnMaps), say(Message::ColumnList), say(Message::ColumnFlags), say(Message::ColumnOwner)};
    table.code_columns = {0};
    const std::uint32_t from = index_of(chosen) > frames_around / 2 ? index_of(chosen) - frames_around / 2 : 0;
    for (std::uint32_t frame = from; frame < std::min(total, from + frames_around + 1); ++frame) {
        const Pfn pfn{frame};
        const Page& page = machine.page(pfn);
        SemanticRow row;
        row.cells = {frame_text(pfn), say(name_of(frame_look(machine, pfn))), count_text(page.reference_count),
                     count_text(page.map_count), say(name_of(page.list)), flags_text(machine, pfn), owner_text(machine, pfn)};
        row.current = pfn == chosen;
        row.frame = pfn;
        table.rows.push_back(std::move(row));
    }
    section.tables.push_back(std::move(table));
    return section;
}

SemanticSection describe_tlb(const Scene& scene) {
    const Hardware& hardware = scene.machine->hardware;
    SemanticSection section;
    section.id = "tlb";
    section.heading = say(Message::ViewTlb);
    const AccessCounts& counts = hardware.counts;
    section.summary = say(Message::SummaryTlb, {{"accesses", count_text(counts.data_accesses)},
                                                {"misses", count_text(counts.data_misses)},
                                                {"steps", count_text(counts.walk_steps)}});
    SemanticTable table;
    table.id = "tlb-entries";
    table.caption = say(Message::CaptionTlb);
    table.columns = {say(Message::ColumnPage), say(Message::ColumnFrame), say(Message::ColumnMeaning)};
    table.code_columns = {0, 1};
    const auto list = [&](const TlbEntry& entry, std::uint64_t bytes) {
        if (entry.page_number == TlbEntry::no_page) return;
        const std::uint64_t address = entry.page_number * bytes;
        SemanticRow row;
        row.cells = {hex_text(address), frame_text(entry.pte.pfn()), pte_bits_text(entry.pte)};
        row.current = scene.focus >= address && scene.focus < address + bytes;
        row.page = address;
        table.rows.push_back(std::move(row));
    };
    for (const TlbEntry& entry : hardware.data_tlb.small.entries) list(entry, page_bytes);
    for (const TlbEntry& entry : hardware.data_tlb.huge.entries) list(entry, huge_page_bytes);
    section.tables.push_back(std::move(table));
    return section;
}

}  // namespace faultline
