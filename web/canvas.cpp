#include "web/canvas.hpp"

#include <SDL.h>
#include <SDL_opengles2.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl2.h>

#include <algorithm>

#include "web/panels/panels.hpp"
#include "web/picture.hpp"

namespace faultline {

std::string Canvas::open() {
    if (is_open()) return {};
    SDL_SetMainReady();
    // Keys belong to the page: SDL listens to an element that never has the focus.
    SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#kbsink");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return SDL_GetError();
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 2);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    window_ = SDL_CreateWindow("Faultline", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, 640, 480,
                               SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window_ == nullptr) return SDL_GetError();
    context_ = SDL_GL_CreateContext(window_);
    if (context_ == nullptr) {
        const std::string why = SDL_GetError();
        close();
        return why;
    }
    // Dear ImGui's indices have 32 bits here, which WebGL 1 calls an extension.
    if (SDL_GL_ExtensionSupported("GL_OES_element_index_uint") != SDL_TRUE) {
        close();
        return "WebGL has no OES_element_index_uint";
    }
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NoKeyboard;
    ImGui_ImplSDL2_InitForOpenGL(window_, context_);
    ImGui_ImplOpenGL3_Init("#version 100");
    if (!load_fonts()) {
        close();
        return "no typeface can be read";
    }
    themed_ = false;
    shown_.reset();
    capture(false);
    return {};
}

void Canvas::close() {
    if (context_ != nullptr) {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplSDL2_Shutdown();
        grids_.clear();
        ImGui::DestroyContext();
        SDL_GL_DeleteContext(context_);
        context_ = nullptr;
    }
    if (window_ != nullptr) {
        SDL_DestroyWindow(window_);
        window_ = nullptr;
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
}

bool Canvas::load_fonts() {
    ImGuiIO& io = ImGui::GetIO();
    ImGui::GetStyle().FontSizeBase = size::text;
    for (std::size_t face = 0; face < faces_.size(); ++face) {
        std::string& bytes = fonts_[face];
        ImFontConfig config;
        config.FontDataOwnedByAtlas = false;
        faces_[face] = bytes.empty() ? nullptr
                                     : io.Fonts->AddFontFromMemoryTTF(bytes.data(), static_cast<int>(bytes.size()), size::text, &config);
    }
    const auto came = std::find_if(faces_.begin(), faces_.end(), [](const ImFont* face) { return face != nullptr; });
    if (came == faces_.end()) return false;
    for (ImFont*& face : faces_) {
        if (face == nullptr) face = *came;
    }
    return true;
}

void Canvas::resize(int width, int height) {
    if (!is_open() || width <= 0 || height <= 0) return;
    // A canvas that gets a size is blank, also when it had that size before.
    SDL_SetWindowSize(window_, width, height);
    shown_.reset();
}

void Canvas::capture(bool on) {
    const int state = on ? SDL_ENABLE : SDL_DISABLE;
    SDL_EventState(SDL_MOUSEWHEEL, state);
    SDL_EventState(SDL_FINGERDOWN, state);
    SDL_EventState(SDL_FINGERMOTION, state);
    SDL_EventState(SDL_FINGERUP, state);
}

/// Puts the frame on the canvas, unless it is there already: the interface is cheap to think through and dear to paint.
void Canvas::present(const Scene& scene) {
    ImDrawData& frame = *ImGui::GetDrawData();
    const ImVec4 ground = vec(scene.theme->ground);
    const std::uint64_t picture = picture_of(frame, ImGui::ColorConvertFloat4ToU32(ground));
    if (shown_ == picture && !sends_textures(frame)) return;
    shown_ = picture;
    glViewport(0, 0, static_cast<int>(frame.DisplaySize.x * frame.FramebufferScale.x),
               static_cast<int>(frame.DisplaySize.y * frame.FramebufferScale.y));
    glClearColor(ground.x, ground.y, ground.z, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(&frame);
    SDL_GL_SwapWindow(window_);
}

std::string Canvas::frame(App& app) {
    if (!is_open()) return {};
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) ImGui_ImplSDL2_ProcessEvent(&event);
    const Scene& scene = app.scene();
    if (!themed_ || dark_ != scene.view->dark) {
        apply_theme(*scene.theme);
        ImGui::GetStyle().FontSizeBase = size::text;
        dark_ = scene.view->dark;
        themed_ = true;
    }
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplSDL2_NewFrame();
    grids_.begin_frame();
    ImGui::NewFrame();
    const ImGuiIO& io = ImGui::GetIO();
    Intents intents;
    draw_board(scene, {scene.theme, faces_[0], faces_[1], faces_[2], &mixes_, &grids_, &motion_, &timeline_}, io.DisplaySize, intents);
    ImGui::Render();
    present(scene);

    std::string problem;
    for (const AnyIntent& intent : intents) {
        const Result<Done> done = app.dispatch(intent);
        if (!done) problem = done.error().what;
    }
    return problem;
}

}  // namespace faultline
