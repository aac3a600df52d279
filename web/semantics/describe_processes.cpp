// Processes and who shares what, in words.
#include "web/semantics/frame_words.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"

namespace faultline {
namespace {

SemanticTable table_of_processes(const Scene& scene) {
    SemanticTable table;
    table.id = "process-table";
    table.caption = say(Message::CaptionProcesses);
    table.columns = {say(Message::ColumnPid),   say(Message::ColumnParent),   say(Message::ColumnName),
                     say(Message::ColumnState), say(Message::CounterVsz),     say(Message::CounterRss),
                     say(Message::CounterPss),  say(Message::ColumnOwnPages), say(Message::ColumnSharedPages),
                     say(Message::CounterSwap), say(Message::CounterMinor),   say(Message::CounterMajor)};
    for (const ProcessFacts& facts : scene.processes) {
        const MemoryCount& memory = facts.memory;
        SemanticRow row;
        row.cells = {std::to_string(facts.pid),
                     std::to_string(facts.parent),
                     facts.name,
                     say(state_name(*scene.machine, facts)),
                     bytes_text(facts.vsz_bytes),
                     bytes_text(memory.resident * page_bytes),
                     bytes_text(memory.pss_bytes()),
                     count_text(memory.resident - memory.shared),
                     count_text(memory.shared),
                     count_text(memory.swapped),
                     count_text(facts.faults.min_flt),
                     count_text(facts.faults.maj_flt)};
        row.current = scene.task != nullptr && facts.pid == scene.task->pid;
        row.process = facts.pid;
        table.rows.push_back(std::move(row));
    }
    return table;
}

SemanticTable table_of_mappings(const Scene& scene) {
    SemanticTable table;
    table.id = "mappings";
    table.caption = say(Message::WhoMaps, {{"frame", frame_text(scene.focus_frame)}});
    table.columns = {say(Message::ColumnPid), say(Message::ColumnPage), say(Message::ColumnAddress),
                     say(Message::ColumnEntry)};
    table.code_columns = {2};
    for (const Mapping& mapping : scene.focus_mappings) {
        SemanticRow row;
        row.cells = {
            std::to_string(mapping.pid),
            place_text(*scene.machine, scene.machine->mm_of(scene.machine->task(mapping.pid)), mapping.address),
            hex_text(mapping.address), pte_bits_text(mapping.entry)};
        row.current = scene.task != nullptr && mapping.pid == scene.task->pid;
        row.page = page_start(mapping.address);
        row.process = mapping.pid;
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

SemanticSection describe_processes(const Scene& scene) {
    SemanticSection section;
    section.id = "processes";
    section.heading = say(Message::ViewProcesses);
    section.summary = say_count(Message::SummaryProcessOne, Message::SummaryProcessOther, scene.processes.size());
    section.tables.push_back(table_of_processes(scene));
    if (scene.focus_frame == no_frame) return section;
    section.summary += " " + say(Message::WhoMaps, {{"frame", frame_text(scene.focus_frame)}}) + " ";
    section.summary += scene.focus_mappings.empty()
                           ? say(Message::NobodyMaps)
                           : say_count(Message::MappedByOne, Message::MappedByOther, scene.focus_mappings.size());
    if (!scene.focus_mappings.empty()) section.tables.push_back(table_of_mappings(scene));
    return section;
}

}  // namespace faultline
