// Everything that the views remember of a machine's memory from one scene to the next: its frames, the slots of its swap, the
// pages of every address space, and the areas of the one that is shown.
#pragma once

#include <map>
#include <vector>

#include "web/semantics/areas.hpp"
#include "web/semantics/frame_looks.hpp"
#include "web/semantics/page_looks.hpp"
#include "web/semantics/slot_looks.hpp"

namespace faultline {

class MemoryLooks {
  public:
    void follow(const Machine& machine);

    const FrameLooks& frames() const { return frames_; }
    /// Of an address space of the machine that was followed last.
    const PageLooks& of(MmId mm) const { return spaces_.at(mm); }
    /// Of a swap device of that machine.
    const SlotLooks& slots(std::size_t device) const { return slots_[device]; }
    std::span<const Area> areas_of(const Mm& mm);

  private:
    void forget_recounted(const Machine& machine);
    void forget_all();

    FrameLooks frames_;
    std::map<MmId, PageLooks> spaces_;
    std::vector<SlotLooks> slots_;
    Areas areas_;
    std::uint64_t serial_ = 0;
};

}  // namespace faultline
