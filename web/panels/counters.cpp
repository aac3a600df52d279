// What ps and /usr/bin/time would say now: faults, and how much of the address space is in memory.
#include <algorithm>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

void figure(const Pens& pens, ImVec2 at, float width, std::string_view value, std::string_view name, Color color) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    text_at(list, pens.strong, 30.0f, at, color, value, width);
    text_at(list, pens.text, size::small_text, {at.x, at.y + 31.0f}, pens.theme->muted, name, width);
}

void line(const Pens& pens, Message name, const std::string& value) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float right = text_extent(pens.code, size::code, value).x;
    text_at(list, pens.text, size::text, at, pens.theme->muted, text_of(name), width - right - 12.0f);
    text_at(list, pens.code, size::code, {at.x + width - right - 2.0f, at.y}, pens.theme->text, value);
    ImGui::Dummy({width, 20.0f});
}

}  // namespace

void draw_counters(const Scene& scene, const Pens& pens, bool roomy, Intents&) {
    const Machine& machine = *scene.machine;
    if (scene.task == nullptr || scene.mm == nullptr) return muted(pens, text_of(Message::SummaryProgramEnded));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float half = ImGui::GetContentRegionAvail().x / 2.0f;
    figure(pens, at, half - 8.0f, count_text(scene.task->faults.min_flt), text_of(Message::CounterMinor), pens.theme->second);
    figure(pens, {at.x + half, at.y}, half - 8.0f, count_text(scene.task->faults.maj_flt), text_of(Message::CounterMajor), pens.theme->accent);
    ImGui::Dummy({1.0f, 54.0f});
    const std::uint64_t rss = static_cast<std::uint64_t>(scene.mm->resident_pages()) * page_bytes, vsz = scene.mm->total_vm * page_bytes;
    muted(pens, say(Message::RssOfVsz, {{"rss", bytes_text(rss)}, {"vsz", bytes_text(vsz)}}));
    // VSZ is the frame, RSS what fills it.
    const float width = ImGui::GetContentRegionAvail().x - 2.0f;
    draw_bar(pens, ImGui::GetCursorScreenPos(), {width, 16.0f}, rss, vsz, pens.theme->style(PageLook::Private).fill);
    ImGui::Dummy({width, 20.0f});
    if (roomy || ImGui::GetContentRegionAvail().y > 74.0f) {
        line(pens, Message::CounterRssAnon, count_text(static_cast<std::uint64_t>(scene.mm->rss_of(Rss::Anon))));
        line(pens, Message::CounterRssFile, count_text(static_cast<std::uint64_t>(scene.mm->rss_of(Rss::File))));
        line(pens, Message::CounterSwap, count_text(static_cast<std::uint64_t>(scene.mm->rss_of(Rss::SwapEntries))));
        line(pens, Message::CounterPageTables, bytes_text(scene.mm->page_table_bytes));
    }
    if (roomy) {
        line(pens, Message::CounterRssShmem, count_text(static_cast<std::uint64_t>(scene.mm->rss_of(Rss::Shmem))));
        line(pens, Message::CounterPgfault, count_text(machine.vmstat.pgfault));
        line(pens, Message::CounterPgmajfault, count_text(machine.vmstat.pgmajfault));
        line(pens, Message::CounterFreeFrames, count_text(machine.free_frames.free()));
        line(pens, Message::CounterCommitted, bytes_text(machine.committed_pages * page_bytes));
    }
}

}  // namespace faultline
