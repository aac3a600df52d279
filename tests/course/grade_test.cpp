// Grading: a prediction beside its measurement, and what is said about the gap.
#include "course/grade.hpp"

#include <doctest/doctest.h>

using namespace faultline;

namespace {

const Scope scope{"lazy", "before", "after"};

Measure measure(const std::string& source) {
    Result<Expression> parsed = parse_measure(source, scope);
    REQUIRE_MESSAGE(parsed.ok(), source);
    return {source, parsed.value()};
}

Runs words(const std::string& text) { return {{RunStyle::Plain, text, {}}}; }

Evidence evidence() {
    Evidence found;
    found.samples.ticks[{"lazy", "before"}] = 1;
    found.samples.ticks[{"lazy", "after"}] = 2;
    found.samples.values[{"lazy", "before"}] = {{"min_flt", std::int64_t{30}}, {"rss", std::int64_t{64 << 10}}};
    found.samples.values[{"lazy", "after"}] = {{"min_flt", std::int64_t{25'629}}, {"rss", std::int64_t{100ll << 20}}};
    return found;
}

Question question(QuestionBody body) {
    Question made;
    made.id = "q";
    made.body = std::move(body);
    made.stage = Stage::GetFrame;
    made.objectives = {"count"};
    return made;
}

Outcome graded(const Question& asked, LearnerAnswer answer, Confidence confidence = Confidence::FairlySure, const Evidence& found = evidence()) {
    Response response;
    response.answer = std::move(answer);
    response.confidence = confidence;
    response.committed = true;
    const Result<Outcome> outcome = grade(asked, response, found);
    REQUIRE_MESSAGE(outcome.ok(), (outcome.ok() ? "" : outcome.error().message()));
    return outcome.value();
}

Question how_many_faults() {
    NumberQuestion body;
    body.measure = measure("min_flt.delta");
    body.unit = "faults";
    body.tolerance = measure("64");
    body.right = words("one a page");
    body.near.push_back({measure("0"), measure("0"), {"M3", words("malloc had only reserved")}});
    body.otherwise = {"", words("divide")};
    return question(body);
}

Question which_rss() {
    ChoiceQuestion body;
    body.choices.push_back({words("small"), measure("rss < 1 MiB"), {"M3", words("it was touched")}});
    body.choices.push_back({words("all of it"), measure("rss >= 1 MiB"), {"", words("each page has a frame")}});
    return question(body);
}

}  // namespace

TEST_CASE("a number within its tolerance is right, beside what was measured") {
    const Outcome outcome = graded(how_many_faults(), NumberAnswer{"25,600"});
    CHECK(outcome.verdict == Verdict::Right);
    CHECK(outcome.credit == 1000);
    CHECK(outcome.predicted == "25,600 faults");
    CHECK(outcome.measured == "25,599 faults");
    CHECK(plain_text_of(outcome.say) == "one a page");
    CHECK_FALSE(outcome.stage);
    CHECK(graded(how_many_faults(), NumberAnswer{"25663"}).verdict == Verdict::Right);
    CHECK(graded(how_many_faults(), NumberAnswer{"25664"}).verdict == Verdict::Differs);
}

TEST_CASE("a wrong number with a reason is told the reason and the stage") {
    const Outcome outcome = graded(how_many_faults(), NumberAnswer{"0"});
    CHECK(outcome.verdict == Verdict::Differs);
    CHECK(outcome.credit == 0);
    CHECK(outcome.misconception == "M3");
    CHECK(outcome.stage == Stage::GetFrame);
    CHECK(plain_text_of(graded(how_many_faults(), NumberAnswer{"7"}).say) == "divide");
}

TEST_CASE("feedback depends on how sure the learner was") {
    const std::string sure = graded(how_many_faults(), NumberAnswer{"7"}, Confidence::Sure).calibration;
    const std::string guessed = graded(how_many_faults(), NumberAnswer{"7"}, Confidence::Guessing).calibration;
    const std::string lucky = graded(how_many_faults(), NumberAnswer{"25600"}, Confidence::Guessing).calibration;
    CHECK(sure != guessed);
    CHECK(guessed != lucky);
    CHECK_FALSE(sure.empty());
}

TEST_CASE("one choice is what the run says, and each choice has its own words") {
    CHECK(graded(which_rss(), ChoiceAnswer{1}).verdict == Verdict::Right);
    const Outcome outcome = graded(which_rss(), ChoiceAnswer{0});
    CHECK(outcome.verdict == Verdict::Differs);
    CHECK(outcome.measured == "“all of it”");
    CHECK(plain_text_of(outcome.say) == "it was touched");
}

TEST_CASE("the words of a choice are told with their numbers") {
    ChoiceQuestion body;
    body.choices.push_back({{{RunStyle::Plain, "RSS is ", {}}, {RunStyle::Measure, "rss", "MiB"}}, measure("rss > 1 MiB"), {}});
    body.choices.push_back({words("RSS is small."), measure("rss <= 1 MiB"), {"M3", words("it is not")}});
    Response response;
    response.answer = ChoiceAnswer{1};
    const Result<Outcome> outcome = grade(question(body), response, evidence(), scope);
    REQUIRE(outcome.ok());
    CHECK(outcome.value().predicted == "“RSS is small”");
    CHECK(outcome.value().measured == "“RSS is 100 MiB”");
}

TEST_CASE("a question whose choices are all true, or all false, is an error and no grade") {
    Question both = which_rss();
    std::get<ChoiceQuestion>(both.body).choices[0].holds = measure("true");
    Response response;
    response.answer = ChoiceAnswer{0};
    CHECK(grade(both, response, evidence()).error().what == "more than one choice is true of the run");
    std::get<ChoiceQuestion>(both.body).choices[0].holds = measure("false");
    std::get<ChoiceQuestion>(both.body).choices[1].holds = measure("false");
    CHECK(grade(both, response, evidence()).error().what == "no choice is true of the run");
}

TEST_CASE("several choices give part of the point, and say what was judged wrongly") {
    SeveralQuestion body;
    body.choices.push_back({words("faults"), measure("min_flt.delta > 0"), {"M10", words("reads trap too")}});
    body.choices.push_back({words("memory"), measure("rss < 1 MiB"), {"M3", words("no memory")}});
    body.right = words("both");
    const Question asked = question(body);
    CHECK(graded(asked, SeveralAnswer{{true, false}}).verdict == Verdict::Right);
    const Outcome half = graded(asked, SeveralAnswer{{true, true}});
    CHECK(half.credit == 500);
    CHECK(half.verdict == Verdict::Partly);
    CHECK(half.misconception == "M3");
    CHECK(plain_text_of(half.say) == "no memory");
    CHECK(half.predicted == "“faults”, “memory”");
    CHECK(half.measured == "“faults”");
    CHECK(graded(asked, SeveralAnswer{{false, true}}).credit == 0);
    CHECK(graded(asked, SeveralAnswer{{false, false}}).predicted == "none of them");
}

TEST_CASE("an order is right by its measures, and partly right by its neighbours") {
    OrderQuestion body;
    body.items.push_back({words("c"), measure("3")});
    body.items.push_back({words("a"), measure("1")});
    body.items.push_back({words("b"), measure("2")});
    const Question asked = question(body);
    CHECK(graded(asked, OrderAnswer{{1, 2, 0}}).verdict == Verdict::Right);
    CHECK(graded(asked, OrderAnswer{{1, 2, 0}}).measured == "a → b → c");
    CHECK(graded(asked, OrderAnswer{{0, 1, 2}}).credit == 500);
    CHECK(graded(asked, OrderAnswer{{0, 2, 1}}).credit == 0);
}

TEST_CASE("the handler's branches are graded one by one, and the first wrong one names the stage") {
    HandlerQuestion body;
    body.fault = {"lazy", "first_write"};
    body.otherwise = {"M9", words("the VMA decides")};
    const Question asked = question(body);
    Evidence found = evidence();
    FaultTrace trace;
    trace.ask(Ask::VmaCoversAddress, true);
    trace.ask(Ask::AccessPermitted, true);
    trace.ask(Ask::PteEmpty, true);
    trace.ask(Ask::VmaAnonymous, true);
    trace.leaf = Leaf::AnonNewFrame;
    found.faults[body.fault] = trace;
    CHECK(graded(asked, HandlerAnswer{{true, true, true, true}}, Confidence::Sure, found).verdict == Verdict::Right);
    const Outcome outcome = graded(asked, HandlerAnswer{{false, true, true, true}}, Confidence::Sure, found);
    CHECK(outcome.credit == 750);
    CHECK(outcome.stage == explain(Ask::VmaCoversAddress).stage);
    CHECK(outcome.misconception == "M9");
    Response unfinished;
    unfinished.answer = HandlerAnswer{{true}};
    CHECK_FALSE(grade(asked, unfinished, found).ok());
}

TEST_CASE("the report counts by objective, by belief and by confidence") {
    Lab lab;
    lab.objectives = {{"count", "predict counts"}, {"other", "nothing asks for it"}};
    lab.steps.resize(1);
    lab.steps[0].questions = {how_many_faults(), which_rss()};
    lab.steps[0].questions[1].id = "r";
    Responses responses;
    responses["q"] = {NumberAnswer{"0"}, Confidence::Sure, 2, true};
    responses["r"] = {ChoiceAnswer{1}, Confidence::Sure, 0, true};
    const Report report = grade_lab(lab, responses, evidence());
    CHECK(report.questions == 2);
    CHECK(report.credit == 1000);
    CHECK(report.hints == 2);
    CHECK(report.sure == 2);
    CHECK(report.sure_and_right == 1);
    CHECK(report.misconceptions == std::vector<std::string>{"M3"});
    CHECK(report.objectives[0].credit == 1000);
    CHECK(report.objectives[0].questions == 2);
    CHECK(report.objectives[1].questions == 0);

    responses["r"].committed = false;
    CHECK(grade_lab(lab, responses, evidence()).outcomes.size() == 1);
}
