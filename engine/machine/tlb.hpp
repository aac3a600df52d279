// One translation lookaside buffer: 64 entries for 4 KiB pages in 16 sets of 4 ways, and 32 entries for 2 MiB pages in
// 8 sets of 4, each set replaced first in, first out. A hit changes nothing, so hits can be counted in bulk. The sizes
// are those of an Intel L1 data TLB; there is no second level and no PCID (docs/model.md#tlb).
#pragma once

#include <array>
#include <cstdint>

#include "engine/machine/pte.hpp"

namespace faultline {

/// One cached translation. `pte` is the leaf entry as it stood when it was walked: it can be stale, as on hardware.
struct TlbEntry {
    static constexpr std::uint64_t no_page = ~std::uint64_t{0};

    std::uint64_t page_number = no_page;
    Pte pte;
};

template <std::uint32_t Sets, std::uint32_t Ways>
struct TlbArray {
    std::array<TlbEntry, Sets * Ways> entries{};
    std::array<std::uint8_t, Sets> next_way{};

    const TlbEntry* find(std::uint64_t page_number) const {
        static_assert(Ways == 4, "looks at four ways, one after the other: a loop costs twice as much");
        const TlbEntry* way = &entries[static_cast<std::uint32_t>(page_number % Sets) * Ways];
        if (way[0].page_number == page_number) return way;
        if (way[1].page_number == page_number) return way + 1;
        if (way[2].page_number == page_number) return way + 2;
        if (way[3].page_number == page_number) return way + 3;
        return nullptr;
    }

    /// Puts an entry in the place of the oldest of its set, whose page number it returns. `entry` must not be there yet.
    std::uint64_t insert(TlbEntry entry) {
        const std::uint32_t set = static_cast<std::uint32_t>(entry.page_number % Sets);
        TlbEntry& oldest = entries[set * Ways + next_way[set]];
        next_way[set] = static_cast<std::uint8_t>((next_way[set] + 1u) % Ways);
        const std::uint64_t displaced = oldest.page_number;
        oldest = entry;
        return displaced;
    }

    /// Changes the entry of a page that is there.
    void update(TlbEntry entry) {
        const std::uint32_t first = static_cast<std::uint32_t>(entry.page_number % Sets) * Ways;
        for (std::uint32_t way = 0; way < Ways; ++way) {
            if (entries[first + way].page_number == entry.page_number) entries[first + way] = entry;
        }
    }

    void remove(std::uint64_t page_number) {
        const std::uint32_t first = static_cast<std::uint32_t>(page_number % Sets) * Ways;
        for (std::uint32_t way = 0; way < Ways; ++way) {
            if (entries[first + way].page_number == page_number) entries[first + way] = TlbEntry{};
        }
    }
};

struct Tlb {
    TlbArray<16, 4> small;
    /// Keyed by the number of the 2 MiB page.
    TlbArray<8, 4> huge;
    /// Whether `huge` may hold anything: most programs have no huge pages, and their look-ups skip it.
    bool any_huge = false;

    /// The entry that translates `address`, or nullptr (a TLB miss).
    const TlbEntry* find(std::uint64_t address) const {
        const TlbEntry* entry = small.find(page_number(address));
        return entry == nullptr && any_huge ? huge.find(address / huge_page_bytes) : entry;
    }
    std::uint64_t insert(TlbEntry entry) {
        if (!entry.pte.huge()) return small.insert(entry);
        any_huge = true;
        return huge.insert(entry);
    }
    void update(TlbEntry entry) {
        if (entry.pte.huge()) {
            huge.update(entry);
        } else {
            small.update(entry);
        }
    }
    void flush_page(std::uint64_t address) {
        small.remove(page_number(address));
        if (any_huge) huge.remove(address / huge_page_bytes);
    }
    void flush() { *this = Tlb{}; }
};

}  // namespace faultline
