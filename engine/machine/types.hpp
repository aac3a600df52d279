// Units and addresses that every room of the engine shares. Page size is 4 KiB throughout; a huge page is 512 of them.
#pragma once

#include <cstdint>

namespace faultline {

/// Simulated time and costs, in nanoseconds since boot.
using Nanoseconds = std::uint64_t;

/// A count of instruction attempts since boot: an instruction that faults and runs again takes two ticks.
using Tick = std::uint64_t;

/// A process id as user space sees it. 1 is the first program; 0 means "nobody".
using Pid = std::int32_t;

/// A page frame number: the index of a 4 KiB frame of physical memory.
enum class Pfn : std::uint32_t {};

inline constexpr Pfn no_frame{0xffffffffu};

constexpr std::uint32_t index_of(Pfn pfn) { return static_cast<std::uint32_t>(pfn); }

inline constexpr std::uint32_t page_shift = 12;
inline constexpr std::uint32_t page_bytes = 1u << page_shift;
inline constexpr std::uint64_t page_mask = ~std::uint64_t{page_bytes - 1};
inline constexpr std::uint32_t entries_per_table = 512;
inline constexpr std::uint32_t pages_per_huge_page = 512;
/// So many frames' records are kept together: existing, shared by copies and forgotten as one. The allocator tells of as
/// many, a word of its bits.
inline constexpr std::uint32_t frames_together = 64;
inline constexpr std::uint64_t huge_page_bytes = std::uint64_t{page_bytes} * pages_per_huge_page;

/// First address that user space cannot have: Linux's TASK_SIZE with four-level tables.
inline constexpr std::uint64_t task_size = 0x7ffffffff000;

constexpr std::uint64_t page_start(std::uint64_t address) { return address & page_mask; }
constexpr std::uint64_t page_end(std::uint64_t address) { return (address + page_bytes - 1) & page_mask; }
constexpr std::uint32_t offset_in_page(std::uint64_t address) {
    return static_cast<std::uint32_t>(address & (page_bytes - 1));
}
constexpr std::uint64_t page_number(std::uint64_t address) { return address >> page_shift; }
constexpr std::uint64_t pages_in(std::uint64_t bytes) { return (bytes + page_bytes - 1) >> page_shift; }
constexpr bool is_page_aligned(std::uint64_t address) { return offset_in_page(address) == 0; }

/// x86-64 canonical form with 48-bit addresses: bits 63 to 47 are all alike.
constexpr bool is_canonical(std::uint64_t address) {
    const std::uint64_t top = address >> 47;
    return top == 0 || top == 0x1ffff;
}

/// What an instruction (or the kernel on its behalf) does with an address.
enum class Access : std::uint8_t { Read, Write, Execute };

/// Who makes the access; decides the U/S bit of the error code and how a failed fault ends.
enum class Mode : std::uint8_t { User, Kernel };

}  // namespace faultline
