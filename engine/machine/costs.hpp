// What things cost in simulated time. Hardware figures are textbook sizes; kernel figures were measured on Linux 6.18
// (x86-64 KVM guest, best of seven); devices are typical data-sheet latencies. docs/model.md#costs names each source.
#pragma once

#include "engine/machine/types.hpp"

namespace faultline {

struct Costs {
    Nanoseconds instruction = 1;
    Nanoseconds walk_level = 5;

    // A whole fault, from the trap to the retry.
    Nanoseconds anon_write = 876;
    Nanoseconds zero_page_read = 491;
    Nanoseconds write_after_zero_page = 1476;
    Nanoseconds cow_copy = 1805;
    Nanoseconds cow_reuse = 543;
    Nanoseconds file_read = 1193;
    Nanoseconds private_file_write = 1059;
    Nanoseconds shared_file_write = 792;
    Nanoseconds shmem = 1079;
    Nanoseconds huge_write = 60000;
    Nanoseconds spurious = 400;
    Nanoseconds signal_delivery = 1262;
    Nanoseconds swap_in_from_memory = 1747;
    Nanoseconds fork_per_page = 38;
    Nanoseconds system_call = 100;

    // One page from the device; a read of several adjacent pages pays once.
    Nanoseconds ssd_read = 80'000;
    Nanoseconds ssd_write = 80'000;
    Nanoseconds hdd_read = 6'000'000;
    Nanoseconds hdd_write = 6'000'000;
};

}  // namespace faultline
