// Motion that explains: a page flies from the device that it was on to its frame, and the frame to the page that it was
// given to; the handler's path lights up question by question. It begins when a new scene tells of something new and is
// over within a second; between, and with reduced motion always, everything stands where it ends.
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <optional>

#include "web/scene.hpp"

namespace faultline {

struct Pens;

/// Places that the views have drawn in this frame and between which things fly.
enum class Landmark : std::uint8_t { SwapSlot, FilePage, Frame, Page };

class Motion {
  public:
    /// At the start of a frame; `seconds` is any clock that goes forward.
    void begin(const Scene& scene, double seconds);
    void note(Landmark what, ImVec2 centre) { places_[static_cast<std::size_t>(what)] = centre; }
    /// How many of the fault's answers are lit by now.
    std::uint32_t answers_lit(const Scene& scene) const;
    /// What flies, above everything else.
    void draw(const Scene& scene, const Pens& pens) const;
    /// Whether the next frame would look different.
    bool moving() const { return moving_; }

  private:
    struct FaultKey {
        std::uint64_t address = 0;
        Tick tick = 0;
        bool operator==(const FaultKey&) const = default;
    };
    std::array<std::optional<ImVec2>, 4> places_;
    std::uint64_t serial_ = 0;
    FaultKey fault_;
    double now_ = 0.0;
    double flight_began_ = -10.0;
    double path_began_ = -10.0;
    bool moving_ = false;
    bool reduced_ = false;
};

}  // namespace faultline
