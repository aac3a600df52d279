// Where a mapping goes when the program leaves it to the kernel. Linux: mm/mmap.c, mm/huge_memory.c
// thp_get_unmapped_area.
#pragma once

#include "engine/kernel/mm.hpp"

namespace faultline {

struct Machine;
struct Task;

/// get_unmapped_area: an address, or -errno. `address` is a hint, or with `fixed` a demand. Top-down from mmap_base.
/// `inode_is_disk_file`: mappings of 2 MiB and more are laid so that huge pages could fit.
std::int64_t get_unmapped_area(const Machine& machine, const Task& task, const Mm& mm, std::uint64_t address,
                               std::uint64_t length, bool fixed, bool shared_anonymous, bool disk_file,
                               std::uint64_t page_offset);

}  // namespace faultline
