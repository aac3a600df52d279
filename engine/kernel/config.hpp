// What a lab may choose about a machine. Defaults are Linux 6.18's on a small server, as measured.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/machine/costs.hpp"

namespace faultline {

enum class SwapKind : std::uint8_t { Ssd, Hdd, Zram };

struct SwapConfig {
    SwapKind kind = SwapKind::Ssd;
    std::uint64_t bytes = 0;
};

enum class ThpMode : std::uint8_t { Never, Madvise, Always };

enum class OvercommitMode : std::uint8_t { Heuristic = 0, Always = 1, Never = 2 };

/// Linux's own reclaim, or a textbook policy for comparison (docs/model.md#policies).
enum class ReclaimPolicy : std::uint8_t { Linux, Fifo, Lru, Clock, Random, Optimal };

/// The memory image of a CPU's registers, as a signal frame holds it (CPUID leaf 13; the layout is the CPU's own).
struct XsaveArea {
    std::uint32_t bytes = 2440;
    std::uint64_t features = 0x2e7;   ///< x87, SSE, AVX, AVX-512, protection keys
};

struct MachineConfig {
    std::uint64_t ram_bytes = 1ull << 30;
    std::vector<SwapConfig> swaps;
    /// A memory cgroup's limit around all programs; 0 for none.
    std::uint64_t cgroup_limit_bytes = 0;
    OvercommitMode overcommit = OvercommitMode::Heuristic;
    std::uint32_t overcommit_ratio_percent = 50;
    ThpMode thp = ThpMode::Madvise;
    ReclaimPolicy reclaim = ReclaimPolicy::Linux;
    std::uint32_t swappiness = 60;
    std::uint32_t page_cluster = 3;
    std::uint32_t fault_around_bytes = 65536;
    std::uint32_t read_ahead_pages = 32;
    /// The disk that files live on.
    bool disk_is_rotational = false;
    bool protection_keys = true;
    /// Whether reads of untouched memory share the zero page. False as where mm_forbids_zeropage() says so: some
    /// hypervisors boot their kernels like that.
    bool zero_page = true;
    /// Whether a CPU reports a fault on the word of a cached translation alone, as Intel's do; AMD's walk again first.
    bool stale_translations_fault = true;
    XsaveArea xsave;
    bool zswap = false;
    bool ksm = false;
    std::uint64_t mmap_min_address = 4096;
    std::uint64_t random_seed = 1;
    Costs costs;
};

}  // namespace faultline
