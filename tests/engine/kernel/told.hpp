// Stories of memory, told as op scripts (docs/op-script.md) with what must come of each line:
//     a write 1 65        | min 1 leaf WpCopy anon +1
// Words after the bar: min, maj, leaf, signal, code, error, errno, anon, file, shmem, swap, value. `min` and `maj` are 0
// unless said. The laws of frames are checked after every line.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/kernel/fault_trace.hpp"

namespace faultline::told {

struct Story {
    const char* title;
    const char* script;
};

/// Empty, or "line: what was expected and what came". Adds the leaves that its faults ended in to `reached`.
std::string tell(const Story& story, std::set<Leaf>& reached);

extern const std::vector<Story> anonymous_stories, fork_stories, file_stories, swap_stories, vma_stories, huge_stories;

}  // namespace faultline::told
