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
    CHECK(said("int main(void)\n{\n    return 0;\n}\n}\n") ==
          "line 5: this `}` closes nothing: there is one too many\n");
}

TEST_CASE("statements where they cannot stand") {
    CHECK(said(in_main("    if (1)\n        puts(\"a\");\n        puts(\"b\");\n    else\n        puts(\"c\");")) ==
          "line 7: this `else` has no `if` before it: one statement, or one block in `{` and `}`, stands between the "
          "two\n");
    CHECK(said(in_main("    while (1)\n        int n = 2;")) ==
          "line 5: a declaration cannot stand alone here: put it into `{` and `}`\n");
    CHECK(said("int main(void)\n{\n    switch (1) {\n    case 1:\n        break;\n    case 1:\n        break;\n    }\n "
               "   return 0;\n}\n") == "line 6: two cases of this switch have the same value\n");
}

TEST_CASE("marks and digits") {
    CHECK(said(in_main("    int n = 1;\n    n++")) == "line 5: `;` is missing after `++`\n");
    CHECK(said("struct pair { int a }; \nint main(void) { return 0; }\n") == "line 1: `;` is missing before `}`\n");
    CHECK(said(in_main("    return 08;")) ==
          "line 4: this number has a digit that its base has not: a number that begins with 0 is octal, with 0x "
          "hexadecimal\n");
    CHECK(said(in_main("    print(\"x\");")).find("did you mean `printf`?") != std::string::npos);
}

TEST_CASE("words and signs from elsewhere") {
    CHECK(
        said(in_main("    if (1)\n        return 1;\n    elif (2)\n        return 2;")).find("in C it is `else if`") !=
        std::string::npos);
    CHECK(said(in_main("    int *p = new int[5];")) == "line 4: `new` is not declared: in C it is malloc()\n");
    CHECK(said("include <stdio.h>\nint main(void) { return 0; }\n") ==
          "line 1: `include` is no word of this C: a `#` is missing before it\n");
    CHECK(said("_Atomic int count;\nint main(void) { return count; }\n").find("the compiler has no atomic types") !=
          std::string::npos);
    CHECK(said(in_main("    printf(\u201chello\u201d);")) ==
          "line 4: a typographic character stands here, pasted from a text, where C wants `\"`\n");
    CHECK(said(in_main("    int\u00a0n = 3;")) ==
          "line 4: a blank that does not break lines stands here, pasted from a text: type a plain blank\n");
    CHECK(said(in_main("    usigned n = 2;")) == "line 4: `usigned` is not declared; did you mean `unsigned`?\n");
    CHECK(said(in_main("    system(\"ls\");")).find("the machine has no shell; use fork() and exec") !=
          std::string::npos);
}

TEST_CASE("slips that TCC notices elsewhere") {
    CHECK(said(in_main("    printf(\"hello\";")) == "line 4: `)` is missing before `;`\n");
    CHECK(said(in_main("    for (int i = 0, i < 10, i++)\n        puts(\"x\");")) ==
          "line 4: the three parts of a `for` are apart by `;`, not by `,`\n");
    CHECK(said("#define N = 10\nint main(void)\n{\n    int a[N];\n    return 0;\n}\n") ==
          "line 1: `N` is replaced by all that follows it here, the `=` too: a #define has none\n");
    CHECK(said("#define N 10;\nint main(void)\n{\n    int a[N];\n    return 0;\n}\n") ==
          "line 1: `N` is replaced by all that follows it here, the `;` too: a #define has none\n");
    CHECK(said("int main(void);\n{\n    return 0;\n}\n") ==
          "line 1: the `;` ends a declaration here: before a function's body stands none\n");
    CHECK(said("struct list { int x; }\nint main(void)\n{\n    return 0;\n}\n") ==
          "line 1: `;` is missing after `}`\n");
    CHECK(said("struct list { int x; };\nint main(void)\n{\n    list *p = 0;\n    return p == 0;\n}\n") ==
          "line 4: `list` is not declared: its type is called `struct list`\n");
    CHECK(said("double sum(int n, double a[n]) { return a[0]; }\nint main(void) { return 0; }\n") ==
          "line 1: `n` cannot be the length of a parameter: this compiler wants a number there, or an empty `[]`\n");
    CHECK(said(in_main("    char text[10];\n    text = \"abc\";")) ==
          "line 5: this cannot be assigned to, and has no address: only a variable can. An array is filled item by "
          "item, or by "
          "strcpy()\n");
}

TEST_CASE("what GCC knows without a header is known here") {
    CHECK(
        said("int main(void)\n{\n    int n = 6;\n    __sync_fetch_and_add(&n, 1);\n    return __builtin_popcount(n) + "
             "__builtin_ctz(8) - 6;\n}\n") == "");
}
