#include "web/panels/motion.hpp"

#include <algorithm>

#include "web/panels/common.hpp"

namespace faultline {
namespace {

constexpr double flight_seconds = 0.55;
constexpr double mapping_seconds = 0.35;
constexpr double seconds_an_answer = 0.06;

float eased(double part) {
    const float t = static_cast<float>(std::clamp(part, 0.0, 1.0));
    return t * t * (3.0f - 2.0f * t);
}

ImVec2 between(ImVec2 from, ImVec2 to, float part) {
    return {from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part};
}

void draw_flying_cell(const Pens& pens, const CellStyle& style, ImVec2 centre) {
    const float half = size::cell / 2.0f;
    draw_cell(ImGui::GetForegroundDrawList(), pens, style, {centre.x - half, centre.y - half},
              {centre.x + half, centre.y + half}, true);
}

}  // namespace

void Motion::begin(const Scene& scene, double seconds) {
    now_ = seconds;
    places_ = {};
    reduced_ = scene.view == nullptr || scene.view->reduced_motion;
    if (serial_ != scene.serial) {
        serial_ = scene.serial;
        if (!scene.arrivals.empty()) flight_began_ = seconds;
        const FaultKey fault = scene.fault ? FaultKey{scene.fault->address, scene.history->tick()} : FaultKey{};
        // The path that was lit before the step is the path of the step: it does not light again.
        if (scene.fault_is_next && fault_ != fault) path_began_ = seconds;
        fault_ = fault;
    }
    const double path_seconds = scene.fault ? seconds_an_answer * (scene.fault->answers.size() + 1.0) : 0.0;
    const bool flies = !scene.arrivals.empty() && seconds < flight_began_ + flight_seconds + mapping_seconds;
    moving_ = !reduced_ && (flies || seconds < path_began_ + path_seconds);
}

std::uint32_t Motion::answers_lit(const Scene& scene) const {
    if (reduced_ || !scene.fault_is_next || scene.view->micro != 0) return scene.fault_answers_shown;
    const double lit = (now_ - path_began_) / seconds_an_answer;
    return std::min(scene.fault_answers_shown, static_cast<std::uint32_t>(std::clamp(lit, 0.0, 1000.0)));
}

void Motion::draw(const Scene& scene, const Pens& pens) const {
    if (reduced_ || scene.arrivals.empty()) return;
    const Arrival& arrival = scene.arrivals.front();
    const auto place = [this](Landmark what) { return places_[static_cast<std::size_t>(what)]; };
    const std::optional<ImVec2> source =
        place(arrival.from == Arrival::From::Swap ? Landmark::SwapSlot : Landmark::FilePage);
    const std::optional<ImVec2> frame = place(Landmark::Frame), page = place(Landmark::Page);
    const double elapsed = now_ - flight_began_;
    const bool travels = arrival.from != Arrival::From::Zeros && source && frame;
    const double first = travels ? flight_seconds : 0.0;
    if (elapsed >= first + mapping_seconds) return;
    const CellStyle& style = pens.theme->style(frame_look(*scene.machine, arrival.frame));
    if (travels && elapsed < first)
        return draw_flying_cell(pens, style, between(*source, *frame, eased(elapsed / flight_seconds)));
    if (!frame || !page) return;
    const ImVec2 head = between(*frame, *page, eased((elapsed - first) / mapping_seconds));
    ImGui::GetForegroundDrawList()->AddLine(*frame, head, ink(pens.theme->accent), 2.5f);
    ImGui::GetForegroundDrawList()->AddCircleFilled(head, 5.0f, ink(pens.theme->accent));
}

}  // namespace faultline
