#include "web/panels/grid_texture.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

#include "web/panels/cell_stamp.hpp"

namespace faultline {

GridTexture::GridTexture(const GridKey& key) : key_(key), shown_(std::size_t{key.columns} * key.rows, CellLook{0, 0}) {
    data_.Create(ImTextureFormat_RGBA32, static_cast<int>(key.columns * key.side), static_cast<int>(key.rows * key.side));
    data_.UseColors = true;
    ImGui::RegisterUserTexture(&data_);
}

GridTexture::~GridTexture() { ImGui::UnregisterUserTexture(&data_); }

void GridTexture::show(std::uint32_t cell, CellLook look) {
    if (shown_[cell] == look) return;
    shown_[cell] = look;
    stamp(cell, look);
}

void GridTexture::stamp(std::uint32_t cell, CellLook look) {
    const std::uint32_t side = key_.side - key_.gap, left = cell % key_.columns * key_.side, top = cell / key_.columns * key_.side;
    const CellStyle& style = key_.styles[look.style];
    if (stamps_.size() <= look.style) stamps_.resize(look.style + std::size_t{1});
    std::vector<std::uint32_t>& stamp = stamps_[look.style];
    if (look.pixels == CellLook::whole && stamp.empty()) stamp = stamp_of(style, side, key_.density);
    for (std::uint32_t row = 0; row < side; ++row) {
        void* texels = data_.GetPixelsAt(static_cast<int>(left), static_cast<int>(top + row));
        if (look.pixels == CellLook::whole) {
            std::memcpy(texels, stamp.data() + std::size_t{row} * side, side * sizeof(std::uint32_t));
        } else {
            const bool is_filled = side - row <= look.pixels;
            std::fill_n(static_cast<std::uint32_t*>(texels), side, is_filled ? style.fill.packed() : 0);
        }
    }
    const bool first = to_x_ == 0;
    from_x_ = first ? left : std::min(from_x_, left);
    from_y_ = first ? top : std::min(from_y_, top);
    to_x_ = std::max(to_x_, left + side);
    to_y_ = std::max(to_y_, top + side);
}

void GridTexture::send() {
    if (to_x_ == 0) return;
    // What has not been sent yet is sent whole.
    if (data_.Status != ImTextureStatus_WantCreate) {
        data_.Updates.push_back({static_cast<unsigned short>(from_x_), static_cast<unsigned short>(from_y_),
                                 static_cast<unsigned short>(to_x_ - from_x_), static_cast<unsigned short>(to_y_ - from_y_)});
        data_.UpdateRect = data_.Updates.back();
        data_.SetStatus(ImTextureStatus_WantUpdates);
    }
    from_x_ = from_y_ = to_x_ = to_y_ = 0;
}

void GridTextures::begin_frame() {
    std::erase_if(grids_, [](GridTexture& grid) {
        ImTextureData& data = grid.data();
        if (data.Status == ImTextureStatus_OK) data.Updates.resize(0);
        if (grid.drawn) {
            grid.drawn = false;
            return false;
        }
        const bool is_with_backend = data.Status != ImTextureStatus_WantCreate && data.Status != ImTextureStatus_Destroyed;
        if (is_with_backend) {
            data.UnusedFrames = 1;
            data.SetStatus(ImTextureStatus_WantDestroy);
        }
        return !is_with_backend;
    });
}

std::span<const CellLook> GridTextures::draw(ImDrawList* list, const GridKey& key, ImVec2 from, ImVec2 to, std::uint64_t version,
                                             std::uint32_t cells, const LookOf& look_of) {
    GridTexture& grid = of(key);
    if (grid.version != version) {
        for (std::uint32_t cell = 0; cell < cells; ++cell) grid.show(cell, look_of(cell));
        grid.send();
        grid.version = version;
    }
    grid.drawn = true;
    list->AddImage(grid.data().GetTexRef(), from, to);
    return grid.looks();
}

GridTexture& GridTextures::of(const GridKey& key) {
    const auto found = std::find_if(grids_.begin(), grids_.end(), [&key](GridTexture& grid) {
        return grid.key() == key && grid.data().Status != ImTextureStatus_WantDestroy;
    });
    return found != grids_.end() ? *found : grids_.emplace_front(key);
}

}  // namespace faultline
