// SDL finds procedures of OpenGL by their names, for programs that load it at run time. Emscripten's answer knows every one of
// WebGL, and so would the page fetch every one. Nothing here asks for a procedure by name but SDL itself, for this one.
#include <GLES2/gl2.h>

#include <string_view>

extern "C" void* eglGetProcAddress(const char* name);

extern "C" void* eglGetProcAddress(const char* name) {
    return std::string_view(name) == "glGetString" ? reinterpret_cast<void*>(glGetString) : nullptr;
}
