#include "web/api.hpp"

#include <emscripten/emscripten.h>

#include <string>

#include "web/canvas.hpp"
#include "web/intent_json.hpp"
#include "web/language.hpp"
#include "web/view_json.hpp"

struct FaultlinePage {
    faultline::App app;
    faultline::Canvas canvas;
    std::string answer;

    const char* say(std::string text) {
        answer = std::move(text);
        return answer.c_str();
    }
    const char* say(const faultline::Result<faultline::Done>& done) { return say(done ? std::string{} : done.error().what); }
};

extern "C" {

EMSCRIPTEN_KEEPALIVE FaultlinePage* faultline_create() { return new FaultlinePage; }

EMSCRIPTEN_KEEPALIVE const char* faultline_load_lab(FaultlinePage* page, const char* lab, const char* attempt, std::uint32_t seed) {
    if (attempt[0] == 0) return page->say(page->app.load_lab(lab, seed));
    return page->say(page->app.restore(lab, attempt));
}

EMSCRIPTEN_KEEPALIVE const char* faultline_dispatch(FaultlinePage* page, const char* intent) {
    const faultline::Result<faultline::AnyIntent> parsed = faultline::intent_from_json(intent);
    if (!parsed) return page->say(parsed.error().message());
    return page->say(page->app.dispatch(parsed.value()));
}

EMSCRIPTEN_KEEPALIVE const char* faultline_compiled(FaultlinePage* page, double request, const std::uint8_t* elf,
                                                    std::uint32_t bytes, const char* diagnostics) {
    faultline::intent::ProgramCompiled compiled;
    compiled.request = static_cast<std::uint64_t>(request);
    compiled.elf.assign(elf, elf + bytes);
    std::string_view rest(diagnostics);
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        compiled.diagnostics.emplace_back(rest.substr(0, end));
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    return page->say(page->app.dispatch(faultline::Intent{std::move(compiled)}));
}

EMSCRIPTEN_KEEPALIVE int faultline_advance(FaultlinePage* page, std::uint32_t ticks) { return page->app.advance(ticks) ? 1 : 0; }

EMSCRIPTEN_KEEPALIVE std::uint32_t faultline_version(const FaultlinePage* page) { return page->app.version(); }
EMSCRIPTEN_KEEPALIVE const char* faultline_view(FaultlinePage* page) { return page->say(page->app.view()); }
EMSCRIPTEN_KEEPALIVE const char* faultline_twin(FaultlinePage* page) { return page->say(page->app.twin()); }
EMSCRIPTEN_KEEPALIVE const char* faultline_attempt(FaultlinePage* page) { return page->say(page->app.attempt()); }
EMSCRIPTEN_KEEPALIVE const char* faultline_language(FaultlinePage* page, const char* catalogue) {
    return page->say(faultline::set_language(catalogue));
}
EMSCRIPTEN_KEEPALIVE const char* faultline_catalogue(FaultlinePage* page) { return page->say(faultline::catalogue_json()); }
EMSCRIPTEN_KEEPALIVE const char* faultline_messages(FaultlinePage* page) { return page->say(faultline::messages_json()); }

EMSCRIPTEN_KEEPALIVE void faultline_font(FaultlinePage* page, std::uint32_t face, const char* bytes, std::uint32_t count) {
    if (face < 3) page->canvas.set_font(static_cast<faultline::Canvas::Face>(face), std::string(bytes, count));
}
EMSCRIPTEN_KEEPALIVE const char* faultline_open_canvas(FaultlinePage* page) { return page->say(page->canvas.open()); }
EMSCRIPTEN_KEEPALIVE void faultline_close_canvas(FaultlinePage* page) { page->canvas.close(); }
EMSCRIPTEN_KEEPALIVE void faultline_resize(FaultlinePage* page, int width, int height) { page->canvas.resize(width, height); }
EMSCRIPTEN_KEEPALIVE void faultline_capture(FaultlinePage* page, int on) { page->canvas.capture(on != 0); }
EMSCRIPTEN_KEEPALIVE int faultline_moving(const FaultlinePage* page) { return page->canvas.moving() ? 1 : 0; }
EMSCRIPTEN_KEEPALIVE const char* faultline_frame(FaultlinePage* page) { return page->say(page->canvas.frame(page->app)); }
}
