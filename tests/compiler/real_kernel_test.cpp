// The same bytes that the simulated machine runs, run by the kernel underneath.
#include <doctest/doctest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "compiler/compile.hpp"

namespace {

struct Ran {
    int status = -1;
    std::string output;
};

Ran run_here(const faultline::CompileResult& program) {
    REQUIRE(program.ok());
    const int file = memfd_create("program", MFD_CLOEXEC);
    REQUIRE(file >= 0);
    REQUIRE(write(file, program.elf.data(), program.elf.size()) == static_cast<ssize_t>(program.elf.size()));
    int pipe_ends[2];
    REQUIRE(pipe(pipe_ends) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        dup2(pipe_ends[1], STDOUT_FILENO);
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        char name[] = "program";
        char argument[] = "one";
        char* arguments[] = {name, argument, nullptr};
        char* environment[] = {nullptr};
        fexecve(file, arguments, environment);
        _exit(127);
    }
    close(pipe_ends[1]);
    close(file);
    Ran ran;
    char buffer[4096];
    for (ssize_t n = 0; (n = read(pipe_ends[0], buffer, sizeof buffer)) > 0;) ran.output.append(buffer, static_cast<std::size_t>(n));
    close(pipe_ends[0]);
    waitpid(child, &ran.status, 0);
    return ran;
}

}  // namespace

TEST_CASE("a compiled program runs on the kernel of this machine") {
    const Ran ran = run_here(faultline::compile(R"(#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(int argc, char **argv) {
    char *page = malloc(4096);
    strcpy(page, argv[1]);
    printf("%d %s %.2f %s\n", argc, page, 2.5, getenv("HOME") ? "home" : "no home");
    return 7;
}
)", "program.c"));
    CHECK(WIFEXITED(ran.status));
    CHECK(WEXITSTATUS(ran.status) == 7);
    CHECK(ran.output == "2 one 2.50 no home\n");
}

TEST_CASE("a long double keeps its value") {
    const Ran ran = run_here(faultline::compile(R"(
long double values[] = {1.5L, -0.1L, 1e300L, 4.9406564584124654e-324L, 0.0L};
int main(void) {
    return values[0] * 2 == 3 && (double)values[1] == -0.1 && (double)values[2] == 1e300
        && (double)values[3] == 4.9406564584124654e-324 && values[4] == 0 ? 0 : 1;
}
)", "values.c"));
    CHECK(WIFEXITED(ran.status));
    CHECK(WEXITSTATUS(ran.status) == 0);
}
