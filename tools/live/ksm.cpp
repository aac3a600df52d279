#include "tools/live/ksm.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "tools/live/guardian.hpp"
#include "tools/live/machine_setting.hpp"

namespace faultline::live {

namespace {

const std::string folder = "/sys/kernel/mm/ksm/";

struct Setting {
    std::string name;
    std::string value;
};

void apply(const std::vector<Setting>& settings) {
    for (const Setting& setting : settings) write_control(folder + setting.name, setting.value);
}

std::vector<Setting> settings_now() {
    std::vector<Setting> settings;
    for (const char* name : {"run", "pages_to_scan", "sleep_millisecs", "smart_scan", "use_zero_pages"}) {
        const std::string text = read_text(folder + name);
        settings.push_back({name, text.substr(0, text.find('\n'))});
    }
    return settings;
}

/// A mergeable page like no other. ksmd counts a scan only if some process has memory to scan.
class SomethingToScan {
  public:
    SomethingToScan()
        : memory_(::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
        if (memory_ == MAP_FAILED) return;
        const pid_t unlike_others = ::getpid();
        std::memcpy(memory_, &unlike_others, sizeof unlike_others);
        std::memset(static_cast<char*>(memory_) + sizeof unlike_others, 0xa5, bytes - sizeof unlike_others);
        ::madvise(memory_, bytes, MADV_MERGEABLE);
    }
    SomethingToScan(const SomethingToScan&) = delete;
    SomethingToScan& operator=(const SomethingToScan&) = delete;
    ~SomethingToScan() {
        if (memory_ != MAP_FAILED) ::munmap(memory_, bytes);
    }

  private:
    static constexpr std::size_t bytes = 4096;
    void* memory_;
};

unsigned long full_scans() { return std::strtoul(read_text(folder + "full_scans").c_str(), nullptr, 10); }

}  // namespace

bool ksm_permitted() { return ::access((folder + "run").c_str(), W_OK) == 0; }

void merge_equal_pages() {
    // The first scan notes checksums, the second merges what kept its own; one more, as the first may be half of one.
    constexpr unsigned long scans = 4;
    constexpr int most_waits = 10'000;
    constexpr unsigned wait_us = 500;
    const SomethingToScan something;
    Guardian guardian;
    const std::vector<Setting> before = settings_now();
    if (!guardian.start([before] { apply(before); })) return;
    const unsigned long started = full_scans();
    apply({{"pages_to_scan", "1000000"}, {"sleep_millisecs", "0"}, {"smart_scan", "0"}, {"use_zero_pages", "0"},
           {"run", "1"}});
    for (int i = 0; i < most_waits && full_scans() < started + scans; ++i) ::usleep(wait_us);
    write_control(folder + "run", "0");
}

}  // namespace faultline::live
