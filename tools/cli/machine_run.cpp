#include "tools/cli/machine_run.hpp"

#include "engine/kernel/signal.hpp"
#include "engine/kernel/terminal.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"
#include "engine/program/start.hpp"

namespace faultline::cli {

namespace {

constexpr std::uint64_t page_kib = page_bytes / 1024;
/// So that output appears while a long program runs.
constexpr Tick slice_ticks = 50'000'000;

void add_files(Machine& machine, const std::string& folder, const std::vector<HostFileCopy>& files) {
    for (const HostFileCopy& file : files) {
        put_cached_file(machine, absolute_path(folder, file.name), file.bytes);
    }
}

/// Hands on what a log has got since the last call.
class Tail {
  public:
    void show(const ByteLog& log, const std::function<void(std::string_view)>& to) {
        if (to && log.size() > shown_) to(log.text(shown_));
        shown_ = log.size();
    }

  private:
    std::uint64_t shown_ = 0;
};

std::uint64_t kib(std::int64_t pages) { return static_cast<std::uint64_t>(pages) * page_kib; }

MachineRun sum_up(const Machine& machine, Pid pid, Halt halt) {
    MachineRun run;
    run.halt = halt;
    const Task& task = machine.task(pid);
    run.wait_status = task.exit_status;
    const Terminal& terminal = machine.vfs.terminal;
    run.output = (terminal.is_tty ? terminal.output : terminal.standard_output).text();
    run.errors = terminal.standard_error.text();
    run.min_flt = task.faults.min_flt - task.faults_at_exec.min_flt + task.descendant_faults.min_flt;
    run.maj_flt = task.faults.maj_flt - task.faults_at_exec.maj_flt + task.descendant_faults.maj_flt;
    const bool ended = task.state == TaskState::Zombie;
    const std::array<std::int64_t, 4>& rss = ended ? task.rss_at_exit : machine.mm_of(task).rss;
    run.rss_file_kib = kib(rss[static_cast<std::size_t>(Rss::File)]);
    run.rss_anon_kib = kib(rss[static_cast<std::size_t>(Rss::Anon)]);
    run.rss_shmem_kib = kib(rss[static_cast<std::size_t>(Rss::Shmem)]);
    run.swap_kib = kib(rss[static_cast<std::size_t>(Rss::SwapEntries)]);
    run.max_rss_kib = task.max_rss_pages * page_kib;
    run.user_ns = task.user_time + task.child_user_time;
    run.system_ns = task.system_time + task.child_system_time;
    run.elapsed_ns = machine.hardware.now - task.started_at;
    run.voluntary_switches = task.voluntary_switches;
    run.involuntary_switches = task.involuntary_switches;
    run.ticks = machine.hardware.tick;
    run.pages_scanned = machine.vmstat.pgscan_kswapd + machine.vmstat.pgscan_direct;
    run.pages_swapped_out = machine.vmstat.pswpout;
    run.oom_kills = machine.vmstat.oom_kill;
    run.state_hash = machine.state_hash();
    run.last_words = task.last_words;
    return run;
}

}  // namespace

std::optional<MachineRun> run_in_machine(const ProgramFile& program, const MachineRunOptions& options,
                                         std::string& error) {
    Machine machine(options.config);
    machine.vfs.terminal.is_tty = options.terminal;
    ProgramStart start;
    start.name = program.name;
    start.elf = program.elf;
    start.arguments = options.arguments;
    machine.next_pid = options.first_pid;
    add_files(machine, start.folder, options.files);
    if (options.input.has_value()) {
        type_on_terminal(machine, *options.input);
        end_terminal_input(machine);
    }
    const Pid pid = start_program(machine, start, error);
    if (pid == 0) return std::nullopt;

    Tail output, errors;
    for (Tick left = options.max_ticks;;) {
        const Halted halted = run_machine(machine, {.max_ticks = std::min(left, slice_ticks)});
        left -= halted.ticks;
        const Terminal& terminal = machine.vfs.terminal;
        output.show(terminal.is_tty ? terminal.output : terminal.standard_output, options.on_output);
        errors.show(terminal.standard_error, options.on_errors);
        if (halted.reason == Halt::TickLimit && left > 0) continue;
        if (options.on_pause) options.on_pause(machine);
        if (halted.reason != Halt::WaitsForInput) return sum_up(machine, pid, halted.reason);
        std::string line;
        if (options.more_input && options.more_input(line))
            type_on_terminal(machine, line);
        else
            end_terminal_input(machine);
    }
}

std::string end_in_words(std::int32_t wait_status) {
    const std::int32_t signal = wait_status & 0x7f;
    if (signal != 0) return std::string("killed by ") + signal_name(signal);
    return "exit status " + std::to_string(wait_status >> 8 & 0xff);
}

}  // namespace faultline::cli
