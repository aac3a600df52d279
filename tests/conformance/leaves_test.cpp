// No end of the fault handler without a test: the probes and a few programs reach every one of them.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "compiler/compile.hpp"
#include "engine/kernel/explain.hpp"
#include "engine/kernel/run.hpp"
#include "engine/machine.hpp"
#include "engine/program/start.hpp"
#include "tests/conformance/probes.hpp"
#include "tools/engine_ops/engine_target.hpp"

namespace faultline::ops {
namespace {

using Leaves = std::set<Leaf>;

void note(const Machine& machine, std::uint32_t, void* context) {
    const FaultTraces& traces = machine.fault_traces;
    for (std::size_t i = 0; i < traces.size(); ++i) static_cast<Leaves*>(context)->insert(traces[i].leaf);
}

/// What no probe can do: an address that is none, a machine without a frame to spare, and a translation that outlives the
/// entry it was made from (a live kernel runs others between two operations).
void run_program(const char* source, const MachineConfig& config, Leaves& reached) {
    const CompileResult compiled = compile(source, "leaf.c");
    REQUIRE_FALSE(compiled.elf.empty());
    Machine machine(config);
    ProgramStart start;
    start.elf = compiled.elf;
    std::string error;
    REQUIRE_MESSAGE(start_program(machine, start, error) != 0, error);
    machine.hardware.log.detail = Detail::Faults;
    run_machine(machine);
    note(machine, 0, &reached);
}

TEST_CASE("every leaf of the fault handler is reached by a probe or by one of three programs") {
    Leaves reached;
    for (const Probe& probe : read_probes()) run_in_engine(probe.program, note, &reached);
    run_program("int main(void) { return *(volatile char *)0x800000000000ul; }", {}, reached);
    run_program(R"(#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    volatile char *p = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *p = 1;
    if (fork() == 0) _exit(0);
    wait(0);
    int seen = *p;
    madvise((void *)p, 4096, MADV_POPULATE_WRITE);
    *p = 2;
    return seen;
})",
                {}, reached);
    MachineConfig small;
    small.ram_bytes = 4 << 20;
    // Twice the machine's memory in one piece: exec itself would refuse it.
    small.overcommit = OvercommitMode::Always;
    run_program("static char pages[8 << 20]; int main(void) { for (int i = 0; i < 8 << 20; i += 4096) pages[i] = 1; }",
                small, reached);
    for (std::uint32_t i = 0; i < leaf_count; ++i) {
        const auto leaf = static_cast<Leaf>(i);
        INFO(explain(leaf).id);
        CHECK(reached.count(leaf) == 1);
    }
}

}  // namespace
}  // namespace faultline::ops
