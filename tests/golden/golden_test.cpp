// Whole runs of the labs' programs as readable stories, each ending in the hash of the machine. The same files hold for
// g++, for clang with sanitizers and for wasm under Node. FAULTLINE_UPDATE_GOLDEN=1 writes them anew: review the difference.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "compiler/compile.hpp"
#include "engine/history/history.hpp"
#include "engine/kernel/explain.hpp"
#include "engine/kernel/terminal.hpp"
#include "engine/program/start.hpp"

using namespace faultline;

namespace {

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string hexadecimal(std::uint64_t value) {
    std::ostringstream text;
    text << std::hex << value;
    return text.str();
}

/// What happened, by kind and by leaf, the state half-way and at the end.
std::string story_of(const std::string& source_path) {
    const CompileResult compiled = compile(read_file(source_path), "program.c");
    REQUIRE(compiled.ok());
    Machine machine{MachineConfig{}};
    ProgramStart start;
    start.name = "program";
    start.elf = compiled.elf;
    std::string error;
    REQUIRE(start_program(machine, start, error) != 0);

    History history(machine.snapshot(), nullptr);
    const Until far{.what = Until::What::Ticks, .count = 1'000'000'000};
    for (int inputs = 0; history.run(far, far.count) == Stop::WaitsForInput && inputs < 10; ++inputs) {
        history.give(TypeInput{"\n"});
    }
    std::map<std::string, std::uint64_t> faults;
    std::uint64_t system_calls = 0, signals = 0;
    for (const Mark& mark : history.marks()) {
        if (mark.kind == MarkKind::Fault) ++faults[std::string(explain(mark.leaf).id) + ", " + std::string(explain(mark.leaf).name)];
        if (mark.kind == MarkKind::Syscall) ++system_calls;
        if (mark.kind == MarkKind::Signal) ++signals;
    }
    const std::uint64_t hash_at_end = history.now().state_hash();
    std::ostringstream story;
    story << "ticks " << history.tick() << ", nanoseconds " << history.now().hardware.now << "\n";
    story << "system calls " << system_calls << ", signals " << signals << "\n";
    for (const auto& entry : faults) story << "faults " << entry.second << "  " << entry.first << "\n";
    history.seek(history.recorded_end() / 2);
    story << "state half-way " << hexadecimal(history.now().state_hash()) << "\n";
    story << "state at the end " << hexadecimal(hash_at_end) << "\n";
    return story.str();
}

void compare_with_golden(const std::string& name, const std::string& source_path) {
    const std::string path = "tests/golden/" + name + ".txt";
    const std::string story = story_of(source_path);
    if (std::getenv("FAULTLINE_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path, std::ios::binary) << story;
        return;
    }
    CHECK(story == read_file(path));
}

}  // namespace

TEST_CASE("lazy malloc: the seed's program") { compare_with_golden("lazy", "scenarios/lazy-malloc/lazy.c"); }

TEST_CASE("lazy malloc: reading before writing") { compare_with_golden("read_write", "scenarios/lazy-malloc/read_write.c"); }

TEST_CASE("lazy malloc: huge pages") { compare_with_golden("huge", "scenarios/lazy-malloc/huge.c"); }

TEST_CASE("a family of processes") { compare_with_golden("family", "tests/programs/family.c"); }

TEST_CASE("a file in memory") { compare_with_golden("file_memory", "tests/programs/file_memory.c"); }

TEST_CASE("a deep stack") { compare_with_golden("deep_stack", "tests/programs/deep_stack.c"); }

TEST_CASE("a segmentation fault") { compare_with_golden("null", "scenarios/segfaults/null.c"); }
