// A learner's slips, and what is said about them: the line a reader would point at, and the words of that line.
#include <doctest/doctest.h>

#include <string>

#include "compiler/compile.hpp"

using faultline::compile;
using faultline::CompileResult;

namespace {

/// "line 7: TEXT", one message a line; a warning says so.
std::string said(std::string_view source) {
    std::string out;
    for (const faultline::Diagnostic& diagnostic : compile(source, "slip.c").diagnostics) {
        out += "line " + std::to_string(diagnostic.line) + ": ";
        if (diagnostic.severity == faultline::Severity::Warning) out += "warning: ";
        out += diagnostic.text + "\n";
    }
    return out;
}

/// `statements` from line 4 on.
std::string in_main(std::string_view statements) {
    return "#include <stdio.h>\nint main(void)\n{\n" + std::string(statements) + "\n    return 0;\n}\n";
}

}  // namespace

TEST_CASE("a name that nobody declared, with the closest one") {
    CHECK(said(in_main("    int n = 1;\n    p = 2;")) == "line 5: `p` is not declared\n");
    CHECK(said(in_main("    int count = 1;\n    cuont = 2;")) ==
          "line 5: `cuont` is not declared; did you mean `count`?\n");
    CHECK(said(in_main("    int n = INT_MAX;")) == "line 4: `INT_MAX` is not declared: add #include <limits.h>\n");
}

TEST_CASE("a function without its header is a warning that names the header, once") {
    CHECK(said("int main(void)\n{\n    char *p = malloc(10);\n    return p == 0;\n}\n") ==
          "line 3: warning: `malloc` is called, but not declared: add #include <stdlib.h>\n");
    CHECK(said("int main(void) { return later(); }\nint later(void) { return 0; }\n") ==
          "line 1: warning: `later` is called, but not declared before this line: declare it above\n");
}

TEST_CASE("what does not exist is refused by its name, at its first use") {
    CHECK(said("int helper(int);\nint main(void)\n{\n    return helper(1);\n}\n") ==
          "line 4: `helper` is defined nowhere: not here, and not in Faultline's C library\n");
    CHECK(said("#include <pthread.h>\n") ==
          "line 1: there is no <pthread.h> here: the machine has no threads; use fork()\n");
    CHECK(said("#include <stdoi.h>\n") == "line 1: there is no header `stdoi.h`; did you mean <stdio.h>?\n");
    CHECK(said(in_main("    prinft(\"x\");")) ==
          "line 4: warning: `prinft` is called, but not declared; did you mean `printf`?\n"
          "line 4: `prinft` is defined nowhere: not here, and not in Faultline's C library; did you mean `printf`?\n");
    CHECK(said("int mian(void) { return 0; }\n") == "line 0: the program has no `main`; did you mean `mian`?\n");
}

TEST_CASE("what is missing is missing where it should have been") {
    CHECK(said(in_main("    int n = 3 // three\n    n++;")) == "line 4: `;` is missing after `3`\n");
    CHECK(said(in_main("    printf(\"hello);")) == "line 4: the text that begins here has no closing `\"`\n");
    CHECK(said("int main(void)\n{\n    if (1) {\n        return 1;\n    return 0;\n}\n") ==
          "line 3: the `{` of this line is never closed: a `}` is missing\n");
}

TEST_CASE("types, members and arguments") {
    CHECK(said(in_main("    char *p = 5;")) == "line 4: warning: a number is used as a pointer, without a cast\n");
    CHECK(said(in_main("    int n = \"five\";")) == "line 4: warning: a pointer is used as a number, without a cast\n");
    CHECK(said("struct point { int x; };\nint main(void)\n{\n    struct point p;\n    return p.z;\n}\n") ==
          "line 5: this struct has no member `z`\n");
    CHECK(said("struct point { int x; };\nint main(void)\n{\n    struct point p;\n    return p->x;\n}\n") ==
          "line 5: `*`, `[]` or `->` needs a pointer, and this is none\n");
    CHECK(said("int twice(int n) { return 2 * n; }\nint main(void)\n{\n    if (twice())\n        return 1;\n    return "
               "0;\n}\n") == "line 4: `twice` wants more arguments\n");
}

TEST_CASE("what is never closed, and what closes nothing") {
    CHECK(said("int main(void)\n{\n    /* a note\n    return 0;\n}\n") ==
          "line 3: the comment that begins here is never closed: `*/` is missing\n");
    CHECK(said("#ifdef TWICE\n#if 1\n#endif\nint main(void)\n{\n    return 0;\n}\n") ==
          "line 1: the `#ifdef` of this line is never closed: an #endif is missing\n");
    CHECK(said("int main(void)\n{\n    return 0;\n}\n}\n") == "line 5: this `}` closes nothing: there is one too many\n");
}

TEST_CASE("statements where they cannot stand") {
    CHECK(said(in_main("    if (1)\n        puts(\"a\");\n        puts(\"b\");\n    else\n        puts(\"c\");")) ==
          "line 7: this `else` has no `if` before it: one statement, or one block in `{` and `}`, stands between the two\n");
    CHECK(said(in_main("    while (1)\n        int n = 2;")) ==
          "line 5: a declaration cannot stand alone here: put it into `{` and `}`\n");
    CHECK(said("int main(void)\n{\n    switch (1) {\n    case 1:\n        break;\n    case 1:\n        break;\n    }\n    return 0;\n}\n") ==
          "line 6: two cases of this switch have the same value\n");
}

TEST_CASE("marks and digits") {
    CHECK(said(in_main("    int n = 1;\n    n++")) == "line 5: `;` is missing after `++`\n");
    CHECK(said("struct pair { int a }; \nint main(void) { return 0; }\n") == "line 1: `;` is missing before `}`\n");
    CHECK(said(in_main("    return 08;")) ==
          "line 4: this number has a digit that its base has not: a number that begins with 0 is octal, with 0x hexadecimal\n");
    CHECK(said(in_main("    print(\"x\");")).find("did you mean `printf`?") != std::string::npos);
}
