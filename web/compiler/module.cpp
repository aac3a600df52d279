// The compiler as a wasm module of its own. compile.js, which is linked into it, is the interface to use: it calls these.
#include <emscripten/emscripten.h>

#include "compiler/compile.hpp"

namespace {

// A module instance is one compiler; its last result stays until the next compilation.
faultline::CompileOptions options;
faultline::CompileResult result;

const faultline::Diagnostic& diagnostic(int index) { return result.diagnostics[static_cast<std::size_t>(index)]; }

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void faultline_tcc_add_file(const char* path, const char* text) { options.files.push_back({path, text}); }

EMSCRIPTEN_KEEPALIVE int faultline_tcc_compile(const char* source, const char* path) {
    result = faultline::compile(source, path, options);
    options = {};
    return result.ok() ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE const std::uint8_t* faultline_tcc_elf() { return result.elf.data(); }
EMSCRIPTEN_KEEPALIVE int faultline_tcc_elf_bytes() { return static_cast<int>(result.elf.size()); }

EMSCRIPTEN_KEEPALIVE int faultline_tcc_diagnostics() { return static_cast<int>(result.diagnostics.size()); }
EMSCRIPTEN_KEEPALIVE const char* faultline_tcc_path(int index) { return diagnostic(index).path.c_str(); }
EMSCRIPTEN_KEEPALIVE int faultline_tcc_line(int index) { return static_cast<int>(diagnostic(index).line); }
EMSCRIPTEN_KEEPALIVE int faultline_tcc_is_error(int index) {
    return diagnostic(index).severity == faultline::Severity::Error ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE const char* faultline_tcc_text(int index) { return diagnostic(index).text.c_str(); }
}
