// The canvas: one SDL window with a WebGL 1 context in which Dear ImGui draws the board. It has no loop: the page asks for
// a frame when something may have changed. It can be closed and opened again, which is how a lost context comes back.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "web/app.hpp"
#include "web/panels/grid_texture.hpp"
#include "web/panels/motion.hpp"
#include "web/semantics/mark_columns.hpp"
#include "web/semantics/page_mix.hpp"

struct SDL_Window;
struct ImFont;

namespace faultline {

class Canvas {
public:
    Canvas() = default;
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    ~Canvas() { close(); }

    enum class Face : std::uint8_t { Text, Strong, Code };
    /// The bytes of a font file; kept for every later opening.
    void set_font(Face face, std::string bytes) { fonts_[static_cast<std::size_t>(face)] = std::move(bytes); }

    /// Takes the element "#canvas". Empty when it worked, else what did not, for a developer's eyes.
    std::string open();
    void close();
    bool is_open() const { return window_ != nullptr; }

    /// CSS pixels.
    void resize(int width, int height);
    /// Whether wheel and touch belong to the picture; else the page scrolls.
    void capture(bool on);

    /// Draws one frame and does what the pointer asked for. Returns why an intent could not be done, or nothing.
    std::string frame(App& app);
    /// Something moves: the next frame looks different though nothing has changed.
    bool moving() const { return is_open() && motion_.moving(); }

private:
    /// Each face, or another one where its file did not come. False when none came.
    [[nodiscard]] bool load_fonts();
    void present(const Scene& scene);

    SDL_Window* window_ = nullptr;
    void* context_ = nullptr;
    std::array<std::string, 3> fonts_;
    std::array<ImFont*, 3> faces_{};
    MixCache mixes_;
    GridTextures grids_;
    MarkColumns timeline_;
    Motion motion_;
    /// What the canvas shows (web/picture.hpp); nothing when it is blank.
    std::optional<std::uint64_t> shown_;
    bool themed_ = false;
    bool dark_ = false;
};

}  // namespace faultline
