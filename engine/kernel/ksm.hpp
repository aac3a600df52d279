// Kernel samepage merging: pages of equal content in MADV_MERGEABLE memory become one, which nobody may write to.
// Linux: mm/ksm.c. The daemon is a command here: one call goes as far as ksmd does when it is left alone with memory that
// does not change. We skip: its pace, checksums and limits, and huge pages, which Linux splits (docs/model.md#ksm).
#pragma once

#include <cstdint>

namespace faultline {

struct Machine;
struct Mm;
struct Task;
struct Vma;

/// ksm_do_scan, until nothing more can be merged.
void ksm_scan(Machine& machine);
/// unmerge_ksm_pages: every merged page of [start, end) in `vma` is copied back, each a minor fault of `task`. 0 or
/// -errno.
std::int64_t unmerge_ksm_pages(Machine& machine, Task& task, Mm& mm, Vma& vma, std::uint64_t start, std::uint64_t end);

}  // namespace faultline
