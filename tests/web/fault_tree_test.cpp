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
    // All but what no question decides: out of memory, and a hole of shared memory.
    CHECK(leaves.size() == leaf_count - 2);
}
