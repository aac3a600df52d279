// The laws of frames, checked after every command of every test.
#pragma once

#include <string>

namespace faultline {

struct Machine;

/// Empty, or the first broken law in words. Every frame is in exactly one state; reference and map counts equal what
/// points at it; slots are counted right; RSS, cgroup and list sizes are sums. O(frames in use).
std::string check_invariants(const Machine& machine);

}  // namespace faultline
