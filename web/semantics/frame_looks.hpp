// What every frame of a machine looks like, a byte a frame, kept up to date by looking again at those parts of mem_map
// alone that have changed. It shares mem_map with the machine until that writes, as a checkpoint does.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/machine.hpp"
#include "web/semantics/page_facts.hpp"

namespace faultline {

/// Many frames at once: how many have each look.
struct FrameMix {
    std::array<std::uint32_t, frame_look_count> counts{};
    std::uint32_t frames = 0;

    std::uint32_t count(FrameLook look) const { return counts[static_cast<std::size_t>(look)]; }
    std::uint32_t used() const { return frames - count(FrameLook::Free); }
    /// The look that most of the used frames have; Free when none is used.
    FrameLook main_look() const;
};

class FrameLooks {
  public:
    /// Frames that share one entry of the summary, by which wide views count: a chunk of mem_map (kernel/page.hpp).
    static constexpr std::uint32_t block = 64;

    void follow(const Machine& machine);

    std::uint32_t frames() const { return static_cast<std::uint32_t>(looks_.size()); }
    FrameLook operator[](std::uint32_t frame) const { return looks_[frame]; }
    /// Frames [first, end). Whole blocks are counted by their summary.
    FrameMix mix(std::uint32_t first, std::uint32_t end) const;
    const FrameMix& all() const { return all_; }
    /// The lowest free frame, which is the next to be taken; frames() when none is free.
    std::uint32_t first_free() const;

  private:
    using Summary = std::array<std::uint8_t, frame_look_count>;
    void look_at(const Machine& machine, std::uint32_t first, std::uint32_t end);

    MemMap seen_;
    Pfn zero_page_ = no_frame;
    std::vector<FrameLook> looks_;
    std::vector<Summary> blocks_;
    FrameMix all_;
};

}  // namespace faultline
