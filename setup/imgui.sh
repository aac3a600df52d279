# Dear ImGui's sources. The pinned version is in Debian's development suite, which moves on; when it has left the archive,
# the same version comes from its upstream tag, and a folder named by FAULTLINE_IMGUI_DIR is taken before either.

# The hash of a source tree: names and contents of the files that are compiled.
imgui_tree_hash() {
    (export LC_ALL=C; cd "$1" && sha256sum imgui*.cpp imgui*.h imconfig.h imstb_*.h backends/imgui_impl_sdl2.* backends/imgui_impl_opengl3*) |
        sha256sum | cut -d ' ' -f 1
}

fetch_imgui() {
    local folder="$third_party/imgui"
    if [ -n "${FAULTLINE_IMGUI_DIR:-}" ]; then
        [ -f "$FAULTLINE_IMGUI_DIR/imgui.h" ] || { echo "no imgui.h in FAULTLINE_IMGUI_DIR=$FAULTLINE_IMGUI_DIR"; return 1; }
        rm -rf "$folder" && mkdir -p "$third_party" && cp -r "$FAULTLINE_IMGUI_DIR" "$folder"
    elif fetch_pool "$imgui_pool" "$imgui_sha256" "$third_party/archives/imgui.tar.xz"; then
        unpack "$third_party/archives/imgui.tar.xz" "$folder" --strip-components=1
    else
        echo "the pinned version has left the archive; trying the upstream tag $imgui_tag"
        rm -rf "$folder"
        git clone --quiet --depth 1 --branch "$imgui_tag" "$imgui_repository" "$folder" ||
            { echo "get Dear ImGui $imgui_version by hand and name its folder: FAULTLINE_IMGUI_DIR=... ./faultline serve"; return 1; }
        [ "$(imgui_tree_hash "$folder")" = "$imgui_tree_sha256" ] || { echo "the upstream tag does not have the pinned hash"; return 1; }
    fi
    install -D -m 644 "$folder/LICENSE.txt" "$third_party/licences/Dear-ImGui.txt"
}

setup_imgui() {
    local key="$imgui_version $imgui_sha256 ${FAULTLINE_IMGUI_DIR:-}"
    # A folder given once stays, until another is named or the version changes.
    if [ -z "${FAULTLINE_IMGUI_DIR:-}" ] && [ -f "$stamps/imgui" ] && [[ $(cat "$stamps/imgui") == "$imgui_version $imgui_sha256 "* ]]; then return 0; fi
    piece_is_current imgui "$key" && return 0
    step "fetching Dear ImGui $imgui_version" fetch_imgui
    piece_done imgui "$key"
}
