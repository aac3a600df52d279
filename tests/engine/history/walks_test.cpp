// Stepping, running, seeking and replaying in random order lead to the same machine at the same tick. The seed is printed
// with every failure.
#include <doctest/doctest.h>

#include <map>

#include "engine/history/history.hpp"
#include "history_story.hpp"

using namespace faultline;

namespace {

constexpr const char* busy_program =
    "#include <stdio.h>\n"
    "#include <string.h>\n"
    "#include <sys/mman.h>\n"
    "#include <sys/wait.h>\n"
    "#include <unistd.h>\n"
    "static int depth(int n) {\n"
    "    char room[3000];\n"
    "    memset(room, n, sizeof room);\n"
    "    return n == 0 ? room[7] : depth(n - 1) + room[9];\n"
    "}\n"
    "int main(void) {\n"
    "    char *p = mmap(0, 40 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
    "    for (int i = 0; i < 40; i++)\n"
    "        p[i * 4096] = i;\n"
    "    if (fork() == 0) {\n"
    "        for (int i = 0; i < 40; i += 2) p[i * 4096] += 1;\n"
    "        printf(\"%d\\n\", depth(9));\n"
    "        return 0;\n"
    "    }\n"
    "    int sum = depth(5);\n"
    "    for (int i = 0; i < 40; i++) sum += p[i * 4096];\n"
    "    wait(0);\n"
    "    printf(\"%d\\n\", sum);\n"
    "    return sum & 1;\n"
    "}\n";

constexpr const char* touching_program =
    "#include <sys/mman.h>\n"
    "int main(void) {\n"
    "    char *p = mmap(0, 6000 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
    "    for (int i = 0; i < 6000; i++) p[i * 4096] = 1;\n"
    "    return 0;\n"
    "}\n";

struct Random {
    std::uint64_t state;
    std::uint64_t next() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state;
    }
    std::uint64_t below(std::uint64_t end) { return next() % end; }
};

constexpr Until::What kinds[] = {Until::What::Ticks,   Until::What::AnyFault, Until::What::MinorFault, Until::What::Syscall,
                                 Until::What::Output,  Until::What::Switch,   Until::What::Line,       Until::What::LineOver,
                                 Until::What::LineOut, Until::What::StopPoint};

}  // namespace

TEST_CASE("random walks find the same machine at the same tick, however they come there") {
    const std::vector<std::uint8_t> elf = compile(busy_program, "busy.c").elf;
    const LineTable lines(elf);
    const Machine start = shared::started(elf);
    constexpr Tick far = 1'000'000;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        CAPTURE(seed);
        Random random{seed * 0x9e3779b97f4a7c15u};
        // Small budgets make checkpoints thin out and marks be forgotten on the way.
        History walked(start, &lines, {.bytes = seed % 2 == 0 ? 200'000u : 64u << 20, .first_spacing = 3000});
        if (seed % 3 == 0) walked.set_stop_points({.addresses = {lines.address_of_line(8)}});
        std::map<Tick, std::uint64_t> seen;
        for (int move = 0; move < 120; ++move) {
            const Until until{.what = kinds[random.below(std::size(kinds))], .count = 1 + random.below(400)};
            switch (random.below(5)) {
                case 0: walked.seek(random.below(walked.recorded_end() + 1)); break;
                case 1: walked.step_back(until); break;
                case 2:
                    walked.run(until, far);
                    break;
                case 3:
                    // In pieces: the same as at once.
                    for (Stop stop = walked.run(until, 50); stop == Stop::Budget; stop = walked.go_on(777)) {}
                    break;
                default: walked.run({.what = Until::What::Ticks, .count = 1 + random.below(20)}, far); break;
            }
            const std::uint64_t hash = walked.now().state_hash();
            const auto [entry, is_new] = seen.emplace(walked.tick(), hash);
            CHECK(entry->second == hash);
        }
        // Straight through, without stopping anywhere.
        for (const auto& [tick, hash] : seen) {
            Instant fresh{start, 0};
            replay(fresh, {}, tick);
            CHECK(fresh.machine.state_hash() == hash);
        }
    }
}

TEST_CASE("each step forward is undone by the same step back") {
    const std::vector<std::uint8_t> elf = compile(busy_program, "busy.c").elf;
    const LineTable lines(elf);
    for (const Until::What what : {Until::What::Ticks, Until::What::AnyFault, Until::What::Syscall, Until::What::Output, Until::What::Switch,
                                   Until::What::Line, Until::What::LineOver}) {
        CAPTURE(static_cast<int>(what));
        History history(shared::started(elf), &lines, {.bytes = 64u << 20, .first_spacing = 5000});
        const Until until{.what = what, .pid = what == Until::What::Line || what == Until::What::LineOver ? 1 : 0};
        std::vector<Tick> places;
        // The first stop may lie before the first place where a step back can end.
        while (history.run(until, 1'000'000) == Stop::Reached && places.size() < 60) places.push_back(history.tick());
        REQUIRE(places.size() >= 2);
        history.seek(places.back());
        for (std::size_t i = places.size() - 1; i-- > 0;) {
            history.step_back(until);
            CHECK(history.tick() == places[i]);
        }
    }
}

TEST_CASE("marks that were forgotten for want of memory come back when they are asked for") {
    const std::vector<std::uint8_t> elf = compile(touching_program, "touch.c").elf;
    History roomy(shared::started(elf), nullptr), tight(shared::started(elf), nullptr, {.bytes = 60'000, .first_spacing = 50'000});
    const Until far{.what = Until::What::Ticks, .count = 10'000'000};
    roomy.run(far, far.count);
    tight.run(far, far.count);
    std::size_t forgotten = 0;
    for (std::size_t block = 0; block < tight.marks().block_count(); ++block) forgotten += tight.marks().forgotten(block) ? 1 : 0;
    CHECK(forgotten > 0);
    CHECK(tight.marks().size() == roomy.marks().size());
    CHECK(tight.marks_before(tight.recorded_end()) == roomy.marks_before(roomy.recorded_end()));
}

TEST_CASE("steps among forgotten marks go where they go among remembered ones") {
    const std::vector<std::uint8_t> elf = compile(touching_program, "touch.c").elf;
    const Until far{.what = Until::What::Ticks, .count = 10'000'000};
    const Until fault{.what = Until::What::AnyFault};
    for (const bool back : {true, false}) {
        CAPTURE(back);
        History roomy(shared::started(elf), nullptr), tight(shared::started(elf), nullptr, {.bytes = 60'000, .first_spacing = 50'000});
        for (History* history : {&roomy, &tight}) history->run(far, far.count);
        const Tick middle = roomy.recorded_end() / 2;
        for (History* history : {&roomy, &tight}) {
            history->seek(history->first_tick());
            history->run({.what = Until::What::Ticks, .count = middle}, far.count);
        }
        REQUIRE(roomy.tick() == tight.tick());
        REQUIRE(tight.marks().forgotten(roomy.marks().lower_bound(roomy.tick()) / MarkList::block_marks));
        for (History* history : {&roomy, &tight}) back ? history->step_back(fault) : history->run(fault, far.count);
        CHECK(tight.tick() == roomy.tick());
        CHECK(tight.now().state_hash() == roomy.now().state_hash());
    }
}

TEST_CASE("the memory that the past takes keeps to its budget, branches and all") {
    const std::vector<std::uint8_t> elf = compile(busy_program, "busy.c").elf;
    History history(shared::started(elf), nullptr, {.bytes = 64u << 20, .first_spacing = 2000});
    history.run({.what = Until::What::Ticks, .count = 10'000'000}, 10'000'000);
    const Tick end = history.recorded_end();
    for (int i = 1; i <= 3; ++i) {
        history.seek(end * static_cast<Tick>(i) / 5);
        history.give(EndInput{});
        history.run({.what = Until::What::Ticks, .count = 10'000'000}, 10'000'000);
    }
    const std::uint64_t full = history.bytes();
    history.set_budget_bytes(full / 4);
    CHECK(history.bytes() <= full / 4);
    const std::uint64_t hash = history.now().state_hash();
    history.seek(7);
    history.seek(history.recorded_end());
    CHECK(history.now().state_hash() == hash);
}
