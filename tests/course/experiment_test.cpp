// A program and a machine to do with as one likes: run as they are, as often as wanted, and never graded.
#include <doctest/doctest.h>

#include <string>

#include "course/attempt.hpp"
#include "course/author/read_lab.hpp"
#include "tests/course/small_lab.hpp"
#include "tools/lab/lint.hpp"

using namespace faultline;
using namespace shared;

namespace {

const char* const touch_c = R"(#include <stdio.h>
#include <stdlib.h>
int main(void)
{
    char *block = malloc(1 << 20);
    for (int i = 0; i < 1 << 20; i += 4096)
        block[i] = 1;
    getchar();
    return 0;
}
)";

const char* const workbench_md = R"(---
id: bench
title: A workbench
summary: Nothing is graded.
minutes: 0
objectives: []
misconceptions: []
programs:
  - id: program
    file: touch.c
---

## Do as you like

```step
id: try
phase: make
```

Run it.

```experiment yours
ask: The program and its machine
program: program
settings:
  - set: thp
    text: Huge pages
    choose: [never, always]
    given: never
  - set: ram
    text: memory
    choose: [8 MiB, 64 MiB]
    given: 64 MiB
```
)";

LabFiles files() { return {{"lab.md", workbench_md}, {"touch.c", touch_c}}; }

Lab workbench() {
    const AuthoredLab authored = read_lab("bench", files());
    for (const Error& error : authored.errors) INFO(error.message());
    REQUIRE(authored.lab.has_value());
    Result<Lab> loaded = load_lab(save_lab(*authored.lab));
    REQUIRE(loaded.ok());
    return loaded.value();
}

std::string with(const std::string& what, const std::string& by) {
    std::string source = touch_c;
    source.replace(source.find(what), what.size(), by);
    return source;
}

std::uint64_t faults_to_the_end(LabSession& session) {
    does(session, intent::RunOn{});
    does(session, intent::TypeLine{});
    REQUIRE(session.last_stop() == Stop::AllExited);
    return session.machine()->vmstat.pgfault;
}

}  // namespace

TEST_CASE("an experiment is run as it is given, without a prediction, and is not graded") {
    LabSession session(workbench());
    settle(session);
    CHECK(session.machine() == nullptr);
    const GuideView view = session.view();
    CHECK(view.questions[0].kind == QuestionKind::Experiment);
    CHECK_FALSE(view.questions[0].needs_confidence);
    CHECK(view.primary == PrimaryAction::RunEdited);
    CHECK(view.primary_blocked.empty());
    CHECK(view.programs[0].may_edit);

    does(session, intent::RunEdited{});
    REQUIRE(session.machine() != nullptr);
    const std::uint64_t before = session.history()->tick();
    does(session, intent::Step{});
    CHECK(session.history()->tick() > before);
    CHECK(session.view().primary == PrimaryAction::RunEdited);
    CHECK(session.view().report.questions == 0);
    CHECK(session.view().finished);
}

TEST_CASE("its settings change its machine, and it may be run again and again") {
    LabSession session(workbench());
    settle(session);
    does(session, intent::RunEdited{});
    const std::uint64_t small = faults_to_the_end(session);
    does(session, intent::SetSetting{"yours", 0, "always"});
    does(session, intent::EditProgram{"program", with("malloc(1 << 20)", "malloc(8 << 20)")});
    does(session, intent::RunEdited{});
    CHECK_FALSE(session.last_stop().has_value());
    CHECK(session.view().transport.may_go_forward);
    CHECK(faults_to_the_end(session) < small);
    CHECK(refused(session, intent::SetSetting{"yours", 1, "9 MiB"}) == "this setting does not allow '9 MiB'");
}

TEST_CASE("a program that does not compile is told of, and the last good one stays") {
    LabSession session(workbench());
    settle(session);
    does(session, intent::RunEdited{});
    does(session, intent::RunOn{});
    const Tick there = session.history()->tick();
    does(session, intent::EditProgram{"program", with("char *block", "chat *block")});
    does(session, intent::RunEdited{});
    CHECK_FALSE(session.view().programs[0].diagnostics.empty());
    REQUIRE(session.history() != nullptr);
    CHECK(session.history()->tick() == there);
    CHECK(session.running_source() == touch_c);
    does(session, intent::StepBack{});
    CHECK(session.history()->tick() < there);

    does(session, intent::EditProgram{"program", with("1 << 20", "1 << 16")});
    does(session, intent::RunEdited{});
    CHECK(session.view().programs[0].diagnostics.empty());
    CHECK(session.history()->tick() < there);
    CHECK(session.running_source() == with("1 << 20", "1 << 16"));
}

TEST_CASE("an attempt brings back the program, the settings and the moment") {
    LabSession session(workbench());
    settle(session);
    does(session, intent::SetSetting{"yours", 1, "8 MiB"});
    does(session, intent::EditProgram{"program", with("1 << 20; i", "1 << 18; i")});
    does(session, intent::RunEdited{});
    does(session, intent::RunOn{});
    does(session, intent::TypeLine{"x"});
    const std::uint64_t hash = session.machine()->state_hash();

    Result<LabSession> again = LabSession::restore(workbench(), session.attempt());
    REQUIRE(again.ok());
    settle(again.value());
    REQUIRE(again.value().machine() != nullptr);
    CHECK(again.value().machine()->state_hash() == hash);
    CHECK(again.value().machine()->config.ram_bytes == 8u << 20);
    CHECK(again.value().view().programs[0].source == with("1 << 20; i", "1 << 18; i"));
}

TEST_CASE("a workbench need not have what a lab has; what its program cannot do is told") {
    CHECK(lint_lab("bench", files()).empty());
    LabFiles broken = files();
    broken["touch.c"] = "int main(void) { return x; }\n";
    CHECK_FALSE(lint_lab("bench", broken).empty());
}

TEST_CASE("what was watched in one version of the program is not watched in the next") {
    LabSession session(workbench());
    settle(session);
    does(session, intent::RunEdited{});
    does(session, intent::RunOn{});
    does(session, intent::WatchVariable{"block", false});
    CHECK(session.view().transport.travel.watches.size() == 1);
    does(session, intent::EditProgram{"program", with("malloc(1 << 20)", "malloc(1 << 21)")});
    does(session, intent::RunEdited{});
    CHECK(session.view().transport.travel.watches.empty());
}

TEST_CASE("settings of an attempt that the lab does not have are as they were given") {
    LabSession session(workbench());
    settle(session);
    Result<Attempt> attempt = load_attempt(session.attempt());
    REQUIRE(attempt.ok());
    attempt.value().edits["yours"] = "always";
    Result<LabSession> again = LabSession::restore(workbench(), save_attempt(attempt.value()));
    REQUIRE(again.ok());
    settle(again.value());
    CHECK(again.value().view().questions[0].settings[0].value == "never");
    does(again.value(), intent::SetSetting{"yours", 1, "8 MiB"});
    CHECK(again.value().view().questions[0].settings[1].value == "8 MiB");
}
