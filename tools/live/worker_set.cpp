#include "tools/live/worker_set.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <vector>

#include "tools/live/clean_start.hpp"
#include "tools/live/worker_image.hpp"

namespace faultline::live {

namespace {

bool open_pipe(Descriptor& reader, Descriptor& writer, int flags) {
    int ends[2];
    if (::pipe2(ends, flags) != 0) return false;
    reader = Descriptor(ends[0]);
    writer = Descriptor(ends[1]);
    return true;
}

Descriptor make_image() {
    Descriptor file(::memfd_create("worker", MFD_CLOEXEC));
    const char* at = faultline_worker_image;
    while (at < faultline_worker_image_end) {
        const ssize_t written = ::write(file.get(), at, static_cast<std::size_t>(faultline_worker_image_end - at));
        if (written <= 0) return {};
        at += written;
    }
    return file;
}

const Descriptor& image() {
    static const Descriptor file = make_image();
    return file;
}

void place(int from, int to) {
    if (from >= 0) ::dup2(from, to);
}

/// False at the end of the pipe.
bool read_whole(int from, void* bytes, std::size_t size) {
    auto* at = static_cast<char*>(bytes);
    while (size > 0) {
        const ssize_t got = ::read(from, at, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

/// Waits until the process has let go of its memory, whoever its parent is.
void await_end(pid_t process) {
    Descriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
    if (handle.valid()) {
        pollfd until{.fd = handle.get(), .events = POLLIN, .revents = 0};
        while (::poll(&until, 1, -1) < 0 && errno == EINTR) {
        }
    }
    ::waitpid(process, nullptr, WNOHANG);  // ours only if it is worker 0 or its parent is gone
}

}  // namespace

WorkerSet::WorkerSet() { ::prctl(PR_SET_CHILD_SUBREAPER, 1); }

WorkerSet::~WorkerSet() {
    for (const pid_t process : pids_) {
        if (process <= 0) continue;
        ::kill(process, SIGKILL);
        await_end(process);
    }
    ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}

bool WorkerSet::start(const Objects& objects, bool thp) {
    bool ready = image().valid() && open_pipe(pipe_reader_, pipe_writer_, O_CLOEXEC | O_NONBLOCK);
    for (Channel& channel : channels_)
        ready = ready && open_pipe(channel.command_reader, channel.command_writer, O_CLOEXEC) &&
                open_pipe(channel.reply_reader, channel.reply_writer, O_CLOEXEC);
    if (!ready) return false;
    const pid_t child = ::fork();
    if (child < 0) return false;
    if (child == 0) {
        start_clean();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (!thp) ::prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
        // Our own descriptors have small numbers, so the fixed ones overwrite none of them.
        for (std::uint32_t i = 0; i < ops::max_processes; ++i) {
            place(channels_[i].command_reader.get(), WORKER_COMMAND_FD + 2 * static_cast<int>(i));
            place(channels_[i].reply_writer.get(), WORKER_COMMAND_FD + 2 * static_cast<int>(i) + 1);
        }
        for (std::size_t i = 0; i < objects.size(); ++i)
            place(objects[i].get(), WORKER_OBJECT_FD + static_cast<int>(i));
        place(pipe_reader_.get(), WORKER_PIPE_READ_FD);
        place(pipe_writer_.get(), WORKER_PIPE_WRITE_FD);
        char name[] = "worker";
        char* argv[] = {name, nullptr};
        char* envp[] = {nullptr};
        ::fexecve(image().get(), argv, envp);
        ::_exit(127);
    }
    pids_[0] = child;
    return await(0).has_value();
}

std::optional<WorkerReply> WorkerSet::await(std::uint32_t index) {
    // The workers hold the writing ends too, so the end of a dead one is seen by asking whether it lives.
    pollfd answer{.fd = channels_[index].reply_reader.get(), .events = POLLIN, .revents = 0};
    for (;;) {
        const int ready = ::poll(&answer, 1, 1000);
        if (ready > 0) break;
        siginfo_t info{};
        const bool gone = ::kill(pids_[index], 0) != 0 ||
                          (::waitid(P_PID, static_cast<id_t>(pids_[index]), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
                           info.si_pid != 0);
        if (gone) {
            pids_[index] = 0;
            return std::nullopt;
        }
    }
    WorkerReply reply{};
    if (!read_whole(answer.fd, &reply, sizeof reply)) return std::nullopt;
    return reply;
}

std::optional<WorkerReply> WorkerSet::ask(std::uint32_t index, const WorkerCommand& command) {
    if (::write(channels_[index].command_writer.get(), &command, sizeof command) !=
        static_cast<ssize_t>(sizeof command))
        return std::nullopt;
    return await(index);
}

std::optional<WorkerReply> WorkerSet::fork(std::uint32_t parent, std::uint32_t child) {
    WorkerCommand command{};
    command.verb = WORKER_FORK;
    command.flush = 1;
    command.argument[0] = child;
    const std::optional<WorkerReply> reply = ask(parent, command);
    if (!reply || reply->result < 0) return reply;
    pids_[child] = static_cast<pid_t>(reply->result);
    if (!await(child)) return std::nullopt;
    return reply;
}

bool WorkerSet::end(std::uint32_t index) {
    WorkerCommand command{};
    command.verb = WORKER_EXIT;
    const pid_t process = pids_[index];
    if (::write(channels_[index].command_writer.get(), &command, sizeof command) !=
        static_cast<ssize_t>(sizeof command))
        return false;
    await_end(process);
    pids_[index] = 0;
    return true;
}

}  // namespace faultline::live
