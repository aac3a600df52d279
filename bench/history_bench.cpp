// What travelling through a long run costs: 10 million events, and 120 million instructions, with jumps to random moments,
// steps back, and the memory that the past takes. The slowest jump is what a learner waits for.
#include <algorithm>
#include <string>
#include <vector>

#include "bench/harness.hpp"
#include "compiler/compile.hpp"
#include "engine/history/history.hpp"
#include "engine/program/lines.hpp"
#include "engine/program/start.hpp"

namespace faultline::bench {
namespace {

/// Maps, touches and drops 16 MiB again and again: each page is a minor fault.
constexpr const char* ten_million_events =
    "#include <sys/mman.h>\n"
    "int main(void) {\n"
    "    unsigned long size = 4096ul * 4096;\n"
    "    char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
    "    for (int round = 0; round < 2450; round++) {\n"
    "        for (unsigned long i = 0; i < size; i += 4096) p[i] = 1;\n"
    "        madvise(p, size, MADV_DONTNEED);\n"
    "    }\n"
    "    return 0;\n"
    "}\n";

constexpr const char* many_instructions =
    "static int sieve[20000];\n"
    "int main(void) {\n"
    "    int sum = 0;\n"
    "    for (int round = 0; round < 600; round++)\n"
    "        for (int i = 0; i < 20000; i++)\n"
    "            sum += sieve[i] ^= round;\n"
    "    return sum & 1;\n"
    "}\n";

double microseconds_now() { return nanoseconds_now() / 1000; }

/// Rows are named after `name`; times in microseconds.
void travel(const std::string& name, const char* source) {
    if (!wanted_family(name)) return;
    const CompileResult compiled = compile(source, "bench.c");
    Machine machine{MachineConfig{}};
    ProgramStart start;
    start.elf = compiled.elf;
    std::string error;
    if (start_program(machine, start, error) == 0) {
        std::fprintf(stderr, "history_bench: %s\n", error.c_str());
        std::exit(1);
    }
    const LineTable lines(compiled.elf);
    History history(machine.snapshot(), &lines);
    const double began = microseconds_now();
    while (history.run({.what = Until::What::Ticks, .count = 1'000'000}, 1'000'000) == Stop::Reached) {}
    const double ran = microseconds_now() - began;
    const Tick end = history.recorded_end();
    print_row(name + "_ticks", 1, static_cast<double>(end));
    print_row(name + "_events", 1, static_cast<double>(history.marks().size()));
    print_row(name + "_run_ms", 1, ran / 1000);
    print_row(name + "_history_mib", 1, static_cast<double>(history.bytes()) / (1 << 20));
    print_row(name + "_checkpoints", 1, history.checkpoint_count());

    Random random;
    std::vector<double> jumps, backs, lines_back;
    const auto time = [](std::vector<double>& into, auto&& what) {
        const double from = microseconds_now();
        what();
        into.push_back(microseconds_now() - from);
    };
    for (int i = 0; i < 200; ++i) {
        time(jumps, [&] { history.seek(random.next() % end); });
        for (int step = 0; step < 5; ++step) time(backs, [&] { history.step_back({.what = Until::What::Ticks}); });
        time(lines_back, [&] { history.step_back({.what = Until::What::LineOver}); });
    }
    const auto report = [&name](const char* what, std::vector<double>& times) {
        std::sort(times.begin(), times.end());
        print_row(name + "_" + what + "_median_us", times.size(), times[times.size() / 2]);
        print_row(name + "_" + what + "_slowest_us", times.size(), times.back());
    };
    report("jump", jumps);
    report("instruction_back", backs);
    report("line_back", lines_back);
}

}  // namespace
}  // namespace faultline::bench

int main(int count, char** words) {
    faultline::bench::begin(count, words);
    faultline::bench::travel("events", faultline::bench::ten_million_events);
    faultline::bench::travel("instructions", faultline::bench::many_instructions);
}
