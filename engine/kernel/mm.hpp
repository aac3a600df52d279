// mm_struct: an address space. Linux: include/linux/mm_types.h.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/kernel/vma.hpp"
#include "engine/machine/types.hpp"

namespace faultline {

/// The four kinds of page that Linux counts per address space (rss_stat). The zero page is in none of them.
enum class Rss : std::uint8_t { File, Anon, SwapEntries, Shmem };

/// A table of Level::Pmd and the GiB that it translates.
struct PmdTable {
    std::uint64_t gib = ~std::uint64_t{0};
    Pfn table = no_frame;
};

using MmId = std::uint32_t;
inline constexpr MmId no_mm = 0;

struct Mm {
    MmId id = no_mm;
    /// Tasks that use it: 2 while a vfork child runs.
    std::uint32_t users = 1;
    /// The frame of the top page table, loaded into CR3.
    Pfn pgd = no_frame;
    /// Sorted by address, never overlapping.
    std::vector<Vma> vmas;

    std::array<std::int64_t, 4> rss{};
    std::uint64_t page_table_bytes = 0;
    /// Pages; Linux's total_vm, data_vm, exec_vm, stack_vm, locked_vm.
    std::uint64_t total_vm = 0;
    std::uint64_t data_vm = 0;
    std::uint64_t exec_vm = 0;
    std::uint64_t stack_vm = 0;
    std::uint64_t locked_vm = 0;
    std::uint64_t high_water_total_vm = 0;
    std::uint64_t high_water_rss = 0;

    std::uint64_t start_code = 0, end_code = 0, start_data = 0, end_data = 0;
    std::uint64_t start_brk = 0, brk = 0, start_stack = 0;
    std::uint64_t arg_start = 0, arg_end = 0, env_start = 0, env_end = 0;
    std::uint64_t mmap_base = 0;
    /// Flags that new mappings get (mlockall MCL_FUTURE).
    std::uint64_t default_flags = 0;
    bool thp_disabled = false;
    /// The OOM reaper has taken its private pages (MMF_OOM_SKIP).
    bool reaped = false;
    /// Last-level tables set aside for the day a huge page is split, by the huge page's address (pgtable_trans_huge_deposit).
    std::map<std::uint64_t, Pfn> deposited_tables;
    /// A VMA here was moved by mremap: private pages may lie at other addresses than their index says.
    bool moved_vmas = false;
    /// Where the last VMA was found. Only a hint: never part of the state.
    std::uint32_t vma_hint = 0;
    /// Where the last walk to make an entry came by; forgotten when any table is freed. Only a hint, too.
    PmdTable pmd_hint;
    /// The key that PROT_EXEC-only mappings use, 0 until one exists.
    std::uint32_t execute_only_key = 0;
    /// Protection keys in use, a bit each; key 0 always is.
    std::uint32_t allocated_keys = 1;

    std::int64_t& rss_of(Rss kind) { return rss[static_cast<std::size_t>(kind)]; }
    std::int64_t rss_of(Rss kind) const { return rss[static_cast<std::size_t>(kind)]; }
    /// Resident pages as VmRSS has them: file, anon and shmem.
    std::int64_t resident_pages() const { return rss_of(Rss::File) + rss_of(Rss::Anon) + rss_of(Rss::Shmem); }

    /// find_vma: the first VMA that ends above `address` (it may start above it too), or nullptr.
    const Vma* find_vma(std::uint64_t address) const;
    Vma* find_vma(std::uint64_t address) {
        if (vma_hint < vmas.size() && vmas[vma_hint].contains(address)) return &vmas[vma_hint];
        return search_vma(address);
    }
    /// The VMA that holds `address`, or nullptr.
    const Vma* vma_lookup(std::uint64_t address) const;

private:
    Vma* search_vma(std::uint64_t address);
};

}  // namespace faultline
