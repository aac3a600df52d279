// Where the views stand on the canvas: several side by side when it is wide, one at a time when it is narrow or when the
// learner asked for one. The guide joins them when the canvas has to carry the lab alone.
#include <algorithm>
#include <array>

#include "web/panels/panels.hpp"

namespace faultline {
namespace {

/// What the page leaves of a screen of 900 pixels while processes and their choices fill its bars.
constexpr float lowest_board = 440.0f;

void draw_view(ViewKind view, const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    switch (view) {
        case ViewKind::Board: return;
        case ViewKind::Guide: return draw_guide(scene, pens, roomy, intents);
        case ViewKind::Program: return draw_program(scene, pens, roomy, intents);
        case ViewKind::FaultPath: return draw_fault_path(scene, pens, roomy, intents);
        case ViewKind::AddressSpace: return draw_address_space(scene, pens, roomy, intents);
        case ViewKind::PageTable: return draw_page_table(scene, pens, roomy, intents);
        case ViewKind::Frames: return draw_frames(scene, pens, roomy, intents);
        case ViewKind::Tlb: return draw_tlb(scene, pens, roomy, intents);
        case ViewKind::Counters: return draw_counters(scene, pens, roomy, intents);
        case ViewKind::Cost: return draw_cost(scene, pens, roomy, intents);
        case ViewKind::Swap: return draw_swap(scene, pens, roomy, intents);
        case ViewKind::Processes: return draw_processes(scene, pens, roomy, intents);
        case ViewKind::Terminal: return draw_terminal(scene, pens, roomy, intents);
        case ViewKind::Timeline: return draw_timeline(scene, pens, roomy, intents);
        case ViewKind::Curve: return draw_curve(scene, pens, roomy, intents);
    }
}

class Board {
public:
    Board(const Scene& scene, const Pens& pens, Intents& intents) : scene_(scene), pens_(pens), intents_(intents) {}

    void card(ViewKind view, float x, float y, float width, float height, bool whole = false) {
        begin_card(pens_, view, {x, y}, {width, height}, whole, intents_);
        if (scene_.machine != nullptr || view == ViewKind::Guide || view == ViewKind::Curve) {
            draw_view(view, scene_, pens_, whole, intents_);
        } else {
            ImGui::PushTextWrapPos(0.0f);
            muted(pens_, text_of(Message::SentenceNoMachine));
            ImGui::PopTextWrapPos();
        }
        end_card();
    }

    /// Processes as soon as there are several, swap as soon as it is used, else the TLB.
    ViewKind beside_frames() const {
        if (scene_.processes.size() > 1) return ViewKind::Processes;
        for (const SwapDeviceFacts& device : scene_.swap.devices) {
            if (device.used != 0) return ViewKind::Swap;
        }
        return ViewKind::Tlb;
    }

private:
    const Scene& scene_;
    const Pens& pens_;
    Intents& intents_;
};

/// Program and handler above, memory in the middle, the walk and time below; with more height also frames, TLB and cost.
void draw_wide(Board& board, ImVec2 at, ImVec2 extent) {
    const float gap = size::gap;
    constexpr float lowest = 132.0f;
    const bool tall = extent.y >= 800.0f;
    const float last = tall ? lowest + gap : 0.0f;
    const float rest = extent.y - last - 2.0f * gap;
    // The walk has the least to give: on a low canvas it is the first to be cut.
    const float top = rest * (tall ? 0.36f : 0.34f), middle = rest * (tall ? 0.34f : 0.3f), bottom = rest - top - middle;
    const float left = extent.x * 0.46f;
    float y = at.y;
    board.card(ViewKind::Program, at.x, y, left, top);
    board.card(ViewKind::FaultPath, at.x + left + gap, y, extent.x - left - gap, top);
    y += top + gap;
    const float counters = std::clamp(extent.x * 0.27f, 210.0f, 300.0f);
    board.card(ViewKind::AddressSpace, at.x, y, extent.x - counters - gap, middle);
    board.card(ViewKind::Counters, at.x + extent.x - counters, y, counters, middle);
    y += middle + gap;
    const float walk = extent.x * 0.62f, beside = extent.x - walk - gap;
    board.card(ViewKind::PageTable, at.x, y, walk, bottom);
    if (!tall) {
        board.card(ViewKind::Timeline, at.x + walk + gap, y, beside, bottom);
        return;
    }
    const float half = (bottom - gap) / 2.0f;
    board.card(ViewKind::Frames, at.x + walk + gap, y, beside, half);
    board.card(board.beside_frames(), at.x + walk + gap, y + half + gap, beside, half);
    y += bottom + gap;
    const float cost = extent.x * 0.4f;
    board.card(ViewKind::Timeline, at.x, y, extent.x - cost - gap, lowest);
    board.card(ViewKind::Cost, at.x + extent.x - cost, y, cost, lowest);
}

/// The names of all views in rows, above the one that is shown.
float draw_choice(const Pens& pens, ViewKind shown, ImVec2 at, float width, Intents& intents) {
    ImGui::SetCursorPos(at);
    float x = at.x, y = at.y;
    for (std::uint32_t index = 1; index < view_kind_count; ++index) {
        const ViewKind view = static_cast<ViewKind>(index);
        const std::string name(text_of(name_of(view)));
        const float wide = text_extent(pens.text, size::small_text, name).x + 18.0f;
        if (x + wide > at.x + width) {
            x = at.x;
            y += size::target + 6.0f;
        }
        ImGui::SetCursorPos({x, y});
        const bool chosen = view == shown;
        ImGui::PushStyleColor(ImGuiCol_Button, ink(chosen ? pens.theme->accent : pens.theme->surface));
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered, ink(chosen ? pens.theme->accent : pens.theme->raised));
        ImGui::PushStyleColor(ImGuiCol_Text, ink(chosen ? pens.theme->on_accent : pens.theme->text));
        {
            const WithFont font(pens.text, size::small_text);
            if (ImGui::Button(name.c_str(), {wide, size::target})) push(intents, look::Show{view});
        }
        ImGui::PopStyleColor(3);
        x += wide + 6.0f;
    }
    return y + size::target + size::gap;
}

}  // namespace

void draw_board(const Scene& scene, const Pens& pens, ImVec2 extent, Intents& intents) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(extent);
    ImGui::Begin("board", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
    if (pens.motion != nullptr) pens.motion->begin(scene, ImGui::GetTime());
    Board board(scene, pens, intents);
    const float gap = size::gap;
    const bool narrow = extent.x < size::narrow || extent.y < lowest_board;
    ViewKind shown = scene.view->view;
    if (shown == ViewKind::Board && narrow) shown = ViewKind::AddressSpace;
    if (shown == ViewKind::Board) {
        draw_wide(board, {gap, gap}, {extent.x - 2.0f * gap, extent.y - 2.0f * gap});
    } else {
        const float y = draw_choice(pens, shown, {gap, gap}, extent.x - 2.0f * gap, intents);
        board.card(shown, gap, y, extent.x - 2.0f * gap, extent.y - y - gap, true);
    }
    if (pens.motion != nullptr) pens.motion->draw(scene, pens);
    ImGui::End();
}

}  // namespace faultline
