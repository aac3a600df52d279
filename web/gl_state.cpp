// Dear ImGui asks WebGL before every frame how it is set, and sets it back afterwards, for others who draw. Nobody else draws
// on this canvas, and an answer comes only when the browser's graphics process has drawn all that it was given before: the page
// would stand still as long. So its backend is built to ask here (cmake/FaultlineThirdParty.cmake), where the answer is how a
// fresh context is set.
#include <GLES2/gl2.h>

extern "C" void faultline_gl_state(GLenum name, GLint* values);

extern "C" void faultline_gl_state(GLenum name, GLint* values) {
    switch (name) {
        case GL_CURRENT_PROGRAM:
        case GL_TEXTURE_BINDING_2D:
        case GL_ARRAY_BUFFER_BINDING:
        case GL_ELEMENT_ARRAY_BUFFER_BINDING: *values = 0; return;
        case GL_ACTIVE_TEXTURE: *values = GL_TEXTURE0; return;
        case GL_BLEND_SRC_RGB:
        case GL_BLEND_SRC_ALPHA: *values = GL_ONE; return;
        case GL_BLEND_DST_RGB:
        case GL_BLEND_DST_ALPHA: *values = GL_ZERO; return;
        case GL_BLEND_EQUATION_RGB:
        case GL_BLEND_EQUATION_ALPHA: *values = GL_FUNC_ADD; return;
        case GL_VIEWPORT:
        case GL_SCISSOR_BOX:
            for (int side = 0; side < 4; ++side) values[side] = 0;
            return;
        default: glGetIntegerv(name, values);   // a limit, asked for once
    }
}
