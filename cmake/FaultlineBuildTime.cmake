# What keeps a whole build short on two cores. The release preset uses none of it, so that there every file still has to include
# what it uses and every warning is on.
option(FAULTLINE_PRECOMPILE "read the headers that most files include once a target" ON)
set(FAULTLINE_UNHURRIED_FLAGS "" CACHE STRING "compiler options for what no test's speed hangs on: everything but the engine and the compiler")

# The standard headers are more than half of the time that a small file takes to compile.
set(faultline_common_headers <algorithm> <array> <cstdint> <map> <optional> <span> <string> <string_view> <vector>)

# faultline_precompile(TARGET... [HEADERS header...]): the common headers and, where a room has one that most of it includes, that.
function(faultline_precompile)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "HEADERS")
    if(NOT FAULTLINE_PRECOMPILE)
        return()
    endif()
    foreach(target IN LISTS arg_UNPARSED_ARGUMENTS)
        foreach(header IN LISTS faultline_common_headers arg_HEADERS)
            string(REPLACE ">" "$<ANGLE-R>" header "${header}")
            target_precompile_headers(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${header}>")
        endforeach()
    endforeach()
endfunction()

# faultline_unhurried(TARGET...): compiled soon rather than well, where a preset says so.
function(faultline_unhurried)
    foreach(target IN LISTS ARGN)
        target_compile_options(${target} PRIVATE ${FAULTLINE_UNHURRIED_FLAGS})
    endforeach()
endfunction()
