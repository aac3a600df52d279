// Moving through time by pointer: to the start, back, play, forward, to the end; by what, and how fast; and all anew.
#include <array>

#include "web/panels/panels.hpp"
#include "web/time_json.hpp"

namespace faultline {
namespace {

enum class Sign : std::uint8_t { Start, Back, Play, Pause, Forward, End, Anew };

void draw_sign(ImDrawList* list, Sign sign, ImVec2 center, ImU32 color) {
    const float r = 5.0f;
    const auto left = [&](float x) { list->AddTriangleFilled({x + r, center.y - r}, {x + r, center.y + r}, {x - r, center.y}, color); };
    const auto right = [&](float x) { list->AddTriangleFilled({x - r, center.y - r}, {x + r, center.y}, {x - r, center.y + r}, color); };
    const auto bar = [&](float x) { list->AddRectFilled({x - 1.0f, center.y - r}, {x + 1.5f, center.y + r}, color); };
    switch (sign) {
        case Sign::Start: bar(center.x - r - 1.0f), left(center.x + 1.0f); return;
        case Sign::Back: left(center.x); return;
        case Sign::Play: right(center.x), bar(center.x + r + 3.0f); return;
        case Sign::Pause: bar(center.x - 3.0f), bar(center.x + 2.5f); return;
        case Sign::Forward: right(center.x); return;
        case Sign::End: right(center.x - 1.0f), bar(center.x + r + 1.0f); return;
        case Sign::Anew:
            list->PathArcTo(center, r, -0.9f, 4.1f);
            list->PathStroke(color, 0, 1.8f);
            list->AddTriangleFilled({center.x - 1.0f, center.y - r - 2.0f}, {center.x + r, center.y - r - 2.0f}, {center.x + r, center.y}, color);
            return;
    }
}

class Bar {
public:
    Bar(const Pens& pens, Intents& intents) : pens_(pens), intents_(intents) {}

    void sign(Sign sign, Message name, bool possible, AnyIntent what) {
        if (pressed(sign, name, possible)) intents_.push_back(std::move(what));
    }

    bool pressed(Sign sign, Message name, bool possible) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::PushID(static_cast<int>(sign));
        ImGui::InvisibleButton("sign", {30.0f, size::target});
        const bool hovered = ImGui::IsItemHovered();
        const bool clicked = ImGui::IsItemClicked();
        ImGui::PopID();
        if (hovered) ImGui::SetTooltip("%s", std::string(text_of(name)).c_str());
        ImDrawList* list = ImGui::GetWindowDrawList();
        const Theme& theme = *pens_.theme;
        list->AddRectFilled(at, {at.x + 30.0f, at.y + size::target}, ink(hovered && possible ? theme.raised : theme.surface), 5.0f);
        list->AddRect(at, {at.x + 30.0f, at.y + size::target}, ink(theme.edge), 5.0f);
        draw_sign(list, sign, {at.x + 15.0f, at.y + size::target / 2.0f}, ink(possible ? theme.text : theme.edge));
        ImGui::SameLine(0.0f, 4.0f);
        return clicked && possible;
    }

    /// Goes to the next of several with each click.
    void choice(const char* id, std::string_view words, float most_width, AnyIntent what) {
        const float width = std::min(most_width, text_extent(pens_.text, size::small_text, words).x + 16.0f);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::InvisibleButton(id, {std::max(8.0f, width), size::target});
        const bool hovered = ImGui::IsItemHovered();
        if (ImGui::IsItemClicked()) intents_.push_back(std::move(what));
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRect(at, {at.x + width, at.y + size::target}, ink(hovered ? pens_.theme->accent : pens_.theme->edge), 5.0f);
        text_at(list, pens_.text, size::small_text, {at.x + 8.0f, at.y + 4.0f}, pens_.theme->text, words, width - 12.0f);
        ImGui::SameLine(0.0f, 4.0f);
    }

private:
    const Pens& pens_;
    Intents& intents_;
};

/// Begins the lab anew once that has been asked and said.
void draw_anew(Bar& bar, const Pens& pens, bool possible, Intents& intents) {
    if (bar.pressed(Sign::Anew, Message::MoveResetName, possible)) ImGui::OpenPopup("anew");
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {size::pad, size::pad});
    if (ImGui::BeginPopup("anew")) {
        strong(pens, text_of(Message::ResetAsk), pens.theme->text);
        text(pens, text_of(Message::ResetLoses));
        const bool yes = ImGui::Button(std::string(text_of(Message::ResetYes)).c_str(), {0.0f, size::target});
        ImGui::SameLine();
        const bool no = ImGui::Button(std::string(text_of(Message::ResetNo)).c_str(), {0.0f, size::target});
        if (yes) ask(intents, intent::Reset{});
        if (yes || no) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

}  // namespace

void draw_transport_bar(const Scene& scene, const Pens& pens, Intents& intents) {
    const TransportView& transport = scene.guide->transport;
    const ViewState& view = *scene.view;
    const bool still = !transport.busy && !view.playing;
    const bool back = still && transport.may_go_back, forward = still && transport.may_go_forward;
    Bar bar(pens, intents);
    bar.sign(Sign::Start, Message::MoveStartName, back, Intent{intent::SeekTick{0}});
    bar.sign(Sign::Back, Message::MoveBackName, back, LookIntent{look::Back{}});
    if (still) {
        bar.sign(Sign::Play, Message::MovePlayName, forward, LookIntent{look::Play{true}});
    } else {
        const AnyIntent pause = transport.busy ? AnyIntent{Intent{intent::Pause{}}} : AnyIntent{LookIntent{look::Play{false}}};
        bar.sign(Sign::Pause, Message::MovePause, true, pause);
    }
    bar.sign(Sign::Forward, Message::MoveForwardName, forward, LookIntent{look::Forward{}});
    bar.sign(Sign::End, Message::MoveEndName, still, Intent{intent::SeekTick{transport.recorded_end}});
    const std::uint32_t next_stride = (view.stride + 1) % static_cast<std::uint32_t>(strides.size());
    const std::uint32_t next_pace = (view.pace + 1) % static_cast<std::uint32_t>(paces.size());
    bar.choice("stride", text_of(strides[view.stride].name), 170.0f, LookIntent{look::SetStride{next_stride, view.stride_pid}});
    bar.choice("pace", pace_text(paces[view.pace]), 150.0f, LookIntent{look::SetPace{next_pace}});
    draw_anew(bar, pens, still, intents);
    ImGui::NewLine();
}

}  // namespace faultline
