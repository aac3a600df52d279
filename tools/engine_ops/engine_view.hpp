/// What an op result shows of an address space in the engine.
#pragma once

#include "engine/machine.hpp"
#include "tools/ops/result.hpp"

namespace faultline::ops {

/// In the document's order of classes.
Rss rss_of(const Mm& mm);

/// The first `pages` pages of the arena, uncanonicalised: groups are frame numbers, slots and inodes.
/// `objects` are the inodes of f, g and m.
ProcessState view_of(const Machine& machine, const Mm& mm, std::uint32_t pages, const std::array<InodeId, 3>& objects);

}  // namespace faultline::ops
