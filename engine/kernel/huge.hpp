// Transparent huge pages of 2 MiB in private anonymous memory. Linux: mm/huge_memory.c. A large folio keeps its references,
// flags and list in its head; PTE mappings and exclusivity are each page's own, PMD mappings are counted once a folio.
// We skip: khugepaged, smaller orders, huge pages of files (docs/model.md#thp).
#pragma once

#include "engine/kernel/page_table.hpp"

namespace faultline {

/// Whether a fault in this VMA may make huge pages (thp_vma_allowable_order).
bool thp_allowed(const Machine& machine, const Mm& mm, const Vma& vma);

/// zap_huge_pmd: the whole 2 MiB go.
void zap_huge_pmd(Machine& machine, Mm& mm, EntryPosition pmd, Pte pte, std::uint64_t address);
/// __split_huge_pmd: 512 entries take the place of one; the folio stays large.
void split_huge_pmd(Machine& machine, Mm& mm, EntryPosition pmd, std::uint64_t address);
/// split_huge_pmd_address: only if a huge page lies across `address`.
void split_huge_pmd_at(Machine& machine, Mm& mm, std::uint64_t address);
/// copy_huge_pmd: fork. False: no memory for the child's table.
[[nodiscard]] bool copy_huge_pmd(Machine& machine, Mm& child, EntryPosition pmd, Pte pte, std::uint64_t address);
/// hpage_collapse_scan_pmd, collapse_huge_page: the small pages of the 2 MiB at `start`, and its gaps, become one huge page.
/// False, and nothing has changed: swapped or shared pages are among them, nothing is there, or no run of frames is free.
[[nodiscard]] bool collapse_huge_page(Machine& machine, Mm& mm, Vma& vma, std::uint64_t start);
/// split_folio: every page of the folio stands for itself from here on; pages that nobody maps are freed.
void split_huge_page(Machine& machine, Pfn head);

}  // namespace faultline
