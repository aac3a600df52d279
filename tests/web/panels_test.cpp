// The panels without a screen: Dear ImGui draws into lists that are looked at instead of shown.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "shared_run.hpp"
#include "web/panels/panels.hpp"
#include "web/picture.hpp"

using namespace faultline;

namespace {

class Screen {
public:
    Screen(float width, float height) {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
        io.DisplaySize = {width, height};
        io.DeltaTime = 1.0f / 60.0f;
        font_ = io.Fonts->AddFontDefault();
    }
    ~Screen() {
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_Destroyed);
        ImGui::DestroyContext();
    }
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    Intents draw(const Scene& scene) {
        apply_theme(*scene.theme);
        ImGui::NewFrame();
        Intents intents;
        draw_board(scene, {scene.theme, font_, font_, font_, nullptr, &motion_}, ImGui::GetIO().DisplaySize, intents);
        ImGui::Render();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
            if (texture->Status != ImTextureStatus_OK) texture->SetStatus(ImTextureStatus_OK);
        }
        return intents;
    }
    /// Settles as the page does, then presses and releases at a place; what was asked for meanwhile.
    Intents click(const Scene& scene, float x, float y) {
        Intents all;
        const auto add = [&all](Intents more) { all.insert(all.end(), more.begin(), more.end()); };
        ImGui::GetIO().AddMousePosEvent(x, y);
        for (int frame = 0; frame < 3; ++frame) add(draw(scene));
        ImGui::GetIO().AddMouseButtonEvent(0, true);
        add(draw(scene));
        ImGui::GetIO().AddMouseButtonEvent(0, false);
        add(draw(scene));
        return all;
    }

    const Motion& motion() const { return motion_; }

private:
    ImFont* font_ = nullptr;
    Motion motion_;
};

/// Every vertex has an index.
void check_drawn(std::uint32_t least_vertices) {
    const ImDrawData* data = ImGui::GetDrawData();
    REQUIRE(data->Valid);
    CHECK(data->TotalVtxCount > static_cast<int>(least_vertices));
    for (const ImDrawList* list : data->CmdLists) CHECK(static_cast<std::uint64_t>(list->VtxBuffer.Size) <= std::numeric_limits<ImDrawIdx>::max());
}

template <class What>
const What* asked(const Intents& intents) {
    const What* last = nullptr;
    for (const AnyIntent& intent : intents) {
        if (const Intent* one = std::get_if<Intent>(&intent)) last = std::holds_alternative<What>(*one) ? &std::get<What>(*one) : last;
    }
    return last;
}

template <class What>
const What* find(const Intents& intents) {
    for (const AnyIntent& intent : intents) {
        if (const LookIntent* look = std::get_if<LookIntent>(&intent)) {
            if (const What* found = std::get_if<What>(look)) return found;
        }
    }
    return nullptr;
}

}  // namespace

TEST_CASE("every view draws, in both themes, wide and narrow, with a machine and without") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    run.step();
    const GuideView no_guide;
    const ViewState no_view;
    for (const bool dark : {false, true}) {
        for (const float width : {960.0f, 360.0f}) {
            Screen screen(width, 760.0f);
            for (std::uint32_t index = 0; index < view_kind_count; ++index) {
                run.view().view = static_cast<ViewKind>(index);
                run.view().dark = dark;
                const Scene scene = run.scene();
                CAPTURE(id_of(run.view().view));
                for (int frame = 0; frame < 3; ++frame) CHECK(screen.draw(scene).empty());
                check_drawn(80);
            }
            SceneBuilder builder;
            const Scene empty = builder.build({}, no_guide, no_view);
            CHECK(screen.draw(empty).empty());
            check_drawn(20);
        }
    }
}

TEST_CASE("a settled picture is the same one, and another with a step, a pointer, a theme, a size") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    Screen screen(960.0f, 760.0f);
    const auto settled = [&] {
        for (int frame = 0; frame < 3; ++frame) screen.draw(run.scene());
        const std::uint64_t picture = picture_of(*ImGui::GetDrawData(), 1);
        screen.draw(run.scene());
        CHECK(picture_of(*ImGui::GetDrawData(), 1) == picture);
        CHECK_FALSE(sends_textures(*ImGui::GetDrawData()));
        return picture;
    };
    std::set<std::uint64_t> pictures{settled()};
    CHECK(pictures.count(picture_of(*ImGui::GetDrawData(), 2)) == 0);
    run.step();
    CHECK(pictures.insert(settled()).second);
    ImGui::GetIO().AddMousePosEvent(60.0f, 30.0f);
    CHECK(pictures.insert(settled()).second);
    run.view().dark = true;
    CHECK(pictures.insert(settled()).second);
    ImGui::GetIO().DisplaySize = {961.0f, 760.0f};
    CHECK(pictures.insert(settled()).second);
}

TEST_CASE("a click on a card's title shows that view whole, and another goes back to the board") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    Screen screen(960.0f, 760.0f);
    const Intents out = screen.click(run.scene(), 60.0f, 30.0f);
    REQUIRE(find<look::Show>(out) != nullptr);
    CHECK(find<look::Show>(out)->view == ViewKind::Program);
    run.view().view = ViewKind::Program;
    // The names of all views stand above the card, in as many rows as they need.
    bool goes_back = false;
    for (float y = 50.0f; y < 160.0f && !goes_back; y += 8.0f) {
        const Intents asked = screen.click(run.scene(), 900.0f, y);
        goes_back = find<look::Show>(asked) != nullptr && find<look::Show>(asked)->view == ViewKind::Board;
    }
    CHECK(goes_back);
}

TEST_CASE("a click on a table of the walk selects the frame that holds it") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    run.step();
    run.view().view = ViewKind::PageTable;
    const Scene scene = run.scene();
    Screen screen(960.0f, 760.0f);
    bool selected = false;
    for (float y = 60.0f; y < 300.0f && !selected; y += 12.0f) {
        const Intents asked = screen.click(scene, 60.0f, y);
        selected = find<look::SelectFrame>(asked) != nullptr && find<look::SelectFrame>(asked)->frame == scene.mm->pgd;
    }
    CHECK(selected);
}

namespace {

/// Touches pages of so many MiB in steps of so many bytes.
shared::Run touching(int mib, int step, const std::string& how) {
    MachineConfig config;
    config.ram_bytes = 256ull << 20;
    shared::Run run("#include <stdlib.h>\nint main(void) {\n    long size = " + std::to_string(mib) + "L << 20;\n    int sum = 0;\n    char *p = malloc(size);\n" +
                    "    for (long i = 0; i < size; i += " + std::to_string(step) + ") " + how + ";\n    return sum + *(volatile char *)0;\n}\n", config);
    run.history().run({Until::What::InvalidFault, 1, 0}, 100'000'000);
    run.view().view = ViewKind::AddressSpace;
    return run;
}

/// Calls visit(width, height) for every plain rectangle of this colour that was drawn beside the names of areas.
template <class Visit>
void for_each_rectangle(Color color, Visit visit) {
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
        const ImVector<ImDrawVert>& all = list->VtxBuffer;
        for (int index = 0; index + 3 < all.Size; ++index) {
            const ImDrawVert *at = &all[index], &a = at[0], &b = at[1], &c = at[2], &d = at[3];
            const bool colored = a.col == color.packed() && b.col == a.col && c.col == a.col && d.col == a.col;
            if (!colored || a.pos.y != b.pos.y || b.pos.x != c.pos.x || c.pos.y != d.pos.y || d.pos.x != a.pos.x || a.pos.x < 300.0f) continue;
            visit(c.pos.x - a.pos.x, c.pos.y - a.pos.y);
            index += 3;
        }
    }
}

}  // namespace

TEST_CASE("as many pages as the address space has room for are drawn, as small cells, with rings, or with round corners") {
    struct Touch {
        int mib, pages_apart;
        const char* how;
    };
    std::int32_t most = 0;
    for (const Touch& touch : {Touch{200, 1, "p[i] = 1"}, Touch{160, 2, "p[i] = 1"}, Touch{24, 1, "sum += p[i]"}, Touch{7, 1, "p[i] = 1"}}) {
        CAPTURE(touch.mib);
        shared::Run run = touching(touch.mib, touch.pages_apart * 4096, touch.how);
        Screen screen(2000.0f, 1200.0f);
        for (int frame = 0; frame < 3; ++frame) screen.draw(run.scene());
        check_drawn(1'000);
        for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) most = std::max(most, list->VtxBuffer.Size);
    }
    CHECK_MESSAGE(most > 65'536, "more vertices than 16 bits count");
}

TEST_CASE("cells side by side that look alike are one rectangle, and every page that was touched is in one") {
    for (const int step : {1, 2, 3}) {
        CAPTURE(step);
        shared::Run run = touching(32, step * 4096, "p[i] = 1");
        Screen screen(1000.0f, 1600.0f);
        for (int frame = 0; frame < 4; ++frame) screen.draw(run.scene());
        const int touched = (8192 + step - 1) / step;
        int cells = 0, rectangles = 0;
        for_each_rectangle(light_theme().style(PageLook::Private).fill, [&](float width, float height) {
            if (std::abs(height - 4.0f) > 0.01f) return;
            cells += static_cast<int>((width + 1.0f) / 5.0f + 0.5f);
            ++rectangles;
        });
        CHECK(cells == touched);
        CHECK((rectangles < touched / 10) == (step == 1));
    }
}

TEST_CASE("of many areas those in sight are drawn, and the one in focus comes into sight") {
    shared::Run run(R"(#include <sys/mman.h>
int main(void) {
    char *p = mmap(0, 2000 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (long i = 1998; i > 0; i -= 2) mprotect(p + i * 4096, 4096, PROT_READ);
    return *(volatile char *)0;
}
)");
    run.history().run({Until::What::InvalidFault, 1, 0}, 100'000'000);
    run.view().view = ViewKind::AddressSpace;
    Screen screen(1000.0f, 860.0f);
    const std::size_t areas = run.scene().areas.size();
    REQUIRE(areas > 1990);
    for (const std::size_t chosen : {std::size_t{0}, areas / 3, areas / 2, areas - 1}) {
        CAPTURE(chosen);
        run.view().selection.page = run.scene().areas[chosen].start;
        for (int frame = 0; frame < 8; ++frame) screen.draw(run.scene());
        CHECK(ImGui::GetDrawData()->TotalVtxCount < 40'000);
        bool ringed = false;
        for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
            for (const ImDrawVert& vertex : list->VtxBuffer) {
                const bool among_areas = vertex.pos.y > 240.0f && vertex.pos.y < 850.0f && vertex.pos.x > 300.0f;
                ringed = ringed || (among_areas && vertex.col == light_theme().accent.packed());
            }
        }
        CHECK(ringed);
    }
}

TEST_CASE("a page's arrival moves for less than a second, and not at all with reduced motion") {
    for (const bool reduced : {false, true}) {
        shared::Run run;
        run.view().reduced_motion = reduced;
        Screen screen(960.0f, 860.0f);
        REQUIRE(run.to_next_mapped_fault());
        for (int frame = 0; frame < 90; ++frame) screen.draw(run.scene());
        const Scene before = run.scene();
        for (int frame = 0; frame < 90; ++frame) screen.draw(before);
        CHECK(!screen.motion().moving());
        run.step();
        const Scene after = run.scene();
        REQUIRE(after.arrivals.size() == 1);
        CHECK(after.arrivals[0].frame == leaf_entry(*after.machine, *after.mm, after.arrivals[0].address).pfn());
        screen.draw(after);
        CHECK(screen.motion().moving() == !reduced);
        for (int frame = 0; frame < 60; ++frame) screen.draw(after);
        CHECK(!screen.motion().moving());
    }
}

TEST_CASE("a click on a row of the tree reads it whole, and one on the ruler's band selects the page there") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    Screen screen(1000.0f, 860.0f);
    run.view().view = ViewKind::FaultPath;
    bool read = false;
    for (float y = 200.0f; y < 500.0f && !read; y += 10.0f) read = find<look::SelectTreeRow>(screen.click(run.scene(), 60.0f, y)) != nullptr;
    CHECK(read);
    run.view().view = ViewKind::AddressSpace;
    run.view().ruler = RulerRange{page_number(run.scene().focus), 32};
    bool selected = false;
    for (float y = 100.0f; y < 260.0f && !selected; y += 8.0f) {
        const Intents asked = screen.click(run.scene(), 60.0f, y);
        const look::SelectPage* page = find<look::SelectPage>(asked);
        selected = page != nullptr && page_number(page->address) - run.view().ruler.first < 32;
    }
    CHECK(selected);
}

namespace {

const char* const forking = R"(#include <unistd.h>
int main(void) {
    if (fork() == 0) return *(volatile char *)0;
    for (;;) pause();
}
)";

}  // namespace

TEST_CASE("the board and every view draw two processes too, at every size") {
    shared::Run run(forking);
    run.history().run({Until::What::InvalidFault, 1, 0}, 100'000'000);
    for (const ImVec2 extent : {ImVec2{960.0f, 860.0f}, ImVec2{1400.0f, 800.0f}, ImVec2{720.0f, 500.0f}, ImVec2{340.0f, 560.0f}}) {
        Screen screen(extent.x, extent.y);
        for (std::uint32_t index = 0; index < view_kind_count; ++index) {
            run.view().view = static_cast<ViewKind>(index);
            const Scene scene = run.scene();
            CAPTURE(id_of(run.view().view));
            for (int frame = 0; frame < 3; ++frame) CHECK(screen.draw(scene).empty());
            check_drawn(80);
        }
    }
}

TEST_CASE("a click on a process shows its memory") {
    shared::Run run(forking);
    run.history().run({Until::What::InvalidFault, 1, 0}, 100'000'000);
    const Scene scene = run.scene();
    REQUIRE(scene.processes.size() == 2);
    run.view().view = ViewKind::Processes;
    Screen screen(1000.0f, 860.0f);
    std::set<Pid> chosen;
    for (float y = 80.0f; y < 360.0f; y += 12.0f) {
        const Intents asked = screen.click(run.scene(), 60.0f, y);
        const look::SelectProcess* process = find<look::SelectProcess>(asked);
        if (process != nullptr) chosen.insert(process->pid);
    }
    CHECK(chosen.size() == 2);
}

TEST_CASE("the canvas begins a lab anew once that has been asked and said") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    run.view().view = ViewKind::Timeline;
    const Scene scene = run.scene();
    Screen screen(960.0f, 760.0f);
    const auto asks = [] { return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup); };
    ImVec2 at;
    for (float y = 80.0f; y < 200.0f && !asks(); y += 12.0f) {
        for (float x = 200.0f; x < 800.0f && !asks(); x += 24.0f) {
            at = {x, y};
            CHECK(asked<intent::Reset>(screen.click(scene, x, y)) == nullptr);
        }
    }
    REQUIRE(asks());
    bool anew = false;
    for (float y = at.y + 20.0f; asks() && !anew; y += 6.0f) anew = asked<intent::Reset>(screen.click(scene, at.x + 30.0f, y)) != nullptr;
    CHECK(anew);
    CHECK_FALSE(asks());
}

TEST_CASE("the curve view draws a sketch under the pointer, and only while the question is open") {
    shared::Run run;
    QuestionView question;
    question.id = "cliff";
    question.kind = QuestionKind::Curve;
    question.may_answer = true;
    question.curve.top = 1000;
    question.curve.top_text = "1,000 faults";
    for (const char* name : {"256 pages", "512 pages", "1,024 pages"}) {
        CurveView::Place place;
        place.name = name;
        question.curve.places.push_back(place);
    }
    run.guide().questions = {question};
    run.view().view = ViewKind::Curve;
    Screen screen(960.0f, 760.0f);
    const auto height_at = [&](float x, float y) {
        const Intents intents = screen.click(run.scene(), x, y);
        const intent::SetAnswer* set = asked<intent::SetAnswer>(intents);
        const CurveAnswer* answer = set == nullptr ? nullptr : std::get_if<CurveAnswer>(&set->answer);
        return answer == nullptr || answer->heights.size() != 3 ? -1 : std::atoi(answer->heights[1].c_str());
    };
    const int high = height_at(480.0f, 340.0f), low = height_at(480.0f, 400.0f);
    CHECK(low >= 0);
    CHECK(high > low);
    CHECK(high <= 1000);
    run.guide().questions[0].may_answer = false;
    CHECK(height_at(480.0f, 340.0f) == -1);
}
