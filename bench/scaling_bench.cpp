// How costs grow: with pages, with VMAs, with processes that share pages, with the length of a run. A row is named
// scale_<what>/<how many>; bench/plot.mjs draws them.
#include <algorithm>
#include <memory>

#include "bench/harness.hpp"
#include "bench/paged_process.hpp"
#include "compiler/compile.hpp"
#include "engine/history/history.hpp"
#include "engine/program/start.hpp"

namespace faultline::bench {
namespace {

constexpr std::uint64_t base = 0x10'0000'0000;
/// Timed accesses of a row, enough for the clock.
constexpr std::uint64_t accesses = 1u << 20;

MachineConfig with_ram(std::uint64_t gib) {
    MachineConfig config;
    config.ram_bytes = gib << 30;
    config.overcommit = OvercommitMode::Always;
    return config;
}

std::string row_name(const char* what, std::uint64_t count) {
    return std::string("scale_") + what + "/" + std::to_string(count);
}

template <class Work>
void time_row(const char* what, std::uint64_t count, std::uint64_t operations, Work work) {
    const double start = nanoseconds_now();
    work();
    print_row(row_name(what, count), operations, (nanoseconds_now() - start) / static_cast<double>(operations));
}

/// First touch of so many pages, random reads of them, and what a page costs the host in bytes.
void grow_pages() {
    if (!wanted_family("scale_pages")) return;
    for (std::uint64_t pages = 1u << 10; pages <= 1u << 22; pages *= 4) {
        PagedProcess process(with_ram(20));
        Machine& machine = process.machine();
        process.map(base, pages);
        const std::uint64_t before = machine.hardware.ram.host_bytes() + machine.mem_map.host_bytes();
        time_row("pages_first_touch", pages, pages, [&] {
            for (std::uint64_t page = 0; page < pages; ++page) process.write(base + page * page_bytes);
        });
        const std::uint64_t after = machine.hardware.ram.host_bytes() + machine.mem_map.host_bytes();
        print_row(row_name("pages_host_bytes", pages), pages,
                  static_cast<double>(after - before) / static_cast<double>(pages));
        Random random;
        time_row("pages_access", pages, accesses, [&] {
            for (std::uint64_t i = 0; i < accesses; ++i) process.read(base + random.next() % pages * page_bytes);
        });
    }
}

/// VMAs of one page that cannot merge, since every other one is read-only: making them, and a first touch in a random
/// one.
void grow_vmas() {
    if (!wanted_family("scale_vmas")) return;
    for (const std::uint64_t vmas : {64u, 256u, 1024u, 4096u, 16384u, 60000u}) {
        PagedProcess process(with_ram(1));
        time_row("vmas_mmap", vmas, vmas, [&] {
            for (std::uint64_t i = 0; i < vmas; ++i) {
                process.map(base + i * page_bytes, 1, i % 2 == 0 ? prot::read | prot::write : prot::read);
            }
        });
        require(process.mm().vmas.size() >= vmas, "the mappings have merged");
        std::vector<std::uint64_t> order(static_cast<std::size_t>(vmas));
        Random random;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const auto other = static_cast<std::size_t>(random.next() % (i + 1));
            order[i] = order[other];
            order[other] = i;
        }
        time_row("vmas_fault", vmas, vmas, [&] {
            for (const std::uint64_t i : order) process.read(base + i * page_bytes);
        });
    }
}

/// A process of 64 pages forks so often: a fork, and a write of the last child, whose pages all the others share.
void grow_processes() {
    if (!wanted_family("scale_processes")) return;
    constexpr std::uint64_t pages = 64;
    for (const std::uint64_t processes : {1u, 4u, 16u, 64u, 256u, 1000u}) {
        PagedProcess process(with_ram(1));
        process.map(base, pages);
        for (std::uint64_t page = 0; page < pages; ++page) process.write(base + page * page_bytes);
        Pid child = 0;
        time_row("processes_fork", processes, processes, [&] {
            for (std::uint64_t i = 0; i < processes; ++i) child = process.fork();
        });
        time_row("processes_write", processes, pages, [&] {
            process.become(child);
            for (std::uint64_t page = 0; page < pages; ++page) process.write(base + page * page_bytes);
        });
    }
}

/// A run of so many faults and calls, recorded; then jumps to random moments.
void grow_history() {
    if (!wanted_family("scale_history")) return;
    const CompileResult compiled = compile(
        "#include <sys/mman.h>\n"
        "int main(void) {\n"
        "    unsigned long size = 1024ul * 4096;\n"
        "    char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
        "    for (;;) {\n"
        "        for (unsigned long i = 0; i < size; i += 4096) p[i] = 1;\n"
        "        madvise(p, size, MADV_DONTNEED);\n"
        "    }\n"
        "}\n",
        "grow.c");
    for (std::uint64_t events = 10'000; events <= 10'000'000; events *= 10) {
        Machine machine{MachineConfig{}};
        ProgramStart start;
        start.elf = compiled.elf;
        std::string error;
        require(start_program(machine, start, error) != 0, "the program does not start");
        History history(machine.snapshot(), nullptr);
        time_row("history_run", events, events, [&] {
            while (history.marks().size() < events) history.run({.what = Until::What::Ticks, .count = 50'000}, 50'000);
        });
        Random random;
        std::vector<double> jumps(100);
        for (double& jump : jumps) {
            const double began = nanoseconds_now();
            history.seek(random.next() % history.recorded_end());
            jump = nanoseconds_now() - began;
        }
        std::sort(jumps.begin(), jumps.end());
        print_row(row_name("history_jump", events), jumps.size(), jumps[jumps.size() / 2]);
        print_row(row_name("history_slowest_jump", events), jumps.size(), jumps.back());
        print_row(row_name("history_bytes", events), events, static_cast<double>(history.bytes()));
    }
}

}  // namespace
}  // namespace faultline::bench

int main(int count, char** words) {
    using namespace faultline::bench;
    begin(count, words);
    grow_pages();
    grow_vmas();
    grow_processes();
    grow_history();
}
