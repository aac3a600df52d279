#include "engine/program/lines.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "compiler/compile.hpp"

using namespace faultline;

namespace {

constexpr const char* source =
    "#include <stdio.h>\n"          // 1
    "int total;\n"                  // 2
    "int add(int a, int b) {\n"     // 3
    "    int sum = a + b;\n"        // 4
    "    return sum;\n"             // 5
    "}\n"                           // 6
    "int main(void) {\n"            // 7
    "    char *name = \"x\";\n"     // 8
    "    char table[40];\n"         // 9
    "    table[0] = 1;\n"           // 10
    "    total = add(1, 2);\n"      // 11
    "    puts(name);\n"             // 12
    "    return 0;\n"               // 13
    "}\n";

LineTable table_of_source() { return LineTable(compile(source, "story.c").elf); }

const Variable* variable(const std::vector<Variable>& among, std::string_view name) {
    const auto found = std::find_if(among.begin(), among.end(), [&](const Variable& one) { return one.name == name; });
    return found == among.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("each line with code has an address, and that address is of that line") {
    const LineTable lines = table_of_source();
    for (std::uint32_t line : {4u, 5u, 8u, 10u, 11u, 12u, 13u}) {
        const std::uint64_t address = lines.address_of_line(line);
        CHECK(lines.line_at(address) == line);
        CHECK(lines.starts_line(address));
        CHECK_FALSE(lines.starts_line(address + 1));
    }
    CHECK(lines.address_of_line(9) == lines.address_of_line(10));
    CHECK(lines.address_of_line(99) == 0);
}

TEST_CASE("functions know where they begin and end; the C library has names but no lines") {
    const LineTable lines = table_of_source();
    REQUIRE(lines.functions().size() == 2);
    const Function& add = lines.functions()[0];
    CHECK(add.name == "add");
    CHECK(add.line == 3);
    CHECK(lines.function_at(add.end - 1) == &add);
    CHECK(lines.function_at(add.end)->name == "main");
    const ElfSymbol* puts = lines.elf().symbol("puts");
    REQUIRE(puts != nullptr);
    CHECK(lines.line_at(puts->address) == 0);
    CHECK(lines.function_name_at(puts->address + 1) == "puts");
}

TEST_CASE("variables have names, types, sizes and places") {
    const LineTable lines = table_of_source();
    const std::vector<Variable>& locals = lines.functions()[1].variables;
    const Variable* name = variable(locals, "name");
    REQUIRE(name != nullptr);
    CHECK(name->type == "char*");
    CHECK(name->bytes == 8);
    CHECK(name->place < 0);
    const Variable* table = variable(locals, "table");
    REQUIRE(table != nullptr);
    CHECK(table->type == "char[40]");
    CHECK(table->bytes == 40);
    const Variable* total = variable(lines.globals(), "total");
    REQUIRE(total != nullptr);
    CHECK(total->type == "int");
    CHECK(static_cast<std::uint64_t>(total->place) == lines.elf().symbol("total")->address);
}
