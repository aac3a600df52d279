#include "web/panels/common.hpp"

#include <algorithm>
#include <utility>

namespace faultline {
namespace {

const char* begin_of(std::string_view words) { return words.data(); }
const char* end_of(std::string_view words) { return words.data() + words.size(); }

void legend_entry(const Pens& pens, const CellStyle& style, std::string_view name, bool& first) {
    const float box = 14.0f, height = size::small_text;
    const float width = box + 6.0f + text_extent(pens.text, height, name).x;
    if (!first) {
        ImGui::SameLine(0.0f, 14.0f);
        if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
    }
    first = false;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_cell(list, pens, style, {at.x, at.y + 2.0f}, {at.x + box, at.y + 2.0f + box}, false);
    text_at(list, pens.text, height, {at.x + box + 6.0f, at.y}, pens.theme->muted, name);
    ImGui::Dummy({width, 20.0f});
}

}  // namespace

void push(Intents& intents, LookIntent what) { intents.emplace_back(std::in_place_type<LookIntent>, std::move(what)); }

void ask(Intents& intents, Intent what) { intents.emplace_back(std::in_place_type<Intent>, std::move(what)); }

void apply_theme(const Theme& theme) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle{};
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
    style.ChildRounding = size::round;
    style.ChildBorderSize = 0;
    style.FrameRounding = 6;
    style.FramePadding = {9, 4};
    style.FrameBorderSize = 1;
    style.ItemSpacing = {8, 5};
    style.PopupRounding = 6;
    style.PopupBorderSize = 1;
    style.ScrollbarSize = 10;
    style.ScrollbarRounding = 5;
    style.HoverDelayShort = 0.0f;
    const auto set = [&style](ImGuiCol which, Color color) { style.Colors[which] = vec(color); };
    set(ImGuiCol_Text, theme.text);
    set(ImGuiCol_TextDisabled, theme.muted);
    set(ImGuiCol_WindowBg, theme.ground);
    set(ImGuiCol_ChildBg, theme.surface);
    set(ImGuiCol_PopupBg, theme.raised);
    set(ImGuiCol_Border, theme.edge);
    set(ImGuiCol_FrameBg, theme.surface);
    set(ImGuiCol_FrameBgHovered, theme.raised);
    set(ImGuiCol_FrameBgActive, theme.raised);
    set(ImGuiCol_Button, theme.surface);
    set(ImGuiCol_ButtonHovered, theme.raised);
    set(ImGuiCol_ButtonActive, theme.raised);
    set(ImGuiCol_Header, theme.raised);
    set(ImGuiCol_HeaderHovered, theme.raised);
    set(ImGuiCol_HeaderActive, theme.raised);
    set(ImGuiCol_CheckMark, theme.accent);
    set(ImGuiCol_ScrollbarBg, theme.surface.with_alpha(0));
    set(ImGuiCol_ScrollbarGrab, theme.edge);
    set(ImGuiCol_ScrollbarGrabHovered, theme.muted);
    set(ImGuiCol_ScrollbarGrabActive, theme.muted);
    set(ImGuiCol_Separator, theme.hairline);
}

void text(const Pens& pens, std::string_view words) {
    ImGui::PushStyleColor(ImGuiCol_Text, ink(pens.theme->text));
    ImGui::TextUnformatted(begin_of(words), end_of(words));
    ImGui::PopStyleColor();
}

void muted(const Pens& pens, std::string_view words) {
    const WithFont font(pens.text, size::small_text);
    ImGui::PushStyleColor(ImGuiCol_Text, ink(pens.theme->muted));
    ImGui::TextUnformatted(begin_of(words), end_of(words));
    ImGui::PopStyleColor();
}

void wrapped(const Pens& pens, std::string_view words) {
    ImGui::PushTextWrapPos(0.0f);
    text(pens, words);
    ImGui::PopTextWrapPos();
}

void strong(const Pens& pens, std::string_view words, Color color) {
    const WithFont font(pens.strong, size::text);
    ImGui::PushStyleColor(ImGuiCol_Text, ink(color));
    ImGui::PushTextWrapPos(0.0f);
    ImGui::TextUnformatted(begin_of(words), end_of(words));
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
}

void code(const Pens& pens, std::string_view words, Color color) {
    const WithFont font(pens.code, size::code);
    ImGui::PushStyleColor(ImGuiCol_Text, ink(color));
    ImGui::TextUnformatted(begin_of(words), end_of(words));
    ImGui::PopStyleColor();
}

ImVec2 text_extent(ImFont* font, float height, std::string_view words) {
    return font->CalcTextSizeA(height, 1e9f, 0.0f, begin_of(words), end_of(words));
}

void text_at(ImDrawList* list, ImFont* font, float height, ImVec2 at, Color color, std::string_view words, float width) {
    const ImVec2 snapped{static_cast<float>(static_cast<int>(at.x)), static_cast<float>(static_cast<int>(at.y))};
    if (text_extent(font, height, words).x <= width) {
        list->AddText(font, height, snapped, ink(color), begin_of(words), end_of(words));
        return;
    }
    const std::string_view dots = "…";
    const float room = width - text_extent(font, height, dots).x;
    const char* cut = begin_of(words);
    if (room > 0.0f) font->CalcTextSizeA(height, room, 0.0f, begin_of(words), end_of(words), &cut);
    const std::string shown = std::string(begin_of(words), cut) + std::string(dots);
    list->AddText(font, height, snapped, ink(color), shown.data(), shown.data() + shown.size());
}

void chip(const Pens& pens, std::string_view words, Color ground, Color letters) {
    const ImVec2 extent = text_extent(pens.text, size::small_text, words);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 end{at.x + extent.x + 14.0f, at.y + extent.y + 4.0f};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, end, ink(ground), (end.y - at.y) / 2.0f);
    text_at(list, pens.text, size::small_text, {at.x + 7.0f, at.y + 2.0f}, letters, words);
    ImGui::Dummy({end.x - at.x, end.y - at.y});
}

void draw_letter(ImDrawList* list, const Pens& pens, const CellStyle& style, ImVec2 from, ImVec2 to) {
    const float width = to.x - from.x, height = to.y - from.y;
    if (width < size::letter_cell || height < size::letter_cell || style.letter == ' ') return;
    const char letter[2] = {style.letter, 0};
    const bool on_fill = style.shape == Shape::Solid || style.shape == Shape::Split || style.shape == Shape::Folded ||
                         style.shape == Shape::Double || style.shape == Shape::Wide;
    const float tall = std::min(height, 15.0f);
    const ImVec2 extent = text_extent(pens.code, tall, letter);
    text_at(list, pens.code, tall, {(from.x + to.x - extent.x) / 2.0f + 0.5f, (from.y + to.y - extent.y) / 2.0f},
            on_fill ? style.ink : pens.theme->text, letter);
}

void draw_cell(ImDrawList* list, const Pens& pens, const CellStyle& style, ImVec2 from, ImVec2 to, bool lit) {
    const float width = to.x - from.x, height = to.y - from.y;
    const float round = std::min(width, height) >= 10.0f ? 3.0f : 0.0f;
    const ImU32 fill = ink(style.fill);
    const bool roomy = width >= size::roomy_cell && height >= size::roomy_cell;
    switch (style.shape) {
        case Shape::Solid: list->AddRectFilled(from, to, fill, round); break;
        case Shape::Wide: {
            list->AddRectFilled(from, to, fill, round);
            const float middle = (from.y + to.y) / 2.0f;
            if (height < size::letter_cell) list->AddRectFilled({from.x, middle - 0.5f}, {to.x, middle + 0.5f}, ink(style.ink));
            break;
        }
        case Shape::Hollow:
            if (roomy) list->AddRect({from.x + 0.5f, from.y + 0.5f}, {to.x - 0.5f, to.y - 0.5f}, fill, round);
            break;
        case Shape::Ring:
            if (roomy) list->AddRect({from.x + 1.0f, from.y + 1.0f}, {to.x - 1.0f, to.y - 1.0f}, fill, std::min(width, height) / 2.0f, 0, 2.0f);
            else list->AddRectFilled({from.x, (from.y + to.y) / 2.0f - 0.5f}, {to.x, (from.y + to.y) / 2.0f + 1.0f}, fill);
            break;
        case Shape::Split:
            list->AddRectFilled(from, to, fill, round);
            if (roomy) list->AddTriangleFilled({to.x - width * 0.4f, from.y}, {to.x, from.y}, {to.x, from.y + height * 0.4f}, ink(pens.theme->surface));
            break;
        case Shape::Folded:
            list->AddRectFilled(from, to, fill, round);
            if (roomy) list->AddTriangleFilled({from.x, to.y - height * 0.35f}, {from.x, to.y}, {from.x + width * 0.35f, to.y}, ink(pens.theme->surface));
            break;
        case Shape::Double:
            list->AddRectFilled(from, to, fill, round);
            if (roomy) list->AddRect({from.x + 2.0f, from.y + 2.0f}, {to.x - 2.0f, to.y - 2.0f}, ink(style.ink), round);
            break;
        case Shape::Dashed: {
            if (!roomy) {
                list->AddRectFilled(from, {to.x, from.y + std::max(1.0f, height / 2.0f)}, fill);
                break;
            }
            list->AddRect({from.x + 0.5f, from.y + 0.5f}, {to.x - 0.5f, to.y - 0.5f}, fill, round);
            list->AddRectFilled({from.x + 2.0f, to.y - 4.0f}, {to.x - 2.0f, to.y - 2.0f}, fill);
            break;
        }
        case Shape::Hatched:
            list->AddRect({from.x + 0.5f, from.y + 0.5f}, {to.x - 0.5f, to.y - 0.5f}, fill);
            list->AddLine(from, to, fill);
            break;
        case Shape::Barred:
            list->AddRect({from.x + 0.5f, from.y + 0.5f}, {to.x - 0.5f, to.y - 0.5f}, fill, round);
            list->AddRectFilled(from, {to.x, from.y + height * 0.28f}, fill, round);
            break;
    }
    draw_letter(list, pens, style, from, to);
    if (lit) list->AddRect({from.x - 1.5f, from.y - 1.5f}, {to.x + 1.5f, to.y + 1.5f}, ink(pens.theme->accent), round + 1.0f, 0, 2.5f);
}

void draw_mixed_cell(ImDrawList* list, const CellStyle& style, ImVec2 from, ImVec2 to, std::uint32_t part) {
    const float height = (to.y - from.y) * static_cast<float>(part) / 1000.0f;
    if (part != 0) list->AddRectFilled({from.x, to.y - std::max(1.0f, height)}, to, ink(style.fill));
}

void legend(const Pens& pens, std::span<const LegendEntry> entries) {
    bool first = true;
    for (const LegendEntry& entry : entries) legend_entry(pens, *entry.style, entry.name, first);
}

void draw_bar(const Pens& pens, ImVec2 at, ImVec2 extent, std::uint64_t part, std::uint64_t whole, Color color) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + extent.x, at.y + extent.y};
    const float filled = whole == 0 ? 0.0f : extent.x * static_cast<float>(static_cast<double>(part) / static_cast<double>(whole));
    list->AddRectFilled(at, end, ink(pens.theme->raised), 4.0f);
    if (part != 0) list->AddRectFilled(at, {at.x + std::clamp(filled, std::min(3.0f, extent.x), extent.x), end.y}, ink(color), 4.0f);
    list->AddRect(at, end, ink(pens.theme->edge), 4.0f);
}

void begin_card(const Pens& pens, ViewKind view, ImVec2 from, ImVec2 extent, bool whole, Intents& intents) {
    const std::string id(id_of(view));
    ImGui::SetCursorPos(from);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {size::pad, 10.0f});
    ImGui::BeginChild(id.c_str(), extent, ImGuiChildFlags_AlwaysUseWindowPadding, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetWindowPos();
    list->AddRect(corner, {corner.x + extent.x, corner.y + extent.y}, ink(pens.theme->hairline), size::round);
    const std::string_view name = text_of(name_of(view));
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::InvisibleButton("title", {std::max(1.0f, width), 22.0f});
    const bool hovered = ImGui::IsItemHovered();
    if (ImGui::IsItemClicked()) push(intents, look::Show{whole ? ViewKind::Board : view});
    text_at(list, pens.strong, size::title, at, hovered ? pens.theme->accent : pens.theme->text, name, width - 24.0f);
    // Corners pointing out: show it whole. In: back to the board.
    const float x = at.x + width - 13.0f, y = at.y + 5.0f, arm = 4.0f, s = 11.0f;
    const ImU32 line = ink(hovered ? pens.theme->accent : pens.theme->edge);
    const float k = whole ? arm : 0.0f;
    list->AddLine({x + s - arm, y + k}, {x + s - k, y + k}, line, 1.5f);
    list->AddLine({x + s - k, y + k}, {x + s - k, y + arm}, line, 1.5f);
    list->AddLine({x + k, y + s - arm}, {x + k, y + s - k}, line, 1.5f);
    list->AddLine({x + k, y + s - k}, {x + arm, y + s - k}, line, 1.5f);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0f, 0.0f});
    ImGui::BeginChild("body", {0, 0}, ImGuiChildFlags_None);
    ImGui::PopStyleVar();
}

void end_card() {
    ImGui::EndChild();
    ImGui::EndChild();
}

}  // namespace faultline
