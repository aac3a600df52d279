// What looking costs, from a small machine to one of 16 GiB whose every page is in use, alone or shared with a child: a scene
// of the machine when nothing has happened and after a step, its words, and a frame of each view, near and far. Draw lists
// and textures are made and thrown away; what a GPU does with them is not ours.
#include <string>

#include "bench/harness.hpp"
#include "bench/reference/cell_view.hpp"
#include "tests/web/shared_run.hpp"
#include "web/panels/panels.hpp"
#include "web/semantics/semantic_tree.hpp"

namespace faultline::bench {
namespace {

/// What a machine has in it: `parts` mappings of `mib` MiB together, touched in steps of so many bytes. Then it says a letter,
/// at which the bench stops it, and goes on touching a page of its own at a time, of `going_on` that nobody has touched.
struct Memory {
    std::uint64_t ram_mib = 64, mib = 4;
    const char* step = "4096";
    const char* touch = "p[i] = 1";
    int parts = 1;
    /// A child has all of it too.
    bool forked = false;
    /// Every other page of a mapping of so many has other rights.
    int split_pages = 0;
};

std::string program(const Memory& memory) {
    const std::string bytes = std::to_string((memory.mib << 20) / static_cast<std::uint64_t>(memory.parts)) + "ul";
    return "#include <sys/mman.h>\n#include <unistd.h>\n"
           "char *map(unsigned long bytes) { return mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }\n"
           "int main(void) {\n"
           "    int sum = 0;\n"
           "    for (int part = 0; part < " + std::to_string(memory.parts) + "; part++) {\n"
           "        char *p = map(" + bytes + ");\n"
           "        for (unsigned long i = 0; i < " + bytes + "; i += " + memory.step + ") " + memory.touch + ";\n"
           "        mprotect(p, 4096, PROT_READ);\n"
           "    }\n"
           "    long split = " + std::to_string(memory.split_pages) + ";\n"
           "    char *s = map((split + 1) * 4096);\n"
           "    for (long i = split - 1; i > 0; i -= 2) mprotect(s + i * 4096, 4096, PROT_READ);\n"
           "    unsigned long going_on = 32ul << 20;\n"
           "    char *own = map(going_on);\n" +
           (memory.forked ? std::string("    if (fork() == 0) for (;;) pause();\n") : std::string()) +
           "    write(1, \"x\", 1);\n"
           "    for (unsigned long i = 0; i < going_on; i += 4096) own[i] = 1;\n"
           "    return sum;\n"
           "}\n";
}

class Screen {
  public:
    Screen() {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
        io.DisplaySize = {1000.0f, 860.0f};
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

    void draw(const Scene& scene) {
        apply_theme(*scene.theme);
        frame([&] {
            Intents intents;
            draw_board(scene, {scene.theme, font_, font_, font_, &mixes_, &grids_, nullptr, &timeline_}, ImGui::GetIO().DisplaySize, intents);
            keep(intents);
        });
    }
    void draw_reference() { frame(draw_reference_view); }

  private:
    template <class Draw>
    void frame(Draw content) {
        grids_.begin_frame();
        ImGui::NewFrame();
        content();
        ImGui::Render();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
            texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
    }

    ImFont* font_ = nullptr;
    MixCache mixes_;
    GridTextures grids_;
    MarkColumns timeline_;
};

/// A scene after each of many steps; the steps themselves are not timed.
template <class Step>
void measure_scenes(const std::string& name, shared::Run& run, Step step) {
    measure(name, 1, [&] {
        step();
        const double start = nanoseconds_now();
        keep(run.scene());
        return nanoseconds_now() - start;
    });
}

void measure_frame(const std::string& name, shared::Run& run, Screen& screen) {
    const Scene scene = run.scene();
    compare("frame_" + name, 1, [&] { screen.draw(scene); }, [&] { screen.draw_reference(); });
}

void measure_machine(const std::string& name, const Memory& memory) {
    if (!wanted_family("scene_" + name) && !wanted_family("scene_after_") && !wanted_family("scene_first_") && !wanted_family("step_and_frame_") && !wanted_family("words_" + name) && !wanted_family("frame_")) return;
    MachineConfig config;
    config.ram_bytes = memory.ram_mib << 20;
    shared::Run run(program(memory), config);
    require(run.history().run({Until::What::Output, 1, 0}, ~0ull) == Stop::Reached, "the program has not said its letter");
    const std::uint64_t touched = (memory.mib << 8) / (std::strtoull(memory.step, nullptr, 10) / page_bytes);
    if (memory.touch[0] == 'p')
        require(run.machine().mms.begin()->second.resident_pages() >= static_cast<std::int64_t>(touched), "not all has been touched");
    const RulerRange wide{0x7ff000000, 1ull << 24};
    run.view().ruler = wide;
    // All that was run so far is looked at in the first scene.
    print_row("scene_first_" + name, 1, time_once([&] { keep(run.scene()); }));
    measure("scene_" + name, 1, [&] { keep(run.scene()); });
    {
        const Scene scene = run.scene();
        measure("words_" + name, 1, [&] { keep(describe(scene)); });
    }
    {
        Screen screen;
        for (std::uint32_t index = 0; index < view_kind_count; ++index) {
            run.view().view = static_cast<ViewKind>(index);
            measure_frame(std::string(id_of(run.view().view)) + "_" + name, run, screen);
        }
        run.view().view = ViewKind::AddressSpace;
        run.view().ruler = RulerRange::whole();
        measure_frame("address-space_whole_" + name, run, screen);
        run.view().ruler = RulerRange{run.scene().areas.front().first_page(), 64};
        measure_frame("address-space_pages_" + name, run, screen);
        run.view().ruler = wide;
        // A step, what it changes in the scene, and the frame that shows it.
        measure("step_and_frame_" + name, 1, [&] {
            run.step();
            const double start = nanoseconds_now();
            screen.draw(run.scene());
            return nanoseconds_now() - start;
        });
    }
    measure_scenes("scene_after_instruction_" + name, run, [&] { run.step(); });
    measure_scenes("scene_after_fault_" + name, run, [&] {
        run.history().run({Until::What::AnyFault, 1, 0}, 10'000);
        run.step();
    });
}

}  // namespace
}  // namespace faultline::bench

int main(int count, char** words) {
    using namespace faultline::bench;
    begin(count, words);
    measure_machine("64MiB", {});
    measure_machine("64MiB_zero_pages", {.mib = 24, .touch = "sum += p[i]"});
    measure_machine("256MiB", {.ram_mib = 256, .mib = 200});
    measure_machine("16GiB", {.ram_mib = 16384, .mib = 15360, .parts = 6});
    measure_machine("16GiB_every_other_page", {.ram_mib = 16384, .mib = 15360, .step = "8192"});
    measure_machine("16GiB_forked", {.ram_mib = 16384, .mib = 15360, .parts = 6, .forked = true});
    measure_machine("20000_areas", {.ram_mib = 256, .split_pages = 20'000});
}
