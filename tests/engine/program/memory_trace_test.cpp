// Memory traces: what valgrind and perf print becomes accesses, all of them or none, and the machine replays them.
#include "engine/program/memory_trace.hpp"

#include <doctest/doctest.h>

#include "engine/kernel/invariants.hpp"
#include "engine/program/trace_run.hpp"
#include "engine/trace/comparison.hpp"
#include "engine/trace/lru_curve.hpp"

using namespace faultline;

namespace {

constexpr std::string_view lackey =
    "==12185== Lackey, an example Valgrind tool\n==12185== Command: ./a.out\n==12185== \n"
    "I  004000b0,2\n S 1fff000618,8\nI  00400618,1\n L 1fff000610,8\n M 0060a008,4\n"
    "==12185== Executed:\n";

// As perf 6.1 printed them.
constexpr std::string_view perf =
    "     0.000 ( 0.000 ms): z2.elf/11980 minfault [elf_load+0x28a] => 0x609c60 (?k)\n"
    "     3.688 ( 0.000 ms): z2.elf/11980 minfault [_start+0x0] => /tmp/z2.elf@0xb0 (d.)\n"
    "     3.699 ( 0.000 ms): z2.elf/11980 minfault [main+0x0] => /tmp/z2.elf@0x1680 (d.)\n"
    "    39.565 ( 0.000 ms): z2.elf/11980 majfault [open_heap+0x8e] => //anon@0x60a008 (d.)\n"
    "    39.911 ( 0.000 ms): z2.elf/11980 minfault [f+0x3a] => [stack]@0x7ffdd2f06fd8 (d.)\n";

MemoryTrace read(std::string_view text, std::size_t piece = 7) {
    TraceReader reader;
    for (std::size_t at = 0; at < text.size(); at += piece) reader.feed(text.substr(at, piece));
    MemoryTrace trace;
    CHECK(reader.finish(trace));
    return trace;
}

std::string problems_of(std::string_view text) {
    TraceReader reader;
    reader.feed(text);
    MemoryTrace trace;
    CHECK_FALSE(reader.finish(trace));
    CHECK(trace.touches.empty());
    std::string out;
    for (const TraceProblem& problem : reader.problems())
        out += std::to_string(problem.line) + ": " + problem.text + "\n";
    return out;
}

}  // namespace

TEST_CASE("lackey's four kinds of access, cut into pieces anywhere") {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
        const MemoryTrace trace = read(lackey, piece);
        REQUIRE(trace.touches.size() == 5);
        CHECK(trace.touches[0].access() == TraceAccess::Fetch);
        CHECK(trace.touches[1].access() == TraceAccess::Store);
        CHECK(trace.touches[3].access() == TraceAccess::Load);
        CHECK(trace.touches[4].access() == TraceAccess::Modify);
        CHECK(trace.pages == std::vector<std::uint64_t>{0x400, 0x1fff000, 0x60a});
        CHECK(page_trace(trace).accesses == std::vector<std::uint32_t>{0, 1, 0, 1, 2});
    }
}

TEST_CASE("an access over a page's edge touches two pages and is one access") {
    const MemoryTrace trace = read("I  00400ffe,4\n L 00402000,4\n L 00401ffc,4\n");
    REQUIRE(trace.touches.size() == 4);
    CHECK_FALSE(trace.touches[0].continues());
    CHECK(trace.touches[1].continues());
    CHECK(trace.pages == std::vector<std::uint64_t>{0x400, 0x401, 0x402});
    CHECK(page_trace(trace).accesses == std::vector<std::uint32_t>{0, 1, 2, 1});
    Machine machine{MachineConfig{}};
    TraceRun run(machine, trace);
    while (run.advance(1)) {
    }
    CHECK(run.report().fetches == 1);
    CHECK(run.report().loads == 2);
}

TEST_CASE("perf's faults: addresses as they are, places in files in a region for each file") {
    const MemoryTrace trace = read(perf);
    REQUIRE(trace.touches.size() == 5);
    const auto page = [&](std::size_t touch) { return trace.pages[trace.touches[touch].page()]; };
    CHECK(page(0) == 0x609);
    CHECK(page(2) - page(1) == 1);
    CHECK(page(3) == 0x60a);
    CHECK(page(4) == 0x7ffdd2f06);
    REQUIRE(trace.objects.size() == 1);
    CHECK(trace.objects.begin()->first == "/tmp/z2.elf");
}

TEST_CASE("touches of one page in a row change no policy's faults, so the string has the page once") {
    std::string text;
    std::vector<std::uint64_t> numbers;
    std::uint64_t state = 1;
    char line[64];
    for (int i = 0; i < 4000; ++i) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        const std::uint64_t page = (state >> 33) % 60;
        for (std::uint64_t times = 1 + (state >> 60) % 4; times > 0; --times) {
            std::snprintf(line, sizeof line, " %c %llx,8\n", times % 2 == 0 ? 'L' : 'S',
                          static_cast<unsigned long long>(page << 12));
            text += line;
            numbers.push_back(page);
        }
    }
    const PageTrace once = page_trace(read(text)), every = page_trace(numbers);
    CHECK(once.accesses.size() < every.accesses.size() * 2 / 3);
    for (const std::uint32_t frames : {1u, 2u, 17u, 59u, 60u}) {
        const std::vector<PolicyFaults> fewer = compare_policies(once, frames), more = compare_policies(every, frames);
        for (std::size_t policy = 0; policy < more.size(); ++policy) CHECK(fewer[policy].faults == more[policy].faults);
        CHECK(lru_curve(once).faults()[frames] == lru_curve(every).faults()[frames]);
    }
}

TEST_CASE("perf's own counts, by the function that ran and the mapping that it touched") {
    const MemoryTrace trace =
        read(std::string(perf) + "40.1 ( 0.000 ms): z2.elf/11980 minfault [f+0x44] => [stack]@0x7ffdd2f05fd8 (d.)\n" +
             "40.2 ( 0.000 ms): z2.elf/11980 minfault [0x7f00] => //anon@0x60b000 (d.)\n");
    const auto places = busiest_places(trace);
    REQUIRE(places.size() == 6);
    CHECK(places[0].first == TracePlace{"f", "[stack]"});
    CHECK(places[0].second.minor == 2);
    CHECK(places[1].first == TracePlace{"", "//anon"});
    CHECK(trace.recorded.at({"open_heap", "//anon"}).major == 1);
    CHECK(trace.recorded.at({"open_heap", "//anon"}).minor == 0);
    CHECK(trace.recorded.at({"elf_load", ""}).minor == 1);
    CHECK(read(lackey).recorded.empty());
}

TEST_CASE("a trace that is too long is refused at the line where it is") {
    TraceReader reader(3);
    MemoryTrace trace;
    reader.feed("I  400000,2\nI  400ffe,4\nI  400000,2\nI  400000,2\n");
    CHECK_FALSE(reader.finish(trace));
    REQUIRE(reader.problems().size() == 1);
    CHECK(reader.problems()[0].line == 3);
    CHECK(reader.problems()[0].text == "the trace is too long: at most 3 accesses fit");
    TraceReader enough(3);
    enough.feed("I  400000,2\nI  400ffe,4\n");
    CHECK(enough.finish(trace));
}

TEST_CASE("a malformed line is reported by its number, and nothing is loaded") {
    CHECK(problems_of("I  400000,2\nI  zzz,2\n L 500000\n S 600000,8\n") ==
          "2: wanted I, L, S or M, an address and a length, not \"I  zzz,2\"\n"
          "3: wanted I, L, S or M, an address and a length, not \" L 500000\"\n");
    CHECK(problems_of(" L ffffffffffffff00,8\n").starts_with("1: wanted"));
    CHECK(problems_of("hello\n") == "1: neither a line of lackey nor one of perf trace, not \"hello\"\n");
    CHECK(problems_of("").starts_with("0: there is no access in it"));
    std::string many = "I  400000,2\n";
    for (int i = 0; i < 100; ++i) many += "bad\n";
    TraceReader reader;
    reader.feed(many);
    MemoryTrace trace;
    CHECK_FALSE(reader.finish(trace));
    CHECK(reader.problems().size() == TraceReader::most_problems);
    CHECK(reader.bad_lines() == 100);
}

TEST_CASE("the machine replays a trace: one fault for each page, and no more") {
    std::string text;
    char line[64];
    for (int round = 0; round < 3; ++round) {
        for (unsigned page = 0; page < 100; ++page) {
            std::snprintf(line, sizeof line, " S %x,8\n", 0x10000000 + page * 4096);
            text += line;
        }
    }
    text += "I  00400ffe,4\n L 20000000,4\n S 20000000,4\n";
    const MemoryTrace trace = read(text);
    MachineConfig config;
    config.ram_bytes = 64ull << 20;
    Machine machine(config);
    TraceRun run(machine, trace);
    while (run.advance(10)) CHECK(check_invariants(machine) == "");
    const TraceReport report = run.report();
    CHECK(report.stores == 301);
    CHECK(report.loads == 1);
    CHECK(report.fetches == 1);
    CHECK(report.pages == 103);
    CHECK(report.ranges == 3);
    // A fetch over a page's edge faults twice; a read before a write faults once for the zero page and once to replace
    // it.
    CHECK(report.min_flt == 100 + 2 + 2);
    CHECK(report.maj_flt == 0);
    CHECK_FALSE(report.killed);
}
