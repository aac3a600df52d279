// The advice that touches pages. Ranges lie within one VMA. Linux: mm/madvise.c.
#pragma once

#include "engine/kernel/page_table.hpp"

namespace faultline {

/// madvise_dontneed_single_vma: entries go, guard markers stay, empty tables are freed.
void madvise_dontneed(Machine& machine, Mm& mm, const Vma& vma, std::uint64_t start, std::uint64_t end);
/// MADV_FREE: clean and old entries, pages that reclaim may drop; swap entries go at once.
std::int64_t madvise_free(Machine& machine, Mm& mm, const Vma& vma, std::uint64_t start, std::uint64_t end);
/// MADV_COLD and MADV_PAGEOUT, for pages that only this VMA maps.
void madvise_cold(Machine& machine, Mm& mm, const Vma& vma, std::uint64_t start, std::uint64_t end);
void madvise_pageout(Machine& machine, Mm& mm, const Vma& vma, std::uint64_t start, std::uint64_t end);
/// Read-ahead into the swap cache, or of the file.
std::int64_t madvise_willneed(Machine& machine, const Mm& mm, Vma& vma, std::uint64_t start, std::uint64_t end);
/// MADV_REMOVE: punches a hole into the file or object behind a shared mapping.
std::int64_t madvise_remove(Machine& machine, const Vma& vma, std::uint64_t start, std::uint64_t end);
/// MADV_COLLAPSE: makes huge pages of small ones, now.
std::int64_t madvise_collapse(Machine& machine, Mm& mm, Vma& vma, std::uint64_t start, std::uint64_t end);
std::int64_t madvise_guard_install(Machine& machine, Mm& mm, Vma& vma, std::uint64_t start, std::uint64_t end);
std::int64_t madvise_guard_remove(Machine& machine, Mm& mm, const Vma& vma, std::uint64_t start, std::uint64_t end);

}  // namespace faultline
