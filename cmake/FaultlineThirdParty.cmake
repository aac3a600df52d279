# What set-up put into third_party/, as CMake targets. -DSDL2_DIR=, -DIMGUI_DIR= and -DTCC_DIR= name other copies.
#
#   SDL2                  wasm only: the static library that set-up built
#   faultline_imgui       wasm only: Dear ImGui with its SDL2 and OpenGL ES backends
#   faultline_imgui_core  everywhere: Dear ImGui alone, for tests of panels without a screen
#   faultline_rapidjson   everywhere: headers
#   faultline_parsers     yaml-cpp and md4c: the system's, or with Emscripten their sources
#   faultline_tcc         everywhere: see compiler/CMakeLists.txt
set(SDL2_DIR "${FAULTLINE_THIRD_PARTY}/sdl2" CACHE PATH "an install tree of SDL2 built with Emscripten")
set(IMGUI_DIR "${FAULTLINE_THIRD_PARTY}/imgui" CACHE PATH "Dear ImGui's sources, 1.92 or newer")
set(TCC_DIR "${FAULTLINE_THIRD_PARTY}/tcc" CACHE PATH "TCC's sources, with the patch of setup/patches")

if(EMSCRIPTEN AND EXISTS ${SDL2_DIR}/lib/libSDL2.a)
    add_library(SDL2 STATIC IMPORTED GLOBAL)
    set_target_properties(SDL2 PROPERTIES
        IMPORTED_LOCATION ${SDL2_DIR}/lib/libSDL2.a
        INTERFACE_INCLUDE_DIRECTORIES "${SDL2_DIR}/include/SDL2;${SDL2_DIR}/include")
endif()

if(EXISTS ${IMGUI_DIR}/imgui.h)
    set(imgui_sources ${IMGUI_DIR}/imgui.cpp ${IMGUI_DIR}/imgui_draw.cpp ${IMGUI_DIR}/imgui_tables.cpp ${IMGUI_DIR}/imgui_widgets.cpp)

    # Both libraries agree on these, and so must everything that includes imgui.h.
    add_library(faultline_imgui_config INTERFACE)
    target_include_directories(faultline_imgui_config SYSTEM INTERFACE ${IMGUI_DIR} ${IMGUI_DIR}/backends)
    target_compile_definitions(faultline_imgui_config INTERFACE
        IMGUI_DISABLE_OBSOLETE_FUNCTIONS
        "ImDrawIdx=unsigned int"          # a screen of small areas, a cell a page, has more vertices than 16 bits count
        IMGUI_DISABLE_DEMO_WINDOWS        # 150 kB that no learner sees
        IMGUI_DISABLE_FILE_FUNCTIONS)     # the page has no files

    add_library(faultline_imgui_core STATIC EXCLUDE_FROM_ALL ${imgui_sources})
    target_link_libraries(faultline_imgui_core PUBLIC faultline_imgui_config)
    faultline_unhurried(faultline_imgui_core)

    if(TARGET SDL2)
        add_library(faultline_imgui STATIC EXCLUDE_FROM_ALL ${imgui_sources}
            ${IMGUI_DIR}/backends/imgui_impl_sdl2.cpp ${IMGUI_DIR}/backends/imgui_impl_opengl3.cpp
            ${CMAKE_SOURCE_DIR}/web/gamepads.cpp ${CMAKE_SOURCE_DIR}/web/gl_procedures.cpp ${CMAKE_SOURCE_DIR}/web/gl_state.cpp)
        target_link_libraries(faultline_imgui PUBLIC faultline_imgui_config SDL2)
        target_compile_definitions(faultline_imgui
            PUBLIC IMGUI_IMPL_OPENGL_ES2
            PRIVATE IMGUI_DISABLE_DEFAULT_FONT)   # the page brings its own
        # The backend's questions to WebGL are answered in web/gl_state.cpp, which says why.
        set_source_files_properties(${IMGUI_DIR}/backends/imgui_impl_opengl3.cpp PROPERTIES COMPILE_DEFINITIONS glGetIntegerv=faultline_gl_state)
        target_compile_options(faultline_imgui PRIVATE
            -Oz                                    # the interface is bought by the byte, the engine by the nanosecond
            "SHELL:-include emscripten/emscripten.h") # the SDL2 backend of 1.92 uses EM_JS without including it
    endif()
endif()

if(EMSCRIPTEN)
    # A private copy: -I/usr/include would shadow Emscripten's own C library.
    set(rapidjson_dir ${FAULTLINE_THIRD_PARTY}/include)
else()
    find_path(rapidjson_dir rapidjson/document.h HINTS ${FAULTLINE_THIRD_PARTY}/include NO_CACHE)
endif()
if(EXISTS ${rapidjson_dir}/rapidjson/document.h)
    add_library(faultline_rapidjson INTERFACE)
    # /usr/include as a system directory would be searched before the compiler's own; it is searched anyway.
    if(NOT rapidjson_dir STREQUAL "/usr/include")
        target_include_directories(faultline_rapidjson SYSTEM INTERFACE ${rapidjson_dir})
    endif()
    target_compile_definitions(faultline_rapidjson INTERFACE RAPIDJSON_HAS_STDSTRING=1)
endif()

if(EMSCRIPTEN)
    set(yaml_cpp_source ${FAULTLINE_THIRD_PARTY}/yaml-cpp)
    set(md4c_source ${FAULTLINE_THIRD_PARTY}/md4c/src)
    if(EXISTS ${yaml_cpp_source}/include/yaml-cpp/yaml.h AND EXISTS ${md4c_source}/md4c.c)
        set(yaml_cpp_parts binary convert depthguard directives emit emitfromevents emitter emitterstate emitterutils exceptions exp
            memory node node_data nodebuilder nodeevents null ostream_wrapper parse parser regex_yaml scanner scanscalar scantag
            scantoken simplekey singledocparser stream tag)
        list(TRANSFORM yaml_cpp_parts PREPEND ${yaml_cpp_source}/src/)
        list(TRANSFORM yaml_cpp_parts APPEND .cpp)
        add_library(faultline_parsers STATIC EXCLUDE_FROM_ALL ${yaml_cpp_parts} ${md4c_source}/md4c.c)
        target_include_directories(faultline_parsers SYSTEM PUBLIC ${yaml_cpp_source}/include ${md4c_source})
        target_compile_definitions(faultline_parsers PUBLIC YAML_CPP_STATIC_DEFINE)
        # yaml-cpp says by exception that a text is no YAML; nothing else in the page uses them.
        target_compile_options(faultline_parsers PUBLIC -fexceptions PRIVATE -Os)
        target_link_options(faultline_parsers INTERFACE -fexceptions)
        faultline_precompile(faultline_parsers)
    endif()
else()
    find_path(yaml_cpp_dir yaml-cpp/yaml.h NO_CACHE)
    find_library(yaml_cpp_library yaml-cpp NO_CACHE)
    find_path(md4c_dir md4c.h NO_CACHE)
    find_library(md4c_library md4c NO_CACHE)
    if(NOT yaml_cpp_dir OR NOT yaml_cpp_library OR NOT md4c_dir OR NOT md4c_library)
        message(FATAL_ERROR "yaml-cpp or md4c is missing: run ./faultline setup")
    endif()
    add_library(faultline_parsers INTERFACE)
    target_link_libraries(faultline_parsers INTERFACE ${yaml_cpp_library} ${md4c_library})
endif()
