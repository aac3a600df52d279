# The Tiny C Compiler's sources, with the one patch that makes it embeddable and its output the same on every host.

fetch_tcc() {
    local folder="$third_party/tcc"
    fetch_pool "$tcc_pool" "$tcc_sha256" "$third_party/archives/tcc.tar.bz2" || return 1
    unpack "$third_party/archives/tcc.tar.bz2" "$folder" # this archive has no folder at its top
    patch --directory="$folder" --strip=1 <"$FAULTLINE_ROOT/setup/patches/tcc-embedded.patch" || return 1
    install -D -m 644 "$folder/COPYING" "$third_party/licences/TCC.txt"
}

setup_tcc() {
    local key
    key="$tcc_version $tcc_sha256 $(hash_of "$FAULTLINE_ROOT/setup/patches/tcc-embedded.patch")"
    piece_is_current tcc "$key" && return 0
    step "fetching TCC $tcc_version" fetch_tcc
    piece_done tcc "$key"
}
