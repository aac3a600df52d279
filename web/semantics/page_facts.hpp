// What one page, one entry or one frame is, in the words of the two faces: read off the machine, never kept.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/machine.hpp"
#include "web/messages.hpp"

namespace faultline {

/// What a page of an address space looks like from outside.
enum class PageLook : std::uint8_t {
    Unmapped,     // no VMA
    Untouched,    // a VMA, and an empty entry
    ZeroPage,
    Private,      // anonymous, mapped once
    SharedCow,    // anonymous, mapped more than once: copied by the next write
    FilePage,     // page cache under a private mapping
    SharedPage,   // page cache or shmem under a shared mapping
    Swapped,
    Huge,
    Guard,
    NoAccess,     // present, hidden by PROT_NONE
};
inline constexpr std::uint32_t page_look_count = static_cast<std::uint32_t>(PageLook::NoAccess) + 1;

enum class FrameLook : std::uint8_t { Free, Kernel, ZeroPage, PageTable, Anon, AnonShared, SwapCache, File, Shmem, Huge };
inline constexpr std::uint32_t frame_look_count = static_cast<std::uint32_t>(FrameLook::Huge) + 1;

/// "untouched", "private", ...: the legend, and the cell's name in the text.
Message name_of(PageLook look);
Message name_of(FrameLook look);

/// `pte` is the last-level entry, or the huge one. Without a VMA every page of the page cache is a FilePage.
PageLook page_look(const Machine& machine, Pte pte);
PageLook page_look(const Machine& machine, const Vma& vma, Pte pte);
FrameLook frame_look(const Machine& machine, Pfn pfn);
/// Whether the page is in memory and is told apart from "nothing there" by the counters: not the zero page.
bool is_resident(PageLook look);

/// One step of the four-level walk.
struct WalkRow {
    Level level{};
    /// The table's frame, no_frame where the walk has already ended.
    Pfn table = no_frame;
    std::uint32_t index = 0;
    Pte entry;
};

/// The walk of `address` down to the entry where it ends: 1 to 4 rows.
std::vector<WalkRow> walk_rows(const Machine& machine, const Mm& mm, std::uint64_t address);
/// The entry that translates `address`, or an empty one.
Pte leaf_entry(const Machine& machine, const Mm& mm, std::uint64_t address);
std::string_view level_name(Level level);

/// Set bits of an entry, most telling first: "present, writable, user, accessed, dirty".
std::string pte_bits_text(Pte pte);

/// Pages in a row that look alike.
struct PageRun {
    std::uint64_t first = 0;   // page number
    std::uint64_t pages = 0;
    PageLook look{};
};

/// "rw-p", of vm:: flags.
std::string rights_text(std::uint64_t flags);
/// "heap", "lazy (data)", "anonymous memory"
std::string area_name(const Machine& machine, const Mm& mm, const Vma& vma);
/// "page 12 of the heap", or the bare address where there is no VMA.
std::string place_text(const Machine& machine, const Mm& mm, std::uint64_t address);

}  // namespace faultline
