# The labs of scenarios/ as the JSON that the page loads: site/labs. The authors' formats are read natively alone, so the
# page's build has faultline-lab-json built first, by the release preset, unless FAULTLINE_LAB_JSON names one.
set(FAULTLINE_LAB_JSON "" CACHE FILEPATH "a native faultline-lab-json; empty: the release preset's")

function(faultline_site_labs)
    file(GLOB_RECURSE lab_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/scenarios/*)

    set(lab_json ${FAULTLINE_LAB_JSON})
    if(NOT lab_json)
        set(lab_json ${CMAKE_SOURCE_DIR}/build/release/bin/faultline-lab-json)
        add_custom_target(faultline_native_lab_json
            COMMAND ${CMAKE_COMMAND} -P ${CMAKE_SOURCE_DIR}/cmake/build_lab_json.cmake
            BYPRODUCTS ${lab_json}
            WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
            COMMENT "Building faultline-lab-json natively"
            VERBATIM)
    endif()
    add_custom_command(
        OUTPUT ${CMAKE_BINARY_DIR}/labs.stamp
        COMMAND ${CMAKE_COMMAND} -E rm -rf ${FAULTLINE_SITE}/labs
        COMMAND ${CMAKE_COMMAND} -E make_directory ${FAULTLINE_SITE}/labs
        COMMAND ${lab_json} ${FAULTLINE_SITE}/labs scenarios
        COMMAND ${CMAKE_COMMAND} -E make_directory ${FAULTLINE_SITE}/tour
        COMMAND ${lab_json} ${FAULTLINE_SITE}/tour web/tour
        COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/labs.stamp
        DEPENDS ${lab_json} ${lab_files} ${CMAKE_SOURCE_DIR}/web/tour/lab.md ${CMAKE_SOURCE_DIR}/web/tour/tour.c
        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
        COMMENT "Building the labs"
        VERBATIM)
    add_custom_target(faultline_labs ALL DEPENDS ${CMAKE_BINARY_DIR}/labs.stamp)
    faultline_part_of_site(faultline_labs)
endfunction()

if(FAULTLINE_PAGE)
    faultline_site_labs()
endif()
