// A program's start: what docs/conformance.md has from a live kernel, in the simulated one.
#include "engine/kernel/exec.hpp"

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/proc.hpp"
#include "engine/kernel/vfs.hpp"
#include "tests/engine/kernel/c_program.hpp"

using namespace faultline;
using namespace faultline::testing;

namespace {

constexpr const char* with_bss = "char bss[100000]; int data = 5; int main(void) { return data + bss[0]; }";

std::uint64_t word_at(const CProgram& program, std::uint64_t address) {
    std::array<std::uint8_t, 8> raw{};
    REQUIRE(peek_memory(program.machine, program.machine.mm_of(program.task()), address, raw) == 8);
    std::uint64_t value = 0;
    __builtin_memcpy(&value, raw.data(), 8);
    return value;
}

std::string text_at(const CProgram& program, std::uint64_t address) {
    std::string text;
    for (std::array<std::uint8_t, 1> raw{};; ++address) {
        REQUIRE(peek_memory(program.machine, program.machine.mm_of(program.task()), address, raw) == 1);
        if (raw[0] == 0) return text;
        text.push_back(static_cast<char>(raw[0]));
    }
}

}  // namespace

TEST_CASE("exec lays the address space out as Linux does without randomisation") {
    const CProgram program(with_bss);
    const std::string maps = proc_pid_maps(program.machine, program.task());
    CHECK(maps.starts_with("00400000-"));
    CHECK(maps.find(" r-xp 00000000 fe:00 ") != std::string::npos);
    CHECK(maps.find("7ffff7ff7000-7ffff7ffb000 r--p 00000000 00:00 0                          [vvar]\n") != std::string::npos);
    CHECK(maps.find("7ffff7ffb000-7ffff7ffd000 r--p 00000000 00:00 0                          [vvar_vclock]\n") !=
          std::string::npos);
    CHECK(maps.find("7ffff7ffd000-7ffff7fff000 r-xp 00000000 00:00 0                          [vdso]\n") != std::string::npos);
    CHECK(maps.find("7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0                          [stack]\n") != std::string::npos);
    CHECK(maps.ends_with("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]\n"));
    CHECK(maps.find("[heap]") == std::string::npos);
}

TEST_CASE("only the top of the stack and the tail of the data segment are in memory before the first instruction") {
    const CProgram program(with_bss);
    const Mm& mm = program.machine.mm_of(program.task());
    CHECK(mm.rss_of(Rss::Anon) == 2);
    CHECK(mm.rss_of(Rss::File) == 0);
    CHECK(mm.stack_vm == 33);
    CHECK(program.task().faults_at_exec.min_flt == program.task().faults.min_flt);
}

TEST_CASE("the stack of a new program: strings at the top, then the auxiliary vector, envp, argv and argc") {
    const CProgram program(with_bss);
    const std::uint64_t sp = program.task().cpu[Gpr::Rsp];
    CHECK(sp % 16 == 0);
    CHECK(word_at(program, sp) == 1);
    CHECK(text_at(program, word_at(program, sp + 8)) == "story");
    CHECK(word_at(program, sp + 16) == 0);
    CHECK(text_at(program, word_at(program, sp + 24)) == "PATH=/usr/bin:/bin");
    CHECK(text_at(program, word_at(program, sp + 32)) == "TERM=dumb");
    CHECK(word_at(program, sp + 40) == 0);
    // The first pair is the vdso's, the last one before the end the alignment of restartable sequences.
    CHECK(word_at(program, sp + 48) == 33);
    CHECK(word_at(program, sp + 56) == 0x7ffff7ffd000);
    CHECK(word_at(program, sp + 48 + 21 * 16) == 28);
    CHECK(word_at(program, sp + 48 + 22 * 16) == 0);
    CHECK(text_at(program, task_size - 8 - 8) == "./story");
    CHECK(word_at(program, task_size - 8) == 0);
}

TEST_CASE("the worked example of the conformance document: argc lies where the live kernel put it") {
    MachineConfig config = small_machine();
    Machine machine(config);
    ProgramStart start;
    start.name = "tiny";
    const CompileResult compiled = compile("int main(void) { return 0; }", "tiny.c");
    start.elf = compiled.elf;
    std::string error;
    const Pid pid = start_program(machine, start, error);
    REQUIRE(pid != 0);
    CHECK(machine.task(pid).cpu[Gpr::Rsp] == 0x7fffffffee00);
}

TEST_CASE("a program can become another one, which keeps its pid and its descriptors") {
    constexpr const char* source =
        "#include <stdio.h>\n#include <unistd.h>\n#include <string.h>\n#include <fcntl.h>\n"
        "int main(int argc, char **argv) {\n"
        "    char text[20];\n"
        "    if (argc == 2) { printf(\"%s %d %ld\\n\", argv[1], (int)getpid(), (long)read(5, text, 3)); return 9; }\n"
        "    int fd = open(\"/etc/passwd\", O_RDONLY); dup2(fd, 5); fcntl(fd, F_SETFD, FD_CLOEXEC);\n"
        "    printf(\"%d \", fd); fflush(stdout);\n"
        "    char *arguments[] = {\"again\", \"second\", 0};\n"
        "    execv(\"/proc/self/exe\", arguments);\n"
        "    return 1;\n"
        "}\n";
    CProgram program(source);
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output() == "3 second 1 3\n");
    CHECK(program.exit_code() == 9);
}

TEST_CASE("what is no program is refused, and the caller lives on") {
    constexpr const char* source =
        "#include <stdio.h>\n#include <unistd.h>\n#include <errno.h>\n"
        "int main(void) { char *none[] = {0};\n"
        "    execv(\"/etc/passwd\", none); printf(\"%d \", errno);\n"
        "    execv(\"/no/such\", none); printf(\"%d \", errno);\n"
        "    execv(\"/tmp\", none); printf(\"%d\\n\", errno); return 0; }\n";
    CHECK(printed_by(source) == "8 2 13\n");
}

TEST_CASE("a file that is no ELF does not start, and the reason names the place") {
    Machine machine(small_machine());
    const std::vector<std::uint8_t> bytes(100, 0);
    ProgramStart start;
    start.elf = bytes;
    std::string error;
    CHECK(start_program(machine, start, error) == 0);
    CHECK(error != "");
    CHECK(machine.tasks.empty());
}
