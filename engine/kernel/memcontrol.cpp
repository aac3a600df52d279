#include "engine/kernel/memcontrol.hpp"

#include "engine/kernel/oom.hpp"
#include "engine/kernel/vmscan.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

std::uint64_t limit_in_pages(const Machine& machine) { return machine.config.cgroup_limit_bytes / page_bytes; }

/// try_charge_memcg's slow half: the group is full.
bool reclaim_and_charge(Machine& machine, std::uint32_t pages, Gfp gfp) {
    const std::uint64_t limit = limit_in_pages(machine);
    if (gfp == Gfp::Optional) return false;
    constexpr int retries = 16;
    for (int fruitless = 0; machine.cgroup_pages + pages > limit;) {
        if (try_to_free_mem_cgroup_pages(machine, pages) > 0) {
            fruitless = 0;
            continue;
        }
        if (++fruitless < retries) continue;
        const Pid victim = out_of_memory(machine, true);
        if (victim == 0 || victim == machine.current) return false;
        fruitless = 0;
    }
    machine.cgroup_pages += pages;
    return true;
}

}  // namespace

bool mem_cgroup_charge(Machine& machine, std::uint32_t pages, Gfp gfp) {
    const std::uint64_t limit = limit_in_pages(machine);
    if (limit != 0 && machine.cgroup_pages + pages > limit) return reclaim_and_charge(machine, pages, gfp);
    machine.cgroup_pages += pages;
    return true;
}

bool mem_cgroup_resize_max(Machine& machine, std::uint64_t limit_bytes) {
    while (machine.cgroup_pages > limit_bytes / page_bytes) {
        if (try_to_free_mem_cgroup_pages(machine, 1) == 0) return false;
    }
    machine.config.cgroup_limit_bytes = limit_bytes;
    return true;
}

void mem_cgroup_uncharge(Machine& machine, std::uint32_t pages) {
    FAULTLINE_ASSERT(machine.cgroup_pages >= pages);
    machine.cgroup_pages -= pages;
}

}  // namespace faultline
