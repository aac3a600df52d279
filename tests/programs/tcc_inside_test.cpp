// The stress test: TCC, compiled by TCC, runs inside the simulated machine and compiles a program there. Its ELF is the
// one that the compiler makes outside, byte for byte. Tens of millions of instructions, each of them needed.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "compiler/compile.hpp"
#include "compiler/libc_pack.hpp"
#include "engine/kernel/run.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"
#include "engine/program/start.hpp"
#include "tools/cli/program_file.hpp"

using namespace faultline;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view program =
    "#include <math.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
    "struct pair { double x; long double y; } pairs[3];\n"
    "static int by_x(const void *a, const void *b) { return ((struct pair *)a)->x < ((struct pair *)b)->x; }\n"
    "int main(int argc, char **argv)\n{\n    unsigned long long sum = 0;\n"
    "    for (int i = 0; i < 3; i++) pairs[i].x = sqrt(i) * 0.5, pairs[i].y = i / 3.0L;\n"
    "    qsort(pairs, 3, sizeof pairs[0], by_x);\n"
    "    switch (argc) { case 1: sum = 0xffffffffffULL; break; default: sum = (unsigned long long)pairs[0].x; }\n"
    "    printf(\"%f %Lf %llu %s\\n\", pairs[0].x, pairs[1].y, sum, argv[0]);\n    return 0;\n}\n";

std::string text_of(const fs::path& path) {
    std::string text, error;
    const bool read = cli::read_host_file(path.string(), text, error);
    REQUIRE_MESSAGE(read, error);
    return text;
}

CompileOptions tcc_sources() {
    CompileOptions options;
    for (const fs::directory_entry& entry : fs::directory_iterator(FAULTLINE_TCC_DIR)) {
        const std::string kind = entry.path().extension().string();
        if (kind == ".c" || kind == ".h" || kind == ".def")
            options.files.push_back({entry.path().filename().string(), text_of(entry.path())});
    }
    for (const char* name : {"config.h", "allocator.h"})
        options.files.push_back({name, text_of(fs::path("compiler/tcc") / name)});
    options.files.push_back({"tcc_unit.c", text_of("compiler/tcc_unit.c")});
    options.files.push_back({"compiler/tcc_host.h", text_of("compiler/tcc_host.h")});
    // Asked for, never used: this TCC loads no libraries.
    options.files.push_back({"/faultline/include/dlfcn.h", ""});
    return options;
}

}  // namespace

TEST_CASE("TCC, compiled by TCC, compiles a program inside the machine to the same ELF file") {
    const CompileResult tcc = compile(text_of("tests/programs/inside/tcc_inside.c"), "tcc_inside.c", tcc_sources());
    for (const Diagnostic& diagnostic : tcc.diagnostics) {
        if (diagnostic.severity == Severity::Error) FAIL(diagnostic.path, ":", diagnostic.line, ": ", diagnostic.text);
    }
    REQUIRE(tcc.ok());
    const CompileResult outside = compile(program, "program.c");
    REQUIRE(outside.ok());

    Machine machine{MachineConfig{}};
    for (const auto& [path, bytes] : compiler::libc_files()) {
        put_cached_file(machine, path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    put_cached_file(machine, "/home/program.c", program);
    ProgramStart start;
    start.name = "tcc";
    start.elf = tcc.elf;
    start.arguments = {"program.c"};
    std::string error;
    const Pid pid = start_program(machine, start, error);
    REQUIRE_MESSAGE(pid != 0, error);
    constexpr Tick patience = 2'000'000'000;
    const Halted halted = run_machine(machine, {.max_ticks = patience});
    CHECK(halted.reason == Halt::AllExited);
    CHECK(machine.vfs.terminal.output.text() == "");
    CHECK(machine.task(pid).last_words == "");
    CHECK(machine.task(pid).exit_status == 0);

    std::string made;
    REQUIRE(read_whole_file(machine, 0, "/home/made.elf", made));
    CHECK(std::string(outside.elf.begin(), outside.elf.end()) == made);
    MESSAGE("instructions: " << machine.hardware.tick << ", minor faults: " << machine.task(pid).faults.min_flt);
}
