// One pass over the page tables of a VMA: entry by entry where there is a last-level table, in one step where there is
// none.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "engine/kernel/page_table.hpp"

namespace faultline {

/// The 512 entries of a table, read without asking for each where its bytes are.
class TableEntries {
  public:
    TableEntries(const Ram& ram, Pfn table) : ram_(ram), table_(table), bytes_(ram.bytes(table)) {}

    Pte operator[](std::uint32_t index) const {
        if (bytes_ == nullptr) return Pte{ram_.read_u64(table_, index)};
        Pte entry;
        std::memcpy(&entry.bits, bytes_ + std::size_t{index} * sizeof(entry.bits), sizeof(entry.bits));
        return entry;
    }

  private:
    const Ram& ram_;
    Pfn table_;
    const std::uint8_t* bytes_;
};

/// Calls visit(page number, pages, entry) for all of [start, end), in order and without gaps. `entry` is the last-level
/// one, the huge one (with huge()), or empty where a table is missing; more than one page comes with the latter two
/// alone.
template <class Visit>
void scan_entries(const Machine& machine, const Mm& mm, std::uint64_t start, std::uint64_t end, Visit visit) {
    const Ram& ram = machine.hardware.ram;
    for (std::uint64_t address = start; address < end;) {
        Pfn table = mm.pgd;
        Level level = Level::Pgd;
        Pte entry;
        while (table != no_frame) {
            entry = Pte{ram.read_u64(table, table_index(address, level))};
            if (!entry.present() || entry.huge() || level == Level::Pmd) break;
            table = entry.pfn();
            level = static_cast<Level>(static_cast<int>(level) + 1);
        }
        const std::uint64_t next = std::min(end, (address / entry_span(level) + 1) * entry_span(level));
        if (!entry.present() || entry.huge()) {
            visit(page_number(address), pages_in(next - address), entry);
            address = next;
            continue;
        }
        const TableEntries entries(ram, entry.pfn());
        for (; address < next; address += page_bytes)
            visit(page_number(address), std::uint64_t{1}, entries[table_index(address, Level::Pte)]);
    }
}

}  // namespace faultline
