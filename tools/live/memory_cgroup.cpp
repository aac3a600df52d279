#include "tools/live/memory_cgroup.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdlib>

#include "tools/live/machine_setting.hpp"

namespace faultline::live {

namespace {

constexpr const char* groups = "/sys/fs/cgroup/memory";

/// Ends the members and removes the group; the kernel needs a moment until the last of them is gone.
void remove_group(const std::string& path) {
    for (int i = 0; i < 500 && ::rmdir(path.c_str()) != 0 && errno == EBUSY; ++i) {
        const std::string members = read_text(path + "/cgroup.procs");
        for (std::size_t at = 0; at < members.size(); at = members.find('\n', at) + 1) {
            const long pid = std::strtol(members.c_str() + at, nullptr, 10);
            if (pid > 0) ::kill(static_cast<pid_t>(pid), SIGKILL);
        }
        ::usleep(10'000);
    }
}

}  // namespace

std::optional<std::string> MemoryCgroup::make() {
    if (::geteuid() != 0) return "a memory control group needs root";
    const std::string path = std::string(groups) + "/faultline-" + std::to_string(::getpid());
    if (::mkdir(path.c_str(), 0755) != 0)
        return std::string("there is no memory control group (version 1) under ") + groups;
    int lifeline[2];
    if (::pipe2(lifeline, O_CLOEXEC) != 0) {
        ::rmdir(path.c_str());
        return "no pipe";
    }
    guardian_ = ::fork();
    if (guardian_ == 0) {
        ::setsid();
        ::signal(SIGINT, SIG_IGN);
        ::signal(SIGTERM, SIG_IGN);
        ::close(lifeline[1]);
        char byte = 0;
        while (::read(lifeline[0], &byte, 1) < 0 && errno == EINTR) {
        }
        remove_group(path);
        ::_exit(0);
    }
    ::close(lifeline[0]);
    lifeline_ = Descriptor(lifeline[1]);
    if (guardian_ < 0) {
        ::rmdir(path.c_str());
        return "no process to clean up";
    }
    path_ = path;
    return std::nullopt;
}

MemoryCgroup::~MemoryCgroup() {
    lifeline_.close();
    if (guardian_ > 0) ::waitpid(guardian_, nullptr, 0);
}

bool MemoryCgroup::limit(std::uint64_t bytes) {
    return write_control(path_ + "/memory.limit_in_bytes", std::to_string(bytes));
}

std::uint64_t MemoryCgroup::usage() const {
    return std::strtoull(read_text(path_ + "/memory.usage_in_bytes").c_str(), nullptr, 10);
}

}  // namespace faultline::live
