// A cell as texels: the shape that web/theme.hpp gives it, at the pixels of the screen, for pictures of many cells. Cells too
// small for edges and corners keep what still tells them apart besides colour: a line, a half, a bar.
#pragma once

#include <cstdint>
#include <vector>

#include "web/theme.hpp"

namespace faultline {

/// `side` times `side` texels, row by row, as Dear ImGui packs colours; what the shape leaves free is transparent.
/// `density`: pixels of the screen for one unit of the theme's sizes.
std::vector<std::uint32_t> stamp_of(const CellStyle& style, std::uint32_t side, float density);

}  // namespace faultline
