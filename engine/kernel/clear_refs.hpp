// Forgetting what was used. Linux: fs/proc/task_mmu.c clear_refs_write.
#pragma once

#include "engine/kernel/mm.hpp"

namespace faultline {

struct Machine;

/// Writing 1 to /proc/PID/clear_refs: all entries become old and their pages unreferenced. Translations stay cached.
void clear_refs(Machine& machine, Mm& mm);

}  // namespace faultline
