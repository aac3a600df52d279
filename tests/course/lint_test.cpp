// The labs themselves, each played from end to end and replayed; and the linter finds what is wrong.
#include <doctest/doctest.h>

#include <filesystem>

#include "course/attempt.hpp"
#include "tools/lab/folder.hpp"
#include "tools/lab/lab_command.hpp"
#include "tools/lab/lint.hpp"
#include "tools/lab/player.hpp"

using namespace faultline;

namespace {

const std::string lazy_malloc = "scenarios/lazy-malloc";

LabFiles files_of(const std::string& folder) {
    Result<LabFiles> files = read_folder(folder);
    REQUIRE_MESSAGE(files.ok(), folder);
    return files.value();
}

std::string messages(const std::vector<Error>& errors) {
    std::string text;
    for (const Error& error : errors) text += error.message() + "\n";
    return text;
}

/// What the linter says of lazy malloc with one thing changed.
std::string lint_with(const std::string& what, const std::string& by) {
    LabFiles files = files_of(lazy_malloc);
    std::string& text = files["lab.md"];
    const std::size_t at = text.find(what);
    REQUIRE_MESSAGE(at != std::string::npos, what);
    text.replace(at, what.size(), by);
    return messages(lint_lab(lazy_malloc, files));
}

bool says(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("every lab can be played to its end with full marks, and the attempt replays to the same score") {
    for (const std::string& folder : lab_folders("scenarios")) {
        CAPTURE(folder);
        const AuthoredLab authored = read_lab(folder, files_of(folder));
        REQUIRE(authored.lab);
        const MeasuredLab measured = measure_lab(*authored.lab, authored.solutions);
        Player player(LabSession(*authored.lab), [&](const Question& question) { return right_answer(question, measured, authored.solutions); });
        REQUIRE_MESSAGE(player.play(), player.trouble());
        const Report report = player.session().view().report;
        CHECK(report.questions >= (is_workbench(*authored.lab) ? 0u : 6u));
        CHECK(report.credit == report.questions * 1000);
        CHECK(report.misconceptions.empty());

        const std::string saved = player.session().attempt();
        Result<LabSession> restored = LabSession::restore(*authored.lab, saved);
        REQUIRE(restored.ok());
        Player again(std::move(restored.value()), nullptr);
        again.settle();
        CHECK(again.session().attempt() == saved);
    }
}

TEST_CASE("faultline replay says whether a file is the attempt that it claims to be") {
    const AuthoredLab authored = read_lab(lazy_malloc, files_of(lazy_malloc));
    REQUIRE(authored.lab);
    const MeasuredLab measured = measure_lab(*authored.lab, authored.solutions);
    Player player(LabSession(*authored.lab), [&](const Question& question) {
        return question.id == "rss" ? LearnerAnswer{ChoiceAnswer{2}} : right_answer(question, measured, authored.solutions);
    });
    REQUIRE_MESSAGE(player.play(), player.trouble());
    const std::string path = (std::filesystem::temp_directory_path() / "faultline-attempt-test.json").string();
    const std::string good = player.session().attempt();
    REQUIRE(write_text_file(path, good).ok());
    CHECK(replay_command({path}) == 0);
    CHECK(replay_command({"--csv", path}) == 0);
    CHECK(replay_command({"--json", path}) == 0);
    CHECK(replay_command({"--json", "--csv", path}) == 2);

    // Sealed anew by somebody who claims one point more.
    Attempt claimed = load_attempt(good).value();
    claimed.credit += 1000;
    REQUIRE(write_text_file(path, save_attempt(claimed)).ok());
    CHECK(replay_command({path}) == 1);
    CHECK(replay_command({"--csv", path}) == 1);

    std::string changed = good;
    changed.replace(changed.find("\"choice\":2"), 10, "\"choice\":0");
    REQUIRE(write_text_file(path, changed).ok());
    CHECK(replay_command({path}) == 1);
    CHECK(replay_command({}) == 2);
    CHECK(replay_command({path + ".missing"}) == 1);
    std::filesystem::remove(path);
}

TEST_CASE("what the learner sees is the run that was measured") {
    const AuthoredLab authored = read_lab(lazy_malloc, files_of(lazy_malloc));
    REQUIRE(authored.lab);
    const MeasuredLab measured = measure_lab(*authored.lab, authored.solutions);
    LabSession session(*authored.lab);
    Player player(std::move(session), [&](const Question& question) { return right_answer(question, measured, authored.solutions); });
    player.settle();
    REQUIRE(player.session().apply(intent::SetAnswer{"vsz", NumberAnswer{"100"}}).ok());
    REQUIRE(player.session().apply(intent::SetConfidence{"vsz", Confidence::Sure}).ok());
    REQUIRE(player.session().apply(intent::SetAnswer{"rss", ChoiceAnswer{2}}).ok());
    REQUIRE(player.session().apply(intent::SetConfidence{"rss", Confidence::Sure}).ok());
    REQUIRE(player.session().apply(intent::CommitPrediction{}).ok());
    player.settle();
    REQUIRE(player.session().apply(intent::RunOn{}).ok());
    player.settle();
    CHECK(player.session().machine()->state_hash() == measured.hashes.at({"lazy", "before"}));

    REQUIRE(player.session().apply(intent::StateObservation{ChoiceAnswer{0}}).ok());
    const GuideView view = player.session().view();
    REQUIRE(view.questions[1].feedback);
    CHECK(view.questions[1].feedback->verdict == Verdict::Differs);
    CHECK(view.questions[1].feedback->misconception == "M3");
}

TEST_CASE("100 MiB are 25,600 pages, and the machine counts a fault for each") {
    const AuthoredLab authored = read_lab(lazy_malloc, files_of(lazy_malloc));
    REQUIRE(authored.lab);
    const Evidence found = measure_lab(*authored.lab, authored.solutions).evidence;
    const auto value = [&](const std::string& moment, const std::string& reading) {
        const Value* read = found.samples.find({"lazy", moment}, reading);
        REQUIRE_MESSAGE(read != nullptr, reading);
        return std::get<std::int64_t>(*read);
    };
    const std::int64_t faults = value("after", "faults(minor)") - value("before", "faults(minor)");
    CHECK(faults >= 25'599);
    CHECK(faults <= 25'610);
    CHECK(value("after", "faults(major)") == 0);
}

TEST_CASE("the linter finds a choice that is true of no run, or of two") {
    CHECK(says(lint_with("holds: rss.delta < 1 MiB\n", "holds: rss.delta < 0\n"), "question rss: no choice is true of the run"));
    CHECK(says(lint_with("holds: rss.delta >= 90 MiB\n", "holds: rss.delta >= 0\n"), "question rss: more than one choice is true of the run"));
}

TEST_CASE("the linter finds feedback that is missing, and beliefs that nobody names") {
    CHECK(says(lint_with("    believes: M3\n    say: \"The kernel gives nothing", "    say: \"The kernel gives nothing"), "a wrong choice names the misconception"));
    CHECK(says(lint_with("misconceptions: [M1,", "misconceptions: [M1, M20,"), "the misconception M20 is listed, but no answer believes it"));
    CHECK(says(lint_with("hints:\n  - RSS counts frames. Who would have asked for one so far?\n", ""), "question rss: a question has one to four hints"));
}

TEST_CASE("the linter finds a number that was typed, and a result that is told too early") {
    CHECK(says(lint_with("The program is still waiting. After", "It makes 25600 faults. After"), "is typed; write a measure"));
    CHECK(says(lint_with("The program is still waiting. After", "It makes {{faults.delta}} faults. After"), "before the learner has been there"));
}

TEST_CASE("the linter finds a program that does not compile, a moment that never comes, a stray file") {
    LabFiles files = files_of(lazy_malloc);
    files["huge.c"] = "int main(void) { char p[1]; p[0] = 'A'; return }\n";
    files["notes.txt"] = "to do";
    const std::string told = messages(lint_lab(lazy_malloc, files));
    CHECK(says(told, "does not compile"));
    CHECK(says(told, "scenarios/lazy-malloc/notes.txt: nothing in lab.md uses this file"));
    CHECK(says(lint_with("- after: input 2\n", "- after: input 9\n"), "never reaches its moment 'after'"));
}

TEST_CASE("the linter finds a change that needs no change, and one without a solution that works") {
    CHECK(says(lint_with("holds: min_flt + maj_flt < 500", "holds: min_flt + maj_flt < 50000"), "its conditions hold without any change"));
    CHECK(says(lint_with("holds: min_flt + maj_flt < 500", "holds: min_flt + maj_flt < 2"), "the answer that the run gives is not graded as right"));
}
