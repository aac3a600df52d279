option(FAULTLINE_TESTS "build the tests" ON)
option(FAULTLINE_BENCH "build the benches" OFF)

# Adds each named folder, in order, that has a CMakeLists.txt. A room that is not there yet is no error.
function(faultline_add_rooms)
    foreach(room IN LISTS ARGN)
        if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${room}/CMakeLists.txt)
            add_subdirectory(${room})
        endif()
    endforeach()
endfunction()
