// One frame in words: what it is for, who owns it, its counts, its list and its flags.
#pragma once

#include <string>
#include <vector>

#include "web/scene.hpp"

namespace faultline {

Message name_of(LruList list);
/// "dirty, referenced, in swap slot 12", or "none".
std::string flags_text(const Machine& machine, Pfn pfn);
/// "/data/file, page 3", "first mapped at 0x1000", "page table".
std::string owner_text(const Machine& machine, Pfn pfn);
/// The frame line by line, without who maps it.
std::vector<std::string> frame_lines(const Machine& machine, Pfn pfn);
/// "process 2 at page 12 of the heap: writable, accessed, dirty".
std::string mapping_text(const Machine& machine, const Mapping& mapping);
/// "low" and so on: where the free frames stand among the watermarks.
std::string watermarks_text(const Machine& machine);

}  // namespace faultline
