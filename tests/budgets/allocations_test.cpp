// What the engine asks of the host's heap on its hot paths, counted: accesses and instructions nothing at all, a fault
// only when a structure grows. A count needs no clock, so it is the same on a busy machine.
#include <cstdlib>
#include <new>

#include <doctest/doctest.h>

#include "bench/paged_process.hpp"
#include "bench/traces.hpp"
#include "compiler/compile.hpp"
#include "engine/kernel/run.hpp"
#include "engine/program/start.hpp"
#include "engine/trace/lru_curve.hpp"
#include "engine/trace/replay.hpp"

namespace {

std::uint64_t allocations = 0;

void* counted(std::size_t bytes) {
    ++allocations;
    void* memory = std::malloc(bytes == 0 ? 1 : bytes);
    if (memory == nullptr) std::abort();
    return memory;
}

}  // namespace

void* operator new(std::size_t bytes) { return counted(bytes); }
void* operator new[](std::size_t bytes) { return counted(bytes); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace faultline::testing {
namespace {

using bench::PagedProcess;

constexpr std::uint64_t base = 0x10'0000'0000;
constexpr std::uint32_t pages = 4096;

template <class Work>
std::uint64_t allocations_of(Work work) {
    const std::uint64_t before = allocations;
    work();
    return allocations - before;
}

void write_all(PagedProcess& process) {
    for (std::uint32_t page = 0; page < pages; ++page) process.write(base + std::uint64_t{page} * page_bytes);
}

PagedProcess touched_process() {
    PagedProcess process{MachineConfig{}};
    process.map(base, pages);
    write_all(process);
    return process;
}

PageTrace random_trace(std::size_t accesses) {
    PageTrace trace;
    trace.accesses = bench::uniform_trace(accesses);
    trace.pages = bench::trace_pages;
    return trace;
}

}  // namespace

TEST_CASE("hits and walks allocate nothing") {
    PagedProcess process = touched_process();
    for (std::uint32_t page = 0; page < pages; ++page) process.write(base + std::uint64_t{page} * page_bytes + 8);
    CHECK(allocations_of([&] {
              for (int round = 0; round < 4; ++round) write_all(process);
              for (int hit = 0; hit < 10000; ++hit) process.read(base);
          }) == 0);
}

TEST_CASE("a first touch allocates only when a structure grows: once in 20 pages") {
    PagedProcess process{MachineConfig{}};
    process.map(base, pages);
    const std::uint64_t count = allocations_of([&] { write_all(process); });
    MESSAGE("allocations of ", pages, " first touches: ", count);
    CHECK(count <= pages / 20);
}

TEST_CASE("a copy-on-write fault allocates only when a structure grows: once in 20 pages") {
    PagedProcess process = touched_process();
    process.become(process.fork());
    const std::uint64_t count = allocations_of([&] { write_all(process); });
    MESSAGE("allocations of ", pages, " copies: ", count);
    CHECK(count <= pages / 20);
}

TEST_CASE("a fork allocates for its tables, not for its pages: once in 100") {
    PagedProcess process = touched_process();
    const std::uint64_t count = allocations_of([&] { process.fork(); });
    MESSAGE("allocations of a fork of ", pages, " pages: ", count);
    CHECK(count <= pages / 100);
}

TEST_CASE("instructions that are decoded already allocate nothing") {
    const CompileResult compiled = compile(
        "static int sieve[2000];\n"
        "int main(void) {\n"
        "    for (;;)\n"
        "        for (int i = 0; i < 2000; i++) sieve[i] += i;\n"
        "}\n",
        "loop.c");
    Machine machine{MachineConfig{}};
    ProgramStart start;
    start.elf = compiled.elf;
    std::string error;
    REQUIRE_MESSAGE(start_program(machine, start, error) != 0, error);
    run_machine(machine, {.max_ticks = 100'000});
    Halted halted;
    CHECK(allocations_of([&] { halted = run_machine(machine, {.max_ticks = 1'000'000}); }) == 0);
    CHECK(halted.reason == Halt::TickLimit);
}

TEST_CASE("a replayed trace allocates the same, however long it is") {
    const PageTrace shorter = random_trace(100'000), longer = random_trace(400'000);
    for (const TracePolicy policy : {TracePolicy::Fifo, TracePolicy::Lru, TracePolicy::Clock, TracePolicy::Random}) {
        const auto replayed = [&](const PageTrace& trace) {
            return allocations_of([&] { replay(trace, bench::trace_frames, policy); });
        };
        CAPTURE(static_cast<int>(policy));
        CHECK(replayed(shorter) == replayed(longer));
    }
    CHECK(allocations_of([&] { lru_curve(shorter); }) == allocations_of([&] { lru_curve(longer); }));
}

}  // namespace faultline::testing
