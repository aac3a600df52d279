// The panels without a screen: Dear ImGui draws into lists that are looked at instead of shown.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "shared_run.hpp"
#include "web/panels/cell_stamp.hpp"
#include "web/panels/panels.hpp"
#include "web/picture.hpp"

using namespace faultline;

namespace {

/// A grid that the last frame drew as one rectangle.
struct DrawnGrid {
    const ImTextureData* texture = nullptr;
    ImVec2 from, to;
    ImTextureStatus asked{};
};

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
        grids_.clear();
        ImGui::DestroyContext();
    }
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    Intents draw(const Scene& scene) {
        apply_theme(*scene.theme);
        grids_.begin_frame();
        ImGui::NewFrame();
        Intents intents;
        draw_board(scene, {scene.theme, font_, font_, font_, &mixes_, &grids_, &motion_}, ImGui::GetIO().DisplaySize, intents);
        ImGui::Render();
        note_grids();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
            texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
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
    const std::vector<DrawnGrid>& grids() const { return drawn_; }

private:
    void note_grids() {
        drawn_.clear();
        for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
            for (const ImDrawCmd& command : list->CmdBuffer) {
                const ImTextureData* texture = command.TexRef._TexData;
                if (texture == ImGui::GetIO().Fonts->TexData) continue;
                const ImDrawVert* corners = &list->VtxBuffer[static_cast<int>(command.VtxOffset + list->IdxBuffer[static_cast<int>(command.IdxOffset)])];
                drawn_.push_back({texture, corners[0].pos, corners[2].pos, texture->Status});
            }
        }
    }

    ImFont* font_ = nullptr;
    MixCache mixes_;
    GridTextures grids_;
    Motion motion_;
    std::vector<DrawnGrid> drawn_;
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

/// To a touch of a new page, in the middle of those.
void go_back_to_a_fault(shared::Run& run) {
    run.history().seek(run.history().tick() * 2 / 3);
    REQUIRE(run.history().run({Until::What::AnyFault, 1, 0}, 10'000) == Stop::Reached);
}

std::size_t texels_of(const ImTextureData& texture, Color color) {
    const auto* first = reinterpret_cast<const ImU32*>(texture.Pixels);
    return static_cast<std::size_t>(std::count(first, first + std::size_t(texture.Width) * std::size_t(texture.Height), color.packed()));
}

}  // namespace

TEST_CASE("a grid of thousands of pages is one rectangle, with every touched page in it, at every density of the screen") {
    for (const int step : {1, 3}) {
        shared::Run run = touching(32, step * 4096, "p[i] = 1");
        const std::size_t touched = static_cast<std::size_t>((8192 + step - 1) / step);
        for (const float density : {1.0f, 1.5f, 2.0f}) {
            CAPTURE(step);
            CAPTURE(density);
            Screen screen(1000.0f, 1600.0f);
            ImGui::GetIO().DisplayFramebufferScale = {density, density};
            for (int frame = 0; frame < 4; ++frame) screen.draw(run.scene());
            CHECK(ImGui::GetDrawData()->TotalVtxCount < 12'000);
            const std::vector<DrawnGrid> grids = screen.grids();
            REQUIRE(grids.size() == 1);
            const auto& [texture, from, to, asked] = grids[0];
            // A texel is a pixel, and lies on one.
            for (const float pixel : {from.x * density, from.y * density}) CHECK(std::abs(pixel - std::round(pixel)) < 0.01f);
            CHECK(std::abs((to.x - from.x) * density - static_cast<float>(texture->Width)) < 0.01f);
            CHECK(std::abs((to.y - from.y) * density - static_cast<float>(texture->Height)) < 0.01f);
            const std::size_t texels = texels_of(*texture, light_theme().style(PageLook::Private).fill);
            CHECK(texels % touched == 0);
            CHECK(texels / touched >= 9);
            CHECK(asked == ImTextureStatus_OK);
        }
    }
}

TEST_CASE("of a grid that changes, the cells that have changed are sent; one that is not shown goes") {
    shared::Run run = touching(32, 4096, "p[i] = 1");
    go_back_to_a_fault(run);
    Screen screen(1000.0f, 1600.0f);
    for (int frame = 0; frame < 4; ++frame) screen.draw(run.scene());
    REQUIRE(screen.grids().size() == 1);
    const int fonts = ImGui::GetPlatformIO().Textures.Size - 1;
    const Color fill = light_theme().style(PageLook::Private).fill;
    const std::size_t before = texels_of(*screen.grids()[0].texture, fill);
    run.step();
    screen.draw(run.scene());
    const DrawnGrid grid = screen.grids()[0];
    CHECK(grid.asked == ImTextureStatus_WantUpdates);
    REQUIRE(grid.texture->Updates.Size == 1);
    const ImTextureRect sent = grid.texture->Updates[0];
    CHECK(texels_of(*grid.texture, fill) == before + std::size_t(sent.w) * sent.h);
    screen.draw(run.scene());
    CHECK(screen.grids()[0].asked == ImTextureStatus_OK);
    run.view().view = ViewKind::Program;
    for (int frame = 0; frame < 3; ++frame) screen.draw(run.scene());
    CHECK(ImGui::GetPlatformIO().Textures.Size == fonts);
}

TEST_CASE("physical memory shows a cell for each frame, and a click on one selects it") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    run.view().view = ViewKind::Frames;
    const Scene scene = run.scene();
    Screen screen(1000.0f, 860.0f);
    for (int frame = 0; frame < 3; ++frame) screen.draw(scene);
    REQUIRE(!screen.grids().empty());
    const DrawnGrid grid = screen.grids()[0];
    const std::uint32_t kernel = scene.frames->all().count(FrameLook::Kernel);
    const std::size_t texels = texels_of(*grid.texture, light_theme().style(FrameLook::Kernel).fill);
    CHECK(texels % kernel == 0);
    // A lower view has several frames a cell, and still no cell of them is left out.
    ImGui::GetIO().DisplaySize = {1000.0f, 480.0f};
    for (int frame = 0; frame < 3; ++frame) screen.draw(scene);
    const DrawnGrid low = screen.grids()[0];
    CHECK(low.from.y == grid.from.y);
    CHECK(low.texture->Width * low.texture->Height >= 9 * 16'384 / 4);
    ImGui::GetIO().DisplaySize = {1000.0f, 860.0f};
    const Intents out = screen.click(scene, grid.from.x + 1.5f, grid.from.y + 1.5f);
    REQUIRE(find<look::SelectFrame>(out) != nullptr);
    CHECK(find<look::SelectFrame>(out)->frame == Pfn{0});
}

TEST_CASE("shapes of cells differ with the colours taken away, however small the cells are") {
    for (const float density : {1.0f, 1.5f, 2.0f}) {
        for (std::uint32_t side = static_cast<std::uint32_t>(size::smallest_cell * density); side <= static_cast<std::uint32_t>(14.0f * density); ++side) {
            CAPTURE(side);
            std::set<std::vector<std::uint32_t>> seen;
            for (std::uint32_t shape = 0; shape <= static_cast<std::uint32_t>(Shape::Barred); ++shape) {
                const bool has_letter = static_cast<float>(side) / density >= size::letter_cell;
                if (has_letter && static_cast<Shape>(shape) == Shape::Wide) continue;   // its letter tells it from a solid one
                CHECK(seen.insert(stamp_of({Color::of(0), Color::of(0xffffff), ' ', static_cast<Shape>(shape)}, side, density)).second);
            }
        }
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

TEST_CASE("the area in focus is in sight again after a time without a machine") {
    shared::Run run = touching(7, 4096, "p[i] = 1");
    run.view().view = ViewKind::Board;
    go_back_to_a_fault(run);
    Screen screen(830.0f, 450.0f);
    const auto shows_focus = [&] {
        for (int frame = 0; frame < 6; ++frame) screen.draw(run.scene());
        return !screen.grids().empty();
    };
    REQUIRE(shows_focus());
    const GuideView no_guide;
    SceneBuilder builder;
    for (int frame = 0; frame < 3; ++frame) screen.draw(builder.build({}, no_guide, run.view()));
    CHECK(shows_focus());
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
