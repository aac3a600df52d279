#include "tools/live/clean_start.hpp"

#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

namespace faultline::live {

namespace {

void forget_signals() {
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
}

void run_as_others() {
    constexpr sched_param ordinary{.sched_priority = 0};
    ::sched_setscheduler(0, SCHED_OTHER, &ordinary);
    ::setpriority(PRIO_PROCESS, 0, 0);
}

/// Raising the hard limit is root's; without it, as far as it allows.
void limit(int resource, rlim_t soft) {
    const auto which = static_cast<__rlimit_resource_t>(resource);
    rlimit now{};
    if (::getrlimit(which, &now) != 0) return;
    rlimit wanted{soft, std::max(soft, now.rlim_max)};
    if (::setrlimit(which, &wanted) == 0) return;
    wanted = {std::min(soft, now.rlim_max), now.rlim_max};
    ::setrlimit(which, &wanted);
}

bool limit_resources() {
    // A dump of the core reads pages that the program never touched, and counts them.
    limit(RLIMIT_CORE, 0);
    for (const int resource : {RLIMIT_AS, RLIMIT_CPU, RLIMIT_DATA, RLIMIT_FSIZE, RLIMIT_RSS}) limit(resource, RLIM_INFINITY);
    constexpr rlim_t open_files = 1024, locked_bytes = 8U << 20;
    limit(RLIMIT_NOFILE, open_files);
    limit(RLIMIT_MEMLOCK, locked_bytes);
    constexpr rlimit stack{.rlim_cur = 8U << 20, .rlim_max = 8U << 20};
    return ::setrlimit(RLIMIT_STACK, &stack) == 0;
}

}  // namespace

bool start_clean() {
    forget_signals();
    run_as_others();
    ::umask(022);
    ::prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0);
    ::setsid();
    ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
    return limit_resources() && ::personality(ADDR_NO_RANDOMIZE) >= 0;
}

}  // namespace faultline::live
