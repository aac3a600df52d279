// A lab of four short steps around one program, made without Markdown, so that it also runs as wasm.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "compiler/compile.hpp"
#include "course/session.hpp"

namespace shared {

using namespace faultline;

inline constexpr const char* touch_source =
    "#include <stdio.h>\n"
    "#include <sys/mman.h>\n"
    "int main(void) {\n"
    "    int sum = 0;\n"
    "    char *p = mmap(0, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
    "    getchar();\n"
    "    for (int i = 0; i < 1 << 20; i += 4096) p[i] = 'A';\n"
    "    puts(\"written\");\n"
    "    getchar();\n"
    "    return sum;\n"
    "}\n";

inline Runs words(const std::string& text) { return {{RunStyle::Plain, text, {}}}; }

inline Measure measure(const std::string& source, const Scope& scope) {
    Result<Expression> parsed = parse_measure(source, scope);
    REQUIRE_MESSAGE(parsed.ok(), source);
    return {source, parsed.value()};
}

inline Question number_question(const std::string& id, const std::string& source, const std::string& unit, const Scope& scope) {
    NumberQuestion body;
    body.measure = measure(source, scope);
    body.unit = unit;
    body.tolerance = measure("8", scope);
    body.right = words("so it is");
    body.otherwise = {"M12", words("look again")};
    Question question;
    question.id = id;
    question.ask = words("How many?");
    question.body = body;
    question.hints = {words("first"), words("second")};
    question.objectives = {"count"};
    return question;
}

inline Question saw(const std::string& id, const Scope& scope) {
    ChoiceQuestion body;
    body.choices.push_back({words("many faults"), measure("min_flt.delta >= 200", scope), {}});
    body.choices.push_back({words("few faults"), measure("min_flt.delta < 200", scope), {}});
    Question question;
    question.id = id;
    question.ask = words("What happened?");
    question.body = body;
    return question;
}

inline LabProgram touch_program(const std::string& id) {
    LabProgram program;
    program.id = id;
    program.title = "touch";
    program.file = "touch.c";
    program.source = touch_source;
    program.machine_options = {{"ram", "64 MiB"}};
    program.moments = {{"start", MomentKind::Start, 0, 1, {}},      {"before", MomentKind::Input, 0, 1, {}},
                       {"first_write", MomentKind::Fault, 7, 1, {}}, {"told", MomentKind::Output, 0, 1, "written"},
                       {"after", MomentKind::Input, 0, 2, {}},       {"exit", MomentKind::Exit, 0, 1, {}},
                       {"end", MomentKind::End, 0, 1, {}}};
    return program;
}

inline LabStep step(const std::string& id, const std::string& from, const std::string& until, Question question) {
    LabStep made;
    made.id = id;
    made.title = id;
    made.program = "touch";
    made.from = from;
    made.until = until;
    made.observation.push_back(saw("saw_" + id, {"touch", from, until}));
    made.before = {QuestionRef{0}};
    made.after = {Prose{ProseKind::Paragraph, {{RunStyle::Plain, "It was ", {}}, {RunStyle::Measure, "min_flt.delta", {}}}, {}}};
    made.questions.push_back(std::move(question));
    return made;
}

inline Lab small_lab() {
    Lab lab;
    lab.id = "small";
    lab.title = "Small";
    lab.summary = "A lab for tests.";
    lab.minutes = 10;
    lab.objectives = {{"count", "count faults"}};
    lab.misconceptions = {"M12"};
    // As the lab has it, this program passes moments that a learner's version need not pass.
    const LabProgram edited = touch_program("edited");
    lab.programs = {touch_program("touch"), edited};
    lab.steps.push_back(step("wait", "start", "before", number_question("early", "rss(anon)", "KiB", {"touch", "start", "before"})));
    lab.steps.push_back(step("loop", "before", "after", number_question("faults", "min_flt.delta", "faults", {"touch", "before", "after"})));

    LabStep path;
    path.id = path.title = "path";
    path.phase = Phase::Investigate;
    Question handler;
    handler.id = "path";
    handler.ask = words("Be the kernel.");
    handler.body = HandlerQuestion{{"touch", "first_write"}, {}, words("yes"), {"M9", words("no")}};
    path.questions = {handler};
    path.before = {QuestionRef{0}};
    lab.steps.push_back(path);

    LabStep change;
    change.id = change.title = "change";
    change.phase = Phase::Modify;
    Question few;
    few.id = "few";
    few.ask = words("Make fewer faults.");
    ChangeQuestion body;
    body.program = "edited";
    body.lines = 1;
    body.conditions.push_back({words("few faults"), measure("min_flt < 100", scope_of_whole_run("edited")), {"M12", words("still many")}});
    body.conditions.push_back({words("well"), measure("exit_status at end == 0", scope_of_whole_run("edited")), {"", words("it failed")}});
    body.right = words("well done");
    few.body = body;
    change.questions = {few};
    change.before = {QuestionRef{0}};
    lab.steps.push_back(change);

    Result<Lab> loaded = load_lab(save_lab(lab));
    REQUIRE_MESSAGE(loaded.ok(), (loaded.ok() ? "" : loaded.error().message()));
    return loaded.value();
}

/// Compiles what the session asks for and lets it go on until nothing is under way.
inline void settle(LabSession& session) {
    for (;;) {
        const std::vector<CompileRequest> wanted = session.view().compiles;
        for (const CompileRequest& request : wanted) {
            const CompileResult result = compile(request.source, request.file);
            intent::ProgramCompiled compiled{request.request, result.elf, {}};
            for (const Diagnostic& diagnostic : result.diagnostics) compiled.diagnostics.push_back(diagnostic.text);
            REQUIRE(session.apply(compiled).ok());
        }
        if (wanted.empty() && !session.advance(1'000'000)) return;
    }
}

inline void does(LabSession& session, const Intent& what) {
    const Result<Done> done = session.apply(what);
    REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().message()));
    settle(session);
}

inline std::string refused(LabSession& session, const Intent& what) {
    const Result<Done> done = session.apply(what);
    return done.ok() ? "" : done.error().message();
}

inline void predict(LabSession& session, const std::string& question, const LearnerAnswer& answer) {
    does(session, intent::SetAnswer{question, answer});
    does(session, intent::SetConfidence{question, Confidence::Sure});
    does(session, intent::CommitPrediction{});
}

}  // namespace shared
