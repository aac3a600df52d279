// Grids of many cells as textures of Dear ImGui: a cell is stamped when it begins to look otherwise, and a frame draws the
// grid as one rectangle, however many cells it has. A texel is a pixel of the screen, so that nothing is scaled and no
// sampling shows. The textures go to the screen as those of fonts do, through whatever backend there is.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <list>
#include <span>
#include <vector>

#include "web/theme.hpp"

namespace faultline {

/// What one cell shows: a style in its shape, or only so many pixels of it, filled from below.
struct CellLook {
    static constexpr std::uint8_t whole = 255;
    std::uint8_t style = 0;
    std::uint8_t pixels = whole;
    bool operator==(const CellLook&) const = default;
};

/// Any function from a cell to its look, for as long as a call lasts. (std::function would bring its types' names into the page.)
class LookOf {
  public:
    template <class Function>
    LookOf(const Function& function)
        : function_(&function), call_([](const void* of, std::uint32_t cell) { return (*static_cast<const Function*>(of))(cell); }) {}
    CellLook operator()(std::uint32_t cell) const { return call_(function_, cell); }

  private:
    const void* function_;
    CellLook (*call_)(const void*, std::uint32_t);
};

/// A grid of its own has a key of its own. Lengths are in pixels of the screen; a cell's side has its gap in it.
struct GridKey {
    ImGuiID id = 0;
    const CellStyle* styles = nullptr;
    std::uint32_t columns = 1, rows = 1;
    std::uint32_t side = 1, gap = 0;
    float density = 1.0f;
    bool operator==(const GridKey&) const = default;
};

class GridTexture {
  public:
    explicit GridTexture(const GridKey& key);
    ~GridTexture();
    GridTexture(const GridTexture&) = delete;
    GridTexture& operator=(const GridTexture&) = delete;

    void show(std::uint32_t cell, CellLook look);
    /// What was shown since then is sent with the frame.
    void send();
    ImTextureData& data() { return data_; }
    const GridKey& key() const { return key_; }
    std::span<const CellLook> looks() const { return shown_; }

    /// What the cells were made from, by the caller's count; 0 before they were.
    std::uint64_t version = 0;
    /// Since the frame began.
    bool drawn = false;

  private:
    void stamp(std::uint32_t cell, CellLook look);

    GridKey key_;
    ImTextureData data_;
    std::vector<CellLook> shown_;
    /// By style; made when first wanted.
    std::vector<std::vector<std::uint32_t>> stamps_;
    /// The rectangle that holds all cells that have changed, as texels [from, to).
    std::uint32_t from_x_ = 0, from_y_ = 0, to_x_ = 0, to_y_ = 0;
};

/// The grids of one ImGui context. `clear` comes before that context goes and after its backend has gone.
class GridTextures {
  public:
    /// The side of the largest texture: what every WebGL that is about has.
    static constexpr std::uint32_t largest = 4096;

    /// Before each frame of Dear ImGui: grids that the frame before did not draw go.
    void begin_frame();
    void clear() { grids_.clear(); }

    /// Draws a grid at a place that lies on a pixel. `look_of(cell)` is asked, for each of `cells`, only when `version` is
    /// another one than last time; it is not 0. Returns how they look.
    std::span<const CellLook> draw(ImDrawList* list, const GridKey& key, ImVec2 from, ImVec2 to, std::uint64_t version, std::uint32_t cells,
                                   const LookOf& look_of);

  private:
    GridTexture& of(const GridKey& key);

    std::list<GridTexture> grids_;
};

}  // namespace faultline
