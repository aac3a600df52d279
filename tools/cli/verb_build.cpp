// faultline-cli build: C to a static ELF, the same bytes that the page makes.
#include <sys/stat.h>

#include "tools/cli/program_file.hpp"
#include "tools/cli/verb.hpp"

namespace faultline::cli {

namespace {

int build(const CommandLine& command) {
    if (command.operands.size() != 1) return complain("build: wanted one FILE.c");
    std::string error;
    const std::optional<ProgramFile> program = load_program(command.operands[0], error);
    if (!program.has_value()) return complain("build: " + error);
    const std::string target = command.value("-o").value_or(program->name + ".elf");
    const std::string_view bytes(reinterpret_cast<const char*>(program->elf.data()), program->elf.size());
    if (!write_host_file(target, bytes, error)) return complain("build: " + error);
    constexpr unsigned executable = 0755;
    chmod(target.c_str(), executable);
    return success;
}

}  // namespace

const Verb& build_verb() {
    static const Verb verb{"build", "FILE.c", "compile a C program to a static ELF",
                           {{"-o", "ELF", "where to put it (FILE.elf)"}}, build};
    return verb;
}

}  // namespace faultline::cli
