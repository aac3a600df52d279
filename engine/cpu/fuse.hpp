/// Pairs of micro-operations that are executed with one dispatch.
#pragma once

#include <span>

#include "engine/cpu/micro.hpp"

namespace faultline::cpu {

/// Renames the first of each pair that has a fused form. The second stays as it is: control may enter there, and the
/// fused form reads its operands from it.
void fuse_pairs(std::span<Micro> run);

}  // namespace faultline::cpu
