// faultline-cli trace: a memory trace of a real program, replayed on the machine.
#include <unistd.h>

#include <cinttypes>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "engine/program/trace_run.hpp"
#include "tools/cli/json.hpp"
#include "tools/cli/machine_options.hpp"
#include "tools/cli/verb.hpp"

namespace faultline::cli {

namespace {

constexpr std::size_t piece_bytes = 1 << 20;
constexpr std::uint64_t accesses_between_reports = 1'000'000;
constexpr int standard_error = 2;

/// "reading 42%" on a terminal, over and over on one line.
void show_progress(const char* what, std::uint64_t done, std::uint64_t all) {
    if (isatty(standard_error) == 0) return;
    if (all == 0)
        std::fprintf(stderr, "\r%s %" PRIu64 " MB ", what, done >> 20);
    else
        std::fprintf(stderr, "\r%s %" PRIu64 "%% ", what, done * 100 / all);
    if (done == all) std::fprintf(stderr, "\r%24s\r", "");
}

bool read_trace(const std::string& path, MemoryTrace& trace, std::string& error) {
    const bool from_input = path == "-";
    std::ifstream file;
    if (!from_input) file.open(path, std::ios::binary);
    std::error_code failed;
    if (!from_input && (!file || std::filesystem::is_directory(path, failed))) {
        error = path + ": cannot be read";
        return false;
    }
    const std::uint64_t bytes = from_input ? 0 : std::filesystem::file_size(path, failed);
    TraceReader reader;
    std::vector<char> piece(piece_bytes);
    for (std::size_t count = 1; count > 0;) {
        if (from_input) {
            count = std::fread(piece.data(), 1, piece.size(), stdin);
        } else {
            file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
            count = static_cast<std::size_t>(file.gcount());
        }
        reader.feed({piece.data(), count});
        show_progress("reading", reader.bytes_read(), failed ? 0 : bytes);
    }
    if (reader.finish(trace)) return true;
    for (const TraceProblem& problem : reader.problems()) {
        if (problem.line != 0)
            std::fprintf(stderr, "%s:%" PRIu64 ": error: %s\n", path.c_str(), problem.line, problem.text.c_str());
    }
    const std::uint64_t bad = reader.bad_lines();
    error =
        path + ": " +
        (bad == 0 ? reader.problems().front().text
                  : std::to_string(bad) + (bad == 1 ? " line is" : " lines are") + " malformed; nothing was loaded");
    return false;
}

void print_text(const TraceReport& report) {
    const auto line = [](const char* name, std::uint64_t value) { std::printf("%-28s %" PRIu64 "\n", name, value); };
    line("instruction fetches", report.fetches);
    line("loads", report.loads);
    line("stores", report.stores);
    line("different pages", report.pages);
    line("mappings made for them", report.ranges);
    line("minor faults", report.min_flt);
    line("major faults", report.maj_flt);
    line("TLB misses", report.tlb_misses);
    line("maximum resident (KiB)", report.max_rss_kib);
    if (report.killed) std::printf("killed before its end: the machine ran out of memory\n");
}

void print_json(const Machine& machine, const TraceReport& report) {
    char hash[32];
    std::snprintf(hash, sizeof hash, "%016" PRIx64, machine.state_hash());
    std::printf("%s\n", JsonObject{}
                            .add("fetches", report.fetches)
                            .add("loads", report.loads)
                            .add("stores", report.stores)
                            .add("pages", report.pages)
                            .add("ranges", report.ranges)
                            .add("minor_faults", report.min_flt)
                            .add("major_faults", report.maj_flt)
                            .add("tlb_misses", report.tlb_misses)
                            .add("max_rss_kib", report.max_rss_kib)
                            .add("killed", report.killed)
                            .add("elapsed_ns", machine.hardware.now)
                            .add("state_hash", hash)
                            .text()
                            .c_str());
}

int trace(const CommandLine& command) {
    if (command.operands.size() != 1) return complain("trace: wanted one FILE, or - for standard input");
    std::string error;
    MachineRunOptions options;
    if (!read_machine_options(command, options, error)) return complain("trace: " + error);
    MemoryTrace memory_trace;
    if (!read_trace(command.operands[0], memory_trace, error)) return complain("trace: " + error);
    Machine machine(options.config);
    TraceRun run(machine, memory_trace);
    while (run.advance(accesses_between_reports)) show_progress("replaying", run.done(), memory_trace.records.size());
    show_progress("replaying", 1, 1);
    const TraceReport report = run.report();
    if (command.has("--json"))
        print_json(machine, report);
    else
        print_text(report);
    return report.killed ? difference : success;
}

}  // namespace

const Verb& trace_verb() {
    static const Verb verb = [] {
        Verb made{"trace",
                  "FILE|-",
                  "replay a memory trace (valgrind --tool=lackey --trace-mem=yes, or perf trace -F all --no-syscalls)",
                  {},
                  trace};
        made.options = {{"--json", {}, "print one JSON object instead of text"}};
        for (const OptionName& option : machine_option_names()) {
            if (option.name != "--file") made.options.push_back(option);
        }
        return made;
    }();
    return verb;
}

}  // namespace faultline::cli
