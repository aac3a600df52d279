// What every frame of a machine looks like, a byte a frame, kept up to date by looking again at those parts of mem_map
// alone that have changed. It shares mem_map with the machine until that writes, as a checkpoint does.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/machine.hpp"
#include "web/semantics/block_counts.hpp"
#include "web/semantics/page_facts.hpp"

namespace faultline {

/// Many frames at once: how many have each look.
struct FrameMix {
    std::array<std::uint32_t, frame_look_count> counts{};
    std::uint32_t frames = 0;

    std::uint32_t count(FrameLook look) const { return counts[static_cast<std::size_t>(look)]; }
    std::uint32_t used() const { return frames - count(FrameLook::Free); }
    /// The look that most of the used frames have; Free when none is used.
    FrameLook main_look() const { return faultline::main_look<FrameLook>(counts); }
};

class FrameLooks {
  public:
    /// Frames that share a chunk of mem_map (kernel/page.hpp); stretches that begin and end with them are counted fastest.
    static constexpr std::uint32_t block = BlockCounts<FrameLook, frame_look_count>::block;

    void follow(const Machine& machine);

    /// The last follow found a machine of another size, and began anew.
    bool anew() const { return anew_; }
    /// Frames whose entries may look or count otherwise since the follow before, though nobody wrote to those: they were
    /// mapped then and are mapped now, not by as many. Heads of large folios stand for all their frames.
    std::span<const std::uint32_t> recounted() const { return recounted_; }
    /// More frames than the list above holds; then any may be.
    bool many_recounted() const { return recounted_.size() == most_recounted; }

    std::uint32_t frames() const { return looks_.size(); }
    FrameLook operator[](std::uint32_t frame) const { return looks_[frame]; }
    FrameMix mix(std::uint32_t first, std::uint32_t end) const { return {looks_.count(first, end), end - first}; }
    FrameMix all() const { return {looks_.all(), looks_.size()}; }
    /// The lowest free frame, which is the next to be taken; frames() when none is free.
    std::uint32_t first_free() const { return looks_.first_with(FrameLook::Free); }

  private:
    static constexpr std::size_t most_recounted = 1u << 16;
    void look_at(const Machine& machine, std::uint32_t first);

    MemMap seen_;
    Pfn zero_page_ = no_frame;
    bool anew_ = false;
    std::vector<std::uint32_t> recounted_;
    BlockCounts<FrameLook, frame_look_count> looks_;
};

}  // namespace faultline
