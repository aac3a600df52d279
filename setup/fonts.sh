# The page's two typefaces, cut down to the characters that the lab uses: one proportional, one for code.

font_characters="U+0020-007E,U+00A0-00FF,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2032,U+2033,U+2070-2079,U+2080-2089,U+2190-2199,U+21A9,U+21AA,U+21B3,U+2208,U+2212,U+221E,U+2248,U+2260,U+2264,U+2265,U+2500-257F,U+2580-259F,U+25A0-25FF,U+2713,U+2717"

cut_font() {
    hb-subset "$1" --unicodes="$font_characters" --layout-features=kern,tnum --no-hinting \
        --desubroutinize --output-file="$third_party/fonts/$2"
}

make_fonts() {
    mkdir -p "$third_party/fonts" &&
        cut_font /usr/share/fonts/opentype/inter/Inter-Regular.otf inter-regular.otf &&
        cut_font /usr/share/fonts/opentype/inter/Inter-SemiBold.otf inter-semibold.otf &&
        cut_font /usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf jetbrains-mono-regular.ttf &&
        install -D -m 644 /usr/share/doc/fonts-inter/copyright "$third_party/licences/Inter.txt" &&
        install -D -m 644 /usr/share/doc/fonts-jetbrains-mono/copyright "$third_party/licences/JetBrains-Mono.txt"
}

setup_fonts() {
    local key
    key="$(dpkg-query -W -f '${Version} ' fonts-inter fonts-jetbrains-mono 2>/dev/null) $(hash_of "$FAULTLINE_ROOT/setup/fonts.sh")"
    piece_is_current fonts "$key" && return 0
    [ -f /usr/share/fonts/opentype/inter/Inter-Regular.otf ] || die "the Inter typeface is missing: install the package fonts-inter"
    step "cutting the fonts to the characters in use" make_fonts
    piece_done fonts "$key"
}
