// What looking costs, from a small machine to one of 16 GiB whose every page is in use: a scene of the machine, its
// words, and a frame of each view. Draw lists are made and thrown away; what a GPU does with them is not ours.
#include <string>

#include "bench/harness.hpp"
#include "bench/reference/cell_view.hpp"
#include "tests/web/shared_run.hpp"
#include "web/panels/panels.hpp"
#include "web/semantics/semantic_tree.hpp"

namespace faultline::bench {
namespace {

enum class Touch : std::uint8_t { Write, Read };

/// Touches `mib` MiB in steps of so many bytes, then faults for good.
std::string touching(std::uint64_t mib, const char* step, Touch how) {
    return "#include <sys/mman.h>\n"
           "int main(void) {\n"
           "    int sum = 0;\n"
           "    unsigned long size = " +
           std::to_string(mib) +
           "ul << 20;\n"
           "    char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
           "    for (unsigned long i = 0; i < size; i += " +
           std::string(step) + ") " + (how == Touch::Write ? "p[i] = 1" : "sum += p[i]") +
           ";\n"
           "    return sum + *(volatile char *)0;\n"
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
        ImGui::DestroyContext();
    }
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    void draw(const Scene& scene) {
        apply_theme(*scene.theme);
        frame([&] {
            Intents intents;
            draw_board(scene, {scene.theme, font_, font_, font_, &mixes_}, ImGui::GetIO().DisplaySize, intents);
            keep(intents);
        });
    }
    void draw_reference() { frame(draw_reference_view); }

  private:
    template <class Draw>
    void frame(Draw content) {
        ImGui::NewFrame();
        content();
        ImGui::Render();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_OK);
    }

    ImFont* font_ = nullptr;
    MixCache mixes_;
};

void measure_machine(const std::string& name, std::uint64_t ram_mib, std::uint64_t touched_mib, const char* step,
                     Touch how = Touch::Write) {
    if (!wanted_family("scene_" + name) && !wanted_family("words_" + name) && !wanted_family("frame_")) return;
    MachineConfig config;
    config.ram_bytes = ram_mib << 20;
    shared::Run run(touching(touched_mib, step, how), config);
    run.history().run({Until::What::InvalidFault, 1, 0}, ~0ull);
    run.view().ruler = RulerRange{0x7ff000000, 1ull << 24};
    measure("scene_" + name, 1, [&] { keep(run.scene()); });
    const Scene scene = run.scene();
    measure("words_" + name, 1, [&] { keep(describe(scene)); });
    Screen screen;
    for (std::uint32_t index = 0; index < view_kind_count; ++index) {
        const ViewKind view = static_cast<ViewKind>(index);
        run.view().view = view;
        compare("frame_" + std::string(id_of(view)) + "_" + name, 1, [&] { screen.draw(scene); }, [&] { screen.draw_reference(); });
    }
}

}  // namespace
}  // namespace faultline::bench

int main(int count, char** words) {
    using namespace faultline::bench;
    begin(count, words);
    measure_machine("64MiB", 64, 4, "4096");
    measure_machine("64MiB_zero_pages", 64, 24, "4096", Touch::Read);
    measure_machine("256MiB", 256, 200, "4096");
    measure_machine("16GiB", 16384, 15360, "4096");
    measure_machine("16GiB_every_other_page", 16384, 15360, "8192");
}
