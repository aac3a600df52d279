// faultline-cli run: a program in the simulated machine, with the figures of /usr/bin/time -v behind it.
#include <unistd.h>

#include <cinttypes>
#include <cstdio>

#include "engine/shell/shell.hpp"
#include "tools/cli/json.hpp"
#include "tools/cli/machine_options.hpp"
#include "tools/cli/machine_run.hpp"
#include "tools/cli/verb.hpp"

namespace faultline::cli {

namespace {

constexpr int standard_input = 0;

bool next_line(std::string& line) {
    line.clear();
    for (int c = 0; (c = std::getchar()) != EOF;) {
        line.push_back(static_cast<char>(c));
        if (c == '\n') return true;
    }
    return !line.empty();
}

void show(std::string_view text, std::FILE* stream) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
}

std::string all_of_standard_input() {
    std::string text;
    char piece[65536];
    for (std::size_t count; (count = std::fread(piece, 1, sizeof piece, stdin)) > 0;) text.append(piece, count);
    return text;
}

const char* halt_in_words(Halt halt) {
    switch (halt) {
        case Halt::AllExited:
            return "all processes have ended";
        case Halt::TickLimit:
            return "stopped at the limit of --ticks";
        case Halt::Stuck:
            return "every process sleeps and nothing can wake one";
        case Halt::WaitsForInput:
            return "waits for input";
        case Halt::StopAddress:
            return "stopped at an address";
        case Halt::WatchedAccess:
            return "stopped at an access";
    }
    return "";
}

std::string seconds(std::uint64_t nanoseconds) {
    char text[64];
    std::snprintf(text, sizeof text, "%" PRIu64 ".%09" PRIu64, nanoseconds / 1'000'000'000,
                  nanoseconds % 1'000'000'000);
    return text;
}

void print_figures(const ProgramFile& program, const MachineRun& run) {
    if (run.halt != Halt::AllExited) std::fprintf(stderr, "\t%s\n", halt_in_words(run.halt));
    if (!run.last_words.empty()) std::fprintf(stderr, "\t%s\n", run.last_words.c_str());
    std::fprintf(stderr, "\tCommand being timed: \"%s\"\n", program.name.c_str());
    std::fprintf(stderr, "\tUser time (seconds): %s\n", seconds(run.user_ns).c_str());
    std::fprintf(stderr, "\tSystem time (seconds): %s\n", seconds(run.system_ns).c_str());
    std::fprintf(stderr, "\tElapsed (simulated) time (seconds): %s\n", seconds(run.elapsed_ns).c_str());
    std::fprintf(stderr, "\tMaximum resident set size (kbytes): %" PRIu64 "\n", run.max_rss_kib);
    std::fprintf(stderr, "\tMajor (requiring I/O) page faults: %" PRIu64 "\n", run.maj_flt);
    std::fprintf(stderr, "\tMinor (reclaiming a frame) page faults: %" PRIu64 "\n", run.min_flt);
    std::fprintf(stderr, "\tVoluntary context switches: %" PRIu64 "\n", run.voluntary_switches);
    std::fprintf(stderr, "\tInvoluntary context switches: %" PRIu64 "\n", run.involuntary_switches);
    std::fprintf(stderr, "\tInstructions attempted: %" PRIu64 "\n", run.ticks);
    std::fprintf(stderr, "\tEnd: %s\n", end_in_words(run.wait_status).c_str());
}

void print_json(const ProgramFile& program, const MachineRun& run) {
    char hash[32];
    std::snprintf(hash, sizeof hash, "%016" PRIx64, run.state_hash);
    JsonObject object;
    object.add("ok", true)
        .add_raw("diagnostics", diagnostics_json(program.diagnostics))
        .add("program", program.name)
        .add("end", end_in_words(run.wait_status))
        .add("wait_status", run.wait_status)
        .add("halt", halt_in_words(run.halt))
        .add("output", run.output)
        .add("errors", run.errors)
        .add("minor_faults", run.min_flt)
        .add("major_faults", run.maj_flt)
        .add("max_rss_kib", run.max_rss_kib)
        .add("rss_anon_kib", run.rss_anon_kib)
        .add("rss_file_kib", run.rss_file_kib)
        .add("rss_shmem_kib", run.rss_shmem_kib)
        .add("swap_kib", run.swap_kib)
        .add("user_ns", run.user_ns)
        .add("system_ns", run.system_ns)
        .add("elapsed_ns", run.elapsed_ns)
        .add("ticks", run.ticks)
        .add("state_hash", hash);
    std::printf("%s\n", object.text().c_str());
}

/// The commands of --shell, in a second terminal: on standard error, so that the program's output stays its own.
void look(const Machine& machine, const CommandLine& command) {
    for (auto [each, last] = command.options.equal_range("--shell"); each != last; ++each) {
        std::fprintf(stderr, "$ %s\n%s", each->second.c_str(), shell(machine, each->second).text.c_str());
    }
}

int run_program(const CommandLine& command) {
    if (command.operands.size() != 1) return complain("run: wanted one FILE.c or ELF file");
    std::string error;
    MachineRunOptions options;
    if (!read_machine_options(command, options, error)) return complain("run: " + error);
    if (const auto ticks = command.value("--ticks"); ticks.has_value()) {
        const std::optional<std::uint64_t> number = parse_number(*ticks);
        if (!number.has_value()) return complain("run: --ticks " + *ticks + ": wanted a number");
        options.max_ticks = *number;
    }
    const bool json = command.has("--json");
    options.arguments = command.rest;
    if (const auto path = command.value("--stdin"); path.has_value()) {
        std::string bytes;
        if (!read_host_file(*path, bytes, error)) return complain("run: " + error);
        options.input = std::move(bytes);
    } else if (isatty(standard_input) != 0) {
        options.terminal = true;
        options.more_input = next_line;
    } else {
        options.input = all_of_standard_input();
    }
    if (!json) {
        options.on_output = [](std::string_view text) { show(text, stdout); };
        options.on_errors = [](std::string_view text) { show(text, stderr); };
    }
    if (command.has("--shell")) options.on_pause = [&command](const Machine& machine) { look(machine, command); };
    std::vector<Diagnostic> said;
    const std::optional<ProgramFile> program = load_program(command.operands[0], error, json ? &said : nullptr);
    if (!program.has_value()) {
        if (json)
            std::printf("%s\n",
                        JsonObject{}.add("ok", false).add_raw("diagnostics", diagnostics_json(said)).text().c_str());
        return complain("run: " + error);
    }
    const std::optional<MachineRun> run = run_in_machine(*program, options, error);
    if (!run.has_value()) return complain("run: " + command.operands[0] + ": " + error);
    if (json)
        print_json(*program, *run);
    else
        print_figures(*program, *run);
    constexpr int signal_base = 128;
    const int signal = run->wait_status & 0x7f;
    return signal != 0 ? signal_base + signal : run->wait_status >> 8 & 0xff;
}

}  // namespace

const Verb& run_verb() {
    static const Verb verb = [] {
        Verb made{"run", "FILE.c|FILE.elf [-- ARGUMENT...]", "run a program in the simulated machine", {}, run_program};
        made.options = {
            {"--json", {}, "print one JSON object instead of text"},
            {"--stdin", "FILE", "standard input (this command's own)"},
            {"--ticks", "NUMBER", "stop after so many instructions"},
            {"--shell", "COMMAND",
             "run ps, free, vmstat, time -v, perf stat, cat... whenever the program waits for input, and at its end"}};
        for (const OptionName& option : machine_option_names()) made.options.push_back(option);
        return made;
    }();
    return verb;
}

}  // namespace faultline::cli
