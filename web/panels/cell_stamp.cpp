#include "web/panels/cell_stamp.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace faultline {
namespace {

enum class Paint : std::uint8_t { None, Fill, Ink };

/// A square cell of `side` units, with lines of `line`.
struct Cell {
    Shape shape;
    float side, line;

    bool roomy() const { return side >= size::roomy_cell; }
    float edge(float x, float y) const { return std::min({x, y, side - x, side - y}); }

    bool outside_of_corners(float x, float y) const {
        if (side < 10.0f) return false;
        const float round = 3.0f, across = std::max({round - x, x - (side - round), 0.0f}), down = std::max({round - y, y - (side - round), 0.0f});
        return across * across + down * down > round * round;
    }

    Paint at(float x, float y) const {
        const auto fill_if = [](bool is) { return is ? Paint::Fill : Paint::None; };
        if (shape != Shape::Ring && shape != Shape::Hatched && outside_of_corners(x, y)) return Paint::None;
        const bool on_edge = edge(x, y) < line;
        switch (shape) {
            case Shape::Solid: return Paint::Fill;
            case Shape::Wide: return side < size::letter_cell && std::fabs(y - side / 2.0f) < line / 2.0f ? Paint::Ink : Paint::Fill;
            case Shape::Hollow: return fill_if(roomy() && on_edge);
            case Shape::Ring: {
                if (!roomy()) return fill_if(std::fabs(y - side / 2.0f) < 0.75f);
                const float from_middle = std::hypot(x - side / 2.0f, y - side / 2.0f);
                return fill_if(from_middle < side / 2.0f && from_middle >= side / 2.0f - 2.0f);
            }
            case Shape::Split: return fill_if(x - side * 0.6f < y);
            case Shape::Folded: return fill_if(y - side * 0.65f < x);
            case Shape::Double: {
                const bool inside = roomy() ? edge(x, y) >= 2.0f && edge(x, y) < 2.0f + line : edge(x, y) >= side / 3.0f;
                return inside ? Paint::Ink : Paint::Fill;
            }
            case Shape::Dashed:
                if (!roomy()) return fill_if(y < side / 2.0f);
                return fill_if(on_edge || (edge(x, y) >= 2.0f && y >= side - 4.0f));
            case Shape::Hatched: return fill_if((roomy() && on_edge) || std::fabs(x - y) < 0.7f * line);
            case Shape::Barred: return fill_if(on_edge || y < side * 0.28f);
        }
        return Paint::None;
    }
};

constexpr std::uint32_t samples = 4;   // each way, of one texel

/// The mean of what the samples found.
std::uint32_t texel(const CellStyle& style, std::uint32_t filled, std::uint32_t inked) {
    const std::uint32_t found = filled + inked;
    if (found == 0) return 0;
    const auto mean = [&](std::uint8_t fill, std::uint8_t ink) { return static_cast<std::uint8_t>((fill * filled + ink * inked) / found); };
    return Color{mean(style.fill.red, style.ink.red), mean(style.fill.green, style.ink.green), mean(style.fill.blue, style.ink.blue),
                 static_cast<std::uint8_t>(255 * found / (samples * samples))}
        .packed();
}

}  // namespace

std::vector<std::uint32_t> stamp_of(const CellStyle& style, std::uint32_t side, float density) {
    const Cell cell{style.shape, static_cast<float>(side) / density, std::max(1.0f, std::floor(density)) / density};
    std::vector<std::uint32_t> texels;
    texels.reserve(std::size_t{side} * side);
    for (std::uint32_t row = 0; row < side; ++row) {
        for (std::uint32_t column = 0; column < side; ++column) {
            std::array<std::uint32_t, 3> found{};
            for (std::uint32_t sample = 0; sample < samples * samples; ++sample) {
                const auto place = [density](std::uint32_t texels_before, std::uint32_t part) {
                    return (static_cast<float>(texels_before) + (static_cast<float>(part) + 0.5f) / static_cast<float>(samples)) / density;
                };
                ++found[static_cast<std::size_t>(cell.at(place(column, sample % samples), place(row, sample / samples)))];
            }
            texels.push_back(texel(style, found[static_cast<std::size_t>(Paint::Fill)], found[static_cast<std::size_t>(Paint::Ink)]));
        }
    }
    return texels;
}

}  // namespace faultline
