// Numbers as learners type them.
#include <doctest/doctest.h>

#include "course/answer.hpp"
#include "course/line_difference.hpp"

using namespace faultline;

TEST_CASE("digits may be grouped in any of the usual ways") {
    CHECK(parse_number("25600", "faults") == 25'600);
    CHECK(parse_number("25,600", "faults") == 25'600);
    CHECK(parse_number(" 25 600 ", "faults") == 25'600);
    CHECK(parse_number("25'600 faults", "faults") == 25'600);
}

TEST_CASE("a size may come in any unit, and a bare number is in the unit of the question") {
    CHECK(parse_number("100", "MiB") == 100ll << 20);
    CHECK(parse_number("100 MB", "MiB") == 100ll << 20);
    CHECK(parse_number("102400 KiB", "MiB") == 100ll << 20);
    CHECK(parse_number("1.5k", "KiB") == 1536);
    CHECK(parse_number("2 pages", "KiB") == 8192);
    CHECK(parse_number("3 ms", "us") == 3'000'000);
}

TEST_CASE("what is no number, or has a foreign unit, is refused") {
    CHECK_FALSE(parse_number("", "faults"));
    CHECK_FALSE(parse_number("many", "faults"));
    CHECK_FALSE(parse_number("3 MiB", "faults"));
    CHECK_FALSE(parse_number("3 faults", "MiB"));
    CHECK_FALSE(parse_number("3 ms", "MiB"));
    CHECK_FALSE(parse_number("12 apples", "faults"));
    CHECK_FALSE(parse_number("99999999999999999999", "faults"));
    CHECK_FALSE(parse_number("9999999999 GiB", "KiB"));
}

TEST_CASE("changed lines are counted as an editor would") {
    const std::string_view given = "int main() {\n  a();\n  b();\n}\n";
    CHECK(lines_changed(given, given) == 0);
    CHECK(lines_changed(given, "int main() {\n  a();\n\n  b();   \n}") == 0);
    CHECK(lines_changed(given, "int main() {\n  a();\n  c();\n}\n") == 1);
    CHECK(lines_changed(given, "int main() {\n  a();\n  new();\n  b();\n}\n") == 1);
    CHECK(lines_changed(given, "int main() {\n}\n") == 2);
    CHECK(lines_changed(given, "") == 4);
}
