#include "web/view_json.hpp"

#include "web/guide_json.hpp"
#include "web/json_out.hpp"
#include "web/time_json.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

void write_table(JsonOut& out, const SemanticTable& table) {
    out.begin_object();
    out.field("id", table.id);
    out.field("caption", table.caption);
    out.key("columns");
    out.begin_list();
    for (std::size_t index = 0; index < table.columns.size(); ++index) {
        bool is_code = false;
        for (const std::uint32_t column : table.code_columns) is_code = is_code || column == index;
        out.begin_object();
        out.field("name", table.columns[index]);
        out.field("code", is_code);
        out.end_object();
    }
    out.end_list();
    out.key("rows");
    out.begin_list();
    for (const SemanticRow& row : table.rows) {
        out.begin_object();
        out.key("cells");
        out.begin_list();
        for (const std::string& cell : row.cells) out.text(cell);
        out.end_list();
        if (row.current) out.field("current", true);
        if (row.page) out.field("page", hex_text(*row.page));
        if (row.frame) out.field("frame", frame_text(*row.frame));
        if (row.process) out.field("process", static_cast<std::uint64_t>(*row.process));
        if (row.tree_row) out.field("treeRow", *row.tree_row);
        if (row.tick) out.field("tick", *row.tick);
        out.end_object();
    }
    out.end_list();
    out.field("more", table.more);
    out.end_object();
}

void write_twin(JsonOut& out, const SemanticTree& twin) {
    out.begin_list();
    for (const SemanticSection& section : twin.sections) {
        out.begin_object();
        out.field("id", section.id);
        out.field("heading", section.heading);
        out.field("summary", section.summary);
        out.key("tables");
        out.begin_list();
        for (const SemanticTable& table : section.tables) write_table(out, table);
        out.end_list();
        out.end_object();
    }
    out.end_list();
}

void write_look(JsonOut& out, const Scene& scene) {
    const ViewState& view = *scene.view;
    out.key("look");
    out.begin_object();
    out.field("view", id_of(view.view));
    out.field("dark", view.dark);
    out.field("disassembly", view.disassembly);
    out.field("microSteps", static_cast<std::uint64_t>(scene.next.size()));
    out.field("micro", view.micro);
    out.field("shell", view.shell);
    out.field("selected", view.selection.any() || view.tree_row.has_value());
    out.field("selectedPage", view.selection.page ? hex_text(*view.selection.page) : std::string{});
    out.field("selectedFrame", view.selection.frame ? frame_text(*view.selection.frame) : std::string{});
    out.field("selectedPlace", view.selection.page && scene.mm != nullptr
                                   ? place_text(*scene.machine, *scene.mm, *view.selection.page)
                                   : std::string{});
    out.field("stride", strides[view.stride].id);
    out.field("stridePid", static_cast<std::uint64_t>(view.stride_pid));
    out.field("playing", view.playing);
    out.field("perSecond", paces[view.pace]);
    out.key("strides");
    out.begin_list();
    for (const Stride& stride : strides) {
        out.begin_object();
        out.field("id", stride.id);
        out.field("name", text_of(stride.name));
        out.end_object();
    }
    out.end_list();
    out.key("paces");
    out.begin_list();
    for (const std::uint32_t pace : paces) {
        out.begin_object();
        out.field("perSecond", pace);
        out.field("name", pace_text(pace));
        out.end_object();
    }
    out.end_list();
    out.key("views");
    out.begin_list();
    for (std::uint32_t index = 0; index < view_kind_count; ++index) {
        out.begin_object();
        out.field("id", id_of(static_cast<ViewKind>(index)));
        out.field("name", text_of(name_of(static_cast<ViewKind>(index))));
        out.end_object();
    }
    out.end_list();
    out.end_object();
}

}  // namespace

std::string view_json(const Scene& scene, std::uint32_t version) {
    JsonOut out;
    out.begin_object();
    out.field("version", version);
    out.field("sentence", scene.sentence);
    if (scene.guide != nullptr) {
        write_guide(out, *scene.guide);
        write_transport(out, scene.guide->transport, scene.line != 0 ? scene.line : scene.calling_line);
    }
    write_look(out, scene);
    out.end_object();
    return out.take();
}

std::string twin_json(const SemanticTree& twin) {
    JsonOut out;
    write_twin(out, twin);
    return out.take();
}

std::string messages_json() {
    JsonOut out;
    out.begin_object();
    for (std::uint32_t index = 0; index < message_count; ++index) {
        out.field(id_of(static_cast<Message>(index)), text_of(static_cast<Message>(index)));
    }
    out.end_object();
    return out.take();
}

}  // namespace faultline
