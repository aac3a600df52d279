#include "tools/live/guardian.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>

namespace faultline::live {

bool Guardian::start(const std::function<void()>& undo) {
    release();
    int lifeline[2];
    if (::pipe2(lifeline, O_CLOEXEC) != 0) return false;
    process_ = ::fork();
    if (process_ == 0) {
        // Outlives a terminal's interrupt and the owner: it undoes when the last writer of the pipe is gone.
        ::setsid();
        ::signal(SIGINT, SIG_IGN);
        ::signal(SIGTERM, SIG_IGN);
        ::close(lifeline[1]);
        char byte = 0;
        while (::read(lifeline[0], &byte, 1) < 0 && errno == EINTR) {
        }
        undo();
        ::_exit(0);
    }
    ::close(lifeline[0]);
    lifeline_ = Descriptor(lifeline[1]);
    if (process_ < 0) lifeline_.close();
    return process_ > 0;
}

void Guardian::release() {
    lifeline_.close();
    if (process_ > 0) ::waitpid(process_, nullptr, 0);
    process_ = -1;
}

}  // namespace faultline::live
