#include "tools/live/live_ops.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>

#include "tools/live/ksm.hpp"
#include "tools/live/machine_traits.hpp"
#include "tools/live/op_command.hpp"
#include "tools/live/process_view.hpp"
#include "tools/live/ptrace_run.hpp"
#include "tools/live/script_objects.hpp"
#include "tools/live/worker_set.hpp"

namespace faultline::live {

namespace {

using ops::Op;
using ops::OpResult;
using ops::ProcessState;
using ops::Rss;
using ops::Verb;

constexpr int most_tries = 30;
constexpr unsigned pause_us = 100'000;

/// The controller and its workers share one CPU while this lives: per-CPU LRU batches are then the script's own.
class OneCpu {
  public:
    OneCpu() {
        ::sched_getaffinity(0, sizeof before_, &before_);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<std::size_t>(::sched_getcpu()), &one);
        ::sched_setaffinity(0, sizeof one, &one);
    }
    OneCpu(const OneCpu&) = delete;
    OneCpu& operator=(const OneCpu&) = delete;
    ~OneCpu() { ::sched_setaffinity(0, sizeof before_, &before_); }

  private:
    cpu_set_t before_{};
};

bool needs_key_knowledge(const Op& op) {
    return (op.verb == Verb::Mmap || op.verb == Verb::Mprotect) && op.prot == ops::prot_exec;
}

bool pages_out(const Op& op) { return op.verb == Verb::Madvise && op.advice == MADV_PAGEOUT; }

/// Waits until none of these frames is being written to a device: such a page is neither dropped nor freed, and a
/// script's next line should not depend on the disk.
void await_writeback(const FrameFlags& flags, const std::vector<std::uint64_t>& frames) {
    constexpr int most_waits = 5'000;
    constexpr unsigned wait_us = 2'000;
    const auto written = [&](std::uint64_t frame) { return frame == 0 || (flags(frame) & frame_writeback) == 0; };
    for (int i = 0; i < most_waits && !std::all_of(frames.begin(), frames.end(), written); ++i) ::usleep(wait_us);
    if (!frames.empty()) drain_lru_batches();
}

/// One script being run.
class Session {
  public:
    Session(const ops::OpProgram& program, const FrameFlags& frames) : program_(program), frames_(frames) {}

    /// Empty on success.
    std::string start(const Objects& objects) {
        if (!workers_.start(objects, program_.conditions.thp)) return "the worker does not start";
        if (program_.conditions.brk) {
            const std::optional<WorkerReply> reply = workers_.ask(0, set_heap(*program_.conditions.brk));
            if (!reply || reply->result != 0) return "the heap cannot be moved";
        }
        own_ = read_rss(workers_.pid(0));
        return {};
    }

    /// Nothing if a worker died of it.
    std::optional<OpResult> perform(const Op& op) {
        OpResult result;
        if (!workers_.alive(op.process)) {
            result.rc = -1;
            result.error_number = ESRCH;
        } else {
            const Rss before = read_rss(workers_.pid(op.process));
            if (!perform_alive(op, result)) return std::nullopt;
            if (workers_.alive(op.process)) {
                const Rss after = read_rss(workers_.pid(op.process));
                for (std::size_t i = 0; i < after.size(); ++i) result.rss_change[i] = after[i] - before[i];
            }
        }
        look(result.processes);
        return result;
    }

  private:
    bool perform_alive(const Op& op, OpResult& result) {
        switch (op.verb) {
            case Verb::Exit:
                return workers_.end(op.process);
            case Verb::Fork:
                return perform_fork(op, result);
            case Verb::Ksm:
                merge_equal_pages();
                return true;
            case Verb::ClearRefs:
                return write_control("/proc/" + std::to_string(workers_.pid(op.process)) + "/clear_refs", "1");
            default:
                break;
        }
        WorkerCommand command = command_for(op, program_.conditions);
        command.flush = program_.conditions.drop_tlb && ops::drops_tlb(op.verb) ? 1 : 0;
        if (op.verb == Verb::DropTlb) command.flush = 1;
        std::vector<std::uint64_t> leaving;
        if (writes_to_disk(op))
            leaving = read_frames(workers_.pid(op.process), ops::arena_address, program_.conditions.pages);
        const std::optional<WorkerReply> reply = workers_.ask(op.process, command);
        if (!reply) return false;
        await_writeback(frames_, leaving);
        fill(*reply, succeeded(op, command, reply->result), result);
        if (op.verb == Verb::Brk && result.rc != 0) result.error_number = ENOMEM;
        const bool reads = op.verb == Verb::Read || (op.verb == Verb::FileRead && reply->result == 1);
        if (reads && result.signal == 0) result.value = static_cast<std::uint8_t>(reply->value);
        if (op.verb == Verb::Mincore && result.rc == 0)
            for (std::uint32_t i = 0; i < op.count; ++i)
                result.mincore += (reply->mincore[i / 8] >> (i % 8) & 1) != 0 ? '1' : '0';
        return true;
    }

    bool writes_to_disk(const Op& op) const { return program_.conditions.swap == ops::Swap::Disk && pages_out(op); }

    bool perform_fork(const Op& op, OpResult& result) {
        if (workers_.alive(op.child)) {
            result.rc = -1;
            result.error_number = EEXIST;
            return true;
        }
        const std::optional<WorkerReply> reply = workers_.fork(op.process, op.child);
        if (reply) fill(*reply, reply->result >= 0, result);
        return reply.has_value();
    }

    static void fill(const WorkerReply& reply, bool succeeded, OpResult& result) {
        result.rc = succeeded ? 0 : -1;
        result.error_number = succeeded || reply.result >= 0 ? 0 : static_cast<std::int32_t>(-reply.result);
        result.min_flt = reply.min_flt;
        result.maj_flt = reply.maj_flt;
        result.signal = reply.signal;
        result.si_code = reply.si_code;
        result.x86_error = static_cast<std::uint32_t>(reply.x86_error);
    }

    void look(std::vector<ProcessState>& processes) {
        for (std::uint32_t i = 0; i < ops::max_processes; ++i) {
            if (!workers_.alive(i)) continue;
            ProcessState state =
                read_arena(workers_.pid(i), program_.conditions.pages, program_.conditions.thp, frames_);
            state.process = static_cast<std::uint8_t>(i);
            for (std::size_t k = 0; k < state.rss.size(); ++k) state.rss[k] -= own_[k];
            processes.push_back(std::move(state));
        }
        ops::canonicalise(processes);
    }

    const ops::OpProgram& program_;
    const FrameFlags& frames_;
    WorkerSet workers_;
    Rss own_{};  ///< what a worker itself occupies, the same in each
};

Descriptor wait_for_turn() {
    Descriptor file(::open("/var/tmp/faultline.live.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    while (file.valid() && ::flock(file.get(), LOCK_EX) != 0 && errno == EINTR) {
    }
    return file;
}

/// Whether pages could go to swap that is not ours.
bool machine_swaps() { return read_text("/proc/swaps").find('/') != std::string::npos; }

std::optional<std::string> why_not(const ops::OpProgram& program) {
    if (::geteuid() != 0) return "frame numbers and files' read-ahead need root";
    const KernelRelease kernel = kernel_release();
    if (kernel.release.rfind("6.", 0) != 0) return "the kernel is " + kernel.release + ", not Linux 6.x";
    const bool merges = std::any_of(program.ops.begin(), program.ops.end(), [](const Op& op) { return op.verb == Verb::Ksm; });
    if (merges && !ksm_permitted()) return "the kernel cannot be told to merge pages";
    const bool keys_matter =
        program.conditions.pkeys || std::any_of(program.ops.begin(), program.ops.end(), needs_key_knowledge);
    if (keys_matter && program.conditions.pkeys != cpu_has_protection_keys())
        return std::string("the script is for a CPU ") + (program.conditions.pkeys ? "with" : "without") +
               " protection keys";
    if (program.conditions.zero_page.value_or(kernel_has_zero_page()) != kernel_has_zero_page())
        return std::string("the script is for a kernel ") + (*program.conditions.zero_page ? "with" : "without") +
               " a zero page";
    return std::nullopt;
}

}  // namespace

LiveTarget::LiveTarget() : alone_(wait_for_turn()), frames_(std::make_unique<FrameFlags>()) {}
LiveTarget::~LiveTarget() = default;

bool LiveTarget::zero_page() const { return kernel_has_zero_page(); }

ops::OpTarget::Answer LiveTarget::run(const ops::OpProgram& program) {
    Answer answer;
    answer.skipped = why_not(program);
    if (!answer.skipped && !frames_->permitted()) answer.skipped = "/proc/kpageflags cannot be read";
    if (!answer.skipped) answer.skipped = swap_.provide(program.conditions);
    const bool must_stay =
        program.conditions.swap == ops::Swap::None && std::any_of(program.ops.begin(), program.ops.end(), pages_out);
    if (!answer.skipped && must_stay && machine_swaps()) answer.skipped = "the machine has swap of its own";
    if (answer.skipped) return answer;
    const OneCpu one_cpu;
    std::string disturbed;
    for (int i = 0; i < most_tries; ++i) {
        answer = Answer{};
        disturbed = try_once(program, answer);
        if (disturbed.empty()) return answer;
        if (program.conditions.thp || program.conditions.write_pages > 1) compact_memory();
        ::usleep(pause_us);
    }
    answer = Answer{};
    answer.skipped = disturbed + ", in each of " + std::to_string(most_tries) + " tries";
    return answer;
}

std::string LiveTarget::try_once(const ops::OpProgram& program, Answer& answer) {
    const Disturbance disturbance;
    PrivateFolder folder;
    Objects objects;
    answer.failure = make_objects(program, folder, objects);
    if (!answer.failure.empty()) return {};
    if (std::string wrong = cache_state(program.conditions, objects); !wrong.empty()) return wrong;
    Session session(program, *frames_);
    answer.failure = session.start(objects);
    std::optional<std::uint64_t> evicted = evicted_pages(objects);
    for (const Op& op : program.ops) {
        if (!answer.failure.empty()) break;
        std::optional<OpResult> result = session.perform(op);
        if (result)
            answer.results.push_back(std::move(*result));
        else
            answer.failure = "the worker died of: " + ops::print_op(op);
        const std::optional<std::uint64_t> evicted_now = evicted_pages(objects);
        if (evicted_now > evicted && !pages_out(op)) return "a file's page was evicted";
        evicted = evicted_now;
    }
    const bool evicts = std::any_of(program.ops.begin(), program.ops.end(), pages_out);
    return disturbance.since(program.conditions.thp, !evicts && !evicted.has_value());
}

}  // namespace faultline::live
