// A machine that runs a C program: what the tests of processes, signals and files are told with.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "compiler/compile.hpp"
#include "engine/kernel/invariants.hpp"
#include "engine/kernel/run.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/kernel/terminal.hpp"
#include "engine/machine.hpp"
#include "engine/program/start.hpp"

namespace faultline::testing {

inline MachineConfig small_machine() {
    MachineConfig config;
    config.ram_bytes = 64ull << 20;
    return config;
}

/// A machine in which the program stands at its first instruction. Its descriptors are pipes, its input has ended.
class CProgram {
public:
    explicit CProgram(std::string_view source, std::string_view input = {}, const MachineConfig& config = small_machine())
        : machine(config) {
        machine.vfs.terminal.is_tty = false;
        type_on_terminal(machine, input);
        end_terminal_input(machine);
        begin(source);
    }
    /// On a terminal, with input still to come.
    struct OnTerminal {};
    CProgram(std::string_view source, OnTerminal) : machine(small_machine()) { begin(source); }

    Halted run(Tick ticks = 100'000'000) {
        const Halted halted = run_machine(machine, {.max_ticks = ticks});
        CHECK(check_invariants(machine) == "");
        return halted;
    }
    const Task& task() const { return machine.task(pid); }
    std::string output() const { return machine.vfs.terminal.output.text(); }
    std::int32_t exit_code() const { return task().exit_status >> 8 & 0xff; }
    std::int32_t killed_by() const { return task().exit_status & 0x7f; }

    Machine machine;
    Pid pid = 0;

private:
    void begin(std::string_view source) {
        const CompileResult compiled = compile(source, "story.c");
        for (const Diagnostic& diagnostic : compiled.diagnostics) {
            if (diagnostic.severity == Severity::Error) FAIL(diagnostic.line, ": ", diagnostic.text);
        }
        REQUIRE(compiled.ok());
        ProgramStart start;
        start.name = "story";
        start.elf = compiled.elf;
        std::string error;
        pid = start_program(machine, start, error);
        REQUIRE(error == "");
        REQUIRE(pid != 0);
        CHECK(check_invariants(machine) == "");
    }
};

/// Runs a program to its end and gives what it printed.
inline std::string printed_by(std::string_view source, std::string_view input = {}) {
    CProgram program(source, input);
    CHECK(program.run().reason == Halt::AllExited);
    return program.output();
}

}  // namespace faultline::testing
