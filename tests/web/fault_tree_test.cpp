#include <doctest/doctest.h>

#include <set>

#include "shared_run.hpp"
#include "web/semantics/fault_tree.hpp"

using namespace faultline;

namespace {

const FaultTreeRow* lit_leaf(const std::vector<FaultTreeRow>& rows) {
    const FaultTreeRow* found = nullptr;
    for (const FaultTreeRow& row : rows) {
        if (!row.lit || !row.is_leaf) continue;
        CHECK(found == nullptr);
        found = &row;
    }
    return found;
}

/// Every fault of a whole run, each looked at just before it happens.
void check_faults(const char* source, std::set<Leaf>& seen) {
    shared::Run run(source);
    while (run.history().run({Until::What::AnyFault, 1, 0}, 10'000'000) == Stop::Reached) {
        for (const FaultTrace& trace : run.history().next_faults()) {
            const std::vector<FaultTreeRow> rows = lit_fault_tree(&trace);
            const FaultTreeRow* leaf = lit_leaf(rows);
            REQUIRE(leaf != nullptr);
            CHECK(leaf->leaf == trace.leaf);
            seen.insert(trace.leaf);
        }
    }
}

}  // namespace

TEST_CASE("every real fault's path leads through the tree to the leaf where the kernel ended") {
    std::set<Leaf> seen;
    check_faults(shared::touching_program, seen);
    check_faults(R"(#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
char data[3 * 4096] = {1};
int main(void) {
    int *shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    shared[0] = data[4096];
    if (fork() == 0) {
        data[0] = 2;
        _exit(shared[0]);
    }
    wait(0);
    data[0] = 3;
    return *(volatile char *)16;
}
)",
                 seen);
    CHECK(seen.count(Leaf::AnonNewFrame) == 1);
    CHECK(seen.count(Leaf::AnonZeroPage) == 1);
    CHECK(seen.count(Leaf::WpZeroPageReplaced) == 1);
    CHECK(seen.count(Leaf::WpCopy) == 1);
    CHECK(seen.count(Leaf::WpReuse) == 1);
    CHECK(seen.count(Leaf::SegvMaperr) == 1);
}

TEST_CASE("without a fault the whole tree is there and nothing is lit") {
    const std::vector<FaultTreeRow> rows = lit_fault_tree(nullptr);
    std::set<Leaf> leaves;
    for (const FaultTreeRow& row : rows) {
        CHECK(!row.lit);
        if (row.is_leaf) leaves.insert(row.leaf);
    }
    // All but what no question decides: a hole of shared memory.
    CHECK(leaves.size() == leaf_count - 1);
}

TEST_CASE("the path lights up answer by answer, and its end only after the last one") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    const FaultTrace trace = run.history().next_faults().front();
    std::size_t before = 0;
    for (std::uint32_t shown = 0; shown <= trace.answers.size(); ++shown) {
        std::size_t lit = 0;
        bool ended = false;
        for (const FaultTreeRow& row : lit_fault_tree(&trace, shown)) {
            lit += row.lit ? 1u : 0u;
            ended = ended || (row.lit && row.is_leaf);
            if (row.lit && !row.is_leaf) CHECK(row.given->question == row.question);
        }
        CHECK(lit >= before);
        CHECK(ended == (shown == trace.answers.size()));
        before = lit;
    }
}

TEST_CASE("every row hangs on a question of the tree, and no two branches of a question give the same answer") {
    const std::vector<FaultTreeRow> rows = lit_fault_tree(nullptr);
    std::set<std::pair<std::uint32_t, bool>> branches;
    for (std::uint32_t index = 0; index < rows.size(); ++index) {
        if (!rows[index].has_answer) {
            CHECK(rows[index].from == index);
            continue;
        }
        CHECK(!rows[rows[index].from].is_leaf);
        // Whether an entry that is not present is a marker or a swap slot is read off it, not asked: two branches, one answer.
        const bool not_present = rows[rows[index].from].question == Ask::PtePresent && !rows[index].answer;
        CHECK((branches.insert({rows[index].from, rows[index].answer}).second || not_present));
    }
}

TEST_CASE("a fault that found no frame, or no room in its group, ends at that question") {
    for (const bool frame : {false, true}) {
        FaultTrace trace;
        trace.ask(Ask::CanonicalAddress, true);
        trace.ask(Ask::PteEmpty, true);
        trace.ask(Ask::VmaAnonymous, true);
        trace.ask(Ask::Write, true);
        trace.ask(Ask::FrameAvailable, frame);
        if (frame) trace.ask(Ask::CgroupHasRoom, false, 512);
        trace.leaf = Leaf::OomKilled;
        const std::vector<FaultTreeRow> rows = lit_fault_tree(&trace);
        const FaultTreeRow* leaf = lit_leaf(rows);
        REQUIRE(leaf != nullptr);
        CHECK(leaf->leaf == Leaf::OomKilled);
        CHECK(rows[leaf->from].question == (frame ? Ask::CgroupHasRoom : Ask::FrameAvailable));
    }
}
