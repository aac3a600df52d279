// What whole programs cost the host: an instruction, a minor fault, a step back in time, a page of simulated memory, and a
// terabyte that is written until the kernel kills the writer.
#include <algorithm>
#include <string>
#include <vector>

#include "bench/harness.hpp"
#include "compiler/compile.hpp"
#include "engine/history/history.hpp"
#include "engine/kernel/run.hpp"
#include "engine/program/start.hpp"

namespace faultline::bench {
namespace {

constexpr const char* touch_pages =
    "#include <sys/mman.h>\n"
    "int main(void) {\n"
    "    unsigned long size = 25600ul * 4096;\n"
    "    char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
    "    for (unsigned long i = 0; i < size; i += 4096) p[i] = 1;\n"
    "    return 0;\n"
    "}\n";
constexpr std::uint64_t touched_pages = 25600;

constexpr const char* touch_a_terabyte =
    "#include <sys/mman.h>\n"
    "int main(void) {\n"
    "    unsigned long size = 1ul << 40;\n"
    "    char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
    "    for (unsigned long i = 0; i < size; i += 4096) p[i] = 1;\n"
    "    return 0;\n"
    "}\n";

constexpr const char* count_primes =
    "static char composite[60000];\n"
    "int main(void) {\n"
    "    int found = 0;\n"
    "    for (int i = 2; i < 60000; i++) {\n"
    "        if (composite[i]) continue;\n"
    "        found++;\n"
    "        for (int j = 2 * i; j < 60000; j += i) composite[j] = 1;\n"
    "    }\n"
    "    return found == 6057 ? 0 : 1;\n"
    "}\n";

Machine started(const char* source, const MachineConfig& config = {}) {
    const CompileResult compiled = compile(source, "bench.c");
    Machine machine(config);
    ProgramStart start;
    start.elf = compiled.elf;
    std::string error;
    if (start_program(machine, start, error) == 0) {
        std::fprintf(stderr, "program_bench: %s\n", error.c_str());
        std::exit(1);
    }
    return machine.snapshot();
}

/// 16 GiB, and a program that is promised a terabyte: from its first instruction to its end by the OOM killer.
Machine promised_a_terabyte() {
    MachineConfig config;
    config.ram_bytes = 16ull << 30;
    config.overcommit = OvercommitMode::Always;
    return started(touch_a_terabyte, config);
}

template <class Run>
void time_terabyte(const char* row, const Machine& terabyte, const Run& run) {
    double best = 1e300;
    for (int repetition = 0; repetition < 3; ++repetition) {
        Machine machine = terabyte;
        const double start = nanoseconds_now();
        const std::uint64_t killed = run(std::move(machine));
        best = std::min(best, nanoseconds_now() - start);
        require(killed == 1, "nobody was killed");
    }
    print_row(row, 1, best / 1e9);
}

void run_terabyte() {
    if (!wanted_family("terabyte")) return;
    const Machine terabyte = promised_a_terabyte();
    if (wanted("terabyte_seconds")) {
        time_terabyte("terabyte_seconds", terabyte, [](Machine machine) {
            run_machine(machine);
            return machine.vmstat.oom_kill;
        });
    }
    // As the page runs it: every fault on the timeline, every moment to be gone back to.
    if (wanted("terabyte_recorded_seconds")) {
        time_terabyte("terabyte_recorded_seconds", terabyte, [](Machine machine) {
            History history(std::move(machine), nullptr);
            constexpr Tick slice = 200'000;
            Stop stop = history.run({.what = Until::What::Ticks, .count = ~Tick{0}}, slice);
            while (stop == Stop::Budget) stop = history.go_on(slice);
            return history.now().vmstat.oom_kill;
        });
    }
}

void run() {
    const Machine primes = started(count_primes);
    Machine probe = primes;
    const std::uint64_t instructions = run_machine(probe).ticks;
    measure("cpu_instruction", instructions, [&] {
        Machine machine = primes;
        keep(run_machine(machine).ticks);
    });

    const Machine touch = started(touch_pages);
    measure("minor_fault_with_its_loop", touched_pages, [&] {
        Machine machine = touch;
        keep(run_machine(machine).ticks);
    });

    // Stopped while every page is still mapped: before exit gives them back.
    Machine touched = touch;
    run_machine(touched, {.max_ticks = touched_pages * 12});
    const std::uint64_t memory = touched.hardware.ram.host_bytes() + touched.mem_map.host_bytes();
    const std::uint64_t before = touch.hardware.ram.host_bytes() + touch.mem_map.host_bytes();
    const std::int64_t resident = touched.mms.begin()->second.resident_pages();
    print_row("bytes_a_touched_page", static_cast<std::uint64_t>(resident),
              static_cast<double>(memory - before) / static_cast<double>(resident));

    History history(touch, nullptr);
    history.run({.what = Until::What::Ticks, .count = 200'000}, 200'000);
    measure("step_back_one_tick", 1, [&] {
        history.seek(history.tick() - 1);
        history.seek(history.tick() + 1);
    });
}

}  // namespace
}  // namespace faultline::bench

int main(int count, char** words) {
    faultline::bench::begin(count, words);
    faultline::bench::run();
    faultline::bench::run_terabyte();
}
