#include "engine/history/history.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "history_story.hpp"

using namespace faultline;

namespace {

constexpr const char* echo_story =
    "#include <stdio.h>\n"                          // 1
    "#include <stdlib.h>\n"                         // 2
    "int twice(int n) {\n"                          // 3
    "    return 2 * n;\n"                           // 4
    "}\n"                                           // 5
    "int main(void) {\n"                            // 6
    "    char *p = malloc(64 * 4096);\n"            // 7
    "    for (int i = 0; i < 64; i++)\n"            // 8
    "        p[i * 4096] = (char)twice(i);\n"       // 9
    "    int c = getchar();\n"                      // 10
    "    if (c == 'y')\n"                           // 11
    "        p[0] = p[4096];\n"                     // 12
    "    printf(\"%c\\n\", c);\n"                   // 13
    "    return 0;\n"                               // 14
    "}\n";

struct Story {
    std::vector<std::uint8_t> elf = compile(echo_story, "echo.c").elf;
    LineTable lines{elf};
    History history{shared::started(elf), &lines};

    std::uint64_t hash() const { return history.now().state_hash(); }
    std::uint32_t line() const {
        return lines.line_at(history.now().task(history.now().current).cpu.rip);
    }
    Stop run_to_end() { return history.run({.what = Until::What::Ticks, .count = 100'000'000}, 100'000'000); }
};

std::uint64_t faults_on(const History& history) {
    std::uint64_t faults = 0;
    for (const Mark& mark : history.marks()) faults += mark.kind == MarkKind::Fault && mark.counted ? 1 : 0;
    return faults;
}

}  // namespace

TEST_CASE("a run waits for the terminal, goes on with what is typed, and ends") {
    Story story;
    CHECK(story.run_to_end() == Stop::WaitsForInput);
    story.history.give(TypeInput{"x\n"});
    CHECK(story.run_to_end() == Stop::AllExited);
    CHECK(faults_on(story.history) >= 64);
}

TEST_CASE("stepping tick by tick, running at once and replaying lead to the same machine") {
    Story stepped, at_once;
    constexpr Tick far = 3000;
    for (Tick i = 0; i < far; ++i) stepped.history.run({.what = Until::What::Ticks, .count = 1}, 1);
    at_once.history.run({.what = Until::What::Ticks, .count = far}, far);
    CHECK(stepped.history.tick() == at_once.history.tick());
    CHECK(stepped.hash() == at_once.hash());

    const std::uint64_t there = at_once.hash();
    at_once.history.seek(17);
    const std::uint64_t early = at_once.hash();
    CHECK(early != there);
    at_once.history.seek(far);
    CHECK(at_once.hash() == there);
    stepped.history.seek(17);
    CHECK(stepped.hash() == early);
}

TEST_CASE("jumping about at random always finds the same machine at the same tick") {
    Story story;
    story.run_to_end();
    story.history.give(TypeInput{"y\n"});
    story.run_to_end();
    const Tick end = story.history.recorded_end();
    std::vector<std::uint64_t> seen(11);
    for (std::uint32_t i = 0; i <= 10; ++i) {
        story.history.seek(end * i / 10);
        seen[i] = story.hash();
    }
    for (std::uint32_t i : {3u, 9u, 1u, 10u, 0u, 7u, 5u, 10u, 2u}) {
        story.history.seek(end * i / 10);
        CHECK(story.hash() == seen[i]);
    }
}

TEST_CASE("going back deletes nothing: the future is walked again without new marks") {
    Story story;
    story.run_to_end();
    const std::size_t marks = story.history.marks().size();
    const Tick end = story.history.recorded_end();
    const std::uint64_t hash = story.hash();
    story.history.seek(5);
    CHECK(story.history.recorded_end() == end);
    CHECK(story.run_to_end() == Stop::WaitsForInput);
    CHECK(story.hash() == hash);
    CHECK(story.history.marks().size() == marks);
}

TEST_CASE("typing something else in the past starts a branch, and the first one can be visited again") {
    Story story;
    story.run_to_end();
    const Tick question = story.history.tick();
    story.history.give(TypeInput{"x\n"});
    story.run_to_end();
    const std::uint64_t said_x = story.hash();

    story.history.seek(question);
    story.history.give(TypeInput{"y\n"});
    CHECK(story.history.branch_count() == 2);
    story.run_to_end();
    CHECK(story.hash() != said_x);

    story.history.visit_branch(0);
    CHECK(story.history.tick() == question);
    story.run_to_end();
    CHECK(story.hash() == said_x);
    CHECK(story.history.branch_count() == 2);
}

TEST_CASE("to the next fault: stops just before it, and the look at what comes next moves nothing") {
    Story story;
    CHECK(story.history.run({.what = Until::What::AnyFault}, 1'000'000) == Stop::Reached);
    const Tick here = story.history.tick();
    const std::uint64_t hash = story.hash();
    const std::vector<FaultTrace> faults = story.history.next_faults();
    REQUIRE(faults.size() == 1);
    bool trapped = false;
    for (const Event& event : story.history.next_attempt()) trapped = trapped || event.kind == EventKind::Trap;
    CHECK(trapped);
    CHECK(story.hash() == hash);

    CHECK(story.history.run({.what = Until::What::AnyFault}, 1'000'000) == Stop::Reached);
    CHECK(story.history.tick() > here);
    story.history.step_back({.what = Until::What::AnyFault});
    CHECK(story.history.tick() == here);
    CHECK(story.hash() == hash);
}

TEST_CASE("by line: into a call, over it, out of it, and back") {
    Story story;
    const auto step = [&](Until::What what) { return story.history.run({.what = what}, 1'000'000); };
    while (story.line() != 9) REQUIRE(step(Until::What::Line) == Stop::Reached);
    CHECK(step(Until::What::Line) == Stop::Reached);
    CHECK(story.line() == 3);
    CHECK(step(Until::What::Line) == Stop::Reached);
    CHECK(story.line() == 4);
    CHECK(step(Until::What::LineOut) == Stop::Reached);
    CHECK(story.line() == 9);
    story.history.step_back({.what = Until::What::Line});
    CHECK(story.line() <= 5);

    Story over;
    while (over.line() != 9) REQUIRE(over.history.run({.what = Until::What::LineOver}, 1'000'000) == Stop::Reached);
    CHECK(over.history.run({.what = Until::What::LineOver}, 1'000'000) == Stop::Reached);
    CHECK(over.line() == 8);
}

TEST_CASE("checkpoints keep to their budget by lying further apart") {
    Story small;
    // A small machine, so that copying it is little work.
    History tight(shared::started(small.elf, 8u << 20), &small.lines, {.bytes = 1 << 20, .first_spacing = 2000});
    tight.run({.what = Until::What::Ticks, .count = 100'000}, 100'000);
    CHECK(tight.bytes() <= 1u << 20);
    CHECK(tight.checkpoint_count() > 2);
    const std::uint64_t hash = tight.now().state_hash();
    const Tick end = tight.tick();
    tight.seek(end / 2);
    tight.seek(end);
    CHECK(tight.now().state_hash() == hash);
}

TEST_CASE("a machine that is work to copy is copied seldom") {
    Story small;
    const HistoryBudget budget{.bytes = 64u << 20, .first_spacing = 2000};
    History light(shared::started(small.elf, 8u << 20), &small.lines, budget);
    History heavy(shared::started(small.elf, 4ull << 30), &small.lines, budget);
    for (History* history : {&light, &heavy}) history->run({.what = Until::What::Ticks, .count = 100'000}, 100'000);
    CHECK(heavy.tick() == light.tick());
    CHECK(heavy.checkpoint_count() < light.checkpoint_count());
}

TEST_CASE("a run to a fault records nothing beyond it: a command given there is no branch") {
    Story story;
    CHECK(story.history.run({.what = Until::What::MinorFault}, 1'000'000) == Stop::Reached);
    CHECK(story.history.at_end());
    story.history.give(TypeInput{"early\n"});
    CHECK(story.history.branch_count() == 1);
    CHECK(story.run_to_end() == Stop::AllExited);
}

TEST_CASE("branches keep their index, their cause and their end") {
    Story story;
    story.run_to_end();
    const Tick question = story.history.tick();
    story.history.give(TypeInput{"x\n"});
    story.run_to_end();
    const Tick said_x = story.history.recorded_end();
    story.history.seek(question);
    story.history.give(TypeInput{"y\n"});
    story.run_to_end();
    story.history.seek(question / 2);
    story.history.give(TypeInput{"z\n"});
    story.run_to_end();

    CHECK(story.history.branch_count() == 3);
    CHECK(story.history.current_branch() == 2);
    CHECK(story.history.branch(0).recorded_end == said_x);
    CHECK(story.history.branch(1).parent == 0);
    CHECK(story.history.branch(1).parted_at == question);
    CHECK(story.history.branch(2).parent == 1);
    CHECK(std::get<TypeInput>(*story.history.branch(2).command).text == "z\n");

    story.history.visit_branch(1);
    CHECK(story.history.tick() == question / 2);
    CHECK(story.history.branch(1).current);
    story.history.visit_branch(0);
    CHECK(story.history.tick() == question);
    story.history.visit_branch(2);
    CHECK(story.run_to_end() == Stop::AllExited);
    CHECK(story.history.now().vfs.terminal.output.text() == "z\n");
}

TEST_CASE("a breakpoint stops every way forward, and the way back to it") {
    Story story;
    const std::uint64_t call = story.lines.address_of_line(4);
    story.history.set_stop_points({.addresses = {call}});
    CHECK(story.history.run({.what = Until::What::StopPoint}, 10'000'000) == Stop::Breakpoint);
    CHECK(story.line() == 4);
    const Tick first = story.history.tick();
    CHECK(story.run_to_end() == Stop::Breakpoint);
    CHECK(story.history.tick() > first);
    CHECK(story.history.run({.what = Until::What::LineOut}, 10'000'000) == Stop::Reached);
    CHECK(story.line() == 9);
    CHECK(story.history.run({.what = Until::What::LineOver}, 10'000'000) == Stop::Reached);
    CHECK(story.history.run({.what = Until::What::LineOver}, 10'000'000) == Stop::Reached);
    CHECK(story.history.run({.what = Until::What::LineOver}, 10'000'000) == Stop::Breakpoint);
    story.history.step_back({.what = Until::What::StopPoint});
    story.history.step_back({.what = Until::What::StopPoint});
    CHECK(story.history.tick() == first);
    story.history.set_stop_points({});
    CHECK(story.run_to_end() == Stop::WaitsForInput);
}

TEST_CASE("a watched page stops the run just before it is written, and changes nothing") {
    Story story, unwatched;
    REQUIRE(story.history.run({.what = Until::What::Syscall}, 1'000'000) == Stop::Reached);
    while (story.line() != 9) REQUIRE(story.history.run({.what = Until::What::Line}, 1'000'000) == Stop::Reached);
    // p[0] is written on this line.
    const Machine& machine = story.history.now();
    const Function* main = story.lines.function_at(machine.task(1).cpu.rip);
    REQUIRE(main != nullptr);
    std::uint64_t p = 0;
    for (const Variable& variable : main->variables) {
        const std::uint64_t at = machine.task(1).cpu[Gpr::Rbp] + static_cast<std::uint64_t>(variable.place);
        const Pte pte = machine.hardware.peek(at);
        if (variable.name == "p") p = machine.hardware.ram.read_u64(pte.pfn(), offset_in_page(at) / 8);
    }
    REQUIRE(p != 0);
    story.history.set_stop_points({.addresses = {}, .watched = {{.pid = 1, .start = p + 3 * 4096, .end = p + 4 * 4096}}});
    CHECK(story.run_to_end() == Stop::Watched);
    const Tick there = story.history.tick();
    bool writes = false;
    for (const Event& event : story.history.next_attempt()) {
        writes = writes || (event.kind == EventKind::AccessStarted && event.small == static_cast<std::uint8_t>(Access::Write) && event.address == p + 3 * 4096);
    }
    CHECK(writes);
    unwatched.history.run({.what = Until::What::Ticks, .count = there - unwatched.history.tick()}, there);
    CHECK(unwatched.hash() == story.hash());
    CHECK(story.run_to_end() == Stop::WaitsForInput);
    story.history.step_back({.what = Until::What::StopPoint});
    CHECK(story.history.tick() == there);
}

TEST_CASE("a loop that stands on one line is one step, however long it goes on") {
    const std::vector<std::uint8_t> elf = compile("int main(void) {\n"
                                                  "    int n = 0;\n"
                                                  "    while (n < 300000) n++;\n"
                                                  "    return n;\n"
                                                  "}\n", "loop.c").elf;
    const LineTable lines(elf);
    History history(shared::started(elf), &lines);
    const auto line = [&] { return lines.line_at(history.now().task(1).cpu.rip); };
    while (line() != 3) REQUIRE(history.run({.what = Until::What::Line}, 10'000'000) == Stop::Reached);
    CHECK(history.run({.what = Until::What::Line}, 10'000'000) == Stop::Reached);
    CHECK(line() == 4);
    CHECK(history.tick() > 600000);
    history.step_back({.what = Until::What::Line});
    CHECK(line() == 3);
}

TEST_CASE("the paths of the last faults are those that looking ahead finds, whether they were recorded or are replayed") {
    Story story, ahead;
    CHECK(story.run_to_end() == Stop::WaitsForInput);
    story.history.give(TypeInput{"y\n"});
    ahead.run_to_end();
    ahead.history.give(TypeInput{"y\n"});
    story.run_to_end();
    ahead.run_to_end();
    std::uint32_t faults = 0;
    for (const Mark& mark : story.history.marks()) {
        if (mark.kind != MarkKind::Fault) continue;
        ahead.history.seek(mark.tick);
        const std::vector<FaultTrace> expected = ahead.history.next_faults(), found = story.history.faults_at(mark.tick);
        REQUIRE(found.size() == expected.size());
        for (std::size_t index = 0; index < found.size(); ++index) {
            CHECK(found[index].address == expected[index].address);
            CHECK(found[index].leaf == expected[index].leaf);
            CHECK(found[index].pte_after == expected[index].pte_after);
            REQUIRE(found[index].answers.size() == expected[index].answers.size());
            for (std::uint32_t answer = 0; answer < found[index].answers.size(); ++answer) {
                CHECK(found[index].answers[answer].question == expected[index].answers[answer].question);
                CHECK(found[index].answers[answer].yes == expected[index].answers[answer].yes);
            }
        }
        ++faults;
    }
    CHECK(faults > 64);   // more than are kept
}
