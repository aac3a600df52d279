# Fetching a source by its hash, from the machine's own Debian mirror where it has one.

# The addresses of the Debian archive that this machine's apt is configured with.
debian_archives() {
    if command -v apt-get >/dev/null; then
        apt-get indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
            awk '$2 == "main" && $1 ~ /debian\/?$/ {sub(/\/$/, "", $1); print $1}' | sort -u
    fi
}

hash_of() {
    sha256sum "$1" | cut -d ' ' -f 1
}

# download ADDRESS FILE: apt's own downloader knows the machine's proxies; curl does elsewhere.
download() {
    if [ -x /usr/lib/apt/apt-helper ]; then
        /usr/lib/apt/apt-helper download-file "$1" "$2"
    else
        curl --fail --silent --show-error --location --output "$2" "$1"
    fi
}

# fetch_pool PATH SHA256 FILE: a file of the Debian pool with that hash, or failure.
fetch_pool() {
    local archive
    if [ -f "$3" ] && [ "$(hash_of "$3")" = "$2" ]; then return 0; fi
    mkdir -p "$(dirname "$3")"
    for archive in $(debian_archives | awk '!seen[$0]++'); do
        rm -f "$3"
        if download "$archive/$1" "$3" && [ "$(hash_of "$3")" = "$2" ]; then return 0; fi
        echo "not at $archive/$1, or not with the hash $2"
    done
    rm -f "$3"
    return 1
}

# unpack FILE FOLDER [tar options]: the contents of an archive, in a fresh folder.
unpack() {
    local file=$1 folder=$2
    shift 2
    rm -rf "$folder"
    mkdir -p "$folder"
    tar -xf "$file" -C "$folder" "$@"
}
