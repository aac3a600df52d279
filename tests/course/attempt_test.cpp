// An attempt file: whole, sealed, and named when it was changed.
#include "course/attempt.hpp"

#include <doctest/doctest.h>

#include "course/sha256.hpp"
#include "course/text.hpp"

using namespace faultline;

namespace {

Attempt attempt() {
    Attempt made;
    made.lab = "lazy-malloc";
    made.lab_digest = sha256("a lab");
    made.seed = 0xfedcba9876543210;
    made.step = 3;
    made.steps["touch"] = {true, true, false};
    made.responses["faults"] = {NumberAnswer{"25,600"}, Confidence::Sure, 1, true};
    made.responses["kind"] = {ChoiceAnswer{2}, std::nullopt, 0, false};
    made.responses["after"] = {SeveralAnswer{{true, false}}, Confidence::Guessing, 0, true};
    made.responses["cheap"] = {OrderAnswer{{2, 0, 1}}, Confidence::Guessing, 0, true};
    made.responses["path"] = {HandlerAnswer{{true, true, false}}, Confidence::Guessing, 0, true};
    made.responses["page"] = {PointAnswer{0x7ffff7ff6000, std::nullopt}, Confidence::Guessing, 0, true};
    made.responses["change"] = {ChangeAnswer{"int main() {\n\treturn \"\\\"[0];\n}\n"}, Confidence::Guessing, 0, true};
    made.edits["touch"] = "int main() {}\n";
    made.runs["lazy"] = {123'456'789'012, {{1000, TypeInput{"\n"}}, {2000, EndInput{}}, {3000, ChooseNext{2}}}};
    made.credit = 8500;
    made.graded = 9;
    return made;
}

}  // namespace

TEST_CASE("an attempt comes back as it was saved") {
    const Attempt saved = attempt();
    const Result<Attempt> loaded = load_attempt(save_attempt(saved));
    REQUIRE_MESSAGE(loaded.ok(), (loaded.ok() ? "" : loaded.error().message()));
    CHECK(loaded.value().responses == saved.responses);
    CHECK(loaded.value().steps == saved.steps);
    CHECK(loaded.value().edits == saved.edits);
    CHECK(loaded.value().seed == saved.seed);
    CHECK(loaded.value().runs.at("lazy").tick == 123'456'789'012);
    CHECK(loaded.value().runs.at("lazy").commands.size() == 3);
    CHECK(save_attempt(loaded.value()) == save_attempt(saved));
}

TEST_CASE("a changed file is named as such, wherever it was changed") {
    const std::string file = save_attempt(attempt());
    for (const auto& change : {std::pair<std::string, std::string>{"\"credit\":8500", "\"credit\":9500"},
                               {"25,600", "25,599"},
                               {"\"hints\":1", "\"hints\":0"},
                               {"\"step\":3", "\"step\":4"}}) {
        std::string changed = file;
        const std::size_t at = changed.find(change.first);
        REQUIRE(at != std::string::npos);
        changed.replace(at, change.first.size(), change.second);
        const Result<Attempt> loaded = load_attempt(changed);
        REQUIRE_FALSE(loaded.ok());
        CHECK(loaded.error().what.find("tampered") != std::string::npos);
    }
}

TEST_CASE("a file that is laid out anew is the same attempt") {
    std::string file = save_attempt(attempt());
    for (std::size_t at = file.find(",\""); at != std::string::npos; at = file.find(",\"", at + 4)) file.replace(at, 1, ",\n  ");
    CHECK(load_attempt(file).ok());
}

TEST_CASE("what is no attempt is refused with a reason") {
    CHECK(load_attempt("PK\x03\x04").error().what == "this is not JSON, so no attempt");
    CHECK(load_attempt("{}").error().message().find("'format'") != std::string::npos);
    CHECK(load_attempt("[1]").ok() == false);
    CHECK(load_attempt("").ok() == false);
}

TEST_CASE("SHA-256 is the standard's") {
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256(std::string(1000, 'a')) == "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
}

TEST_CASE("text from a lab cannot bring a script along") {
    const Runs runs{{RunStyle::Plain, "<script>alert('x')</script> & ", {}},
                    {RunStyle::Code, "a < b", {}},
                    {RunStyle::Link, "here", "javascript:alert(1)"},
                    {RunStyle::Link, "there", "https://example.org/?a=\"b\""},
                    {RunStyle::Measure, "25,600", {}}};
    CHECK(html_of(runs) ==
          "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; <code>a &lt; b</code>here"
          "<a href=\"https://example.org/?a=&quot;b&quot;\">there</a><data class=\"measure\">25,600</data>");
    CHECK(plain_text_of(runs) == "<script>alert('x')</script> & a < bherethere25,600");
}
