# SDL2 as a static wasm library: video, events and OpenGL ES only. Made once; the page's builds reuse the install tree.

sdl2_options=(
    -DSDL_SHARED=OFF -DSDL_STATIC=ON -DSDL_TEST=OFF
    -DSDL_AUDIO=OFF -DSDL_JOYSTICK=OFF -DSDL_HAPTIC=OFF -DSDL_SENSOR=OFF -DSDL_POWER=OFF -DSDL_HIDAPI=OFF
    -DSDL_RENDER=OFF      # ImGui draws by itself through OpenGL ES
    -DSDL_PTHREADS=OFF    # threads would need a cross-origin isolated page
    "-DCMAKE_C_FLAGS_MINSIZEREL=-Oz -DSDL_LEAN_AND_MEAN=1" # without SDL's own copying of pixels, which nothing here calls
)

build_sdl2() {
    local work="$third_party/build/sdl2"
    fetch_pool "$sdl2_pool" "$sdl2_sha256" "$third_party/archives/sdl2.tar.gz" || return 1
    unpack "$third_party/archives/sdl2.tar.gz" "$work/source" --strip-components=1
    rm -rf "$work/build" "$third_party/sdl2"
    export NODE_PATH=/usr/share/nodejs
    cmake -C "$FAULTLINE_ROOT/setup/sdl2-emscripten-answers.cmake" -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$FAULTLINE_ROOT/cmake/emscripten.cmake" \
        -DCMAKE_BUILD_TYPE=MinSizeRel \
        -DCMAKE_INSTALL_PREFIX="$third_party/sdl2" "${sdl2_options[@]}" &&
        cmake --build "$work/build" &&
        cmake --install "$work/build" &&
        install -D -m 644 "$work/source/LICENSE.txt" "$third_party/licences/SDL2.txt" &&
        rm -rf "$work"
}

setup_sdl2() {
    local key
    key="$sdl2_version $sdl2_sha256 ${sdl2_options[*]} $(emcc --version | head -n 1)"
    piece_is_current sdl2 "$key" && return 0
    step "building SDL2 $sdl2_version for WebAssembly (half a minute)" build_sdl2
    piece_done sdl2 "$key"
}
