// faultline-cli compare: the same ELF on this machine's kernel and in the engine, side by side.
#include <cinttypes>
#include <cstdio>
#include <cstring>

#include "tools/cli/json.hpp"
#include "tools/cli/machine_options.hpp"
#include "tools/cli/machine_run.hpp"
#include "tools/cli/verb.hpp"
#ifdef FAULTLINE_HAS_LIVE
#include "tools/cli/live_machine.hpp"
#include "tools/live/ptrace_run.hpp"
#endif

namespace faultline::cli {

namespace {

#ifdef FAULTLINE_HAS_LIVE

/// One line of the table.
struct Row {
    const char* name;
    std::string live;
    std::string machine;
    bool equal() const { return live == machine; }
};

std::string live_end(const live::LiveEnd& end) {
    return end_in_words(end.signal != 0 ? end.signal : (end.exit_code & 0xff) << 8);
}

std::string about(const std::string& text) {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
    char out[64];
    std::snprintf(out, sizeof out, "%zu bytes, %08" PRIx64, text.size(), hash & 0xffffffff);
    return out;
}

std::vector<Row> rows(const live::LiveRun& live, const MachineRun& run) {
    std::uint64_t minor = 0, major = 0;
    for (const live::LiveProcess& process : live.processes) {
        minor += process.min_flt();
        major += process.maj_flt();
    }
    const live::LiveProcess& first = live.processes.front();
    const auto text = [](std::uint64_t value) { return std::to_string(value); };
    return {{"end", live_end(first.end), end_in_words(run.wait_status)},
            {"output", about(live.output), about(run.output)},
            {"errors", about(live.errors), about(run.errors)},
            {"minor faults", text(minor), text(run.min_flt)},
            {"major faults", text(major), text(run.maj_flt)},
            {"RssAnon at exit (KiB)", text(first.at_exit.rss_anon_kib), text(run.rss_anon_kib)},
            {"RssFile at exit (KiB)", text(first.at_exit.rss_file_kib), text(run.rss_file_kib)},
            {"RssShmem at exit (KiB)", text(first.at_exit.rss_shmem_kib), text(run.rss_shmem_kib)},
            {"VmSwap at exit (KiB)", text(first.at_exit.vm_swap_kib), text(run.swap_kib)}};
}

void print_table(const std::string& kernel, const std::vector<Row>& table) {
    std::printf("%-24s %-28s %-28s\n", "", ("Linux " + kernel).c_str(), "faultline");
    for (const Row& row : table) {
        std::printf("%-24s %-28s %-28s%s\n", row.name, row.live.c_str(), row.machine.c_str(), row.equal() ? "" : "DIFFERENT");
    }
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

/// Where two outputs part: the number of the line, and the line on either kernel.
void print_parting(const char* what, std::string_view live, std::string_view machine) {
    if (live == machine) return;
    std::size_t number = 1;
    while (first_line(live) == first_line(machine) && live.find('\n') != live.npos && machine.find('\n') != machine.npos) {
        live.remove_prefix(live.find('\n') + 1);
        machine.remove_prefix(machine.find('\n') + 1);
        ++number;
    }
    std::printf("%s, first difference in line %zu:\n  Linux:     %s\n  faultline: %s\n", what, number,
                std::string(first_line(live)).c_str(), std::string(first_line(machine)).c_str());
}

void print_json(const std::string& kernel, const std::vector<Row>& table, bool equal) {
    JsonObject object;
    object.add("kernel", kernel).add("equal", equal);
    for (const Row& row : table) {
        object.add_raw(row.name, JsonObject{}.add("live", row.live).add("machine", row.machine).text());
    }
    std::printf("%s\n", object.text().c_str());
}

std::vector<std::byte> bytes_of(std::string_view text) {
    std::vector<std::byte> out(text.size());
    std::memcpy(out.data(), text.data(), text.size());
    return out;
}

live::LiveOptions live_options(const ProgramFile& program, const MachineRunOptions& options) {
    live::LiveOptions out;
    out.name = program.name;
    out.arguments = options.arguments;
    out.input = options.input.value_or("");
    for (const HostFileCopy& file : options.files) out.files.push_back({file.name, bytes_of(file.bytes)});
    return out;
}

int compare_program(const ProgramFile& program, MachineRunOptions options, bool json) {
    std::vector<std::byte> elf(program.elf.size());
    std::memcpy(elf.data(), program.elf.data(), program.elf.size());
    const live::LiveRun live = live::run_live(elf, live_options(program, options));
    if (live.skipped.has_value()) {
        std::fprintf(stderr, "skipped because %s\n", live.skipped->c_str());
        return skipped;
    }
    if (live.exec_errno != 0) {
        return complain("compare: this kernel refuses the program: " + std::string(std::strerror(live.exec_errno)));
    }
    if (live.timed_out) return complain("compare: the program did not end in time on this kernel");
    // A program may print its pid.
    options.first_pid = live.processes.front().pid;
    become_alike(options.config, live.machine);
    std::string error;
    const std::optional<MachineRun> run = run_in_machine(program, options, error);
    if (!run.has_value()) return complain("compare: " + error);
    const std::vector<Row> table = rows(live, *run);
    bool equal = true;
    for (const Row& row : table) equal = equal && row.equal();
    if (json) {
        print_json(live.kernel, table, equal);
    } else {
        print_table(live.kernel, table);
        print_parting("output", live.output, run->output);
        print_parting("errors", live.errors, run->errors);
    }
    if (!live.reference && !json) {
        std::fprintf(stderr, "note: the engine models Linux 6.18; this kernel is %s\n", live.kernel.c_str());
    }
    return equal ? success : difference;
}

#else

int compare_program(const ProgramFile&, MachineRunOptions, bool) {
    std::fprintf(stderr, "skipped because there is no Linux kernel here to compare with\n");
    return skipped;
}

#endif

int compare(const CommandLine& command) {
    if (command.operands.size() != 1) return complain("compare: wanted one FILE.c or ELF file");
    std::string error;
    MachineRunOptions options;
    options.input = "";
    if (!read_machine_options(command, options, error)) return complain("compare: " + error);
    if (const auto path = command.value("--stdin"); path.has_value()) {
        if (!read_host_file(*path, *options.input, error)) return complain("compare: " + error);
    }
    options.arguments = command.rest;
    const std::optional<ProgramFile> program = load_program(command.operands[0], error);
    if (!program.has_value()) return complain("compare: " + error);
    return compare_program(*program, options, command.has("--json"));
}

}  // namespace

const Verb& compare_verb() {
    static const Verb verb = [] {
        Verb made{"compare", "FILE.c|FILE.elf [-- ARGUMENT...]",
                  "run the same ELF on this machine's kernel and in the engine, and compare", {}, compare};
        made.options = {{"--json", {}, "print one JSON object instead of a table"},
                        {"--stdin", "FILE", "standard input (empty)"}};
        for (const OptionName& option : machine_option_names()) made.options.push_back(option);
        return made;
    }();
    return verb;
}

}  // namespace faultline::cli
