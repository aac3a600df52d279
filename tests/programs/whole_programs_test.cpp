// The same ELF on the machine's own kernel and in the engine, from exec to exit: what they print, how they end, how
// many faults they take, and what they hold in memory at the end. The programs are found, not listed.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "course/author/read_lab.hpp"
#include "tests/programs/whole_program.hpp"
#include "tools/lab/folder.hpp"
#include "tools/lab/measured_lab.hpp"

using namespace faultline;

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::string text, error;
    if (fs::exists(path)) cli::read_host_file(path.string(), text, error);
    return text;
}

std::vector<fs::path> programs_in(const fs::path& folder) {
    std::vector<fs::path> out;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".c") out.push_back(entry.path());
    }
    std::sort(out.begin(), out.end());
    return out;
}

void say_skipped(const std::string& what, const std::optional<std::string>& why) {
    if (why) MESSAGE(what << " skipped because " << *why);
}

void compare_programs_in(const fs::path& folder) {
    for (const fs::path& path : programs_in(folder)) {
        CAPTURE(path.string());
        if (text_of(path).find("<dirent.h>") != std::string::npos) {
            say_skipped(path.string(), "it lists names, and their order, on which its heap depends, is the file system's own");
            continue;
        }
        std::string error;
        const std::optional<cli::ProgramFile> program = cli::load_program(path.string(), error);
        REQUIRE_MESSAGE(program.has_value(), error);
        const std::string input = text_of(fs::path(path).replace_extension(".in"));
        say_skipped(path.string(), compare_whole_program(*program, {}, input, MachineConfig{}));
    }
}

/// What the lab types whenever its program waits; the last piece again and again, more often than any program waits.
std::string input_of(const LabProgram& program) {
    constexpr int enough = 100;
    std::string text;
    for (const std::string& piece : program.input) text += piece;
    const std::string last = program.input.empty() ? "\n" : program.input.back();
    for (int i = 0; i < enough; ++i) text += last;
    return text;
}

void compare_lab_program(const std::string& folder, const LabProgram& program, const std::string& source,
                         const std::string& what) {
    CAPTURE(what);
    const CompiledProgram compiled = compile_program(source, program.file);
    REQUIRE_FALSE(compiled.elf.empty());
    const cli::ProgramFile file{program.file.substr(0, program.file.rfind('.')), compiled.elf, {}};
    say_skipped(folder + " " + what, compare_whole_program(file, program.arguments, input_of(program), program.machine));
}

}  // namespace

TEST_CASE("the C library's own programs do on the live kernel exactly what they do in the engine") {
    compare_programs_in("tests/libc");
}

TEST_CASE("programs about memory: forks, files, shared memory, stacks and signals") {
    compare_programs_in("tests/programs");
}

TEST_CASE("every program of every lab, and every solution, on the lab's machine") {
    const std::vector<std::string> folders = lab_folders("scenarios");
    REQUIRE_FALSE(folders.empty());
    for (const std::string& folder : folders) {
        CAPTURE(folder);
        const Result<LabFiles> files = read_folder(folder);
        REQUIRE(files.ok());
        const AuthoredLab authored = read_lab(folder, files.value());
        REQUIRE(authored.lab.has_value());
        for (const LabProgram& program : authored.lab->programs) {
            compare_lab_program(folder, program, program.source, program.id);
        }
        for (const LabStep& step : authored.lab->steps) {
            for (const Question& question : step.questions) {
                const auto* change = std::get_if<ChangeQuestion>(&question.body);
                const auto solution = authored.solutions.find(question.id);
                if (change == nullptr || solution == authored.solutions.end()) continue;
                compare_lab_program(folder, *authored.lab->program(change->program), solution->second,
                                    "solution of " + question.id);
            }
        }
    }
}
