# setup SET: installs and fetches what the set (build, serve or test) lacks; returns at once when it lacks nothing.
# Sourced by ./faultline.

for part in common versions packages fetch sdl2 imgui tcc parsers headers fonts licences npm; do
    # shellcheck source=/dev/null
    . "$FAULTLINE_ROOT/setup/$part.sh"
done

setup() {
    mkdir -p "$stamps" "$logs" || die "cannot write to $FAULTLINE_ROOT: check its owner and the free space of its disk"
    install_packages "$1"
    setup_tcc
    [ "$1" = build ] && return 0
    check_node
    setup_headers
    setup_imgui
    setup_parsers
    setup_fonts
    setup_licences
    setup_sdl2
    [ "$1" = serve ] && return 0
    setup_npm
}
