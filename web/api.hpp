// What the page's script calls. Text is UTF-8; structures cross as JSON. A returned text belongs to the page object and
// stands until the next call. An error is the text that the learner reads; no error is the empty text.
#pragma once

#include <cstdint>

struct FaultlinePage;

extern "C" {
FaultlinePage* faultline_create();

/// Canonical lab JSON, and an attempt to go on with, or "".
const char* faultline_load_lab(FaultlinePage* page, const char* lab, const char* attempt, std::uint32_t seed);
/// One intent (web/intent_json.hpp).
const char* faultline_dispatch(FaultlinePage* page, const char* intent);
/// The answer to a compile request; `bytes` is 0 when there is no program. `diagnostics`: one a line.
const char* faultline_compiled(FaultlinePage* page, double request, const std::uint8_t* elf, std::uint32_t bytes, const char* diagnostics);
/// Goes on with a run for `ticks` instructions. 1 while there is more to do.
int faultline_advance(FaultlinePage* page, std::uint32_t ticks);

/// Changes whenever the view may have changed.
std::uint32_t faultline_version(const FaultlinePage* page);
const char* faultline_view(FaultlinePage* page);
/// The view's text twin; "" while a run goes on.
const char* faultline_twin(FaultlinePage* page);
const char* faultline_attempt(FaultlinePage* page);
/// All words of the interface by message id.
const char* faultline_messages(FaultlinePage* page);

/// `face`: 0 text, 1 strong, 2 code. Before the canvas is opened.
void faultline_font(FaultlinePage* page, std::uint32_t face, const char* bytes, std::uint32_t count);
const char* faultline_open_canvas(FaultlinePage* page);
void faultline_close_canvas(FaultlinePage* page);
void faultline_resize(FaultlinePage* page, int width, int height);
void faultline_capture(FaultlinePage* page, int on);
/// Draws once; the answer is why something that the pointer asked for could not be done.
const char* faultline_frame(FaultlinePage* page);
/// 1 while something moves in the picture: the next frame will differ though nothing has changed.
int faultline_moving(const FaultlinePage* page);
}
