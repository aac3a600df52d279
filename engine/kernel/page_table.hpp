// Page tables as they lie in memory: every table is a frame, every entry eight real bytes. Linux: mm/memory.c,
// include/linux/pgtable.h.
#pragma once

#include <algorithm>

#include "engine/kernel/mm.hpp"
#include "engine/machine.hpp"
#include "engine/machine/pte.hpp"

namespace faultline {

/// Where one entry lives.
struct EntryPosition {
    Pfn table = no_frame;
    std::uint32_t index = 0;

    bool exists() const { return table != no_frame; }
};

inline Pte read_entry(const Machine& machine, EntryPosition at) {
    return Pte{machine.hardware.ram.read_u64(at.table, at.index)};
}
inline void write_entry(Machine& machine, EntryPosition at, Pte pte) {
    machine.hardware.ram.write_u64(at.table, at.index, pte.bits);
}

/// Bits of an entry that points at a table.
inline constexpr std::uint64_t table_flags =
    Pte::present_bit | Pte::writable_bit | Pte::user_bit | Pte::accessed_bit | Pte::dirty_bit;

/// Bytes that one entry of a table of `level` translates.
constexpr std::uint64_t entry_span(Level level) { return 1ull << (39u - 9u * static_cast<unsigned>(level)); }

/// The entry of `level` for `address`; does not exist where a table above is missing, or a huge page stands above it.
EntryPosition find_entry(const Machine& machine, const Mm& mm, std::uint64_t address, Level level);
/// The same, making the tables that are missing. Does not exist when no frame could be had, or a huge page stands there.
EntryPosition make_entry(Machine& machine, Mm& mm, std::uint64_t address, Level level);
/// The last-level entry's bits, or the huge entry's; empty where there is no table.
Pte find_pte(const Machine& machine, const Mm& mm, std::uint64_t address);

/// Frees tables that translate nothing of any VMA: those wholly inside [floor, ceiling) that touch [start, end).
/// Linux: free_pgtables, with floor the end of the VMA before and ceiling the start of the one after.
void free_pgtables(Machine& machine, Mm& mm, std::uint64_t start, std::uint64_t end, std::uint64_t floor,
                   std::uint64_t ceiling);
/// Frees the last-level table at `pmd` if it is empty (CONFIG_PT_RECLAIM). True if it went.
bool free_pte_table_if_empty(Machine& machine, Mm& mm, EntryPosition pmd);
/// Sets a last-level table aside for the huge page at `address`, so that splitting it cannot fail. False: no frame.
[[nodiscard]] bool deposit_table(Machine& machine, Mm& mm, std::uint64_t address);
/// Hands that table over, still counted in the mm's page_table_bytes.
Pfn withdraw_table(Mm& mm, std::uint64_t address);
/// Frees it: the huge page went as a whole.
void free_deposited_table(Machine& machine, Mm& mm, std::uint64_t address);

/// Drops translations of [start, end) if `mm` is the one that the hardware uses.
void flush_tlb_range(Machine& machine, const Mm& mm, std::uint64_t start, std::uint64_t end);
void flush_tlb_page(Machine& machine, const Mm& mm, std::uint64_t address);
void flush_tlb_mm(Machine& machine, const Mm& mm);

/// Visits what translates [start, end): `on_table(table, address, end)` for each last-level table with the part of the
/// range in it, `on_huge(pmd entry, pte, address, end)` for each huge entry. Missing tables are skipped whole.
template <class OnTable, class OnHuge>
void walk_page_range(Machine& machine, const Mm& mm, std::uint64_t start, std::uint64_t end, OnTable on_table,
                     OnHuge on_huge) {
    const Ram& ram = machine.hardware.ram;
    for (std::uint64_t address = start; address < end;) {
        Pfn table = mm.pgd;
        Level level = Level::Pgd;
        Pte entry;
        for (;; level = static_cast<Level>(static_cast<int>(level) + 1)) {
            entry = Pte{ram.read_u64(table, table_index(address, level))};
            if (level == Level::Pmd || !entry.present()) break;
            table = entry.pfn();
        }
        const std::uint64_t next = std::min(end, (address / entry_span(level) + 1) * entry_span(level));
        if (entry.present() && entry.huge()) {
            on_huge(EntryPosition{table, table_index(address, Level::Pmd)}, entry, address, next);
            // Splitting the huge page leaves a table behind that wants its own visit.
            const Pte after{ram.read_u64(table, table_index(address, Level::Pmd))};
            if (after.present() && !after.huge()) on_table(after.pfn(), address, next);
        } else if (entry.present()) {
            on_table(entry.pfn(), address, next);
        }
        address = next;
    }
}

/// Visits every entry of [start, end) that is not empty in last-level tables: `visit(position, pte, address)`.
template <class Visit, class OnHuge>
void walk_ptes(Machine& machine, const Mm& mm, std::uint64_t start, std::uint64_t end, Visit visit, OnHuge on_huge) {
    walk_page_range(
        machine, mm, start, end,
        [&](Pfn table, std::uint64_t from, std::uint64_t to) {
            for (std::uint64_t address = from; address < to; address += page_bytes) {
                const EntryPosition at{table, table_index(address, Level::Pte)};
                const Pte pte = read_entry(machine, at);
                if (!pte.empty()) visit(at, pte, address);
            }
        },
        on_huge);
}

/// vm_get_page_prot: the bits of a present entry of this VMA. Private writable memory starts read-only (copy-on-write).
std::uint64_t vm_page_prot(const Vma& vma);
/// mk_pte: a young entry for `pfn`.
inline Pte mk_pte(Pfn pfn, const Vma& vma) { return Pte::of(pfn, vm_page_prot(vma)); }
/// maybe_mkwrite: writable if the VMA is.
inline Pte maybe_mkwrite(Pte pte, const Vma& vma) { return vma.has(vm::write) ? pte.with(Pte::writable_bit) : pte; }

/// vm_normal_page: a frame that is counted and may go away; not the zero pages, not special mappings.
inline bool is_normal_page(Pte pte) { return pte.present() && !pte.special(); }

}  // namespace faultline
