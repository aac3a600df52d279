#include "tools/live/quiet.hpp"

#include <sys/mman.h>

#include <cstdlib>
#include <vector>

#include "tools/live/machine_setting.hpp"

namespace faultline::live {

namespace {

struct Setting {
    std::string control;
    std::string value;
};

const std::string khugepaged = "/sys/kernel/mm/transparent_hugepage/khugepaged/";

/// khugepaged cannot be stopped, but it leaves alone what has a gap, a shared page or a swapped one, and it sleeps for
/// weeks once it has looked.
std::vector<Setting> quiet_settings() {
    return {{"/proc/sys/vm/dirty_writeback_centisecs", "0"},
            {"/proc/sys/vm/compaction_proactiveness", "0"},
            {khugepaged + "max_ptes_none", "0"},
            {khugepaged + "max_ptes_shared", "0"},
            {khugepaged + "max_ptes_swap", "0"},
            {khugepaged + "scan_sleep_millisecs", "4294967295"}};
}

void apply(const std::vector<Setting>& settings) {
    for (const Setting& setting : settings) write_control(setting.control, setting.value);
}

struct Watched {
    const char* counter;
    const char* said;
};

constexpr std::size_t huge_fallback = 0, file_refault = 1;

constexpr std::array<Watched, Disturbance::watched> watched_counters = {{
    {"thp_fault_fallback", "no huge page was free"},
    // Some kernels evict without counting a scan.
    {"workingset_refault_file", "a file's page was evicted"},
    {"drop_pagecache", "the page cache was dropped"},
    {"pgscan_anon", "memory was reclaimed"},
    {"pgscan_file", "memory was reclaimed"},
    {"pgmigrate_success", "pages were migrated"},
    {"balloon_inflate", "memory was given back to the host"},
    {"pgmigrate_fail", "pages were migrated"},
    {"compact_isolated", "memory was compacted"},
}};

std::array<std::uint64_t, Disturbance::watched> read_counters() {
    std::array<std::uint64_t, Disturbance::watched> counters{};
    const std::string text = "\n" + read_text("/proc/vmstat");
    for (std::size_t i = 0; i < counters.size(); ++i) {
        const std::string name = std::string("\n") + watched_counters[i].counter + " ";
        const std::size_t at = text.find(name);
        if (at != std::string::npos) counters[i] = std::strtoull(text.c_str() + at + name.size(), nullptr, 10);
    }
    return counters;
}

}  // namespace

QuietKernel::QuietKernel() {
    std::vector<Setting> before = quiet_settings();
    for (Setting& setting : before) {
        const std::string text = read_text(setting.control);
        setting.value = text.substr(0, text.find_first_of(" \n"));
    }
    if (guardian_.start([before] { apply(before); })) apply(quiet_settings());
}

Disturbance::Disturbance() : before_(read_counters()) {}

std::string Disturbance::since(bool huge_pages, bool any_refault) const {
    const std::array<std::uint64_t, watched> now = read_counters();
    for (std::size_t i = 0; i < watched; ++i) {
        const bool counts = i == huge_fallback ? huge_pages : i == file_refault ? any_refault : true;
        if (counts && now[i] != before_[i]) return watched_counters[i].said;
    }
    return {};
}

void drain_lru_batches() {
    // MADV_COLLAPSE drains all CPUs before it finds that there is nothing to collapse.
    constexpr int collapse = 25;
    constexpr std::size_t bytes = 4U << 20;
    void* empty = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (empty == MAP_FAILED) return;
    ::madvise(empty, bytes, collapse);
    ::munmap(empty, bytes);
}

void compact_memory() { write_control("/proc/sys/vm/compact_memory", "1"); }

}  // namespace faultline::live
