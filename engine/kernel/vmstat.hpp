// The counters of /proc/vmstat that the model keeps, each bumped where Linux bumps it (count_vm_event).
#pragma once

#include <cstdint>

namespace faultline {

struct VmStat {
    std::uint64_t pgpgin = 0, pgpgout = 0;
    std::uint64_t pswpin = 0, pswpout = 0;
    std::uint64_t pgalloc_normal = 0, pgfree = 0;
    std::uint64_t pgactivate = 0, pgdeactivate = 0, pglazyfree = 0, pglazyfreed = 0;
    std::uint64_t pgfault = 0, pgmajfault = 0, pgreuse = 0;
    std::uint64_t pgsteal_kswapd = 0, pgsteal_direct = 0, pgscan_kswapd = 0, pgscan_direct = 0;
    std::uint64_t pgsteal_anon = 0, pgsteal_file = 0, pgscan_anon = 0, pgscan_file = 0;
    std::uint64_t workingset_refault_anon = 0, workingset_refault_file = 0;
    std::uint64_t workingset_activate_anon = 0, workingset_activate_file = 0;
    std::uint64_t oom_kill = 0;
    std::uint64_t thp_fault_alloc = 0, thp_fault_fallback = 0, thp_split_page = 0, thp_split_pmd = 0;
    std::uint64_t thp_zero_page_alloc = 0;
    std::uint64_t swap_ra = 0, swap_ra_hit = 0;
    std::uint64_t ksm_merged = 0, cow_ksm = 0;
    std::uint64_t zswpin = 0, zswpout = 0;
    std::uint64_t unevictable_mlocked = 0;
};

}  // namespace faultline
