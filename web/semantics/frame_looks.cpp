#include "web/semantics/frame_looks.hpp"

#include <algorithm>
#include <utility>

namespace faultline {

FrameLook FrameMix::main_look() const {
    std::size_t best = 0;
    for (std::size_t look = 1; look < frame_look_count; ++look) {
        if (counts[look] > (best == 0 ? 0 : counts[best])) best = look;
    }
    return static_cast<FrameLook>(best);
}

void FrameLooks::follow(const Machine& machine) {
    const std::uint32_t frames = machine.mem_map.size();
    if (frames != looks_.size() || zero_page_ != machine.zero_page) {
        seen_ = MemMap(frames);
        zero_page_ = machine.zero_page;
        looks_.assign(frames, FrameLook::Free);
        blocks_.assign((frames + block - 1) / block, Summary{});
        all_ = FrameMix{};
        all_.frames = frames;
        for (std::uint32_t index = 0; index < blocks_.size(); ++index) {
            blocks_[index][0] = static_cast<std::uint8_t>(std::min(block, frames - index * block));
        }
        all_.counts[0] = frames;
    }
    bool changed = false;
    for (std::uint32_t first = 0; first < frames; first += block) {
        // The two share a chunk of mem_map for as long as neither writes to it.
        if (&std::as_const(seen_)[first] == &machine.mem_map[first]) continue;
        look_at(machine, first, std::min(frames, first + block));
        changed = true;
    }
    if (changed) seen_ = machine.mem_map;
}

void FrameLooks::look_at(const Machine& machine, std::uint32_t first, std::uint32_t end) {
    Summary& summary = blocks_[first / block];
    for (std::size_t look = 0; look < frame_look_count; ++look) all_.counts[look] -= summary[look];
    summary = {};
    for (std::uint32_t frame = first; frame < end; ++frame) {
        looks_[frame] = frame_look(machine, Pfn{frame});
        ++summary[static_cast<std::size_t>(looks_[frame])];
    }
    for (std::size_t look = 0; look < frame_look_count; ++look) all_.counts[look] += summary[look];
}

FrameMix FrameLooks::mix(std::uint32_t first, std::uint32_t end) const {
    FrameMix mix;
    mix.frames = end - first;
    for (std::uint32_t frame = first; frame < end;) {
        if (frame % block == 0 && end - frame >= block) {
            const Summary& summary = blocks_[frame / block];
            for (std::size_t look = 0; look < frame_look_count; ++look) mix.counts[look] += summary[look];
            frame += block;
        } else {
            ++mix.counts[static_cast<std::size_t>(looks_[frame++])];
        }
    }
    return mix;
}

std::uint32_t FrameLooks::first_free() const {
    for (std::uint32_t index = 0; index < blocks_.size(); ++index) {
        if (blocks_[index][0] == 0) continue;
        std::uint32_t frame = index * block;
        while (looks_[frame] != FrameLook::Free) ++frame;
        return frame;
    }
    return frames();
}

}  // namespace faultline
