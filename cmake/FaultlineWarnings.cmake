# Every target of ours links this; no third-party target does.
add_library(faultline_warnings INTERFACE)
target_compile_options(faultline_warnings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Werror>)
