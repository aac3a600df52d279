// The measure language: what a lab may say about a run, without any run.
#include "course/measure.hpp"

#include <doctest/doctest.h>

using namespace faultline;

namespace {

const Scope scope{"lazy", "before", "after"};

/// A run in which min_flt went from 30 to 25,630 and the last fault gave a new frame.
Samples touched_100_mib() {
    Samples samples;
    samples.ticks[{"lazy", "before"}] = 1000;
    samples.ticks[{"lazy", "after"}] = 400'000;
    samples.values[{"lazy", "before"}]["min_flt"] = std::int64_t{30};
    samples.values[{"lazy", "after"}]["min_flt"] = std::int64_t{25'630};
    samples.values[{"lazy", "after"}]["rss(anon)"] = std::int64_t{100ll << 20};
    samples.values[{"lazy", "after"}]["leaf(last_fault)"] = Symbol{"AnonNewFrame"};
    samples.values[{"lazy", "after"}]["pte(largest_vma + 4096).present"] = true;
    return samples;
}

std::int64_t number(std::string_view source) {
    const Result<Expression> parsed = parse_measure(source, scope);
    REQUIRE_MESSAGE(parsed.ok(), source);
    const Result<Value> value = evaluate(parsed.value(), touched_100_mib());
    REQUIRE_MESSAGE(value.ok(), source);
    REQUIRE(std::holds_alternative<std::int64_t>(value.value()));
    return std::get<std::int64_t>(value.value());
}

bool truth(std::string_view source) {
    const Result<Expression> parsed = parse_measure(source, scope);
    REQUIRE_MESSAGE(parsed.ok(), source);
    const Result<Value> value = evaluate(parsed.value(), touched_100_mib());
    REQUIRE_MESSAGE(value.ok(), source);
    REQUIRE(std::holds_alternative<bool>(value.value()));
    return std::get<bool>(value.value());
}

std::string parse_error(std::string_view source) {
    const Result<Expression> parsed = parse_measure(source, scope);
    return parsed.ok() ? "" : parsed.error().message();
}

std::string value_error(std::string_view source) {
    const Result<Expression> parsed = parse_measure(source, scope);
    REQUIRE_MESSAGE(parsed.ok(), source);
    const Result<Value> value = evaluate(parsed.value(), touched_100_mib());
    return value.ok() ? "" : value.error().message();
}

}  // namespace

TEST_CASE("a delta is what happened between the step's two moments") {
    CHECK(number("min_flt.delta") == 25'600);
    CHECK(number("min_flt.delta from before to after") == 25'600);
    CHECK(number("min_flt") == 25'630);
    CHECK(number("min_flt at before") == 30);
    CHECK(number("min_flt at lazy.before") == 30);
    CHECK(number("min_flt at \"after\"") == 25'630);
    CHECK(number("(min_flt + 1) at before") == 31);
}

TEST_CASE("sizes are bytes, and units multiply") {
    CHECK(number("100 MiB / page_size") == 25'600);
    CHECK(number("2 pages") == 8192);
    CHECK(number("0x1_000") == 4096);
    CHECK(number("3 ms") == 3'000'000);
}

TEST_CASE("arithmetic binds as it does in C") {
    CHECK(number("2 + 3 * 4") == 14);
    CHECK(number("(2 + 3) * 4") == 20);
    CHECK(number("7 % 4 - -1") == 4);
    CHECK(number("20 / 3 / 2") == 3);
    CHECK(truth("1 + 1 == 2 and not 1 > 2 or false"));
    CHECK(truth("min_flt.delta >= 25_600 and rss(anon) == 100 MiB"));
}

TEST_CASE("a leaf is compared by its name") {
    CHECK(truth("leaf(last_fault) == AnonNewFrame"));
    CHECK(truth("leaf(last_fault) != AnonZeroPage"));
    CHECK(value_error("leaf(last_fault) == 3") == "'==' and '!=' compare like with like");
    CHECK(value_error("leaf(last_fault) + 1 > 2") == "arithmetic and order need numbers");
}

TEST_CASE("a question of the handler is an argument by its name") {
    const Result<Expression> parsed = parse_measure("asked(PteEmpty) < asked(FrameAvailable)", scope);
    REQUIRE(parsed.ok());
    CHECK(needs_of(parsed.value())[0].reading.text == "asked(PteEmpty)");
    CHECK(parse_error("asked(AnonNewFrame)").find("'AnonNewFrame' is no argument of 'asked'") != std::string::npos);
    CHECK(parse_error("leaf(PteEmpty)").find("'PteEmpty' is no argument of 'leaf'") != std::string::npos);
}

TEST_CASE("blanks do not make another reading") {
    CHECK(truth("pte( largest_vma+4096 ).present"));
    CHECK(truth("pte(largest_vma + page_size).present"));
}

TEST_CASE("a mistake is named with its column") {
    CHECK(parse_error("min_fault") == "column 1: there is no reading 'min_fault' (docs/writing-a-lab.md lists them)");
    CHECK(parse_error("min_flt = 3") == "column 9: '=' is not a comparison; write '=='");
    CHECK(parse_error("rss(anonymous)").find("'anonymous' is no argument of 'rss'") != std::string::npos);
    CHECK(parse_error("pte(largest_vma)").find("needs one of the fields") != std::string::npos);
    CHECK(parse_error("pte(largest_vma).gone").find("has no field 'gone'") != std::string::npos);
    CHECK(parse_error("min_flt.delta at after").find("write 'from ... to ...'") != std::string::npos);
    CHECK(parse_error("min_flt +") == "column 10: the expression ends too early");
    CHECK(parse_error("min_flt 3") == "column 9: expected an operator or the end, found '3'");
    CHECK(parse_error("99999999999999999999").find("too large") != std::string::npos);
    CHECK(parse_error("\"open").find("no closing quote") != std::string::npos);
    CHECK_FALSE(parse_error(std::string(500, '(') + "1").empty());
}

TEST_CASE("what was not measured has no value, and says why") {
    CHECK(value_error("min_flt at exit") == "the moment 'exit' of 'lazy' was not reached");
    CHECK(value_error("vsz") == "'vsz' has no value at 'after'");
    CHECK(value_error("1 / 0") == "division by zero");
    CHECK(value_error("0x7fffffffffffffff + 1") == "the result is too large");
    CHECK(value_error("(-0x7fffffffffffffff - 1) / -1") == "the result is too large");
}

TEST_CASE("an expression names every reading that it needs, with its moment") {
    const Result<Expression> parsed = parse_measure("min_flt.delta + child.rss at other.end", scope);
    REQUIRE(parsed.ok());
    const std::vector<Need> needs = needs_of(parsed.value());
    REQUIRE(needs.size() == 3);
    CHECK(needs[0].moment == MomentRef{"lazy", "after"});
    CHECK(needs[1].moment == MomentRef{"lazy", "before"});
    CHECK(needs[2].moment == MomentRef{"other", "end"});
    CHECK(needs[2].reading.text == "child.rss");
}

TEST_CASE("values are printed as people read them") {
    CHECK(format_value(std::int64_t{25'600}) == "25,600");
    CHECK(format_value(std::int64_t{-1234567}) == "-1,234,567");
    CHECK(format_value(std::int64_t{999}) == "999");
    CHECK(format_value(std::int64_t{104'861'696}, "MiB") == "100 MiB");
    CHECK(format_value(std::int64_t{1536}, "KiB") == "1.5 KiB");
    CHECK(format_value(std::int64_t{2047}, "KiB") == "2 KiB");
    CHECK(format_value(std::int64_t{876}, "time") == "876 ns");
    CHECK(format_value(std::int64_t{22'433'332}, "time") == "22.4 ms");
    CHECK(format_value(std::int64_t{255}, "hex") == "0xff");
    CHECK(format_value(std::int64_t{25'600}, "plain") == "25600");
    CHECK(format_value(true) == "yes");
    CHECK(format_value(Symbol{"AnonZeroPage"}) == "AnonZeroPage");
}
