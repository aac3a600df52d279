// What an author writes, and what is said when it is not right.
#include <doctest/doctest.h>

#include "course/author/read_lab.hpp"

using namespace faultline;

namespace {

const std::string front =
    "---\n"
    "id: small\n"
    "title: Small\n"
    "summary: A small lab.\n"
    "minutes: 10\n"
    "objectives:\n"
    "  - count: Count\n"
    "misconceptions: [M12]\n"
    "machine:\n"
    "  ram: 64 MiB\n"
    "programs:\n"
    "  - id: touch\n"
    "    file: touch.c\n"
    "    moments:\n"
    "      - loop: line \"p[0]\"\n"
    "      - wait: input 2\n"
    "---\n"
    "\n"
    "## One\n"                       // line 19
    "```step\n"
    "id: one\n"
    "phase: predict\n"
    "run: touch\n"
    "until: wait\n"
    "```\n";

const std::string question =
    "```number faults\n"             // line 26
    "ask: \"How *many*?\"\n"
    "measure: min_flt.delta\n"
    "within: 5%\n"
    "right: \"{{min_flt.delta}} it is\"\n"
    "near:\n"
    "  - value: 0\n"
    "    believes: M12\n"
    "    say: no\n"
    "otherwise: no\n"
    "hints: [look]\n"
    "objectives: [count]\n"
    "```\n";

const std::string source = "int main(void) {\n    char p[4];\n    p[0] = 1;\n    return 0;\n}\n";

AuthoredLab read(const std::string& text) { return read_lab("scenarios/small", {{"lab.md", text}, {"touch.c", source}}); }

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE_MESSAGE(at != std::string::npos, what);
    return text.replace(at, what.size(), by);
}

std::string first_error(const std::string& text) {
    const AuthoredLab lab = read(text);
    return lab.errors.empty() ? "" : lab.errors.front().message();
}

std::string first_error_with(const std::string& what, const std::string& by) { return first_error(replaced(front + question, what, by)); }

}  // namespace

TEST_CASE("a lab is read whole") {
    const AuthoredLab authored = read(front + "Some *prose* with `code` and {{min_flt.delta | plain}}.\n\n- an item\n\n" + question + "\n---\n\nAfter.\n");
    REQUIRE_MESSAGE(authored.errors.empty(), first_error(front + question));
    const Lab& lab = *authored.lab;
    CHECK(lab.programs[0].machine.ram_bytes == 64ull << 20);
    REQUIRE(lab.programs[0].moments.size() == 5);
    CHECK(lab.programs[0].moments[1].line == 3);
    CHECK(lab.programs[0].moments[2].count == 2);
    const LabStep& step = lab.steps[0];
    REQUIRE(step.before.size() == 3);
    const Runs& runs = std::get<Prose>(step.before[0]).runs;
    REQUIRE(runs.size() == 7);
    CHECK(runs[1] == TextRun{RunStyle::Emphasis, "prose", {}});
    CHECK(runs[3] == TextRun{RunStyle::Code, "code", {}});
    CHECK(runs[5] == TextRun{RunStyle::Measure, "min_flt.delta", "plain"});
    CHECK(std::get<Prose>(step.before[1]).kind == ProseKind::Item);
    CHECK(step.after.size() == 1);
    CHECK(std::get<NumberQuestion>(step.questions[0].body).tolerance.source == "(min_flt.delta) * 5 / 100");
}

TEST_CASE("stars and underscores in a measure are not Markdown") {
    const AuthoredLab authored = read(front + "It is {{2 * min_flt * 3}} and *{{min_flt}}*.\n" + question);
    REQUIRE(authored.lab);
    const Runs& runs = std::get<Prose>(authored.lab->steps[0].before[0]).runs;
    CHECK(runs[1].text == "2 * min_flt * 3");
    CHECK(runs[3] == TextRun{RunStyle::Measure, "min_flt", {}});
}

TEST_CASE("the canonical form comes back as it was") {
    const AuthoredLab authored = read(front + question);
    REQUIRE(authored.lab);
    const Result<Lab> again = load_lab(save_lab(*authored.lab));
    REQUIRE(again.ok());
    CHECK(save_lab(again.value()) == save_lab(*authored.lab));
    CHECK(again.value().digest == authored.lab->digest);
    CHECK(authored.lab->digest.size() == 64);
}

TEST_CASE("an error names file, line and what was expected") {
    CHECK(first_error_with("measure: min_flt.delta", "measure: min_fault").find("scenarios/small/lab.md:28: in the measure 'min_fault', column 1: there is no reading") == 0);
    CHECK(first_error_with("until: wait", "until: later") == "scenarios/small/lab.md:21: the program 'touch' has no moment 'later'");
    CHECK(first_error_with("phase: predict", "phase: guess") == "scenarios/small/lab.md:22: a phase is predict, run, investigate, modify or make");
    CHECK(first_error_with("believes: M12", "believes: M21").find("scenarios/small/lab.md:33: there is no misconception 'M21'") == 0);
    CHECK(first_error_with("believes: M12", "believes: M3") == "scenarios/small/lab.md:33: the front matter does not list M3 among this lab's misconceptions");
    CHECK(first_error_with("hints: [look]", "hint: look").find("scenarios/small/lab.md:36: 'hint' is not known here") == 0);
    CHECK(first_error_with("ram: 64 MiB", "ram: lots").find("scenarios/small/lab.md:10: expected a size") == 0);
    CHECK(first_error_with("ram: 64 MiB", "cpu: 2").find("scenarios/small/lab.md:10: there is no machine option 'cpu'") == 0);
    CHECK(first_error_with("file: touch.c", "file: toch.c") == "scenarios/small/lab.md:13: there is no file toch.c in the lab's folder");
    CHECK(first_error_with("line \"p[0]\"", "line \"q[0]\"") == "scenarios/small/lab.md:15: no line of touch.c holds \"q[0]\"");
    CHECK(first_error_with("within: 5%", "within: five") .find("scenarios/small/lab.md:29: in the measure 'five'") == 0);
    CHECK(first_error_with("objectives: [count]\n", "objectives: [fame]\n").find("scenarios/small/lab.md:37: the front matter has no objective 'fame'") == 0);
    CHECK(first_error_with("minutes: 10", "minutes: ten") == "scenarios/small/lab.md:5: expected a whole number");
    CHECK(first_error_with("title: Small\n", "title: [\n").find("lab.md:") != std::string::npos);
}

TEST_CASE("prose that the page cannot show is an error and no surprise") {
    CHECK(first_error(front + "<b>bold</b>\n" + question).find("raw HTML is not shown") != std::string::npos);
    CHECK(first_error(front + "![a picture](x.png)\n" + question).find("only emphasis") != std::string::npos);
    CHECK(first_error(front + "It is {{rss\n" + question) == "scenarios/small/lab.md:26: '{{' has no '}}'");
    CHECK(first_error(front + "\n\nIt is {{rss | furlongs}}\n" + question) == "scenarios/small/lab.md:28: there is no format 'furlongs'");
    CHECK(first_error(front + "```number x\nask: ?\n").find("no closing line") != std::string::npos);
}

TEST_CASE("the frame of a lab has a beginning and steps") {
    CHECK(first_error("# Title\n").find("lab.md:1: a lab begins with its front matter") != std::string::npos);
    CHECK(first_error(front.substr(0, front.find("## One"))).find("a lab has at least one step") != std::string::npos);
    CHECK(first_error(front + question + question).find("there is already a question 'faults'") != std::string::npos);
    CHECK(read_lab("scenarios/small", {}).errors.front().message() == "scenarios/small: there is no file lab.md");
    CHECK(read_lab("scenarios/small", {{"lab.md", front + question}, {"touch.c", source}, {"notes.txt", ""}}).stray == std::vector<std::string>{"notes.txt"});
}

TEST_CASE("JSON that is no lab is refused by its pointer") {
    const std::string good = save_lab(*read(front + question).lab);
    CHECK(load_lab(good).ok());
    CHECK(load_lab("{").error().what == "this is not JSON");
    CHECK(load_lab(replaced(good, "\"minutes\":10", "\"minutes\":\"ten\"")).error().message() == "/minutes: expected a whole number from 0 on");
    CHECK(load_lab(replaced(good, "\"kind\":\"number\"", "\"kind\":\"riddle\"")).error().message() == "/steps/0/questions/0: there is no kind of question 'riddle'");
    CHECK(load_lab(replaced(good, "\"measure\":\"min_flt.delta\"", "\"measure\":\"min\"")).error().message().find("/steps/0/questions/0/measure: in the measure 'min'") == 0);
    CHECK(load_lab(replaced(good, "\"program\":\"touch\"", "\"program\":\"tuch\"")).ok() == false);
    CHECK(load_lab(replaced(good, "\"id\":\"small\"", "\"id\":\"small\",\"colour\":1")).error().message() == "/: there is no member 'colour' here");
}
