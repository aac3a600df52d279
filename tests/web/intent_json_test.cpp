#include <doctest/doctest.h>

#include "web/intent_json.hpp"

using namespace faultline;

namespace {

template <class What>
What course_intent(std::string_view json) {
    const Result<AnyIntent> parsed = intent_from_json(json);
    REQUIRE(parsed.ok());
    const Intent* found = std::get_if<Intent>(&parsed.value());
    REQUIRE(found != nullptr);
    REQUIRE(std::holds_alternative<What>(*found));
    return std::get<What>(*found);
}

template <class What>
What look_intent(std::string_view json) {
    const Result<AnyIntent> parsed = intent_from_json(json);
    REQUIRE(parsed.ok());
    const LookIntent* found = std::get_if<LookIntent>(&parsed.value());
    REQUIRE(found != nullptr);
    REQUIRE(std::holds_alternative<What>(*found));
    return std::get<What>(*found);
}

std::string error_of(std::string_view json) {
    const Result<AnyIntent> parsed = intent_from_json(json);
    REQUIRE(!parsed.ok());
    return parsed.error().message();
}

}  // namespace

TEST_CASE("answers of every kind cross from the page") {
    CHECK(course_intent<intent::SetAnswer>(R"({"do":"answer","question":"vsz","number":"100 MiB"})").answer == LearnerAnswer{NumberAnswer{"100 MiB"}});
    CHECK(course_intent<intent::SetAnswer>(R"({"do":"answer","question":"q","choice":2})").answer == LearnerAnswer{ChoiceAnswer{2}});
    CHECK(course_intent<intent::SetAnswer>(R"({"do":"answer","question":"q","several":[true,false]})").answer == LearnerAnswer{SeveralAnswer{{true, false}}});
    CHECK(course_intent<intent::SetAnswer>(R"({"do":"answer","question":"q","order":[2,0,1]})").answer == LearnerAnswer{OrderAnswer{{2, 0, 1}}});
    CHECK(course_intent<intent::SetAnswer>(R"({"do":"answer","question":"q","point":"0x7ffff7c00000"})").answer == LearnerAnswer{PointAnswer{0x7ffff7c00000, std::nullopt}});
    CHECK(course_intent<intent::SetConfidence>(R"({"do":"confidence","question":"q","level":"sure"})").confidence == Confidence::Sure);
    CHECK(course_intent<intent::AnswerHandler>(R"({"do":"handler","question":"q","yes":true})").yes);
    CHECK(course_intent<intent::StateObservation>(R"({"do":"observe","choice":1})").answer == LearnerAnswer{ChoiceAnswer{1}});
}

TEST_CASE("moves through time cross from the page") {
    CHECK(course_intent<intent::Step>(R"({"do":"step","until":"line"})").until.what == Until::What::Line);
    CHECK(course_intent<intent::Step>(R"({"do":"step","until":"ticks","count":5})").until.count == 5);
    CHECK(course_intent<intent::StepBack>(R"({"do":"step-back","until":"fault"})").until.what == Until::What::AnyFault);
    CHECK(course_intent<intent::SeekTick>(R"({"do":"seek","tick":12345678901})").tick == 12345678901);
    CHECK(course_intent<intent::TypeLine>(R"({"do":"type","text":"hé"})").text == "hé");
    CHECK(course_intent<intent::GoToStep>(R"({"do":"go-to-step","index":3})").index == 3);
}

TEST_CASE("selections cross from the page") {
    CHECK(look_intent<look::SelectPage>(R"({"do":"select-page","address":"0x401000"})").address == 0x401000);
    CHECK(look_intent<look::SelectFrame>(R"({"do":"select-frame","frame":"0x1a2"})").frame == Pfn{0x1a2});
    CHECK(look_intent<look::Show>(R"({"do":"show","view":"page-table"})").view == ViewKind::PageTable);
}

TEST_CASE("what is not understood is named") {
    CHECK(error_of("not json") == "intent: expected a JSON object");
    CHECK(error_of(R"({"do":"fly"})") == "intent/do: unknown intent \"fly\"");
    CHECK(error_of(R"({"do":"answer","question":"q"})").find("intent/answer") == 0);
    CHECK(error_of(R"({"do":"step","until":"tuesday"})").find("intent/until") == 0);
    CHECK(error_of(R"({"do":"select-page","address":"401000"})").find("intent/address") == 0);
    CHECK(error_of(R"({"do":"seek","tick":-1})").find("intent/tick") == 0);
    CHECK(error_of(R"({"do":"show","view":"kitchen"})").find("intent/view") == 0);
}

TEST_CASE("every view is found by its id") {
    for (std::uint32_t index = 0; index < view_kind_count; ++index) {
        const ViewKind view = static_cast<ViewKind>(index);
        CHECK(view_named(id_of(view)) == view);
    }
    CHECK(!view_named("kitchen"));
}
