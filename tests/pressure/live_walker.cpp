#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "tests/pressure/walker.hpp"
#include "tools/live/ptrace_run.hpp"

namespace faultline::pressure {

namespace {

constexpr std::uint64_t arena = 0x2'0000'0000;

/// Per-CPU lists and charges are then those of the CPU on which this process lowers the limit.
void stay_on_one_cpu() {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    ::sched_setaffinity(0, sizeof one, &one);
}

std::optional<std::string> why_not() {
    if (::geteuid() != 0) return "memory limits and swap files need root";
    const live::KernelRelease kernel = live::kernel_release();
    if (!kernel.reference) return "this kernel is " + kernel.release + ", not 6.18";
    const std::string generations = live::read_text("/sys/kernel/mm/lru_gen/enabled");
    if (!generations.empty() && generations.rfind("0x0000", 0) != 0)
        return "this kernel's reclaim is the multi-generational one";
    if (live::read_text("/sys/module/zswap/parameters/enabled").rfind("Y", 0) == 0) return "zswap is on";
    if (live::read_text("/proc/swaps").find('/') != std::string::npos) return "the machine has a swap area of its own";
    return std::nullopt;
}

}  // namespace

Conditions::Conditions() : turn(::open("/var/tmp/faultline.live.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    while (turn.valid() && ::flock(turn.get(), LOCK_EX) != 0 && errno == EINTR) {
    }
    skipped = why_not();
    ops::Conditions disk;
    disk.swap = ops::Swap::Disk;
    if (!skipped) skipped = swap.provide(disk);
    if (!skipped) {
        live::MemoryCgroup group;
        skipped = group.make();
    }
    stay_on_one_cpu();
}

LiveWalker::LiveWalker(std::uint64_t limit_pages) {
    std::vector<std::byte> elf(walker_elf().size());
    std::memcpy(elf.data(), walker_elf().data(), elf.size());
    int in[2], out[2];
    if (group_.make() || !folder_.write("walker", elf, 0755)) return;
    if (::pipe2(in, O_CLOEXEC) != 0) return;
    live::Descriptor its_in(in[0]);
    commands_ = live::Descriptor(in[1]);
    if (::pipe2(out, O_CLOEXEC) != 0) return;
    answers_ = live::Descriptor(out[0]);
    live::Descriptor its_out(out[1]);
    const std::string program = folder_.path() + "/walker", members = group_.members_file();
    pid_ = ::fork();
    if (pid_ == 0) {
        char* argv[] = {const_cast<char*>("walker"), nullptr};
        char* nothing[] = {nullptr};
        const int file = ::open(members.c_str(), O_WRONLY | O_CLOEXEC);
        if (file < 0 || ::write(file, "0", 1) != 1) ::_exit(1);
        ::dup2(its_in.get(), 0);
        ::dup2(its_out.get(), 1);
        ::execve(program.c_str(), argv, nothing);
        ::_exit(1);
    }
    // Its ends are its own: if it dies, a read here ends.
    its_in.close();
    its_out.close();
    // Its start-up is over with the first answer; what it takes by then is not what is measured.
    if (!tell("flush") || !limit(usage_pages() + limit_pages)) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
}

LiveWalker::~LiveWalker() {
    commands_.close();
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

std::optional<Faults> LiveWalker::tell(const std::string& command) {
    const std::string line = command + "\n";
    ::signal(SIGPIPE, SIG_IGN);
    if (::write(commands_.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size())) return std::nullopt;
    std::string answer;
    while (answer.empty() || answer.back() != '\n') {
        char part[64];
        const ssize_t got = ::read(answers_.get(), part, sizeof part);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        answer.append(part, static_cast<std::size_t>(got));
    }
    char* rest = nullptr;
    Faults faults;
    faults.minor = std::strtoull(answer.c_str(), &rest, 10);
    faults.major = std::strtoull(rest, nullptr, 10);
    return faults;
}

void LiveWalker::clear_refs() { live::write_control("/proc/" + std::to_string(pid_) + "/clear_refs", "1"); }

std::vector<std::uint32_t> LiveWalker::swapped(std::uint32_t pages) const {
    std::vector<std::uint64_t> entries(pages);
    live::Descriptor file(::open(("/proc/" + std::to_string(pid_) + "/pagemap").c_str(), O_RDONLY | O_CLOEXEC));
    const auto bytes = static_cast<ssize_t>(pages * sizeof(std::uint64_t));
    std::vector<std::uint32_t> out;
    const auto where = static_cast<off_t>(arena / page_bytes * sizeof(std::uint64_t));
    if (::pread(file.get(), entries.data(), static_cast<std::size_t>(bytes), where) != bytes) return out;
    constexpr std::uint64_t swapped_bit = 1ull << 62;
    for (std::uint32_t page = 0; page < pages; ++page) {
        if ((entries[page] & swapped_bit) != 0) out.push_back(page);
    }
    return out;
}

}  // namespace faultline::pressure
