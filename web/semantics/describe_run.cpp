// Program, counters, cost and timeline in words.
#include <algorithm>

#include "engine/kernel/explain.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"

namespace faultline {
namespace {

constexpr std::size_t marks_listed = 40;

std::string source_line(std::string_view source, std::uint32_t line) {
    for (std::uint32_t number = 1; number < line && !source.empty(); ++number) {
        const std::size_t end = source.find('\n');
        source = end == std::string_view::npos ? std::string_view{} : source.substr(end + 1);
    }
    std::string_view text = source.substr(0, source.find('\n'));
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    return std::string(text);
}

void add(SemanticTable& table, Message name, std::string value) {
    SemanticRow row;
    row.cells = {say(name), std::move(value)};
    table.rows.push_back(std::move(row));
}

}  // namespace

SemanticSection describe_program(const Scene& scene) {
    SemanticSection section;
    section.id = "program";
    section.heading = say(Message::ViewProgram);
    if (scene.line != 0) {
        section.summary = say(Message::SummaryProgramLine,
                              {{"line", std::to_string(scene.line)}, {"text", source_line(scene.source, scene.line)}});
    } else if (scene.calling_line != 0) {
        section.summary = say(Message::SummaryProgramCalled,
                              {{"line", std::to_string(scene.calling_line)}, {"text", source_line(scene.source, scene.calling_line)}});
    } else if (scene.task != nullptr) {
        section.summary = say(Message::SummaryProgramElsewhere, {{"address", hex_text(scene.task->cpu.rip)}});
    } else {
        section.summary = say(Message::SummaryProgramEnded);
    }
    if (!scene.code.empty()) {
        SemanticTable table;
        table.id = "code";
        table.caption = say(Message::CaptionCode);
        table.columns = {say(Message::ColumnAddress), say(Message::ColumnInstruction)};
        table.code_columns = {0, 1};
        for (const CodeLine& line : scene.code) {
            SemanticRow row;
            row.cells = {hex_text(line.address), line.text};
            row.current = scene.task != nullptr && line.address == scene.task->cpu.rip;
            table.rows.push_back(std::move(row));
        }
        section.tables.push_back(std::move(table));
    }
    if (!scene.next.empty()) {
        SemanticTable table;
        table.id = "next";
        table.caption = say(Message::CaptionNext);
        table.columns = {say(Message::ColumnStep), say(Message::ColumnMeaning)};
        for (std::size_t index = 0; index < scene.next.size(); ++index) {
            SemanticRow row;
            row.cells = {std::to_string(index + 1), sentence_of(scene, scene.next[index])};
            row.current = scene.view->micro != 0 && index + 1 == scene.view->micro;
            table.rows.push_back(std::move(row));
        }
        section.tables.push_back(std::move(table));
    }
    return section;
}

SemanticSection describe_counters(const Scene& scene) {
    const Machine& machine = *scene.machine;
    SemanticSection section;
    section.id = "counters";
    section.heading = say(Message::ViewCounters);
    SemanticTable table;
    table.id = "counters-table";
    table.caption = say(Message::CaptionCounters);
    table.columns = {say(Message::ColumnCounter), say(Message::ColumnValue)};
    if (scene.task != nullptr && scene.mm != nullptr) {
        const Mm& mm = *scene.mm;
        const std::uint64_t rss = static_cast<std::uint64_t>(mm.resident_pages());
        section.summary = say(Message::SummaryCounters, {{"name", scene.task->name},
                                                         {"min", count_text(scene.task->faults.min_flt)},
                                                         {"maj", count_text(scene.task->faults.maj_flt)},
                                                         {"rss", bytes_text(rss * page_bytes)}});
        add(table, Message::CounterMinor, count_text(scene.task->faults.min_flt));
        add(table, Message::CounterMajor, count_text(scene.task->faults.maj_flt));
        add(table, Message::CounterVsz, bytes_text(mm.total_vm * page_bytes));
        add(table, Message::CounterRss, bytes_text(rss * page_bytes) + " (" + say_count(Message::PageOne, Message::PageOther, rss) + ")");
        add(table, Message::CounterRssAnon, count_text(static_cast<std::uint64_t>(mm.rss_of(Rss::Anon))));
        add(table, Message::CounterRssFile, count_text(static_cast<std::uint64_t>(mm.rss_of(Rss::File))));
        add(table, Message::CounterRssShmem, count_text(static_cast<std::uint64_t>(mm.rss_of(Rss::Shmem))));
        add(table, Message::CounterSwap, count_text(static_cast<std::uint64_t>(mm.rss_of(Rss::SwapEntries))));
        add(table, Message::CounterPageTables, bytes_text(mm.page_table_bytes));
    }
    add(table, Message::CounterPgfault, count_text(machine.vmstat.pgfault));
    add(table, Message::CounterPgmajfault, count_text(machine.vmstat.pgmajfault));
    add(table, Message::CounterFreeFrames, count_text(machine.free_frames.free()));
    add(table, Message::CounterCommitted, bytes_text(machine.committed_pages * page_bytes));
    section.tables.push_back(std::move(table));
    return section;
}

SemanticSection describe_cost(const Scene& scene) {
    SemanticSection section;
    section.id = "cost";
    section.heading = say(Message::ViewCost);
    const Machine& machine = *scene.machine;
    section.summary = say(Message::SummaryCost, {{"time", time_text(machine.hardware.now)}});
    if (scene.fault) {
        section.summary += " " + say(scene.fault_is_next ? Message::CostNextFault : Message::CostLastFault,
                                     {{"time", time_text(scene.fault->cost)}});
    }
    SemanticTable table;
    table.id = "cost-table";
    table.caption = say(Message::CaptionCost);
    table.columns = {say(Message::ColumnWhere), say(Message::ColumnTime)};
    if (scene.task != nullptr) {
        add(table, Message::CostUser, time_text(scene.task->user_time));
        add(table, Message::CostSystem, time_text(scene.task->system_time));
    }
    section.tables.push_back(std::move(table));
    return section;
}

SemanticSection describe_timeline(const Scene& scene) {
    SemanticSection section;
    section.id = "timeline";
    section.heading = say(Message::ViewTimeline);
    if (scene.history == nullptr) return section;
    const MarkList& marks = scene.history->marks();
    const Tick now = scene.history->tick();
    const std::size_t past = marks.lower_bound(now);
    section.summary = say(Message::SummaryTimeline, {{"marks", count_text(marks.size())},
                                                     {"past", count_text(past)},
                                                     {"tick", count_text(now)},
                                                     {"end", count_text(scene.history->recorded_end())}});
    SemanticTable table;
    table.id = "marks";
    table.caption = say(Message::CaptionMarks);
    table.columns = {say(Message::ColumnTick), say(Message::ColumnTime), say(Message::ColumnEvent)};
    const std::size_t from = past > marks_listed / 2 ? past - marks_listed / 2 : 0;
    const std::size_t to = std::min(marks.size(), from + marks_listed);
    for (MarkList::Iterator each(marks, from); each.index() < to; ++each) {
        const std::size_t index = each.index();
        if (marks.forgotten(index / MarkList::block_marks)) continue;
        const Mark& mark = *each;
        SemanticRow row;
        row.cells = {count_text(mark.tick), time_text(mark.time), mark_text(scene, mark)};
        row.current = index + 1 == past;
        row.tick = mark.tick;
        table.rows.push_back(std::move(row));
    }
    if (to - from < marks.size()) table.more = say(Message::MoreMarks, {{"count", count_text(marks.size() - (to - from))}});
    section.tables.push_back(std::move(table));
    return section;
}

}  // namespace faultline
