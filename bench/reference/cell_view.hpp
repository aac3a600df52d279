// What a view of memory costs at least with Dear ImGui: one window with a table of 32 rows and 5 columns, a plot, and
// 4,096 cells as plain rectangles. The yardstick for a frame of our own views.
#pragma once

#include <imgui.h>

#include <array>

namespace faultline::bench {

inline void draw_reference_view() {
    constexpr int cells = 4096, columns = 128;
    ImGui::SetNextWindowPos({0.0f, 0.0f});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("reference", nullptr, ImGuiWindowFlags_NoDecoration);
    if (ImGui::BeginTable("pages", 5)) {
        for (int row = 0; row < 32; ++row) {
            ImGui::TableNextRow();
            for (int column = 0; column < 5; ++column) {
                ImGui::TableNextColumn();
                ImGui::Text("%d", row * 5 + column);
            }
        }
        ImGui::EndTable();
    }
    static constexpr std::array<float, 8> heights{3.0f, 1.0f, 4.0f, 1.0f, 5.0f, 9.0f, 2.0f, 6.0f};
    ImGui::PlotLines("faults", heights.data(), static_cast<int>(heights.size()));
    const ImVec2 from = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (int cell = 0; cell < cells; ++cell) {
        const ImVec2 at{from.x + 4.0f * static_cast<float>(cell % columns),
                        from.y + 4.0f * static_cast<float>(cell / columns)};
        list->AddRectFilled(at, {at.x + 3.0f, at.y + 3.0f},
                            cell % 3 == 0 ? IM_COL32(80, 160, 90, 255) : IM_COL32(60, 60, 70, 255));
    }
    ImGui::Dummy({4.0f * columns, 4.0f * (cells / columns)});
    ImGui::End();
}

}  // namespace faultline::bench
