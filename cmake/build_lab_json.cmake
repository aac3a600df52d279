# Run from the root of the repository: configures the release preset when that has not been done, and builds faultline-lab-json.
if(NOT EXISTS build/release/build.ninja)
    execute_process(COMMAND ${CMAKE_COMMAND} --preset release COMMAND_ERROR_IS_FATAL ANY)
endif()
execute_process(COMMAND ${CMAKE_COMMAND} --build --preset release --target faultline_lab_json COMMAND_ERROR_IS_FATAL ANY)
