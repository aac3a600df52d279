// One page-table entry, bit for bit as x86-64 hardware and Linux 6.18 lay it out. Sources: Intel SDM vol. 3 table 4-20;
// arch/x86/include/asm/pgtable_types.h and pgtable_64.h for the software bits and the form of entries that are not present.
#pragma once

#include <cstdint>

#include "engine/machine/types.hpp"

namespace faultline {

/// Eight bytes of a page table. The same type serves all four levels: above the last one `pfn()` is the next table,
/// or, with `huge()`, a 2 MiB page.
struct Pte {
    std::uint64_t bits = 0;

    static constexpr std::uint64_t present_bit = 1ull << 0;
    static constexpr std::uint64_t writable_bit = 1ull << 1;
    static constexpr std::uint64_t user_bit = 1ull << 2;
    static constexpr std::uint64_t accessed_bit = 1ull << 5;
    static constexpr std::uint64_t dirty_bit = 1ull << 6;
    static constexpr std::uint64_t huge_bit = 1ull << 7;
    /// The global bit; in an entry that is not present Linux uses it to say PROT_NONE.
    static constexpr std::uint64_t prot_none_bit = 1ull << 8;
    /// Linux's _PAGE_SPECIAL: no struct page accounting (the zero page).
    static constexpr std::uint64_t special_bit = 1ull << 9;
    static constexpr std::uint64_t no_execute_bit = 1ull << 63;
    static constexpr std::uint64_t frame_mask = 0x000ffffffffff000ull;
    static constexpr unsigned protection_key_shift = 59;

    /// Not present and not PROT_NONE, yet not empty: swap entries and markers. Linux 6.18: type in bits 59 to 63,
    /// the exclusive mark in bit 3, the offset inverted in bits 9 to 58 (so that no entry points at cacheable memory).
    static constexpr std::uint64_t swap_exclusive_bit = 1ull << 3;
    static constexpr unsigned swap_type_shift = 59;
    static constexpr std::uint64_t swap_offset_mask = (1ull << 50) - 1;

    constexpr bool empty() const { return bits == 0; }
    /// What the MMU asks: bit 0 alone.
    constexpr bool hardware_present() const { return (bits & present_bit) != 0; }
    /// What the kernel asks (pte_present): mapped to a frame, though PROT_NONE may hide it from the MMU.
    constexpr bool present() const {
        return (bits & (present_bit | prot_none_bit)) != 0;
    }
    constexpr bool prot_none() const { return present() && !hardware_present(); }
    constexpr bool writable() const { return (bits & writable_bit) != 0; }
    constexpr bool accessed() const { return (bits & accessed_bit) != 0; }
    constexpr bool dirty() const { return (bits & dirty_bit) != 0; }
    constexpr bool huge() const { return (bits & huge_bit) != 0; }
    constexpr bool special() const { return (bits & special_bit) != 0; }
    constexpr bool no_execute() const { return (bits & no_execute_bit) != 0; }
    constexpr std::uint32_t protection_key() const {
        return static_cast<std::uint32_t>(bits >> protection_key_shift) & 15u;
    }
    constexpr Pfn pfn() const { return static_cast<Pfn>((bits & frame_mask) >> page_shift); }

    constexpr Pte with(std::uint64_t set) const { return Pte{bits | set}; }
    constexpr Pte without(std::uint64_t clear) const { return Pte{bits & ~clear}; }

    static constexpr Pte of(Pfn pfn, std::uint64_t flags) {
        return Pte{(static_cast<std::uint64_t>(index_of(pfn)) << page_shift) | flags};
    }

    /// A swap-like entry; `type` 0 to 27 is a swap device, higher ones are Linux's markers (see kernel/swap_entry.hpp).
    static constexpr Pte of_swap(std::uint32_t type, std::uint64_t offset, bool exclusive) {
        return Pte{(static_cast<std::uint64_t>(type) << swap_type_shift) | ((~offset & swap_offset_mask) << 9) |
                   (exclusive ? swap_exclusive_bit : 0)};
    }
    /// Neither empty nor present nor PROT_NONE. A swap entry always has some inverted offset bits set above bit 9 and
    /// never bit 8, which a PROT_NONE entry always has.
    constexpr bool swap_like() const { return bits != 0 && (bits & (present_bit | prot_none_bit)) == 0; }
    constexpr std::uint32_t swap_type() const { return static_cast<std::uint32_t>(bits >> swap_type_shift); }
    constexpr std::uint64_t swap_offset() const { return (~bits >> 9) & swap_offset_mask; }
    constexpr bool swap_exclusive() const { return (bits & swap_exclusive_bit) != 0; }

    constexpr bool operator==(const Pte&) const = default;
};

/// Levels of the walk, top first, under Linux's names.
enum class Level : std::uint8_t { Pgd, Pud, Pmd, Pte };

/// Index into the table of `level` that a virtual address selects (9 bits each, from bit 39 down).
constexpr std::uint32_t table_index(std::uint64_t address, Level level) {
    const unsigned shift = 39u - 9u * static_cast<unsigned>(level);
    return static_cast<std::uint32_t>(address >> shift) & (entries_per_table - 1);
}

/// The hardware's page-fault error code. Source: Intel SDM vol. 3, 4.7.
struct ErrorCode {
    static constexpr std::uint32_t protection = 1u << 0;
    static constexpr std::uint32_t write = 1u << 1;
    static constexpr std::uint32_t user = 1u << 2;
    static constexpr std::uint32_t reserved = 1u << 3;
    static constexpr std::uint32_t instruction = 1u << 4;
    static constexpr std::uint32_t protection_key = 1u << 5;
};

/// What the MMU hands to the kernel: CR2 and the error code, or a general protection fault, which has neither.
struct PageFault {
    std::uint64_t address = 0;
    std::uint32_t error_code = 0;
    bool general_protection = false;

    constexpr Access access() const {
        if ((error_code & ErrorCode::instruction) != 0) return Access::Execute;
        return (error_code & ErrorCode::write) != 0 ? Access::Write : Access::Read;
    }
    constexpr Mode mode() const { return (error_code & ErrorCode::user) != 0 ? Mode::User : Mode::Kernel; }
};

}  // namespace faultline
