// faultline-cli trace: a memory trace of a real program: replayed on the machine, and as a string of pages under the
// textbook's policies.
#include <unistd.h>

#include <cinttypes>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "engine/program/trace_run.hpp"
#include "engine/trace/comparison.hpp"
#include "engine/trace/lru_curve.hpp"
#include "tools/cli/json.hpp"
#include "tools/cli/machine_options.hpp"
#include "tools/cli/verb.hpp"

namespace faultline::cli {

namespace {

constexpr std::size_t piece_bytes = 1 << 20;
constexpr std::uint64_t touches_between_reports = 1'000'000;
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

/// What is told of the string of pages, without a machine.
struct Textbook {
    std::uint32_t frames = 0;
    std::vector<PolicyFaults> policies;
    std::vector<std::uint32_t> sizes;
    /// LRU's faults in n frames at index n.
    std::vector<std::uint64_t> lru;
};

Textbook read_textbook(const MemoryTrace& trace, std::optional<std::uint32_t> frames) {
    const PageTrace pages = page_trace(trace);
    Textbook out;
    out.frames = frames.value_or(frames_to_begin_with(pages.pages));
    out.policies = compare_policies(pages, out.frames);
    out.sizes = sizes_to_tell(pages.pages);
    out.lru = lru_curve(pages).faults();
    return out;
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

void print_text(const Textbook& textbook) {
    std::printf("\nfaults in %" PRIu32 " frames\n", textbook.frames);
    for (const PolicyFaults& one : textbook.policies) {
        std::printf("  %-26s %" PRIu64 "\n", std::string(name_of(one.policy)).c_str(), one.faults);
    }
    std::printf("\nfaults of LRU\n");
    for (const std::uint32_t size : textbook.sizes) {
        std::printf("  in %-23" PRIu32 " %" PRIu64 "\n", size, textbook.lru[size]);
    }
}

/// "main -> //anon", "?" where perf had an address alone.
std::string in_words(const TracePlace& place) {
    const auto known = [](const std::string& name) { return name.empty() ? std::string("?") : name; };
    return known(place.first) + " -> " + known(place.second);
}

void print_recorded(const MemoryTrace& trace) {
    constexpr std::size_t most_places = 20;
    if (trace.recorded.empty()) return;
    const auto places = busiest_places(trace);
    std::printf("\nfaults that perf recorded\n%10s %10s  place\n", "minor", "major");
    for (std::size_t i = 0; i < places.size() && i < most_places; ++i) {
        const auto& [place, faults] = places[i];
        std::printf("%10" PRIu64 " %10" PRIu64 "  %s\n", faults.minor, faults.major, in_words(place).c_str());
    }
    if (places.size() > most_places) std::printf("  and %zu more places\n", places.size() - most_places);
}

std::string list_json(const std::vector<std::string>& objects) {
    std::string out;
    for (const std::string& object : objects) out += (out.empty() ? "" : ", ") + object;
    return "[" + out + "]";
}

std::string policies_json(const Textbook& textbook) {
    JsonObject out;
    for (const PolicyFaults& one : textbook.policies) out.add(name_of(one.policy), one.faults);
    return out.text();
}

std::string lru_json(const Textbook& textbook) {
    std::vector<std::string> out;
    for (const std::uint32_t size : textbook.sizes) {
        out.push_back(JsonObject{}.add("frames", std::uint64_t{size}).add("faults", textbook.lru[size]).text());
    }
    return list_json(out);
}

std::string recorded_json(const MemoryTrace& trace) {
    std::vector<std::string> out;
    for (const auto& [place, faults] : busiest_places(trace)) {
        out.push_back(JsonObject{}
                          .add("code", place.first)
                          .add("mapping", place.second)
                          .add("minor", faults.minor)
                          .add("major", faults.major)
                          .text());
    }
    return list_json(out);
}

void print_json(const Machine& machine, const TraceReport& report, const Textbook& textbook, const MemoryTrace& trace) {
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
                            .add("frames", std::uint64_t{textbook.frames})
                            .add_raw("policy_faults", policies_json(textbook))
                            .add_raw("lru_faults", lru_json(textbook))
                            .add_raw("recorded_faults", recorded_json(trace))
                            .text()
                            .c_str());
}

bool read_frames(const CommandLine& command, std::optional<std::uint32_t>& frames, std::string& error) {
    const std::optional<std::string> text = command.value("--frames");
    if (!text.has_value()) return true;
    const std::optional<std::uint64_t> number = parse_number(*text);
    if (!number.has_value() || *number == 0 || *number > UINT32_MAX) {
        error = "--frames " + *text + ": wanted a number from 1 on";
        return false;
    }
    frames = static_cast<std::uint32_t>(*number);
    return true;
}

int trace(const CommandLine& command) {
    if (command.operands.size() != 1) return complain("trace: wanted one FILE, or - for standard input");
    std::string error;
    MachineRunOptions options;
    std::optional<std::uint32_t> frames;
    if (!read_machine_options(command, options, error) || !read_frames(command, frames, error))
        return complain("trace: " + error);
    MemoryTrace memory_trace;
    if (!read_trace(command.operands[0], memory_trace, error)) return complain("trace: " + error);
    Machine machine(options.config);
    TraceRun run(machine, memory_trace);
    while (run.advance(touches_between_reports)) show_progress("replaying", run.done(), memory_trace.touches.size());
    show_progress("replaying", 1, 1);
    const TraceReport report = run.report();
    const Textbook textbook = read_textbook(memory_trace, frames);
    if (command.has("--json")) {
        print_json(machine, report, textbook, memory_trace);
    } else {
        print_text(report);
        print_text(textbook);
        print_recorded(memory_trace);
    }
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
        made.options = {{"--json", {}, "print one JSON object instead of text"},
                        {"--frames", "N", "frames of the textbook's policies (half of the pages)"}};
        for (const OptionName& option : machine_option_names()) {
            if (option.name != "--file") made.options.push_back(option);
        }
        return made;
    }();
    return verb;
}

}  // namespace faultline::cli
