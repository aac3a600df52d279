/// Whole C programs, compiled by TCC and GCC: the same output and exit code as on the kernel of the machine that built
/// them.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/cpu/run.hpp"
#include "tests/engine/cpu/elf_program.hpp"

namespace faultline::test {
namespace {

std::string text_of(const std::string& path) {
    const std::vector<uint8_t> bytes = read_file(path);
    return {bytes.begin(), bytes.end()};
}

/// Output and exit code as the build recorded them of the real kernel's run.
std::string transcript(const ProgramRun& run) { return run.output + "exit " + std::to_string(run.exit_code) + "\n"; }

constexpr const char* kPrograms[] = {"integers",  "sorting", "hashing",     "strings",
                                     "recursion", "floats",  "long_doubles"};

void check_programs(const std::string& way, uint64_t slice) {
    for (const char* program : kPrograms) {
        const std::string path = std::string(FAULTLINE_CPU_PROGRAMS) + "/" + program + "." + way;
        const std::string expected = text_of(path + ".expected");
        if (expected.empty()) {
            MESSAGE("skipped: " << program << "." << way << " was not built (no " << way
                                << " here, or the building machine is not x86-64 Linux)");
            continue;
        }
        CAPTURE(path);
        const ProgramRun run = run_program(read_file(path), slice);
        CHECK(run.problem == "");
        CHECK(transcript(run) == expected);
    }
}

TEST_CASE("programs compiled by TCC print what they print on a real kernel") { check_programs("tcc", ~uint64_t{0}); }
TEST_CASE("programs compiled by GCC without optimisation do so too") { check_programs("gcc-O0", ~uint64_t{0}); }
TEST_CASE("programs compiled by GCC with optimisation do so too") { check_programs("gcc-O2", ~uint64_t{0}); }

TEST_CASE("cutting a program into slices of instructions changes neither its output nor its registers") {
    const std::string path = std::string(FAULTLINE_CPU_PROGRAMS) + "/strings.tcc";
    const std::vector<uint8_t> elf = read_file(path);
    if (elf.empty()) {
        MESSAGE("skipped: strings.tcc was not built");
        return;
    }
    const ProgramRun whole = run_program(elf);
    for (const uint64_t slice : {1u, 2u, 7u, 1000u}) {
        CAPTURE(slice);
        const ProgramRun cut = run_program(elf, slice);
        CHECK(cut.output == whole.output);
        CHECK(cut.state == whole.state);
        CHECK(cut.instructions == whole.instructions);
    }
}

}  // namespace
}  // namespace faultline::test
