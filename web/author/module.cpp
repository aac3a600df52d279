// The reader of lab folders as a wasm module of its own. author.js, which is linked into it, is the interface to use.
#include <emscripten/emscripten.h>

#include <string>

#include "course/author/read_lab.hpp"

namespace {

faultline::LabFiles files;
faultline::AuthoredLab read;

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void faultline_author_add_file(const char* name, const char* text) { files[name] = text; }

/// Reads the files that were added, and forgets them. The number of errors.
EMSCRIPTEN_KEEPALIVE int faultline_author_read(const char* folder) {
    read = faultline::read_lab(folder, files);
    files.clear();
    return static_cast<int>(read.errors.size());
}

EMSCRIPTEN_KEEPALIVE const char* faultline_author_json() { return read.lab ? read.lab->canonical.c_str() : ""; }

EMSCRIPTEN_KEEPALIVE const char* faultline_author_error(int index) {
    static std::string text;
    text = read.errors[static_cast<std::size_t>(index)].message();
    return text.c_str();
}
}
