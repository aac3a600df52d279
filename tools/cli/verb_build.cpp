// faultline-cli build: C to a static ELF, the same bytes that the page makes.
#include <sys/stat.h>

#include <cstdio>

#include "tools/cli/json.hpp"
#include "tools/cli/program_file.hpp"
#include "tools/cli/verb.hpp"

namespace faultline::cli {

namespace {

int build(const CommandLine& command) {
    if (command.operands.size() != 1) return complain("build: wanted one FILE.c");
    const bool json = command.has("--json");
    std::string error;
    std::vector<Diagnostic> said;
    const std::optional<ProgramFile> program = load_program(command.operands[0], error, json ? &said : nullptr);
    if (!program.has_value()) {
        if (json)
            std::printf("%s\n",
                        JsonObject{}.add("ok", false).add_raw("diagnostics", diagnostics_json(said)).text().c_str());
        return complain("build: " + error);
    }
    const std::string target = command.value("-o").value_or(program->name + ".elf");
    const std::string_view bytes(reinterpret_cast<const char*>(program->elf.data()), program->elf.size());
    if (!write_host_file(target, bytes, error)) return complain("build: " + error);
    constexpr unsigned executable = 0755;
    chmod(target.c_str(), executable);
    if (json) {
        std::printf("%s\n", JsonObject{}
                                .add("ok", true)
                                .add("elf", target)
                                .add("bytes", std::uint64_t{program->elf.size()})
                                .add_raw("diagnostics", diagnostics_json(said))
                                .text()
                                .c_str());
    }
    return success;
}

}  // namespace

const Verb& build_verb() {
    static const Verb verb{"build",
                           "FILE.c",
                           "compile a C program to a static ELF",
                           {{"-o", "ELF", "where to put it (FILE.elf)"},
                            {"--json", {}, "print one JSON object with what the compiler said"}},
                           build};
    return verb;
}

}  // namespace faultline::cli
