#include <doctest/doctest.h>

#include "shared_run.hpp"
#include "web/semantics/curves.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"

using namespace faultline;

namespace {

const SemanticSection& section(const SemanticTree& tree, std::string_view id) {
    for (const SemanticSection& one : tree.sections) {
        if (one.id == id) return one;
    }
    FAIL("no section " << id);
    return tree.sections.front();
}

const SemanticTable& table(const SemanticTree& tree, std::string_view section_id, std::string_view id) {
    for (const SemanticTable& one : section(tree, section_id).tables) {
        if (one.id == id) return one;
    }
    FAIL("no table " << id);
    return tree.sections.front().tables.front();
}

std::string value_of(const SemanticTable& counters, std::string_view name) {
    for (const SemanticRow& row : counters.rows) {
        if (row.cells[0] == name) return row.cells[1];
    }
    return {};
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the first write to a page is told in one sentence with its frame and the RSS after it") {
    shared::Run run;
    while (run.to_next_mapped_fault() && run.history().next_faults()[0].leaf != Leaf::AnonNewFrame) run.step();
    const std::uint64_t address = run.history().next_faults()[0].address;
    run.step();
    const Scene scene = run.scene();
    const std::string sentence = describe(scene).sentence;
    CHECK(contains(sentence, "Minor fault: page 0 of the anonymous memory"));
    CHECK(contains(sentence, frame_text(leaf_entry(*scene.machine, *scene.mm, address).pfn())));
    CHECK(contains(sentence, "RSS " + count_text(static_cast<std::uint64_t>(scene.mm->resident_pages())) + " pages."));
}

TEST_CASE("a coming fault is told before it happens, and its path question by question") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    const Scene scene = run.scene();
    REQUIRE(scene.fault_is_next);
    CHECK(scene.fault->leaf == Leaf::AnonZeroPage);
    const SemanticTree tree = describe(scene);
    const SemanticTable& path = table(tree, "fault-path", "path");
    CHECK(path.rows.size() == scene.fault->answers.size() + 1u);
    CHECK(path.rows.back().current);
    CHECK(contains(section(tree, "fault-path").summary, "page 3 of the anonymous memory"));
    CHECK(scene.focus == scene.fault->address);
}

TEST_CASE("after the step the same path is shown as the last fault's") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    const FaultTrace coming = *run.scene().fault;
    run.step();
    run.step();
    const Scene scene = run.scene();
    REQUIRE(scene.fault.has_value());
    CHECK(!scene.fault_is_next);
    CHECK(scene.fault->address == coming.address);
    CHECK(scene.fault->answers.size() == coming.answers.size());
}

TEST_CASE("a path that nobody saw coming is found again") {
    shared::Run run;
    run.history().run({Until::What::Ticks, 100'000'000, 0}, 100'000'000);
    run.history().seek(run.history().marks().back().tick);
    shared::Run other;
    other.history().run({Until::What::Ticks, 100'000'000, 0}, 100'000'000);
    const Scene scene = run.scene();
    REQUIRE(scene.last_fault.has_value());
    REQUIRE(scene.fault.has_value());
    CHECK(scene.fault->leaf == scene.last_fault->leaf);
    CHECK(scene.fault->answers.size() > 0);
}

TEST_CASE("the counters' table says what the kernel counts") {
    shared::Run run;
    while (run.to_next_mapped_fault()) run.step();
    run.history().step_back({Until::What::AnyFault, 1, 0});
    const Scene scene = run.scene();
    const SemanticTree tree = describe(scene);
    const SemanticTable& counters = table(tree, "counters", "counters-table");
    CHECK(value_of(counters, "Minor faults") == count_text(scene.task->faults.min_flt));
    CHECK(value_of(counters, "Major faults") == count_text(scene.task->faults.maj_flt));
    CHECK(value_of(counters, "VSZ") == bytes_text(scene.mm->total_vm * page_bytes));
}

TEST_CASE("the walk's table ends where the hardware's walk ends") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    CHECK(contains(section(describe(run.scene()), "page-table").summary, "no frame yet"));
    run.view().selection.page = page_start(run.scene().fault->address);
    run.step();
    const SemanticTree tree = describe(run.scene());
    CHECK(table(tree, "page-table", "walk").rows.size() == 4);
    CHECK(contains(section(tree, "page-table").summary, "ends at frame " + frame_text(run.machine().zero_page)));
}

TEST_CASE("a selected page is the current row of every table that has it") {
    shared::Run run;
    while (run.to_next_mapped_fault() && run.scene().machine->vmstat.pgfault < 40) run.step();
    const Scene before = run.scene();
    const Area* mapped = nullptr;
    for (const Area& area : before.areas) mapped = area.pages() == shared::mapped_pages ? &area : mapped;
    REQUIRE(mapped != nullptr);
    // The next scene's areas take the place of these.
    const std::uint64_t second_page = mapped->start + page_bytes;
    run.view().selection.page = second_page;
    const SemanticTree tree = describe(run.scene());
    const auto current = [](const SemanticTable& one) {
        std::string found;
        for (const SemanticRow& row : one.rows) found += row.current ? row.cells[0] : "";
        return found;
    };
    CHECK(current(table(tree, "address-space", "areas")) == "anonymous memory");
    CHECK(contains(current(table(tree, "address-space", "pages")), "pages 0 to"));
    CHECK(contains(table(tree, "page-table", "walk").caption, hex_text(second_page)));
}

TEST_CASE("every micro-step of a faulting access has a sentence, from the access to the outcome") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    const Scene scene = run.scene();
    std::string all;
    for (const Event& event : scene.next) {
        const std::string sentence = sentence_of(scene, event);
        CHECK(!sentence.empty());
        CHECK(!contains(sentence, "{"));
        all += sentence;
    }
    CHECK(contains(all, "TLB miss"));
    CHECK(contains(all, "Page fault"));
}

TEST_CASE("describing twice says the same") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    const Scene scene = run.scene();
    const SemanticTree first = describe(scene), second = describe(scene);
    REQUIRE(first.sections.size() == second.sections.size());
    for (std::size_t index = 0; index < first.sections.size(); ++index) CHECK(first.sections[index].summary == second.sections[index].summary);
}

TEST_CASE("without a machine there is a sentence and nothing else") {
    const ViewState view;
    const GuideView guide;
    SceneBuilder builder;
    const Scene scene = builder.build({}, guide, view);
    CHECK(describe(scene).sections.empty());
    CHECK(!describe(scene).sentence.empty());
}

TEST_CASE("a curve is told place by place, before any machine runs, and what was measured once it was") {
    QuestionView question;
    question.id = "cliff";
    question.kind = QuestionKind::Curve;
    question.curve.across = "size of the block";
    question.curve.up = "faults";
    question.curve.up_unit = "faults";
    CurveView::Place place;
    place.name = "256 pages";
    question.curve.places = {place, place};
    question.curve.places[0].drawn = 12;
    GuideView guide;
    guide.questions = {question};
    const ViewState view;
    SceneBuilder builder;
    const SemanticTree before = describe(builder.build({}, guide, view));
    REQUIRE(before.sections.size() == 1);
    const SemanticTable& sketched = table(before, "curve", "curve-cliff");
    CHECK(sketched.columns.size() == 2);
    CHECK(sketched.rows[0].cells == std::vector<std::string>{"256 pages", "12 faults"});
    CHECK(sketched.rows[1].cells[1] == "…");
    for (CurveView::Place& each : guide.questions[0].curve.places) {
        each.measured = 34;
        each.measured_text = "34 faults";
    }
    CHECK(table(describe(builder.build({}, guide, view)), "curve", "curve-cliff").rows[1].cells == std::vector<std::string>{"256 pages", "…", "34 faults"});
    guide.questions[0].curve.beside = "pages a second";
    for (CurveView::Place& each : guide.questions[0].curve.places) {
        each.beside = 56;
        each.beside_text = "56";
    }
    const SemanticTree more = describe(builder.build({}, guide, view));
    CHECK(table(more, "curve", "curve-cliff").columns.back() == "pages a second");
    CHECK(table(more, "curve", "curve-cliff").rows[1].cells.back() == "56");
}

TEST_CASE("a height drawn by hand has three digits at most, in the unit of its axis") {
    CurveView curve;
    CHECK(typed_height(curve, 999) == "999");
    CHECK(typed_height(curve, 1234) == "1230");
    CHECK(typed_height(curve, 123'456) == "123000");
    CHECK(typed_height(curve, 1996) == "2000");
    curve.unit = 1024;
    CHECK(typed_height(curve, 5 * 1024 + 7) == "5");
}
