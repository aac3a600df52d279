// One learner, one lab: predict, run, say what happened, compare.
#include "course/session.hpp"

#include "course/launch.hpp"
#include "course/measured_run.hpp"
#include "tests/course/small_lab.hpp"

using namespace faultline;
using namespace shared;

namespace {

LabSession at_first_step() {
    LabSession session(small_lab());
    settle(session);
    return session;
}

/// The first step is done: the program waits for its first Enter.
LabSession at_second_step() {
    LabSession session = at_first_step();
    predict(session, "early", NumberAnswer{"20"});
    does(session, intent::RunOn{});
    does(session, intent::StateObservation{ChoiceAnswer{1}});
    does(session, intent::NextStep{});
    return session;
}

LabSession at_third_step() {
    LabSession session = at_second_step();
    predict(session, "faults", NumberAnswer{"256"});
    does(session, intent::RunOn{});
    does(session, intent::TypeLine{});
    does(session, intent::StateObservation{ChoiceAnswer{0}});
    does(session, intent::NextStep{});
    return session;
}

LabSession at_last_step() {
    LabSession session = at_third_step();
    while (!session.view().questions[0].nodes_finished) does(session, intent::AnswerHandler{"path", true});
    does(session, intent::SetConfidence{"path", Confidence::Guessing});
    does(session, intent::CommitPrediction{});
    does(session, intent::NextStep{});
    return session;
}

std::string with_a_cast() {
    std::string source = touch_source;
    source.replace(source.find("    int sum = 0;\n"), 17, "    int sum = 0; (void)sum;\n");
    return source;
}

}  // namespace

TEST_CASE("nothing runs before the prediction is committed") {
    LabSession session = at_first_step();
    CHECK(session.view().state == StepState::Answering);
    CHECK(session.machine() == nullptr);
    CHECK_FALSE(session.view().transport.has_machine);
    CHECK_FALSE(refused(session, intent::RunOn{}).empty());
    CHECK_FALSE(refused(session, intent::Step{}).empty());
    CHECK_FALSE(refused(session, intent::NextStep{}).empty());
    CHECK(session.evidence().samples.values.empty());
}

TEST_CASE("a prediction is whole, with how sure the learner is, or it is not committed") {
    LabSession session = at_first_step();
    CHECK(session.view().primary == PrimaryAction::Commit);
    CHECK(session.view().primary_blocked == "1 answer is missing");
    CHECK(refused(session, intent::CommitPrediction{}) == "an answer is missing");
    does(session, intent::SetAnswer{"early", NumberAnswer{"many"}});
    CHECK(refused(session, intent::CommitPrediction{}) == "an answer is missing");
    does(session, intent::SetAnswer{"early", NumberAnswer{"20 KiB"}});
    CHECK(session.view().primary_blocked == "say how sure you are (1 to go)");
    CHECK_FALSE(refused(session, intent::CommitPrediction{}).empty());
    does(session, intent::SetConfidence{"early", Confidence::Sure});
    CHECK(session.view().primary_blocked.empty());
    does(session, intent::CommitPrediction{});
    CHECK(session.view().state == StepState::Ready);
    CHECK_FALSE(refused(session, intent::SetAnswer{"early", NumberAnswer{"1"}}).empty());
}

TEST_CASE("after the run the learner says what happened, and only then sees the comparison") {
    LabSession session = at_first_step();
    predict(session, "early", NumberAnswer{"20"});
    does(session, intent::RunOn{});
    GuideView view = session.view();
    CHECK(view.state == StepState::Observing);
    CHECK_FALSE(view.questions[0].feedback);
    REQUIRE(view.questions.size() == 2);
    CHECK(view.questions[1].is_observation);
    CHECK_FALSE(view.questions[1].choices[0].holds);
    does(session, intent::StateObservation{ChoiceAnswer{1}});
    view = session.view();
    CHECK(view.state == StepState::Compared);
    REQUIRE(view.questions[0].feedback);
    CHECK(view.questions[0].feedback->predicted == "20 KiB");
    REQUIRE(view.questions[1].feedback);
    CHECK(view.questions[1].feedback->verdict == Verdict::Right);
    CHECK(view.blocks.back().runs.back().text == format_value(evaluate(parse_measure("min_flt.delta", {"touch", "start", "before"}).value(), session.evidence().samples).value()));
}

TEST_CASE("the run stops where the next prediction begins") {
    LabSession session = at_second_step();
    const Tick here = session.view().transport.tick;
    CHECK_FALSE(session.view().transport.may_go_forward);
    CHECK(refused(session, intent::TypeLine{}) == "what comes next is to be predicted first");
    CHECK_FALSE(refused(session, intent::RunOn{}).empty());
    CHECK_FALSE(refused(session, intent::Step{}).empty());
    CHECK(session.view().transport.tick == here);
    CHECK(session.view().transport.may_go_back);
    does(session, intent::StepBack{});
    CHECK(session.view().transport.tick == here - 1);
}

TEST_CASE("Enter lets the program go on, and its faults are those that were measured") {
    LabSession session = at_second_step();
    predict(session, "faults", NumberAnswer{"256"});
    CHECK(session.view().state == StepState::Ready);
    does(session, intent::RunOn{});
    CHECK(session.view().primary == PrimaryAction::PressEnter);
    does(session, intent::TypeLine{});
    CHECK(session.view().state == StepState::Observing);
    CHECK(session.view().transport.terminal.find("written") != std::string::npos);
    does(session, intent::StateObservation{ChoiceAnswer{0}});
    const GuideView view = session.view();
    REQUIRE(view.questions[0].feedback);
    CHECK(view.questions[0].feedback->verdict == Verdict::Right);
    CHECK(view.questions[0].feedback->measured == "256 faults");
    CHECK(session.machine()->task(1).faults.min_flt == static_cast<std::uint64_t>(std::get<std::int64_t>(*session.evidence().samples.find({"touch", "after"}, "min_flt"))));
}

TEST_CASE("walking back and forth changes no answer, and the moment of an answer is one intent away") {
    LabSession session = at_third_step();
    const std::uint32_t credit = session.view().report.credit;
    does(session, intent::GoToStep{1});
    does(session, intent::SeekTick{10});
    CHECK(session.view().transport.tick == 10);
    does(session, intent::ShowMoment{"faults"});
    CHECK(session.view().transport.tick == session.evidence().samples.ticks.at({"touch", "after"}));
    does(session, intent::GoToMoment{"first_write"});
    CHECK(session.history()->next_faults().size() == 1);
    Until fault;
    fault.what = Until::What::AnyFault;
    does(session, intent::Step{fault});
    CHECK(session.view().transport.tick > session.evidence().samples.ticks.at({"touch", "first_write"}));
    CHECK(session.view().report.credit == credit);
}

TEST_CASE("hints are asked for, counted, and run out") {
    LabSession session = at_first_step();
    CHECK(session.view().questions[0].hints_left == 2);
    does(session, intent::AskHint{"early"});
    does(session, intent::AskHint{"early"});
    CHECK(session.view().questions[0].hints_html == std::vector<std::string>{"first", "second"});
    CHECK(refused(session, intent::AskHint{"early"}) == "there are no more hints");
    CHECK(session.view().report.hints == 2);
}

TEST_CASE("the handler's questions come one at a time, each with the kernel's answer once given") {
    LabSession session = at_third_step();
    GuideView view = session.view();
    REQUIRE(view.questions[0].nodes.size() == 1);
    CHECK_FALSE(view.questions[0].nodes[0].kernel);
    CHECK_FALSE(refused(session, intent::CommitPrediction{}).empty());
    does(session, intent::AnswerHandler{"path", false});
    view = session.view();
    REQUIRE(view.questions[0].nodes.size() == 2);
    CHECK(view.questions[0].nodes[0].learner == false);
    CHECK(view.questions[0].nodes[0].kernel.has_value());
    while (!session.view().questions[0].nodes_finished) does(session, intent::AnswerHandler{"path", true});
    CHECK(session.view().questions[0].leaf == Leaf::AnonNewFrame);
    CHECK_FALSE(refused(session, intent::AnswerHandler{"path", true}).empty());
}

TEST_CASE("a learner's program is compiled, run and measured; a mistake in it is told and taken back") {
    LabSession session = at_last_step();
    CHECK(session.view().primary == PrimaryAction::RunEdited);
    does(session, intent::SetConfidence{"few", Confidence::Sure});
    CHECK(refused(session, intent::RunEdited{}) == "change the program first");
    does(session, intent::EditProgram{"edited", "int main(void) { return 0; }\n"});
    CHECK(refused(session, intent::RunEdited{}).find("change at most 1 line;") == 0);

    std::string source = touch_source;
    source.replace(source.find("int sum = 0;"), 12, "int sum = 0");
    does(session, intent::EditProgram{"edited", source});
    does(session, intent::RunEdited{});
    CHECK_FALSE(session.view().programs[0].diagnostics.empty());
    CHECK(session.view().state == StepState::Answering);

    does(session, intent::EditProgram{"edited", with_a_cast()});
    does(session, intent::RunEdited{});
    GuideView view = session.view();
    CHECK(view.state == StepState::Compared);
    REQUIRE(view.questions[0].feedback);
    CHECK(view.questions[0].feedback->verdict == Verdict::Partly);
    CHECK(view.questions[0].conditions[0].holds == false);
    CHECK(view.questions[0].conditions[1].holds == true);

    source = touch_source;
    source.replace(source.find("i < 1 << 20"), 11, "i < 1 << 12");
    does(session, intent::EditProgram{"edited", source});
    does(session, intent::RunEdited{});
    view = session.view();
    CHECK(view.questions[0].feedback->verdict == Verdict::Right);
    CHECK(view.finished);
    does(session, intent::RunOn{});
    CHECK(session.machine() != nullptr);
}

TEST_CASE("a program that never ends can be stopped, mended and run again") {
    LabSession session = at_last_step();
    does(session, intent::SetConfidence{"few", Confidence::Sure});
    std::string source = touch_source;
    source.replace(source.find("int sum = 0;"), 12, "int sum = 0; for (;;);");
    does(session, intent::EditProgram{"edited", source});
    REQUIRE(session.apply(intent::RunEdited{}).ok());
    const CompileRequest request = session.view().compiles.front();
    REQUIRE(session.apply(intent::ProgramCompiled{request.request, compile(request.source, request.file).elf, {}}).ok());
    for (int slices = 0; slices < 10; ++slices) CHECK(session.advance(10'000));
    CHECK(session.view().state == StepState::Preparing);
    does(session, intent::Pause{});
    CHECK_FALSE(session.busy());
    CHECK(session.view().state == StepState::Answering);
    CHECK_FALSE(session.view().problem.empty());
    source = touch_source;
    source.replace(source.find("i < 1 << 20"), 11, "i < 1 << 12");
    does(session, intent::EditProgram{"edited", source});
    does(session, intent::RunEdited{});
    CHECK(session.view().questions[0].feedback->verdict == Verdict::Right);
}

TEST_CASE("a program that nobody stops is given up, and says so") {
    const std::string endless = "int main(void) { for (;;); }\n";
    LabProgram program = touch_program("touch");
    program.moments = {program.moments.front(), program.moments[5]};
    const Result<Launched> launched = launch(program, compile(endless, "touch.c").elf, 1);
    REQUIRE(launched.ok());
    MeasuredRun run(launched.value().machine, launched.value().lines.get(), program, {}, 50'000);
    while (run.advance(10'000)) {
    }
    REQUIRE(run.problems().size() == 1);
    CHECK(run.problems()[0] == "'touch' has not ended after 50,000 instructions");
    CHECK_FALSE(run.samples().reached({"touch", "exit"}));
}

TEST_CASE("a number is read from what the program printed") {
    LabProgram program = touch_program("touch");
    program.moments = {program.moments.front(), program.moments.back()};
    const Scope scope{"touch", "start", "end"};
    MeasurePlan plan;
    for (const char* text : {"printed_number(\"major\")", "printed_number(\"hits:\")", "printed_number(\"minor\")", "printed_number(\"rule\")"}) {
        plan.readings["end"].push_back(needs_of(measure(text, scope).expression).front().reading);
    }
    const Result<Launched> launched = launch(program, compile("#include <stdio.h>\nint main(void) { puts(\"rule fifo, major 5, hits:  -3\"); }\n", "touch.c").elf, 1);
    REQUIRE(launched.ok());
    MeasuredRun run(launched.value().machine, launched.value().lines.get(), program, plan);
    while (run.advance(1'000'000)) {
    }
    const auto value = [&](const std::string& reading) { return std::get<std::int64_t>(*run.samples().find({"touch", "end"}, reading)); };
    CHECK(value("printed_number(\"major\")") == 5);
    CHECK(value("printed_number(\"hits:\")") == -3);
    REQUIRE(run.problems().size() == 2);
    CHECK(run.problems()[0].find("the terminal does not show \"minor\"") != std::string::npos);
    CHECK(run.problems()[1].find("the terminal shows no number behind \"rule\"") != std::string::npos);
}

TEST_CASE("an attempt goes on where it was left, with the same score and the same machine") {
    LabSession session = at_third_step();
    const std::string saved = session.attempt();
    Result<LabSession> restored = LabSession::restore(small_lab(), saved);
    REQUIRE_MESSAGE(restored.ok(), (restored.ok() ? "" : restored.error().message()));
    settle(restored.value());
    CHECK(restored.value().attempt() == saved);
    CHECK(restored.value().view().report.credit == session.view().report.credit);
    REQUIRE(restored.value().machine() != nullptr);
    CHECK(restored.value().machine()->state_hash() == session.machine()->state_hash());
    CHECK(restored.value().view().step == 2);
}

TEST_CASE("an attempt of another version of the lab is refused") {
    const std::string saved = at_second_step().attempt();
    Lab other = small_lab();
    other.steps[0].title = "another title";
    const Lab changed = load_lab(save_lab(other)).value();
    CHECK(LabSession::restore(changed, saved).error().what == "this attempt was made with another version of the lab");
}

TEST_CASE("reset begins anew") {
    LabSession session = at_third_step();
    const std::vector<CompileRequest> before = LabSession(small_lab(), 1).view().compiles;
    REQUIRE(session.apply(intent::Reset{}).ok());
    const std::vector<CompileRequest> after = session.view().compiles;
    REQUIRE(after.size() == before.size());
    for (std::size_t index = 0; index < after.size(); ++index) CHECK(after[index].request > before.back().request);
    CHECK(session.view().step == 0);
    CHECK(session.machine() == nullptr);
    CHECK(session.responses().empty());
    CHECK(session.view().report.credit == 0);
}

TEST_CASE("a breakpoint stops a run on its way, forwards and backwards, and every size of step can be undone") {
    LabSession session = at_second_step();
    predict(session, "faults", NumberAnswer{"256"});
    CHECK_FALSE(refused(session, intent::SetBreakpoint{400, true}).empty());
    does(session, intent::SetBreakpoint{7, true});
    CHECK(session.view().transport.travel.breakpoints == std::vector<std::uint32_t>{7});
    does(session, intent::RunOn{});
    does(session, intent::TypeLine{});
    CHECK(session.last_stop() == Stop::Breakpoint);
    const auto line = [&session] { return session.lines()->line_at(session.machine()->task(1).cpu.rip); };
    CHECK(line() == 7);
    const Tick there = session.history()->tick();
    does(session, intent::SetBreakpoint{7, false});
    for (const Until::What what : {Until::What::Ticks, Until::What::AnyFault, Until::What::Syscall, Until::What::LineOver}) {
        does(session, intent::SeekTick{there});
        does(session, intent::Step{Until{what}});
        const Tick after = session.history()->tick();
        CHECK(after > there);
        does(session, intent::Step{Until{what}});
        does(session, intent::StepBack{Until{what}});
        CHECK(session.history()->tick() == after);
    }
}

TEST_CASE("a variable is watched by its name, with its type and value") {
    LabSession session = at_second_step();
    predict(session, "faults", NumberAnswer{"256"});
    CHECK(refused(session, intent::WatchVariable{"nobody", false}) == "no variable 'nobody' can be seen from here");
    does(session, intent::WatchVariable{"i", false});
    does(session, intent::RunOn{});
    does(session, intent::TypeLine{});
    CHECK(session.last_stop() == Stop::Watched);
    const TimeView seen = session.view().transport.travel;
    REQUIRE(seen.watches.size() == 1);
    CHECK(seen.watches[0].function == "main");
    CHECK(seen.watches[0].bytes == 4);
    CHECK(seen.watches[0].hit);
    does(session, intent::Step{});
    does(session, intent::Step{Until{Until::What::StopPoint}});
    does(session, intent::Step{});
    CHECK(session.view().transport.travel.watches[0].value == "4096");
    does(session, intent::RemoveWatch{0});
    CHECK(session.view().transport.travel.watches.empty());
}

TEST_CASE("another input in the past is a branch that can be left and visited again") {
    LabSession session = at_second_step();
    predict(session, "faults", NumberAnswer{"256"});
    does(session, intent::RunOn{});
    does(session, intent::TypeLine{"one"});
    const Tick asked = session.history()->commands().front().tick;
    const std::uint64_t hash = session.machine()->state_hash();
    const Tick there = session.history()->tick();
    does(session, intent::SeekTick{asked});
    does(session, intent::TypeLine{"another"});
    CHECK(session.view().transport.travel.branches.size() == 2);
    CHECK(session.view().transport.travel.branches[1].current);
    does(session, intent::VisitBranch{0});
    CHECK(session.history()->tick() == asked);
    does(session, intent::SeekTick{there});
    CHECK(session.machine()->state_hash() == hash);
}

TEST_CASE("the past keeps to the memory that the learner gives it") {
    LabSession session = at_second_step();
    CHECK_FALSE(refused(session, intent::SetHistoryBudget{1}).empty());
    does(session, intent::SetHistoryBudget{16u << 20});
    predict(session, "faults", NumberAnswer{"256"});
    CHECK(session.view().transport.travel.history_budget_bytes == 16u << 20);
    CHECK(session.view().transport.travel.history_bytes <= 16u << 20);
}
