#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "tools/ops/expect.hpp"
#include "tools/ops/fuzz.hpp"

namespace faultline::ops {
namespace {

OpProgram understood(const std::string& text) {
    const Parsed parsed = parse_ops(text);
    INFO(parsed.error);
    REQUIRE(parsed.program.has_value());
    return *parsed.program;
}

TEST_CASE("random scripts are the same on every machine and survive being printed and read") {
    GeneratorOptions options;
    options.swap = true;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        options.seed = seed;
        const OpProgram program = generate(options);
        CHECK(program.ops.size() == options.length);
        const std::string text = print_program(program);
        CHECK(understood(text) == program);
    }
    options.seed = 7;
    const OpProgram seventh = generate(options);
    CHECK(print_op(seventh.ops[0]) == "a mmap 32 7 rw anon");
    CHECK(print_op(seventh.ops[299]) == "a write 37 167");
}

TEST_CASE("every line of the document's tables reads back as it was written") {
    const char* const lines[] = {
        "a mmap 0 4 rw anon noreserve populate",
        "b mmap 3 1 - shared:m:2 noreplace",
        "c mmap 0 1 rx private:f:7 locked",
        "a munmap 1 2",
        "a mprotect 0 4 rwx",
        "a mremap 0 4 8",
        "a mremap 0 4 4 to 20",
        "a mremap 0 4 4 keep 20",
        "a madvise 0 4 guard_install",
        "a mlock 0 4",
        "a mlock_onfault 0 4",
        "a munlock 0 4",
        "a mlockall current future",
        "a munlockall",
        "a msync 0 4 sync",
        "a mincore 0 4",
        "a brk 3",
        "a read 5",
        "a read 5.4095",
        "a write 5 255",
        "a write8 5.4092",
        "a exec 5",
        "a kread 5",
        "a kwrite 5 1",
        "a fork d",
        "a vfork_write 5 6",
        "d exit",
        "a truncate f 3",
        "a punch m 3 4",
        "a pread g 3",
        "a pwrite f 3 9",
        "a drop f",
        "a clear_refs",
        "a tlb",
        "a ksm",
    };
    for (const char* line : lines) {
        const OpProgram program = understood(line);
        REQUIRE(program.ops.size() == 1);
        CHECK(print_op(program.ops[0]) == line);
    }
}

TEST_CASE("a line that makes no sense is named, with what is wrong") {
    const auto complaint = [](const char* text) { return parse_ops(text).error; };
    CHECK(complaint("a read 1\n\na mmop 3") == "3: there is no verb \"mmop\"");
    CHECK(complaint("e read 1") == "1: a process is a, b, c or d, not \"e\"");
    CHECK(complaint("a read") == "1: page is missing");
    CHECK(complaint("a read x") == "1: page \"x\" is not a number up to 16777216");
    CHECK(complaint("a read 1 2") == "1: \"2\" is too much");
    CHECK(complaint("a write 1 0") == "1: a value is 1 to 255");
    CHECK(complaint("a madvise 0 1 please") == "1: there is no advice \"please\"");
    CHECK(complaint("a read 1\nset pages 4") == "2: set comes before the first operation");
    CHECK(complaint("set colour 4") == "1: there is no condition \"colour\"");
    CHECK(complaint("a mmap 0 1 rw private:z:0") == "1: an object is f, g or m, not \"z\"");
}

TEST_CASE("a row of pages is one operation after the other, and they share their line") {
    const Parsed parsed = parse_ops("# title: rows\na read 3..0\na write 0..8/4 7\n");
    REQUIRE(parsed.program.has_value());
    CHECK(parsed.program->title == "rows");
    std::vector<std::string> lines;
    for (const Op& op : parsed.program->ops) lines.push_back(print_op(op));
    CHECK(lines == std::vector<std::string>{"a read 3", "a read 2", "a read 1", "a read 0", "a write 0 7",
                                            "a write 4 7", "a write 8 7"});
    CHECK(parsed.lines == std::vector<std::uint32_t>{2, 2, 2, 2, 3, 3, 3});
}

std::vector<PageState> pages_of(std::initializer_list<PageState> pages) { return pages; }

TEST_CASE("frames are numbered in the order in which they are seen, slots for themselves") {
    std::vector<ProcessState> processes(2);
    processes[0].pages = pages_of({{'-', 0}, {'a', 900}, {'a', 17}, {'S', 900}, {'z', 0}, {'z', 0}});
    processes[1].pages = pages_of({{'a', 17}, {'f', 5}, {'f', 6}, {'f', 7}, {'S', 3}, {'S', 900}});
    processes[0].vmas.push_back(
        {.start = 0, .end = 1, .permissions = "rw-s", .flags = "", .kind = "shmem:77", .offset = 0});
    processes[1].vmas.push_back(
        {.start = 0, .end = 1, .permissions = "rw-s", .flags = "", .kind = "shmem:12", .offset = 0});
    canonicalise(processes);
    CHECK(print_pages(processes[0].pages) == "- a0 a1 S0 z*2");
    CHECK(print_pages(processes[1].pages) == "a1 f2+3 S1 S0");
    CHECK(processes[0].vmas[0].kind == "shmem:0");
    CHECK(processes[1].vmas[0].kind == "shmem:1");
}

TEST_CASE("a result is one line of JSON") {
    OpResult result;
    result.min_flt = 1;
    result.rss_change = {1, 0, 0, 0};
    ProcessState process;
    process.process = 1;
    process.rss = {1, 0, 0, 0};
    process.pages = pages_of({{'a', 0}, {'-', 0}, {'-', 0}});
    process.vmas.push_back({.start = 0, .end = 3, .permissions = "rw-p", .flags = "ac", .kind = "anon", .offset = 0});
    result.processes.push_back(process);
    Op op = understood("b write 0 9").ops[0];
    CHECK(
        print_result(3, op, result) ==
        R"({"op":3,"do":"b write 0 9","rc":0,"errno":0,"min":1,"maj":0,"signal":0,"code":0,"error":0,"rss":[1,0,0,0],)"
        R"("processes":{"b":{"rss":[1,0,0,0],"pages":"a0 -*2","vmas":[[0,3,"rw-p","ac","anon",0]]}}})");
}

TEST_CASE("expectations are held against the sum of a row") {
    const std::string text = "a read 0..2\n# expect: all min=3\na write 0 1\n# expect: signal=11 min<1\n";
    const Parsed parsed = parse_ops(text);
    REQUIRE(parsed.program.has_value());
    const Expectations expectations = parse_expectations(text, parsed);
    CHECK(expectations.error.empty());
    std::vector<OpResult> results(4);
    for (int i = 0; i < 3; ++i) results[static_cast<std::size_t>(i)].min_flt = 1;
    results[3].signal = 11;
    CHECK(unmet(expectations, results).empty());
    results[1].maj_flt = 1;
    results[3].signal = 7;
    CHECK(unmet(expectations, results) ==
          std::vector<std::string>{"line 2: expected maj=0, found 1", "line 4: expected signal=11, found 7"});
    CHECK(parse_expectations("a read 0\n# expect: minor=3", parsed).error == "2: \"minor=3\" is no expectation");
}

/// Answers every operation with its index; wrong about a write of page 13 after a fork.
class Echo : public OpTarget {
  public:
    explicit Echo(bool wrong) : wrong_(wrong) {}
    Answer run(const OpProgram& program) override {
        Answer answer;
        bool forked = false;
        for (const Op& op : program.ops) {
            forked = forked || op.verb == Verb::Fork;
            OpResult result;
            result.min_flt = wrong_ && forked && op.verb == Verb::Write && op.page == 13 ? 2 : 1;
            answer.results.push_back(result);
        }
        return answer;
    }
    std::string name() const override { return wrong_ ? "wrong" : "right"; }

  private:
    bool wrong_;
};

TEST_CASE("the fuzzer finds a planted mistake and shrinks it to the two operations it takes") {
    Echo right(false);
    Echo wrong(true);
    FuzzOptions options;
    options.programs = 50;
    std::ostringstream out;
    const FuzzResult result = fuzz(right, wrong, options, out);
    CHECK(result.failures == 1);
    const OpProgram found = understood(out.str());
    REQUIRE(found.ops.size() == 2);
    CHECK(found.ops[0].verb == Verb::Fork);
    CHECK(found.ops[1].verb == Verb::Write);
    CHECK(found.ops[1].page == 13);
    CHECK(out.str().find("min: right 1, wrong 2") != std::string::npos);
    std::ostringstream quiet;
    CHECK(fuzz(right, right, options, quiet).failures == 0);
    CHECK(quiet.str().empty());
}

}  // namespace
}  // namespace faultline::ops
