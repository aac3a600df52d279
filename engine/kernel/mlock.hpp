// Memory that must stay. Linux: mm/mlock.c.
#pragma once

#include "engine/kernel/mm.hpp"

namespace faultline {

struct Machine;
struct Task;

/// mlock_future_ok: whether `bytes` more of a mapping with these flags fit RLIMIT_MEMLOCK.
bool mlock_future_ok(const Task& task, const Mm& mm, std::uint64_t flags, std::uint64_t bytes);
/// can_do_mlock.
bool can_do_mlock(const Task& task);

}  // namespace faultline
