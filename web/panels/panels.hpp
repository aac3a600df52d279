// The views of the instrument, one file each. A view draws what the scene holds into the space that is left in the current
// ImGui window, and pushes intents; it keeps nothing but ImGui's own scroll positions.
#pragma once

#include "web/panels/common.hpp"

namespace faultline {

/// `roomy`: the view has the canvas to itself and may show more than its essence.
void draw_program(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
void draw_fault_path(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
/// The whole tree of the handler's questions; part of the view above when that is roomy.
void draw_fault_tree(const Scene& scene, const Pens& pens, Intents& intents);
void draw_address_space(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
/// The address space at its true scale; part of the view above when that is roomy.
void draw_ruler(const Scene& scene, const Pens& pens, Intents& intents);
void draw_page_table(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
void draw_frames(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
void draw_tlb(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
void draw_counters(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
void draw_cost(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
void draw_swap(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
void draw_processes(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
void draw_terminal(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
void draw_timeline(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
void draw_curve(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);
/// In one row: to the start, back, play, forward, to the end, by what and how fast.
void draw_transport_bar(const Scene& scene, const Pens& pens, Intents& intents);
void draw_guide(const Scene& scene, const Pens& pens, bool roomy, Intents& intents);

/// The whole canvas: the board of several views, or the one that fills it.
void draw_board(const Scene& scene, const Pens& pens, ImVec2 extent, Intents& intents);

}  // namespace faultline
