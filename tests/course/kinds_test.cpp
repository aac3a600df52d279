// The kinds of question that need more than one run or a seed, in one lab: linted, played, and graded.
#include <doctest/doctest.h>

#include <algorithm>

#include "course/attempt.hpp"
#include "course/instance.hpp"
#include "tools/lab/lint.hpp"
#include "tools/lab/player.hpp"

using namespace faultline;

namespace {

const char* const pages_c =
    "#include <stdio.h>\n"
    "#include <stdlib.h>\n"
    "#include <sys/mman.h>\n"
    "#define PAGES 64\n"
    "int main(int count, char **words) {\n"
    "    int pages = count > 1 ? atoi(words[1]) : PAGES;\n"
    "    char *p = mmap(0, 256 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
    "    getchar();\n"
    "    for (int i = 0; i < pages; i++) p[i * 4096] = 'A';\n"
    "    getchar();\n"
    "    return 0;\n"
    "}\n";

const char* const read_c =
    "#include <stdio.h>\n"
    "#include <sys/mman.h>\n"
    "int main(void) {\n"
    "    volatile char *p = mmap(0, 256 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
    "    int sum = 0;\n"
    "    for (int i = 0; i < 100; i++) sum += p[i * 4096];\n"
    "    return sum;\n"
    "}\n";

const char* const lab_md = R"(---
id: kinds
title: Kinds
summary: Every kind of question that is new.
minutes: 10
objectives:
  - see: See it
misconceptions: [M1, M3]
vary:
  PAGES: [64, 80, 96]
  RAM: {from: 64, to: 66}
machine:
  ram: "{RAM} MiB"
  swap: none
programs:
  - id: pages
    file: pages.c
    moments:
      - before: input 1
      - write: fault at line "= 'A'"
      - after: input 2
  - id: reads
    title: Read a hundred pages
    file: read.c
---

## Point

```step
id: touch
phase: predict
run: pages
from: before
until: after
```

```point first
ask: Which page faults first?
address: fault(next_fault).address at write
candidates:
  - text: The first page of the mapping
    address: largest_vma at before
  - text: The third page of the mapping
    address: (largest_vma + 2 pages) at before
    believes: M3
    say: "The loop begins at the beginning."
right: "Page {{fault(next_fault).address at write | hex}}."
otherwise:
  believes: M1
  say: Look at the loop.
hints: [Look at the loop.]
objectives: [see]
```

```number how_many
ask: "The loop writes {{PAGES}} pages. How many faults?"
measure: min_flt.delta
right: "{{min_flt.delta}}."
otherwise: "{{min_flt.delta}}."
hints: [Count.]
objectives: [see]
```

```observe saw
ask: What happened?
choices:
  - text: Faults
    holds: min_flt.delta >= PAGES
  - text: Nothing
    holds: min_flt.delta < PAGES
```

## Frame

```step
id: pointing
phase: investigate
```

```worked pages.write
```

```point frame
ask: Which frame holds the first page?
frame: pte(largest_vma).frame
right: That one.
otherwise:
  believes: M1
  say: Follow the page table.
hints: [Follow the page table.]
objectives: [see]
```

```handler path
ask: Only the last questions.
fault: pages.write
blank: [get frame, classify]
right: So it is.
otherwise:
  believes: M1
  say: No.
hints: [Think.]
objectives: [see]
```

## Curve

```step
id: sketch
phase: predict
```

```curve grows
ask: How do the faults grow?
across: pages written
up: faults
unit: faults
sweep:
  program: pages
  argument 1: [10, 40, 80, 160]
measure: min_flt.delta from before to after
beside: {up: accesses a second, unit: accesses/s, measure: mmu(accesses).delta * 1 s / time.delta}
top: 400
within: 10 %
curves:
  - heights: [40, 40, 40, 40]
    believes: M3
    say: "It is not flat."
right: "It grows from {{min_flt.delta from pages_argument_1_10.before to pages_argument_1_10.after}}."
otherwise:
  believes: M3
  say: "One for each page."
hints: [One for each page.]
objectives: [see]
```

## Reverse

```step
id: who
phase: investigate
```

```reverse which
ask: Which program made these counters?
choices:
  - program: pages
    text: The one that writes
    believes: M1
    say: "Writing makes {{min_flt}} faults and {{rss(anon) | KiB}}."
  - program: reads
    believes: M3
    say: "Reading makes {{min_flt}} faults and {{rss(anon) | KiB}}."
counters:
  - text: Minor faults
    measure: min_flt
  - text: Own memory
    measure: rss(anon)
    as: KiB
right: "It has {{rss(anon) | KiB}}."
hints: [Look at the memory.]
objectives: [see]
```

## Build

```step
id: build
phase: make
```

```workload load
ask: Make it fault between the two bounds.
program: pages
settings:
  - set: argument 1
    text: Pages
    from: 10
    to: 200
    step: 10
    given: 10
  - set: thp
    text: Huge pages
    choose: [never, always]
    given: never
conditions:
  - text: "At least {{120}} faults in all"
    holds: min_flt >= 120
    say: "{{min_flt}} are too few."
  - text: "At most {{200}}"
    holds: min_flt <= 200
    say: "{{min_flt}} are too many."
right: "{{min_flt}} faults."
solution: {argument 1: 140, thp: never}
hints: [One a page.]
objectives: [see]
```
)";

LabFiles kinds() { return {{"lab.md", lab_md}, {"pages.c", pages_c}, {"read.c", read_c}}; }

std::string with(const std::string& what, const std::string& by) {
    LabFiles files = kinds();
    std::string& text = files["lab.md"];
    const std::size_t at = text.find(what);
    REQUIRE_MESSAGE(at != std::string::npos, what);
    text.replace(at, what.size(), by);
    std::string all;
    for (const Error& error : lint_lab("kinds", files)) all += error.message() + "\n";
    return all;
}

bool says(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

AuthoredLab authored() {
    AuthoredLab lab = read_lab("kinds", kinds());
    for (const Error& error : lab.errors) MESSAGE(error.message());
    REQUIRE(lab.lab);
    return lab;
}

Outcome graded(const Lab& lab, const MeasuredLab& measured, const std::string& question, LearnerAnswer answer) {
    Response response;
    response.answer = std::move(answer);
    const Result<Outcome> outcome = grade(*lab.question(question), response, measured.evidence);
    REQUIRE_MESSAGE(outcome.ok(), (outcome.ok() ? "" : outcome.error().message()));
    return outcome.value();
}

}  // namespace

TEST_CASE("a lab of the new kinds is without fault, whatever the seed") {
    CHECK(with("ask: Which page faults first?", "ask: Which page faults first?") == "");
}

TEST_CASE("it is played to full marks for each seed, and its attempts replay") {
    const AuthoredLab lab = authored();
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        CAPTURE(seed);
        const Lab instance = instance_of(*lab.lab, seed);
        const MeasuredLab measured = measure_lab(instance, lab.solutions, seed);
        Player player(LabSession(*lab.lab, seed), [&](const Question& question) { return right_answer(question, measured, lab.solutions); });
        REQUIRE_MESSAGE(player.play(), player.trouble());
        const Report report = player.session().view().report;
        CHECK(report.questions == 7);
        CHECK(report.credit == 7000);
        Result<LabSession> again = LabSession::restore(*lab.lab, player.session().attempt());
        REQUIRE_MESSAGE(again.ok(), (again.ok() ? "" : again.error().message()));
        Player replayed(std::move(again.value()), nullptr);
        replayed.settle();
        CHECK(replayed.session().view().report.credit == 7000);
        CHECK(replayed.session().attempt() == player.session().attempt());
    }
}

TEST_CASE("neighbours get other numbers, in text, program and machine alike") {
    const AuthoredLab lab = authored();
    for (std::uint64_t seed = 1; seed < 12; ++seed) {
        const Lab one = instance_of(*lab.lab, seed);
        const Lab other = instance_of(*lab.lab, seed + 1);
        CHECK(one.numbers.at("PAGES") != other.numbers.at("PAGES"));
        CHECK(one.numbers.at("RAM") != other.numbers.at("RAM"));
        CHECK(one.digest == other.digest);
        CHECK(says(one.program("pages")->source, "#define PAGES " + std::to_string(one.numbers.at("PAGES")) + "\n"));
        CHECK(one.program("pages")->machine.ram_bytes == static_cast<std::uint64_t>(one.numbers.at("RAM")) << 20);
        const auto secret = [](const Lab& of) { return std::get<ReverseQuestion>(of.question("which")->body).secret; };
        CHECK(secret(one) != secret(other));
    }
}

TEST_CASE("pointing: a candidate, the page itself, another page") {
    const AuthoredLab lab = authored();
    const MeasuredLab measured = measure_lab(*lab.lab, lab.solutions);
    const auto right = std::get<PointAnswer>(right_answer(*lab.lab->question("first"), measured, lab.solutions));
    CHECK(graded(*lab.lab, measured, "first", PointAnswer{0, 0}).verdict == Verdict::Right);
    CHECK(graded(*lab.lab, measured, "first", PointAnswer{right.place + 100, std::nullopt}).verdict == Verdict::Right);
    const Outcome third = graded(*lab.lab, measured, "first", PointAnswer{right.place + 2 * 4096, std::nullopt});
    CHECK(third.verdict == Verdict::Differs);
    CHECK(third.misconception == "M3");
    CHECK(graded(*lab.lab, measured, "first", PointAnswer{right.place + 5 * 4096, std::nullopt}).misconception == "M1");
}

TEST_CASE("a sketch is judged by its distance, and the feedback says where it parts") {
    const AuthoredLab lab = authored();
    const MeasuredLab measured = measure_lab(*lab.lab, lab.solutions);
    CHECK(graded(*lab.lab, measured, "grows", CurveAnswer{{"12", "42", "90", "150"}}).verdict == Verdict::Right);
    const Outcome flat = graded(*lab.lab, measured, "grows", CurveAnswer{{"40", "40", "40", "40"}});
    CHECK(flat.verdict == Verdict::Differs);
    CHECK(plain_text_of(flat.say) == "It is not flat.");
    CHECK(says(flat.parting, "They part at 10"));
    CHECK(graded(*lab.lab, measured, "grows", CurveAnswer{{"400", "300", "200", "100"}}).say == std::get<CurveQuestion>(lab.lab->question("grows")->body).otherwise.say);
}

TEST_CASE("what is measured beside a curve is seen with it, and not before") {
    const AuthoredLab lab = authored();
    const MeasuredLab measured = measure_lab(*lab.lab, lab.solutions);
    bool sketched = false;
    LabSession* session = nullptr;
    Player player(LabSession(*lab.lab), [&](const Question& question) {
        if (question.id == "grows") {
            const CurveView curve = session->view().questions.front().curve;
            CHECK(curve.beside.empty());
            for (const CurveView::Place& place : curve.places) CHECK_FALSE(place.beside.has_value());
            sketched = true;
        }
        return right_answer(question, measured, lab.solutions);
    });
    session = &player.session();
    REQUIRE(player.play());
    CHECK(sketched);
    const auto step = std::find_if(lab.lab->steps.begin(), lab.lab->steps.end(), [](const LabStep& one) { return one.id == "sketch"; });
    REQUIRE(session->apply(intent::GoToStep{static_cast<std::uint32_t>(step - lab.lab->steps.begin())}));
    const CurveView curve = session->view().questions.front().curve;
    CHECK(curve.beside == "accesses a second");
    for (const CurveView::Place& place : curve.places) {
        REQUIRE(place.beside.has_value());
        CHECK(*place.beside > 0);
        CHECK(*place.beside <= curve.beside_top);
        CHECK(says(place.beside_text, "accesses/s"));
    }
}

TEST_CASE("the counters of a run are shown before the answer, and nothing else is") {
    const AuthoredLab lab = authored();
    const MeasuredLab measured = measure_lab(*lab.lab, lab.solutions);
    std::size_t looked = 0;
    LabSession* session = nullptr;
    Player player(LabSession(*lab.lab), [&](const Question& question) {
        if (question.id == "which") {
            const QuestionView shown = session->view().questions.front();
            CHECK(shown.counters.size() == 2);
            for (const CounterView& counter : shown.counters) CHECK(counter.value != "…");
            for (const ChoiceView& choice : shown.choices) CHECK_FALSE(choice.holds.has_value());
            CHECK_FALSE(shown.feedback.has_value());
            ++looked;
        }
        return right_answer(question, measured, lab.solutions);
    });
    session = &player.session();
    REQUIRE(player.play());
    CHECK(looked == 1);
}

TEST_CASE("a path with blanks asks at those stages alone") {
    const AuthoredLab lab = authored();
    const MeasuredLab measured = measure_lab(*lab.lab, lab.solutions);
    const auto& body = std::get<HandlerQuestion>(lab.lab->question("path")->body);
    const FaultTrace& trace = measured.evidence.faults.at({"pages", "write"});
    const std::vector<std::size_t> blanks = blanks_of(body, trace);
    CHECK(blanks.size() > 0);
    CHECK(blanks.size() < trace.answers.size());
    HandlerAnswer wrong;
    for (const std::size_t blank : blanks) wrong.yes.push_back(!trace.answers[blank].yes);
    const Outcome outcome = graded(*lab.lab, measured, "path", wrong);
    CHECK(outcome.credit == 0);
    CHECK(outcome.stage == explain(trace.answers[blanks.front()].question).stage);
}

TEST_CASE("the linter finds what is wrong with them") {
    CHECK(says(with("address: (largest_vma + 2 pages) at before", "address: (largest_vma + 1) at before"), "2 of its candidates are right"));
    CHECK(says(with("top: 400", "top: 40"), "above its top"));
    CHECK(says(with("measure: mmu(accesses).delta * 1 s / time.delta", "measure: time.delta > 0"), "is no number"));
    CHECK(says(with("across: pages written", "across: memory written\nacross_unit: pages"), "less than one of the axis's pages"));
    CHECK(says(with("  argument 1: [10, 40, 80, 160]", "  colour: [1, 2, 3]"), "there is no machine option 'colour'"));
    CHECK(says(with("  - program: reads\n    believes: M3", "  - program: pages\n    believes: M3"), "the counters of two of its programs are the same"));
    CHECK(says(with("solution: {argument 1: 140,", "solution: {argument 1: 20,"), "is not graded as right"));
    CHECK(says(with("solution: {argument 1: 140,", "solution: {argument 1: 101,"), "does not allow '101'"));
    CHECK(says(with("PAGES: [64, 80, 96]", "PAGES: [64, 80, 300]"), "(for the seed 2)"));
    CHECK(says(with("blank: [get frame, classify]", "blank: [coffee]"), "there is no stage 'coffee'"));
    CHECK(says(with("vary:\n  PAGES", "vary:\n  pages"), "a name in capitals"));
}
