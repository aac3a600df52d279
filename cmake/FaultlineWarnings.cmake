# Every target of ours links this; no third-party target does.
add_library(faultline_warnings INTERFACE)
target_compile_options(faultline_warnings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Werror>)
if(FAULTLINE_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 forgets which of what it has precompiled is the system's, and warns of std::string's own copies.
    target_compile_options(faultline_warnings INTERFACE
        $<$<COMPILE_LANGUAGE:CXX>:-Wno-array-bounds;-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread>)
endif()
