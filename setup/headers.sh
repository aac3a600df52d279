# Header-only libraries, copied out of /usr/include: with -I/usr/include em++ would find the machine's C library.

copy_header() {
    local name=$1 package=$2 licence=$3
    [ -d "/usr/include/$name" ] || return 0
    local key
    key="$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null || echo unpackaged)"
    piece_is_current "header-$name" "$key" && return 0
    say "copying the headers of $name"
    mkdir -p "$third_party/include" "$third_party/licences" || die "cannot write to $third_party"
    rm -rf "$third_party/include/$name"
    cp -r "/usr/include/$name" "$third_party/include/" || die "could not copy /usr/include/$name: is the disk full?"
    if [ -f "/usr/share/doc/$package/copyright" ]; then
        cp "/usr/share/doc/$package/copyright" "$third_party/licences/$licence.txt" || die "cannot write to $third_party"
    fi
    piece_done "header-$name" "$key"
}

setup_headers() {
    copy_header rapidjson rapidjson-dev RapidJSON
    copy_header doctest doctest-dev doctest
}
