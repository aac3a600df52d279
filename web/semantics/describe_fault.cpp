// The handler's path in words: each question, its answer, and where the fault ended.
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"
#include "web/semantics/spoken.hpp"

namespace faultline {

SemanticSection describe_fault_path(const Scene& scene) {
    SemanticSection section;
    section.id = "fault-path";
    section.heading = say(Message::ViewFaultPath);
    if (!scene.fault || scene.mm == nullptr) {
        section.summary = say(Message::SummaryNoFault);
        return section;
    }
    const FaultTrace& fault = *scene.fault;
    const LeafWords& leaf = spoken(fault.leaf);
    const std::string place = place_text(*scene.machine, *scene.mm, fault.address);
    section.summary = say(scene.fault_is_next ? Message::SummaryFaultNext : Message::SummaryFaultLast,
                          {{"place", place}, {"outcome", std::string(leaf.outcome)}, {"hint", std::string(leaf.hint)}});
    SemanticTable table;
    table.id = "path";
    table.caption = say(Message::CaptionPath, {{"address", hex_text(fault.address)}});
    table.columns = {say(Message::ColumnStage), say(Message::ColumnQuestion), say(Message::ColumnAnswer),
                     say(Message::ColumnMeaning), say(Message::ColumnFunction)};
    table.code_columns = {4};
    for (std::uint32_t index = 0; index < fault.answered; ++index) {
        const bool yes = fault.answers[index].yes;
        const AskWords& words = spoken(fault.answers[index].question);
        SemanticRow row;
        row.cells = {std::string(spoken(words.stage)), std::string(words.question), say(yes ? Message::Yes : Message::No),
                     std::string(yes ? words.yes : words.no), std::string(words.function)};
        table.rows.push_back(std::move(row));
    }
    SemanticRow end;
    end.cells = {say(Message::PathEnd), std::string(leaf.name), "", std::string(leaf.outcome), std::string(leaf.function)};
    end.current = true;
    end.page = page_start(fault.address);
    table.rows.push_back(std::move(end));
    section.tables.push_back(std::move(table));
    return section;
}

}  // namespace faultline
