# The licences of what the page is linked with, collected for site/NOTICES.txt. Each source's own comes with its piece.

setup_licences() {
    local root key
    root=$(em-config EMSCRIPTEN_ROOT 2>/dev/null) || root=$(dirname "$(readlink -f "$(command -v emcc)")")
    key="musl $(hash_of "$root/system/lib/libc/musl/COPYRIGHT")"
    piece_is_current licences "$key" && return 0
    install -D -m 644 "$root/system/lib/libc/musl/COPYRIGHT" "$third_party/licences/musl.txt" ||
        die "Emscripten is incomplete: $root/system/lib/libc/musl/COPYRIGHT is missing; reinstall the package emscripten"
    piece_done licences "$key"
}
