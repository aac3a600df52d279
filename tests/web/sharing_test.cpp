// Who maps what, and that one selection is the same thing in every view.
#include <doctest/doctest.h>

#include <algorithm>

#include "shared_run.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"

using namespace faultline;

namespace {

const char* const forking = R"(#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    char *own = mmap(0, 64 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 64; i++) own[i * 4096] = 1;
    if (fork() == 0) {
        own[0] = 2;
        return *(volatile char *)0;
    }
    wait(0);
    return *(volatile char *)8;
}
)";

/// After the child has copied page 0 and before it dies: 63 pages are shared, one is not.
struct Forked {
    shared::Run run{forking};
    std::uint64_t start = 0;

    Forked() {
        run.history().run({Until::What::InvalidFault, 1, 0}, 100'000'000);
        for (const Area& area : run.scene().areas) {
            if (area.pages() == shared::mapped_pages) start = area.start;
        }
        REQUIRE(start != 0);
        REQUIRE(run.machine().tasks.size() == 2);
    }
    Pid parent() const { return run.machine().tasks.begin()->first; }
    Pid child() const { return run.machine().tasks.rbegin()->first; }
};

const SemanticSection& section(const SemanticTree& tree, std::string_view id) {
    for (const SemanticSection& one : tree.sections) {
        if (one.id == id) return one;
    }
    FAIL("no section " << id);
    return tree.sections.front();
}

/// The row that says where the machine, or the selection, is.
const SemanticRow* current_row(const SemanticTree& tree, std::string_view section_id, std::string_view table_id) {
    for (const SemanticTable& table : section(tree, section_id).tables) {
        if (table.id != table_id) continue;
        for (const SemanticRow& row : table.rows) {
            if (row.current) return &row;
        }
    }
    return nullptr;
}

}  // namespace

TEST_CASE("a page that the child has not written is mapped by both, a copied one by its writer alone") {
    Forked forked;
    const Machine& machine = forked.run.machine();
    const Mm& mm = machine.mm_of(machine.task(forked.child()));
    const std::vector<Mapping> both =
        mappings_of(machine, leaf_entry(machine, mm, forked.start + 5 * page_bytes).pfn());
    REQUIRE(both.size() == 2);
    CHECK(both[0].pid == forked.parent());
    CHECK(both[1].pid == forked.child());
    CHECK(both[0].address == forked.start + 5 * page_bytes);
    CHECK(!both[0].entry.writable());
    const std::vector<Mapping> one = mappings_of(machine, leaf_entry(machine, mm, forked.start).pfn());
    REQUIRE(one.size() == 1);
    CHECK(one[0].pid == forked.child());
    CHECK(mappings_of(machine, machine.zero_page).empty());
    CHECK(mappings_of(machine, mm.pgd).empty());
}

TEST_CASE("every mapped frame has as many mappings as the kernel counts") {
    Forked forked;
    const Machine& machine = forked.run.machine();
    std::uint32_t looked_at = 0;
    for (std::uint32_t frame = 0; frame < machine.hardware.ram.frames(); ++frame) {
        const Page& page = machine.page(Pfn{frame});
        const bool counted = page.use == PageUse::Anon || page.use == PageUse::File || page.use == PageUse::Shmem;
        if (!counted || page.map_count == 0) continue;
        REQUIRE(mappings_of(machine, Pfn{frame}).size() == page.map_count);
        ++looked_at;
    }
    CHECK(looked_at > shared::mapped_pages);
}

TEST_CASE("RSS is the kernel's, and the PSS of all processes adds up to the frames that they map") {
    Forked forked;
    const Scene scene = forked.run.scene();
    std::uint64_t pss = 0, frames = 0;
    for (const ProcessFacts& facts : scene.processes) {
        const Mm& mm = scene.machine->mm_of(scene.machine->task(facts.pid));
        CHECK(facts.memory.resident == static_cast<std::uint64_t>(mm.resident_pages()));
        CHECK(facts.memory.shared >= 63);
        pss += facts.memory.pss_bytes();
    }
    for (std::uint32_t frame = 0; frame < scene.frames->frames(); ++frame) {
        const Page& page = scene.machine->page(Pfn{frame});
        frames +=
            (page.use == PageUse::Anon || page.use == PageUse::File || page.use == PageUse::Shmem) && page.map_count > 0
                ? 1u
                : 0u;
    }
    // A third of a page cannot be counted exactly; twice is all that there is here.
    CHECK(pss == frames * page_bytes);
}

TEST_CASE("a page that is selected is the same page, entry, frame and mapping everywhere") {
    Forked forked;
    const std::uint64_t address = forked.start + 7 * page_bytes;
    forked.run.view().selection.page = address;
    const Scene scene = forked.run.scene();
    const Pfn pfn = leaf_entry(*scene.machine, *scene.mm, address).pfn();
    CHECK(scene.focus == address);
    CHECK(scene.focus_frame == pfn);
    const SemanticTree tree = describe(scene);
    REQUIRE(current_row(tree, "address-space", "pages") != nullptr);
    CHECK(current_row(tree, "address-space", "pages")->page == address);
    REQUIRE(current_row(tree, "page-table", "walk") != nullptr);
    CHECK(current_row(tree, "page-table", "walk")->frame == pfn);
    REQUIRE(current_row(tree, "frames", "frames-around") != nullptr);
    CHECK(current_row(tree, "frames", "frames-around")->frame == pfn);
    REQUIRE(current_row(tree, "processes", "mappings") != nullptr);
    CHECK(current_row(tree, "processes", "mappings")->page == address);
}

TEST_CASE("memory is told with its list, flags and watermarks, and the reclaim lists add up") {
    Forked forked;
    const Scene scene = forked.run.scene();
    const SemanticTree tree = describe(scene);
    CHECK(section(tree, "frames").summary.find("Watermarks: min " + count_text(scene.machine->reclaim.watermark_min)) !=
          std::string::npos);
    std::uint64_t listed = 0;
    for (std::uint32_t frame = 0; frame < scene.frames->frames(); ++frame) {
        const LruList list = scene.machine->page(Pfn{frame}).list;
        listed += list == LruList::InactiveAnon ? 1u : 0u;
    }
    for (const SemanticTable& table : section(tree, "frames").tables) {
        if (table.id != "reclaim-lists") continue;
        REQUIRE(table.rows.size() == 5);
        CHECK(table.rows[0].cells[1] == count_text(listed));
    }
}
