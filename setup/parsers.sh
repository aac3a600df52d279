# The sources of yaml-cpp and md4c, for the page's module that reads a lab's folder. Native tools use the system's own.

fetch_parsers() {
    fetch_pool "$yaml_cpp_pool" "$yaml_cpp_sha256" "$third_party/archives/yaml-cpp.tar.xz" || return 1
    unpack "$third_party/archives/yaml-cpp.tar.xz" "$third_party/yaml-cpp" --strip-components=1
    install -D -m 644 "$third_party/yaml-cpp/LICENSE" "$third_party/licences/yaml-cpp.txt" || return 1
    fetch_pool "$md4c_pool" "$md4c_sha256" "$third_party/archives/md4c.tar.gz" || return 1
    unpack "$third_party/archives/md4c.tar.gz" "$third_party/md4c" --strip-components=1
    install -D -m 644 "$third_party/md4c/LICENSE.md" "$third_party/licences/md4c.txt"
}

setup_parsers() {
    local key="$yaml_cpp_version $yaml_cpp_sha256 $md4c_version $md4c_sha256"
    piece_is_current parsers "$key" && return 0
    step "fetching yaml-cpp $yaml_cpp_version and md4c $md4c_version" fetch_parsers
    piece_done parsers "$key"
}
