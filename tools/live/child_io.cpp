#include "tools/live/child_io.hpp"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <cerrno>
#include <csignal>

namespace faultline::live {

namespace {

bool open_pipe(Descriptor& reader, Descriptor& writer) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    reader = Descriptor(ends[0]);
    writer = Descriptor(ends[1]);
    return true;
}

bool open_terminal(Descriptor& ours, Descriptor& theirs) {
    ours = Descriptor(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!ours.valid() || ::grantpt(ours.get()) != 0 || ::unlockpt(ours.get()) != 0) return false;
    char name[128];
    if (::ptsname_r(ours.get(), name, sizeof name) != 0) return false;
    theirs = Descriptor(::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC));
    termios settings{};
    if (!theirs.valid() || ::tcgetattr(theirs.get(), &settings) != 0) return false;
    settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    settings.c_oflag &= ~static_cast<tcflag_t>(OPOST);
    return ::tcsetattr(theirs.get(), TCSANOW, &settings) == 0;
}

void feed(int to, const std::string& text) {
    // A program may end before it has read everything; its broken pipe is no signal for us.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t written = ::write(to, text.data() + done, text.size() - done);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        done += static_cast<std::size_t>(written);
    }
}

void collect(int from, std::string& text) {
    char piece[4096];
    for (;;) {
        const ssize_t got = ::read(from, piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return;  // a terminal whose last user is gone reads EIO
        text.append(piece, static_cast<std::size_t>(got));
    }
}

}  // namespace

ChildIo::ChildIo(Stdio kind, const std::string& input) : input_(input), kind_(kind) {
    if (kind == Stdio::Terminal) {
        valid_ = open_terminal(out_, child_in_);
        input_.push_back('\x04');  // the end of input, as typed
        return;
    }
    valid_ = open_pipe(child_in_, in_) && open_pipe(out_, child_out_) && open_pipe(err_, child_err_);
}

void ChildIo::become_standard() const {
    // Ours may have the standard numbers, where those were closed before us.
    constexpr int above_standard = 3;
    const auto lifted = [](const Descriptor& end) { return ::fcntl(end.get(), F_DUPFD_CLOEXEC, above_standard); };
    const bool terminal = kind_ == Stdio::Terminal;
    const int ends[] = {lifted(child_in_), lifted(terminal ? child_in_ : child_out_), lifted(terminal ? child_in_ : child_err_)};
    for (int i = 0; i < above_standard; ++i) ::dup2(ends[i], i);
}

void ChildIo::start() {
    child_in_.close();
    child_out_.close();
    child_err_.close();
    feeder_ = std::thread([this] {
        feed(kind_ == Stdio::Terminal ? out_.get() : in_.get(), input_);
        in_.close();
    });
    out_reader_ = std::thread([this] { collect(out_.get(), output_); });
    if (err_.valid()) err_reader_ = std::thread([this] { collect(err_.get(), errors_); });
}

void ChildIo::finish(std::string& output, std::string& errors) {
    if (feeder_.joinable()) feeder_.join();
    if (out_reader_.joinable()) out_reader_.join();
    if (err_reader_.joinable()) err_reader_.join();
    output = std::move(output_);
    errors = std::move(errors_);
}

}  // namespace faultline::live
