// What a frame would put on the canvas, as one number: a frame that would put there what is there already need not be drawn.
#pragma once

#include <cstdint>

struct ImDrawData;

namespace faultline {

/// Of the frame's vertices and clips and of the ground behind them: the same for two frames that look the same, as long as no
/// texture is sent between them.
std::uint64_t picture_of(const ImDrawData& frame, std::uint32_t ground);

/// Whether a texture has to be sent before the frame can be drawn.
bool sends_textures(const ImDrawData& frame);

}  // namespace faultline
