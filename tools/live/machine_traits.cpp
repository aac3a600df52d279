#include "tools/live/machine_traits.hpp"

#include <cpuid.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>

#include "tools/live/machine_setting.hpp"

namespace faultline::live {

namespace {

long minor_faults() {
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_minflt;
}

/// Private memory without huge pages.
class Pages {
  public:
    static constexpr std::size_t count = 16;

    Pages() : memory_(::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
        if (valid()) ::madvise(memory_, bytes, MADV_NOHUGEPAGE);
    }
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;
    ~Pages() {
        if (valid()) ::munmap(memory_, bytes);
    }
    bool valid() const { return memory_ != MAP_FAILED; }
    void read() const {
        char seen = 0;
        for (std::size_t i = 0; i < count; ++i) seen = static_cast<char>(seen | at(i));
        static_cast<void>(seen);
    }
    void write() const {
        for (std::size_t i = 0; i < count; ++i) at(i) = 1;
    }
    void populate_write() const { ::madvise(memory_, bytes, MADV_POPULATE_WRITE); }

  private:
    static constexpr std::size_t page = 4096, bytes = count * page;
    volatile char& at(std::size_t i) const { return static_cast<volatile char*>(memory_)[i * page]; }
    void* memory_;
};

bool measure_zero_page() {
    const Pages pages;
    if (!pages.valid()) return true;
    pages.read();
    const long before = minor_faults();
    pages.write();
    return minor_faults() - before >= static_cast<long>(Pages::count);
}

bool sees_stale_translations() {
    const Pages pages;
    if (!pages.valid()) return true;
    pages.write();
    // Fork makes the entries read-only; they are read so, and then made writable behind the translations' back.
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    if (child > 0) ::waitpid(child, nullptr, 0);
    pages.read();
    pages.populate_write();
    const long before = minor_faults();
    pages.write();
    return minor_faults() - before >= static_cast<long>(Pages::count / 2);
}

bool measure_stale_translations() {
    // A switch to another program in the middle drops translations, and with them the faults.
    constexpr int tries = 5;
    for (int i = 0; i < tries; ++i) {
        if (sees_stale_translations()) return true;
    }
    return false;
}

}  // namespace

bool kernel_has_zero_page() {
    static const bool has = measure_zero_page();
    return has;
}

bool cpu_has_protection_keys() {
    static const bool has = read_text("/proc/cpuinfo").find(" ospke") != std::string::npos;
    return has;
}

bool cpu_faults_on_stale_translations() {
    static const bool faults = measure_stale_translations();
    return faults;
}

XsaveTraits cpu_xsave() {
    constexpr unsigned leaf = 13, first_extended = 2, components = 63;
    constexpr std::uint64_t asked_for = 1ULL << 18;
    constexpr std::uint32_t legacy_and_header_bytes = 512 + 64;
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    XsaveTraits area{legacy_and_header_bytes, 3};
    if (__get_cpuid_count(leaf, 0, &eax, &ebx, &ecx, &edx) == 0) return area;
    // What the kernel has switched on; the processor may have more.
    unsigned low = 0, high = 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    area.features = (low | std::uint64_t{high} << 32) & ~asked_for;
    for (unsigned i = first_extended; i < components; ++i) {
        if ((area.features >> i & 1) == 0) continue;
        __cpuid_count(leaf, i, eax, ebx, ecx, edx);
        area.bytes = std::max(area.bytes, ebx + eax);
    }
    return area;
}

MachineTraits machine_traits() {
    return {kernel_has_zero_page(), cpu_has_protection_keys(), cpu_faults_on_stale_translations(), cpu_xsave()};
}

}  // namespace faultline::live
