// Reads and writes that devices have not finished. A transfer changes memory when it is asked for, and its pages stay
// locked until it would be over: whoever needs one of them before that sleeps until then (docs/model.md#devices).
#pragma once

#include <cstdint>
#include <map>

#include "engine/machine/types.hpp"

namespace faultline {

struct IoState {
    /// Frame of a page that is locked by a read, and when that read ends. Entries of the past mean nothing.
    std::map<std::uint32_t, Nanoseconds> reads;
    /// When the disk of the files, and the swap devices, finish what they have been asked so far.
    Nanoseconds disk_idle_at = 0;
    Nanoseconds swap_idle_at = 0;
};

}  // namespace faultline
