#include "tools/live/ksm.hpp"

#include <unistd.h>

#include <cstdlib>
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

unsigned long full_scans() { return std::strtoul(read_text(folder + "full_scans").c_str(), nullptr, 10); }

}  // namespace

bool ksm_permitted() { return ::access((folder + "run").c_str(), W_OK) == 0; }

void merge_equal_pages() {
    // The first scan notes checksums, the second merges what kept its own; one more, as the first may be half of one.
    constexpr unsigned long scans = 4;
    constexpr int most_waits = 1'000;
    constexpr unsigned wait_us = 5'000;
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
