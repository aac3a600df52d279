// One tracer, many traced: every stop of every process passes through `Tracer::handle`.
#include "tools/live/ptrace_run.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/utsname.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <map>
#include <thread>

#include "tools/live/child_io.hpp"
#include "tools/live/clean_start.hpp"
#include "tools/live/descriptor.hpp"
#include "tools/live/fault_probe.hpp"
#include "tools/live/quiet.hpp"

namespace faultline::live {

namespace {

constexpr long trace_options = PTRACE_O_EXITKILL | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT | PTRACE_O_TRACEFORK |
                               PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE;

long trace(__ptrace_request request, pid_t process, void* data = nullptr) {
    return ::ptrace(request, process, nullptr, data);
}

std::string proc_file(pid_t process, const char* name) { return "/proc/" + std::to_string(process) + "/" + name; }

std::uint64_t status_kib(const std::string& status, const char* key) {
    const std::size_t at = status.find(std::string("\n") + key + ":");
    if (at == std::string::npos) return 0;
    return std::strtoull(status.c_str() + at + std::strlen(key) + 2, nullptr, 10);
}

LiveSample sample(pid_t process) {
    LiveSample result;
    const std::string stat = read_text(proc_file(process, "stat"));
    // The command may hold spaces and parentheses; the fields are counted from its last one. min_flt is field 10.
    const std::size_t command_end = stat.rfind(')');
    if (command_end == std::string::npos) return result;
    const char* at = stat.c_str() + command_end + 1;
    for (int field = 3; field <= 12 && at != nullptr; ++field) {
        at = std::strchr(at, ' ');
        if (at == nullptr) break;
        ++at;
        if (field == 10) result.min_flt = std::strtoull(at, nullptr, 10);
        if (field == 12) result.maj_flt = std::strtoull(at, nullptr, 10);
    }
    const std::string status = read_text(proc_file(process, "status"));
    result.rss_anon_kib = status_kib(status, "RssAnon");
    result.rss_file_kib = status_kib(status, "RssFile");
    result.rss_shmem_kib = status_kib(status, "RssShmem");
    result.vm_swap_kib = status_kib(status, "VmSwap");
    result.vm_size_kib = status_kib(status, "VmSize");
    result.vm_hwm_kib = status_kib(status, "VmHWM");
    return result;
}

class Tracer {
  public:
    Tracer(const LiveOptions& options, LiveRun& run) : options_(options), run_(run) {}

    /// `first` has stopped itself before its execve.
    void follow(pid_t first) {
        ::ptrace(PTRACE_SETOPTIONS, first, nullptr, trace_options);
        adopt(first, 0);
        seen_[first].greeted = true;
        trace(PTRACE_CONT, first);
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(options_.time_limit_ms);
        while (alive_ > 0) {
            int status = 0;
            const pid_t process = ::waitpid(-1, &status, __WALL | WNOHANG);
            if (process < 0 && errno != EINTR) return;
            if (process > 0) {
                handle(process, status);
                continue;
            }
            if (std::chrono::steady_clock::now() > deadline && !run_.timed_out) {
                run_.timed_out = true;
                for (const auto& [other, state] : seen_)
                    if (!state.ended) ::kill(other, SIGKILL);
            }
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
    }

    bool executed() const { return executed_; }

  private:
    struct Seen {
        std::uint32_t index = 0;
        bool greeted = false;  ///< the SIGSTOP with which a traced child begins has come
        bool ended = false;
        siginfo_t last_signal{};
        std::optional<FaultProbe> probe;
    };

    void adopt(pid_t process, std::uint32_t parent) {
        Seen& state = seen_[process];
        state.index = static_cast<std::uint32_t>(run_.processes.size());
        LiveProcess record;
        record.pid = process;
        record.parent = parent;
        run_.processes.push_back(std::move(record));
        ++alive_;
        if (!options_.trace_faults) return;
        state.probe.emplace(process);
        run_.faults_traced = run_.faults_traced || state.probe->permitted();
    }

    LiveProcess& record(const Seen& state) { return run_.processes[state.index]; }

    void at_exec(pid_t process, Seen& state) {
        LiveProcess& it = record(state);
        executed_ = true;
        it.at_start = sample(process);
        if (options_.list_maps) it.maps_at_start = read_text(proc_file(process, "maps"));
        it.faults.clear();
        if (state.probe) state.probe->take();
    }

    void at_exit(pid_t process, Seen& state) {
        LiveProcess& it = record(state);
        it.at_exit = sample(process);
        if (state.probe) it.faults = state.probe->take();
        unsigned long status = 0;
        ::ptrace(PTRACE_GETEVENTMSG, process, nullptr, &status);
        const int wait_status = static_cast<int>(status);
        if (WIFEXITED(wait_status)) it.end.exit_code = WEXITSTATUS(wait_status);
        if (!WIFSIGNALED(wait_status)) return;
        it.end.signal = WTERMSIG(wait_status);
        if (state.last_signal.si_signo != it.end.signal) return;
        it.end.si_code = state.last_signal.si_code;
        if (it.end.signal == SIGSEGV || it.end.signal == SIGBUS)
            it.end.fault_address = reinterpret_cast<std::uintptr_t>(state.last_signal.si_addr);
    }

    void at_birth(pid_t parent) {
        unsigned long message = 0;
        ::ptrace(PTRACE_GETEVENTMSG, parent, nullptr, &message);
        const auto child = static_cast<pid_t>(message);
        const bool first_seen = seen_.find(child) == seen_.end();
        const std::uint32_t parent_index = seen_[parent].index;
        if (first_seen) adopt(child, parent_index);
        record(seen_[child]).parent = parent_index;
    }

    void handle(pid_t process, int status) {
        // A child's first stop may overtake its parent's event; the event then says whose it is.
        if (seen_.find(process) == seen_.end()) adopt(process, 0);
        Seen& state = seen_[process];
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (!state.ended) --alive_;
            state.ended = true;
            return;
        }
        const int signal = WSTOPSIG(status);
        std::intptr_t deliver = 0;
        switch (status >> 16) {
            case PTRACE_EVENT_EXEC:
                at_exec(process, state);
                break;
            case PTRACE_EVENT_EXIT:
                at_exit(process, state);
                break;
            case PTRACE_EVENT_FORK:
            case PTRACE_EVENT_VFORK:
            case PTRACE_EVENT_CLONE:
                at_birth(process);
                break;
            case 0:
                if (signal == SIGSTOP && !state.greeted) {
                    state.greeted = true;
                    break;
                }
                ::ptrace(PTRACE_GETSIGINFO, process, nullptr, &state.last_signal);
                deliver = signal;
                break;
            default:
                break;
        }
        trace(PTRACE_CONT, process, reinterpret_cast<void*>(deliver));
    }

    const LiveOptions& options_;
    LiveRun& run_;
    std::map<pid_t, Seen> seen_;
    std::uint32_t alive_ = 0;
    bool executed_ = false;
};

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> result;
    result.reserve(strings.size() + 1);
    for (std::string& text : strings) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

/// What the child does between fork and execve; on failure it exits with the errno.
[[noreturn]] void become(const char* folder, const char* file, char* const* argv, char* const* envp,
                         const ChildIo& io) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(::sched_getcpu()), &one);
    ::sched_setaffinity(0, sizeof one, &one);
    const bool ready = start_clean() && ::chdir(folder) == 0 && trace(PTRACE_TRACEME, 0) == 0;
    if (ready) {
        io.become_standard();
        ::raise(SIGSTOP);
        ::execve(file, argv, envp);
    }
    ::_exit(errno);
}

LiveRun run_once(const KernelRelease& kernel, const std::vector<std::byte>& elf, const LiveOptions& options) {
    LiveRun run;
    run.kernel = kernel.release;
    run.reference = kernel.reference;
    run.machine = machine_traits();
    PrivateFolder folder;
    bool written = folder.write(options.name, elf, 0700);
    for (const LiveFile& file : options.files) written = written && folder.write(file.name, file.bytes, 0600);
    if (!written) {
        run.skipped = "no disk file system to write the program to (tried /var/tmp, /tmp and the current folder)";
        return run;
    }
    ChildIo io(options.stdio, options.input);
    if (!io.valid()) {
        run.skipped = "no pipe or terminal for the program's input and output";
        return run;
    }
    std::vector<std::string> argument_text = options.arguments;
    argument_text.insert(argument_text.begin(), options.name);
    std::vector<std::string> environment_text = options.environment;
    const std::vector<char*> argv = pointers(argument_text);
    const std::vector<char*> envp = pointers(environment_text);
    const std::string file = "./" + options.name;

    const pid_t child = ::fork();
    if (child == 0) become(folder.path().c_str(), file.c_str(), argv.data(), envp.data(), io);
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFSTOPPED(status)) {
        const int error = child < 0 ? errno : WEXITSTATUS(status);
        run.skipped = std::string("a process cannot be traced here: ") + std::strerror(error);
        return run;
    }
    io.start();
    Tracer tracer(options, run);
    tracer.follow(child);
    io.finish(run.output, run.errors);
    if (!tracer.executed() && !run.timed_out) run.exec_errno = run.processes[0].end.exit_code;
    return run;
}

}  // namespace

KernelRelease kernel_release() {
    utsname names{};
    ::uname(&names);
    const std::string release = names.release;
    return {.release = release, .reference = release.rfind("6.18.", 0) == 0};
}

LiveRun run_live(const std::vector<std::byte>& elf, const LiveOptions& options) {
    constexpr int most_tries = 10;
    constexpr unsigned pause_us = 100'000;
    const KernelRelease kernel = kernel_release();
    LiveRun run;
    if (kernel.release.rfind("6.", 0) != 0) {
        run.skipped = "the kernel is " + kernel.release + ", not Linux 6.x";
        return run;
    }
    std::string disturbed;
    for (int i = 0; i < most_tries; ++i) {
        const Disturbance disturbance;
        run = run_once(kernel, elf, options);
        disturbed = disturbance.since(true, true);
        if (run.skipped || disturbed.empty()) return run;
        ::usleep(pause_us);
    }
    run = LiveRun{};
    run.skipped = disturbed + ", in each of " + std::to_string(most_tries) + " tries";
    return run;
}

}  // namespace faultline::live
