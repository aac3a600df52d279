// Time on a logarithmic bar from a nanosecond to ten milliseconds: what a hit, a walk and the faults cost, and the last one.
#include <algorithm>
#include <cmath>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

constexpr float decades = 7.0f;   // 1 ns to 10 ms

float place_of(Nanoseconds cost) {
    return std::clamp(static_cast<float>(std::log10(static_cast<double>(std::max<Nanoseconds>(1, cost)))) / decades, 0.0f, 1.0f);
}

/// A tick of the scale with its name, drawn above or below the bar so that neighbours do not meet.
void landmark(const Pens& pens, ImVec2 from, float width, Nanoseconds cost, Message name, std::uint32_t row) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float x = from.x + width * place_of(cost);
    list->AddLine({x, from.y}, {x, from.y + 22.0f + 16.0f * static_cast<float>(row)}, ink(pens.theme->edge));
    const std::string_view word = text_of(name);
    const float wide = text_extent(pens.text, size::small_text, word).x;
    const float left = std::min(x + 4.0f, from.x + width - wide);
    text_at(list, pens.text, size::small_text, {left, from.y + 16.0f + 16.0f * static_cast<float>(row)}, pens.theme->muted, word);
}

}  // namespace

void draw_cost(const Scene& scene, const Pens& pens, bool, Intents&) {
    const Costs& costs = scene.machine->hardware.costs;
    muted(pens, say(Message::SummaryCost, {{"time", time_text(scene.machine->hardware.now)}}));
    ImVec2 from = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - 6.0f;
    from.x += 2.0f;
    from.y += 6.0f;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(from, {from.x + width, from.y + 12.0f}, ink(pens.theme->raised), 3.0f);
    for (std::uint32_t decade = 0; decade <= 7; ++decade) {
        const float x = from.x + width * static_cast<float>(decade) / decades;
        list->AddLine({x, from.y}, {x, from.y + 12.0f}, ink(pens.theme->edge));
    }
    list->AddRect(from, {from.x + width, from.y + 12.0f}, ink(pens.theme->edge), 3.0f);
    landmark(pens, from, width, costs.instruction, Message::CostHit, 0);
    landmark(pens, from, width, 4 * costs.walk_level, Message::CostWalk, 0);
    landmark(pens, from, width, costs.zero_page_read, Message::CostMinor, 1);
    landmark(pens, from, width, costs.ssd_read, Message::CostSsd, 0);
    landmark(pens, from, width, costs.hdd_read, Message::CostDisk, 1);
    if (scene.fault) {
        const float x = from.x + width * place_of(scene.fault->cost);
        list->AddRectFilled({from.x + 1.0f, from.y + 3.0f}, {x, from.y + 9.0f}, ink(pens.theme->accent), 2.0f);
        list->AddCircleFilled({x, from.y + 6.0f}, 6.0f, ink(pens.theme->accent));
    }
    ImGui::Dummy({width, 62.0f});
    if (scene.fault) text(pens, say(scene.fault_is_next ? Message::CostNextFault : Message::CostLastFault, {{"time", time_text(scene.fault->cost)}}));
    if (scene.task == nullptr) return;
    muted(pens, say(Message::CostSplit, {{"user", time_text(scene.task->user_time)}, {"system", time_text(scene.task->system_time)}}));
}

}  // namespace faultline
