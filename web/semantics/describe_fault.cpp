// The handler's path in words: each question, its answer, and where the fault ended.
#include <algorithm>

#include "web/semantics/fault_words.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"
#include "web/semantics/spoken.hpp"

namespace faultline {
namespace {

/// Every question and every end, whether this fault came there or not.
SemanticTable table_of_tree(const Scene& scene) {
    const std::vector<FaultTreeRow> rows = lit_fault_tree(scene.fault ? &*scene.fault : nullptr, scene.fault_answers_shown);
    SemanticTable table;
    table.id = "tree";
    table.caption = say(Message::CaptionTree);
    table.columns = {say(Message::ColumnQuestion), say(Message::ColumnWhen), say(Message::ColumnTaken), say(Message::ColumnFact),
                     say(Message::ColumnFunction)};
    table.code_columns = {4};
    for (std::uint32_t index = 0; index < rows.size(); ++index) {
        const FaultTreeRow& row = rows[index];
        const FaultTreeRow& from = rows[row.from];
        const std::string after = row.has_answer ? say(Message::TreeAfter, {{"answer", say(row.answer ? Message::Yes : Message::No)},
                                                                            {"question", say(short_question(from.question))}})
                                                 : std::string{};
        SemanticRow out;
        if (row.is_leaf) {
            out.cells = {say(Message::TreeEnd, {{"leaf", std::string(spoken(row.leaf).name)}}), after,
                         row.lit ? say(Message::TreeEnded) : std::string{}, {}, std::string(spoken(row.leaf).function)};
        } else {
            out.cells = {std::string(spoken(row.question).question), after, row.given ? say(row.given->yes ? Message::Yes : Message::No) : std::string{},
                         row.given ? fact_text(row.question, row.given->fact) : std::string{}, std::string(spoken(row.question).function)};
        }
        out.current = scene.view->tree_row == index;
        out.tree_row = index;
        table.rows.push_back(std::move(out));
    }
    return table;
}

std::string selected_row_text(const Scene& scene) {
    const std::vector<FaultTreeRow> rows = lit_fault_tree(scene.fault ? &*scene.fault : nullptr, scene.fault_answers_shown);
    const TreeRowWords words = tree_row_words(rows[*scene.view->tree_row], scene.fault.has_value());
    std::string out = words.title;
    for (const std::string& line : words.lines) out += " " + line;
    return out;
}

}  // namespace

SemanticSection describe_fault_path(const Scene& scene) {
    SemanticSection section;
    section.id = "fault-path";
    section.heading = say(Message::ViewFaultPath);
    if (!scene.fault || scene.mm == nullptr) {
        section.summary = say(Message::SummaryNoFault);
        if (scene.view->tree_row) section.summary += " " + selected_row_text(scene);
        section.tables.push_back(table_of_tree(scene));
        return section;
    }
    const FaultTrace& fault = *scene.fault;
    const std::uint32_t shown = std::min<std::uint32_t>(fault.answers.size(), scene.fault_answers_shown);
    const LeafWords& leaf = spoken(fault.leaf);
    const std::string place = place_text(*scene.machine, *scene.mm, fault.address);
    section.summary = shown < fault.answers.size() ? say(Message::PathAsking) : say(scene.fault_is_next ? Message::SummaryFaultNext : Message::SummaryFaultLast,
                          {{"place", place}, {"outcome", std::string(leaf.outcome)}, {"hint", std::string(leaf.hint)}});
    if (scene.view->tree_row) section.summary += " " + selected_row_text(scene);
    SemanticTable table;
    table.id = "path";
    table.caption = say(Message::CaptionPath, {{"address", hex_text(fault.address)}});
    table.columns = {say(Message::ColumnStage), say(Message::ColumnQuestion), say(Message::ColumnAnswer),
                     say(Message::ColumnMeaning), say(Message::ColumnFact), say(Message::ColumnFunction)};
    table.code_columns = {5};
    for (std::uint32_t index = 0; index < shown; ++index) {
        const bool yes = fault.answers[index].yes;
        const AskWords& words = spoken(fault.answers[index].question);
        SemanticRow row;
        row.cells = {std::string(spoken(words.stage)), std::string(words.question), say(yes ? Message::Yes : Message::No),
                     std::string(yes ? words.yes : words.no), fact_text(fault.answers[index].question, fault.answers[index].fact),
                     std::string(words.function)};
        table.rows.push_back(std::move(row));
    }
    if (shown < fault.answers.size()) {
        section.tables.push_back(std::move(table));
        section.tables.push_back(table_of_tree(scene));
        return section;
    }
    SemanticRow end;
    end.cells = {say(Message::PathEnd), std::string(leaf.name), "", std::string(leaf.outcome), {}, std::string(leaf.function)};
    end.current = true;
    end.page = page_start(fault.address);
    table.rows.push_back(std::move(end));
    section.tables.push_back(std::move(table));
    section.tables.push_back(table_of_tree(scene));
    return section;
}

}  // namespace faultline
