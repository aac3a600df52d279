# The Debian packages of each set, one a line: the package, and the command that makes it unnecessary when it is there.
# `serve` needs no browser and no sanitizer, so that a first look is quick.

packages_build='
ca-certificates
bzip2 bzip2
xz-utils xz
patch patch
g++ g++
cmake cmake
ninja-build ninja
rapidjson-dev
libyaml-cpp-dev
libmd4c-dev
libmd4c-html0-dev
'
packages_serve="$packages_build
emscripten em++
nodejs node
python3 python3
esbuild esbuild
libharfbuzz-bin hb-subset
fonts-inter
fonts-jetbrains-mono
doctest-dev
"
packages_test="$packages_serve
clang clang++
libclang-rt-14-dev
npm npm
chromium chromium
chromium-driver chromedriver
firefox-esr
webkit2gtk-driver
xvfb Xvfb
xauth xauth
libegl1
libegl-mesa0
libgl1
libgl1-mesa-dri
"

# missing_packages SET: the packages of a set that this machine lacks.
missing_packages() {
    local list="packages_$1" package command installed
    installed=" $(dpkg-query -W -f '${db:Status-Status}=${Package} ' 2>/dev/null || true)"
    while read -r package command; do
        [ -n "$package" ] || continue
        if [ -n "$command" ] && command -v "$command" >/dev/null; then continue; fi
        case $installed in *" installed=$package "*) continue ;; esac
        printf '%s ' "$package"
    done <<<"${!list}"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# dpkg waits for the disk after every file, which is most of an installation's time; here the disk is waited for once, at the end.
apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=600 -o DPkg::Options::=--force-unsafe-io "$@" && sync
}

install_packages() {
    local missing count
    missing=$(missing_packages "$1")
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null ||
        die "these are missing, and this is no Debian to install them on: $missing; install their counterparts and try again"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; } ||
            die "packages are missing and neither root nor sudo is at hand; as root, run: apt-get install --no-install-recommends $missing"
        sudo -v || die "sudo refused; as root, run: apt-get install --no-install-recommends $missing"
    fi
    count=$(wc -w <<<"$missing")
    need_space $((600 + count * 60)) "install $count packages"
    step "refreshing the list of packages" apt_install update
    # shellcheck disable=SC2086
    step "installing $count packages" apt_install install -y --no-install-recommends $missing
    [ -z "$(missing_packages "$1")" ] || die "still missing after the installation: $(missing_packages "$1")"
}

check_node() {
    local major
    major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null) || die "node does not run: reinstall it (apt-get install nodejs)"
    [ "$major" -ge 18 ] || die "node $major is too old: install node 18 or newer, or remove it so that set-up installs Debian's"
}
