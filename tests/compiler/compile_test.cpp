#include "compiler/compile.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <string>

using faultline::compile;
using faultline::CompileOptions;
using faultline::CompileResult;
using faultline::Severity;

namespace {

constexpr std::string_view hello = R"(#include <stdio.h>
int main(void) {
    puts("hello");
    return 0;
}
)";

std::uint64_t number_at(const CompileResult& result, std::size_t offset, std::size_t bytes) {
    std::uint64_t value = 0;
    REQUIRE(offset + bytes <= result.elf.size());
    std::memcpy(&value, result.elf.data() + offset, bytes);
    return value;
}

bool contains(const CompileResult& result, std::string_view bytes) {
    return std::search(result.elf.begin(), result.elf.end(), bytes.begin(), bytes.end(),
                       [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); }) != result.elf.end();
}

}  // namespace

TEST_CASE("a program becomes a static x86-64 ELF file with an entry point and no interpreter") {
    const CompileResult result = compile(hello, "hello.c");
    REQUIRE(result.diagnostics.empty());
    REQUIRE(result.ok());
    CHECK(std::memcmp(result.elf.data(),
                      "\x7f"
                      "ELF",
                      4) == 0);
    CHECK(number_at(result, 16, 2) == 2);   // ET_EXEC
    CHECK(number_at(result, 18, 2) == 62);  // EM_X86_64
    CHECK(number_at(result, 24, 8) != 0);   // e_entry
    const std::uint64_t program_headers = number_at(result, 32, 8);
    const std::uint64_t count = number_at(result, 56, 2);
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t type = number_at(result, static_cast<std::size_t>(program_headers + i * 56), 4);
        CHECK(type != 2);  // PT_DYNAMIC
        CHECK(type != 3);  // PT_INTERP
    }
}

TEST_CASE("line tables name the source as it was given, and nothing of the machine it was compiled on") {
    const CompileResult result = compile(hello, "hello.c");
    CHECK(contains(result, ".stabstr"));
    CHECK(contains(result, std::string_view("\0hello.c\0", 9)));
    CHECK_FALSE(contains(result, "/home/"));
    CHECK_FALSE(contains(result, "/build/"));
    CHECK_FALSE(contains(result, "/tmp/"));
}

TEST_CASE("the same source gives the same bytes, also after a compilation that failed") {
    const CompileResult first = compile(hello, "hello.c");
    CHECK_FALSE(compile("int main(void) { return undeclared; }", "wrong.c").ok());
    CHECK_FALSE(compile("int main(void) { return missing(); }", "wrong.c").ok());
    CHECK_FALSE(compile("struct s { int a; struct { ", "wrong.c").ok());
    CHECK_FALSE(compile("#define twice(x) x x\nint main(void) { twice(", "wrong.c").ok());
    CHECK(compile(hello, "hello.c").elf == first.elf);
}

TEST_CASE("an error names its file and line") {
    const CompileResult result = compile("int main(void)\n{\n    return 0\n}\n", "slip.c");
    CHECK_FALSE(result.ok());
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].path == "slip.c");
    CHECK(result.diagnostics[0].line == 3);
    CHECK(result.diagnostics[0].severity == Severity::Error);
    CHECK(result.diagnostics[0].text == "`;` is missing after `0`");
}

TEST_CASE("a function that nobody defines is an error of the linker") {
    const CompileResult result = compile("int missing(void);\nint main(void) { return missing(); }\n", "link.c");
    CHECK_FALSE(result.ok());
    REQUIRE_FALSE(result.diagnostics.empty());
    CHECK(result.diagnostics[0].line == 2);
    CHECK(result.diagnostics[0].path == "link.c");
    CHECK(result.diagnostics[0].text.find("`missing` is defined nowhere") != std::string::npos);
}

TEST_CASE("a warning does not stop the program") {
    const CompileResult result = compile("int main(void) { return puts(\"\"); }\n", "warn.c");
    CHECK(result.ok());
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].severity == Severity::Warning);
    CHECK(result.diagnostics[0].line == 1);
    CHECK(result.diagnostics[0].text.find("puts") != std::string::npos);
}

TEST_CASE("a source may include the files beside it, and an error there names them") {
    CompileOptions options;
    options.files.push_back({"answer.h", "#define ANSWER 42\n"});
    options.files.push_back({"broken.h", "\nint int;\n"});
    CHECK(compile("#include \"answer.h\"\nint main(void) { return ANSWER; }\n", "a.c", options).ok());

    const CompileResult broken = compile("#include \"broken.h\"\nint main(void) { return 0; }\n", "b.c", options);
    CHECK_FALSE(broken.ok());
    REQUIRE_FALSE(broken.diagnostics.empty());
    CHECK(broken.diagnostics[0].path == "broken.h");
    CHECK(broken.diagnostics[0].line == 2);

    const CompileResult absent = compile("#include \"absent.h\"\n", "c.c", options);
    CHECK_FALSE(absent.ok());
    CHECK(absent.diagnostics[0].text.find("absent.h") != std::string::npos);
}

TEST_CASE("a header of the machine underneath is out of reach") {
    CHECK_FALSE(compile("#include \"/usr/include/stdio.h\"\nint main(void) { return 0; }\n", "reach.c").ok());
    CHECK_FALSE(compile("#include <doctest/doctest.h>\nint main(void) { return 0; }\n", "reach.c").ok());
}

TEST_CASE("macros are defined as they are given") {
    CompileOptions options;
    options.defines = {"PAGES=7", "WORDS=\"two words\""};
    CHECK(
        compile(
            "int pages[PAGES == 7 ? 1 : -1];\nchar words[sizeof WORDS == 10 ? 1 : -1];\nint main(void) { return 0; }\n",
            "macros.c", options)
            .ok());
}

TEST_CASE("constants come out alike on every host") {
    // 1.5L as 80-bit extended precision: significand 0xc000000000000000, exponent 0x3fff.
    CHECK(contains(compile("long double x = 1.5L; int main(void) { return x > 1; }\n", "x.c"),
                   std::string_view("\0\0\0\0\0\0\0\xc0\xff\x3f", 10)));
    CHECK(contains(compile("long double x = -0.5L; int main(void) { return x > 1; }\n", "x.c"),
                   std::string_view("\0\0\0\0\0\0\0\x80\xfe\xbf", 10)));
    CHECK(contains(
        compile("int marks[] = {0x5ca1ab1e, (int)-3.7, 0x5ca1ab1e}; int main(void) { return marks[0]; }\n", "x.c"),
        std::string_view("\x1e\xab\xa1\x5c\xfd\xff\xff\xff\x1e\xab\xa1\x5c", 12)));
    CHECK(contains(compile("const char *when = __DATE__; int main(void) { return *when; }\n", "x.c"), "Jan  1 1970"));
}

TEST_CASE("a source needs no particular name") {
    CHECK(compile(hello, "hello").ok());
    CHECK(compile(hello, "folder with blanks/hello.txt").ok());
}

TEST_CASE("TCC's messages are taken apart") {
    using faultline::parse_diagnostic;
    CHECK(parse_diagnostic("a.c:12: error: no") == faultline::Diagnostic{"a.c", 12, Severity::Error, "no"});
    CHECK(parse_diagnostic("tcc: error: undefined symbol 'f'") ==
          faultline::Diagnostic{"", 0, Severity::Error, "undefined symbol 'f'"});
    CHECK(parse_diagnostic("In file included from a.c:1:\nb.h:3: warning: odd") ==
          faultline::Diagnostic{"b.h", 3, Severity::Warning, "odd"});
    CHECK(parse_diagnostic("something else") == faultline::Diagnostic{"", 0, Severity::Error, "something else"});
}

TEST_CASE("an error leaves nothing behind for the next program") {
    constexpr std::string_view next =
        "struct pair { int a, b; } first = {1, 2};\nint n = 3;\n"
        "int main(void) { int list[n]; { struct pair p = first; list[0] = p.a; } return sizeof list + list[0]; }\n";
    const CompileResult alone = compile(next, "next.c");
    REQUIRE(alone.ok());
    for (const std::string_view wrong :
         {"int main(void) { int a; { struct { int x; } b; b.x = a; nowhere; } }\n",
          "int main(void) { switch (1) { case 1: for (;;) return sizeof(nowhere + 1); } }\n",
          "int main(void) { return _Generic(nowhere, int: 1); }\n", "struct { int x; } *p = &(struct { int x; }){nowhere};\n"}) {
        CHECK(!compile(wrong, "wrong.c").ok());
        CHECK(compile(next, "next.c").elf == alone.elf);
    }
}
