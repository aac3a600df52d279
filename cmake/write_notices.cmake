# cmake -DOUTPUT=… -DLICENCES=… -DOURS=… -P write_notices.cmake: one text file with the licence of everything that the site ships.
set(parts
    "SDL2|SDL2.txt"
    "Dear ImGui|Dear-ImGui.txt"
    "RapidJSON|RapidJSON.txt"
    "TCC, the Tiny C Compiler (tcc.wasm, whose source and making the NOTICES.md of the project names)|TCC.txt"
    "Emscripten's runtime|Emscripten.txt"
    "musl, the C library of Emscripten|musl.txt"
    "Inter, the typeface|Inter.txt"
    "JetBrains Mono, the typeface|JetBrains-Mono.txt")
foreach(parser "yaml-cpp" "md4c")
    if(EXISTS ${LICENCES}/${parser}.txt)
        list(APPEND parts "${parser} (author.wasm)|${parser}.txt")
    endif()
endforeach()
file(READ ${OURS}/LICENSE licence)
set(text "Faultline\n=========\n\n${licence}")
foreach(part IN LISTS parts)
    string(REPLACE "|" ";" part "${part}")
    list(GET part 0 title)
    list(GET part 1 name)
    if(EXISTS ${OURS}/setup/licences/${name})
        file(READ ${OURS}/setup/licences/${name} licence)
    else()
        file(READ ${LICENCES}/${name} licence)
    endif()
    string(REGEX REPLACE "." "=" line "${title}")
    string(APPEND text "\n\n${title}\n${line}\n\n${licence}")
endforeach()
file(WRITE ${OUTPUT} "${text}")
