// What the panels share: pens, cards, cells, and the few lines of Dear ImGui that each of them would repeat.
#pragma once

#include <imgui.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/panels/grid_texture.hpp"
#include "web/panels/motion.hpp"
#include "web/scene.hpp"
#include "web/semantics/mark_columns.hpp"
#include "web/semantics/page_mix.hpp"

namespace faultline {

/// Theme and fonts. The fonts belong to the ImGui context and may all be one.
struct Pens {
    const Theme* theme = nullptr;
    ImFont* text = nullptr;
    ImFont* strong = nullptr;
    ImFont* code = nullptr;
    /// What was counted for this scene, and drawn of it, in earlier frames.
    MixCache* mixes = nullptr;
    GridTextures* grids = nullptr;
    /// May be missing: then nothing moves.
    Motion* motion = nullptr;
    /// As mixes; may be missing.
    MarkColumns* timeline = nullptr;
};

inline ImU32 ink(Color color) { return color.packed(); }
inline ImVec4 vec(Color color) { return ImGui::ColorConvertU32ToFloat4(color.packed()); }

/// Puts theme colours and sizes into ImGui's style.
void apply_theme(const Theme& theme);

/// A font for a stretch of code; `height` in CSS pixels.
class WithFont {
public:
    WithFont(ImFont* font, float height) { ImGui::PushFont(font, height); }
    ~WithFont() { ImGui::PopFont(); }
    WithFont(const WithFont&) = delete;
    WithFont& operator=(const WithFont&) = delete;
};

void text(const Pens& pens, std::string_view words);
void muted(const Pens& pens, std::string_view words);
void wrapped(const Pens& pens, std::string_view words);
void strong(const Pens& pens, std::string_view words, Color color);
void code(const Pens& pens, std::string_view words, Color color);

/// A word on a rounded ground, on the line of text; the pointer may be told apart by its own colour.
void chip(const Pens& pens, std::string_view words, Color ground, Color letters);

/// Text at a place, cut with an ellipsis at `width`.
void text_at(ImDrawList* list, ImFont* font, float height, ImVec2 at, Color color, std::string_view words, float width = 1e9f);
ImVec2 text_extent(ImFont* font, float height, std::string_view words);

/// A cell's letter in its middle, where there is room for one.
void draw_letter(ImDrawList* list, const Pens& pens, const CellStyle& style, ImVec2 from, ImVec2 to);
/// One cell in its look; with the letter when there is room. `lit` draws the ring of the selection.
void draw_cell(ImDrawList* list, const Pens& pens, const CellStyle& style, ImVec2 from, ImVec2 to, bool lit);
/// Many pages in one cell: `part` of 1000 is filled.
void draw_mixed_cell(ImDrawList* list, const CellStyle& style, ImVec2 from, ImVec2 to, std::uint32_t part);

/// A legend of what is drawn: cell and name, wrapping.
struct LegendEntry {
    const CellStyle* style = nullptr;
    std::string_view name;
};
void legend(const Pens& pens, std::span<const LegendEntry> entries);
template <class Look>
void legend(const Pens& pens, std::span<const Look> looks) {
    std::vector<LegendEntry> entries;
    for (const Look look : looks) entries.push_back({&pens.theme->style(look), text_of(name_of(look))});
    legend(pens, std::span<const LegendEntry>(entries));
}

/// A bar of which `part` of `whole` is filled.
void draw_bar(const Pens& pens, ImVec2 at, ImVec2 extent, std::uint64_t part, std::uint64_t whole, Color color);

/// A card of the board with its title; `on_title` names what a click on it shows. The body is clipped and scrolls.
void begin_card(const Pens& pens, ViewKind view, ImVec2 from, ImVec2 size, bool whole, Intents& intents);
void end_card();

void push(Intents& intents, LookIntent what);
void ask(Intents& intents, Intent what);

}  // namespace faultline
