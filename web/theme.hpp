// The instrument's colours, sizes and glyphs: the only place that has any. A state is never told by colour alone: every
// look has a letter and a shape too. The page's own colours are in web/styles/tokens.css and are the same palette.
#pragma once

#include <array>
#include <cstdint>

#include "web/semantics/page_facts.hpp"
#include "web/semantics/swap_facts.hpp"

namespace faultline {

struct Color {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;

    static constexpr Color of(std::uint32_t rgb) {
        return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8), static_cast<std::uint8_t>(rgb), 255};
    }
    constexpr Color with_alpha(std::uint8_t value) const { return {red, green, blue, value}; }
    /// As Dear ImGui packs it: red in the lowest byte.
    constexpr std::uint32_t packed() const {
        return static_cast<std::uint32_t>(red) | static_cast<std::uint32_t>(green) << 8 |
               static_cast<std::uint32_t>(blue) << 16 | static_cast<std::uint32_t>(alpha) << 24;
    }
    constexpr bool operator==(const Color&) const = default;
};

/// WCAG 2.2's contrast ratio in hundredths: 450 is 4.5:1. Alpha is ignored.
std::uint32_t contrast(Color a, Color b);

/// How a cell is drawn besides its colour.
enum class Shape : std::uint8_t { Hollow, Ring, Solid, Split, Folded, Double, Dashed, Wide, Hatched, Barred };

struct CellStyle {
    Color fill;
    /// On the fill, or on the card for hollow shapes.
    Color ink;
    char letter = ' ';
    Shape shape = Shape::Hollow;
};

struct Theme {
    Color ground, surface, raised, edge, hairline, text, muted, accent, second, good, bad, on_accent;
    std::array<CellStyle, page_look_count> pages;
    std::array<CellStyle, frame_look_count> frames;
    std::array<CellStyle, slot_look_count> slots;
    std::array<CellStyle, cache_look_count> caches;

    const CellStyle& style(PageLook look) const { return pages[static_cast<std::size_t>(look)]; }
    const CellStyle& style(FrameLook look) const { return frames[static_cast<std::size_t>(look)]; }
    const CellStyle& style(SlotLook look) const { return slots[static_cast<std::size_t>(look)]; }
    const CellStyle& style(CacheLook look) const { return caches[static_cast<std::size_t>(look)]; }
};

const Theme& light_theme();
const Theme& dark_theme();

/// Sizes in CSS pixels.
namespace size {
inline constexpr float text = 17.0f;
inline constexpr float small_text = 15.5f;
inline constexpr float title = 18.5f;
inline constexpr float code = 17.0f;
inline constexpr float gap = 12.0f;
inline constexpr float pad = 14.0f;
inline constexpr float round = 9.0f;
inline constexpr float cell = 16.0f;
inline constexpr float smallest_cell = 3.0f;
inline constexpr float roomy_cell = 7.0f;     // from here on a cell has its edges and corners
inline constexpr float letter_cell = 13.0f;   // and from here on its letter
inline constexpr float target = 26.0f;
inline constexpr float narrow = 700.0f;   // below it the board shows one view at a time
}  // namespace size

}  // namespace faultline
