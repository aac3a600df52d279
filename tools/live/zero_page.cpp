#include "tools/live/zero_page.hpp"

#include <sys/mman.h>
#include <sys/resource.h>

#include <cstddef>

namespace faultline::live {

namespace {

long minor_faults() {
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_minflt;
}

bool measure() {
    constexpr std::size_t page = 4096, pages = 16;
    void* memory = ::mmap(nullptr, pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return true;
    ::madvise(memory, pages * page, MADV_NOHUGEPAGE);
    volatile char* bytes = static_cast<char*>(memory);
    for (std::size_t i = 0; i < pages; ++i) static_cast<void>(bytes[i * page]);
    const long before = minor_faults();
    for (std::size_t i = 0; i < pages; ++i) bytes[i * page] = 1;
    const long faults = minor_faults() - before;
    ::munmap(memory, pages * page);
    return faults >= static_cast<long>(pages);
}

}  // namespace

bool kernel_has_zero_page() {
    static const bool has = measure();
    return has;
}

}  // namespace faultline::live
