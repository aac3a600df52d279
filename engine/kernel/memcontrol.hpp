// One memory cgroup around all programs: a limit in pages. Linux: mm/memcontrol.c. We skip: hierarchy, soft limits, the
// 64-page charge batches (the limit is exact here), kernel memory other than page tables (docs/model.md#cgroup).
#pragma once

#include <cstdint>

#include "engine/kernel/page_alloc.hpp"

namespace faultline {

/// Charges `pages`; on the limit reclaims inside the group, at last kills. False: not charged (Gfp::Optional), or the task
/// that runs was killed.
[[nodiscard]] bool mem_cgroup_charge(Machine& machine, std::uint32_t pages, Gfp gfp);
void mem_cgroup_uncharge(Machine& machine, std::uint32_t pages);
/// Writing memory.limit_in_bytes: reclaims until the group fits. False: it does not (EBUSY), and the limit stays.
[[nodiscard]] bool mem_cgroup_resize_max(Machine& machine, std::uint64_t limit_bytes);

}  // namespace faultline
