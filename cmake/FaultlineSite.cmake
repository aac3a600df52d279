# The static site that the web preset makes: build/web/site, which any file server can serve.
option(FAULTLINE_PAGE "build the page (Emscripten only)" OFF)
set(FAULTLINE_SITE ${CMAKE_BINARY_DIR}/site)

# faultline_site_files(TARGET [DESTINATION folder] file...): copies files into the site, each when it changes. TARGET is a
# new custom target, part of ALL.
function(faultline_site_files target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "DESTINATION" "")
    set(outputs)
    foreach(file IN LISTS arg_UNPARSED_ARGUMENTS)
        get_filename_component(source ${file} ABSOLUTE)
        get_filename_component(name ${file} NAME)
        cmake_path(SET output NORMALIZE "${FAULTLINE_SITE}/${arg_DESTINATION}/${name}")
        add_custom_command(
            OUTPUT ${output}
            COMMAND ${CMAKE_COMMAND} -E copy ${source} ${output}
            DEPENDS ${source}
            VERBATIM)
        list(APPEND outputs ${output})
    endforeach()
    add_custom_target(${target} ALL DEPENDS ${outputs})
    faultline_part_of_site(${target})
endfunction()

# faultline_part_of_site(TARGET...): the target faultline_site, which is the whole page, builds these too.
function(faultline_part_of_site)
    if(FAULTLINE_PAGE)
        if(NOT TARGET faultline_site)
            add_custom_target(faultline_site)
        endif()
        add_dependencies(faultline_site ${ARGN})
    endif()
endfunction()

if(FAULTLINE_PAGE)
    file(GLOB faultline_licences CONFIGURE_DEPENDS ${FAULTLINE_THIRD_PARTY}/licences/*.txt ${CMAKE_SOURCE_DIR}/setup/licences/*.txt)
    add_custom_command(
        OUTPUT ${FAULTLINE_SITE}/NOTICES.txt
        COMMAND ${CMAKE_COMMAND} -DOUTPUT=${FAULTLINE_SITE}/NOTICES.txt -DLICENCES=${FAULTLINE_THIRD_PARTY}/licences
                -DOURS=${CMAKE_SOURCE_DIR} -P ${CMAKE_SOURCE_DIR}/cmake/write_notices.cmake
        DEPENDS ${faultline_licences} ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_SOURCE_DIR}/cmake/write_notices.cmake
        VERBATIM)
    add_custom_target(faultline_notices ALL DEPENDS ${FAULTLINE_SITE}/NOTICES.txt)
    faultline_part_of_site(faultline_notices)

    faultline_site_files(faultline_fonts DESTINATION fonts
        ${FAULTLINE_THIRD_PARTY}/fonts/inter-regular.otf
        ${FAULTLINE_THIRD_PARTY}/fonts/inter-semibold.otf
        ${FAULTLINE_THIRD_PARTY}/fonts/jetbrains-mono-regular.ttf)
endif()

# What a page fetches and runs seldom is bought by the byte: -Oz halves the code of templates, at twice the time (docs/performance.md).
function(faultline_small)
    if(EMSCRIPTEN)
        foreach(target IN LISTS ARGN)
            target_compile_options(${target} PRIVATE -Oz)
        endforeach()
    endif()
endfunction()
