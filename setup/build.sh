# build PRESET [TARGET]: configures once and builds what has changed, with Ninja's own progress in the heartbeat.
# Sourced by ./faultline.

build() {
    local preset=$1 target=${2:-} folder=build/$1
    [ "$preset" = web-tests ] && folder=build/web
    need_space 300 "build"
    # A folder copied from elsewhere is configured anew, from nothing.
    if [ -f "$folder/CMakeCache.txt" ] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$FAULTLINE_ROOT" "$folder/CMakeCache.txt"; then
        rm -rf "$folder"
    fi
    # Ninja configures again by itself when a CMakeLists.txt changes, but does not know of the presets.
    if [ ! -f "$folder/build.ninja" ] || [ "$(cat "$folder/presets" 2>/dev/null)" != "$(hash_of CMakePresets.json)" ]; then
        step "configuring $preset" cmake --preset "$preset"
        hash_of CMakePresets.json >"$folder/presets"
    fi
    FAULTLINE_LOG_LINES=60 step "building $preset${target:+ ($target)}" cmake --build --preset "$preset" ${target:+--target "$target"}
}
