# faultline_add_test(NAME source... [LIBS target...] [LABELS label...])
#
# A doctest executable NAME and a ctest entry of the same name, natively and, in the wasm presets, under Node. A test
# runs in the root of the repository, so it opens "scenarios/..." by that name on both sides. The label "live" is for tests on
# the machine's own kernel: they run alone.

if(FAULTLINE_TESTS)
    if(EMSCRIPTEN)
        # A private copy of the one header: -I/usr/include would shadow Emscripten's own C library.
        set(doctest_dir ${FAULTLINE_THIRD_PARTY}/include)
    else()
        find_path(doctest_dir doctest/doctest.h HINTS ${FAULTLINE_THIRD_PARTY}/include NO_CACHE)
    endif()
    if(NOT EXISTS ${doctest_dir}/doctest/doctest.h)
        message(FATAL_ERROR "doctest is missing: run ./faultline setup, or configure with -DFAULTLINE_TESTS=OFF")
    endif()

    add_library(faultline_doctest STATIC ${CMAKE_CURRENT_LIST_DIR}/doctest_main.cpp)
    target_link_libraries(faultline_doctest PRIVATE faultline_warnings)
    faultline_unhurried(faultline_doctest)
    if(NOT doctest_dir STREQUAL "/usr/include")
        target_include_directories(faultline_doctest SYSTEM PUBLIC ${doctest_dir})
    endif()
    # A CHECK then compiles to a call instead of a try block.
    target_compile_definitions(faultline_doctest PUBLIC DOCTEST_CONFIG_SUPER_FAST_ASSERTS)
    if(EMSCRIPTEN)
        # REQUIRE leaves a test case by an exception; only the tests pay for them.
        target_compile_options(faultline_doctest PUBLIC -fexceptions)
    endif()
    # All tests share what it precompiles.
    faultline_precompile(faultline_doctest HEADERS <doctest/doctest.h>)
endif()

function(faultline_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBS;LABELS")
    add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
    target_link_libraries(${name} PRIVATE ${arg_LIBS} faultline_doctest faultline_warnings)
    faultline_unhurried(${name})
    if(FAULTLINE_PRECOMPILE)
        target_precompile_headers(${name} REUSE_FROM faultline_doctest)
    endif()
    if(EMSCRIPTEN)
        target_link_options(${name} PRIVATE
            -O1                          # the code is optimised when compiled; binaryen's passes over each test are not worth their time
            -fexceptions
            -sWASM_ASYNC_COMPILATION=0   # Node has the file at hand, and main() then runs before the script ends
            -sALLOW_MEMORY_GROWTH=1
            -sEXIT_RUNTIME=1             # the exit status of main() is the test's result
            -sNODERAWFS=1)               # tests read the repository's own files
        add_test(NAME ${name} COMMAND node --no-experimental-fetch $<TARGET_FILE:${name}>
                 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    else()
        add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}")
    if("live" IN_LIST arg_LABELS)
        # Counts on the machine's own kernel, and may change its swap or its control groups for a moment.
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
