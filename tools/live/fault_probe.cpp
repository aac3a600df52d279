#include "tools/live/fault_probe.hpp"

#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <atomic>
#include <cstring>

namespace faultline::live {

namespace {

constexpr std::size_t page_bytes = 4096;
constexpr std::size_t data_bytes = 512 * page_bytes;  // the kernel wants a power of two pages
constexpr std::size_t ring_bytes = page_bytes + data_bytes;

int open_event(pid_t process) {
    perf_event_attr attributes{};
    attributes.type = PERF_TYPE_SOFTWARE;
    attributes.size = sizeof attributes;
    attributes.config = PERF_COUNT_SW_PAGE_FAULTS;
    attributes.sample_period = 1;
    attributes.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_ADDR;
    const long number = ::syscall(SYS_perf_event_open, &attributes, process, -1, -1, PERF_FLAG_FD_CLOEXEC);
    return static_cast<int>(number);
}

}  // namespace

FaultProbe::FaultProbe(pid_t process) : event_(open_event(process)) {
    if (!event_.valid()) return;
    void* ring = ::mmap(nullptr, ring_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, event_.get(), 0);
    if (ring != MAP_FAILED) ring_ = ring;
}

FaultProbe::FaultProbe(FaultProbe&& other) noexcept
    : event_(std::move(other.event_)), ring_(std::exchange(other.ring_, nullptr)) {}

FaultProbe::~FaultProbe() {
    if (ring_ != nullptr) ::munmap(ring_, ring_bytes);
}

std::vector<LiveFault> FaultProbe::take() {
    std::vector<LiveFault> faults;
    if (ring_ == nullptr) return faults;
    auto* control = static_cast<perf_event_mmap_page*>(ring_);
    const char* data = static_cast<const char*>(ring_) + page_bytes;
    const std::uint64_t head = std::atomic_ref<__u64>(control->data_head).load(std::memory_order_acquire);
    std::uint64_t tail = control->data_tail;
    while (tail < head) {
        // Records are multiples of eight bytes, so neither the header nor a field straddles the ring's end.
        const auto word = [&](std::uint64_t offset) {
            std::uint64_t value = 0;
            std::memcpy(&value, data + (tail + offset) % data_bytes, sizeof value);
            return value;
        };
        perf_event_header header{};
        const std::uint64_t first = word(0);
        std::memcpy(&header, &first, sizeof header);
        if (header.size == 0) break;
        if (header.type == PERF_RECORD_SAMPLE) faults.push_back({.address = word(16), .instruction = word(8)});
        tail += header.size;
    }
    std::atomic_ref<__u64>(control->data_tail).store(tail, std::memory_order_release);
    return faults;
}

}  // namespace faultline::live
