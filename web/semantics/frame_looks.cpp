#include "web/semantics/frame_looks.hpp"

namespace faultline {
namespace {

/// Whether entries that map the frame before and after may look or count otherwise. Where nothing mapped it at one of the
/// two moments, the table has changed too.
bool counts_otherwise(const Page& was, const Page& now) {
    if (was.has(page_flag::large_head) || now.has(page_flag::large_head))
        return was.map_count != now.map_count || was.use != now.use || was.order != now.order;
    if (was.map_count == 0 || now.map_count == 0) return false;
    return was.map_count != now.map_count || was.use != now.use ||
           (now.use == PageUse::Tail && was.mapping != now.mapping);
}

}  // namespace

void FrameLooks::follow(const Machine& machine) {
    const std::uint32_t frames = machine.mem_map.size();
    recounted_.clear();
    anew_ = frames != looks_.size() || zero_page_ != machine.zero_page;
    if (anew_) {
        seen_ = MemMap(frames);
        zero_page_ = machine.zero_page;
        looks_.begin_anew(frames);
    }
    for (std::uint32_t first = 0; first < frames; first += block) {
        if (seen_.shares_chunk(machine.mem_map, first)) continue;
        look_at(machine, first);
        seen_.share_chunk(machine.mem_map, first);
    }
}

void FrameLooks::look_at(const Machine& machine, std::uint32_t first) {
    const MemMap& seen = seen_;
    looks_.look_at(first, [&](std::uint32_t frame) {
        if (recounted_.size() < most_recounted && counts_otherwise(seen[frame], machine.mem_map[frame]))
            recounted_.push_back(frame);
        return frame_look(machine, Pfn{frame});
    });
}

}  // namespace faultline
