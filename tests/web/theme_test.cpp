#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "web/theme.hpp"

using namespace faultline;

namespace {

constexpr std::uint32_t text_contrast = 450, edge_contrast = 300;

bool letter_is_on_fill(Shape shape) {
    return shape == Shape::Solid || shape == Shape::Split || shape == Shape::Folded || shape == Shape::Double || shape == Shape::Wide;
}

template <class Styles>
void check_cells(const Theme& theme, const Styles& styles) {
    std::set<std::pair<char, Shape>> signs;
    for (const CellStyle& style : styles) {
        CAPTURE(style.letter);
        CHECK(contrast(style.fill, theme.surface) >= edge_contrast);
        CHECK(contrast(style.fill, theme.raised) >= edge_contrast);
        if (style.letter != ' ') {
            CHECK(contrast(letter_is_on_fill(style.shape) ? style.ink : theme.text, letter_is_on_fill(style.shape) ? style.fill : theme.surface) >= text_contrast);
            CHECK(signs.insert({style.letter, style.shape}).second);
        }
    }
}

/// "--name: #rrggbb;" of the block that begins with `selector`.
std::map<std::string, Color> colours_of_block(const std::string& css, const std::string& selector) {
    std::map<std::string, Color> found;
    const std::size_t begin = css.find(selector), end = css.find('}', begin);
    std::istringstream lines(css.substr(begin, end - begin));
    for (std::string line; std::getline(lines, line);) {
        const std::size_t name = line.find("--"), colon = line.find(": #");
        if (name == std::string::npos || colon == std::string::npos) continue;
        found[line.substr(name + 2, colon - name - 2)] = Color::of(static_cast<std::uint32_t>(std::stoul(line.substr(colon + 3, 6), nullptr, 16)));
    }
    return found;
}

void check_same_palette(const Theme& theme, std::map<std::string, Color> css) {
    CHECK(css["ground"] == theme.ground);
    CHECK(css["surface"] == theme.surface);
    CHECK(css["raised"] == theme.raised);
    CHECK(css["edge"] == theme.edge);
    CHECK(css["hairline"] == theme.hairline);
    CHECK(css["text"] == theme.text);
    CHECK(css["muted"] == theme.muted);
    CHECK(css["accent"] == theme.accent);
    CHECK(css["second"] == theme.second);
    CHECK(css["good"] == theme.good);
    CHECK(css["bad"] == theme.bad);
    CHECK(css["on-accent"] == theme.on_accent);
}

}  // namespace

TEST_CASE("contrast is WCAG's") {
    CHECK(contrast(Color::of(0x000000), Color::of(0xffffff)) == 2100);
    CHECK(contrast(Color::of(0x777777), Color::of(0xffffff)) == 447);
}

TEST_CASE("text is readable and edges are seen, in both themes") {
    for (const Theme* theme : {&light_theme(), &dark_theme()}) {
        for (const Color ground : {theme->ground, theme->surface, theme->raised}) {
            for (const Color letters : {theme->text, theme->muted, theme->accent, theme->second, theme->good, theme->bad}) {
                CHECK(contrast(letters, ground) >= text_contrast);
            }
            CHECK(contrast(theme->edge, ground) >= edge_contrast);
        }
        CHECK(contrast(theme->on_accent, theme->accent) >= text_contrast);
        CHECK(contrast(theme->on_accent, theme->second) >= text_contrast);
    }
}

TEST_CASE("every look of a page, a frame, a swap slot and a cached page is told by letter and shape, not by colour alone") {
    for (const Theme* theme : {&light_theme(), &dark_theme()}) {
        check_cells(*theme, theme->pages);
        check_cells(*theme, theme->frames);
        check_cells(*theme, theme->slots);
        check_cells(*theme, theme->caches);
    }
}

TEST_CASE("the page's palette is the instrument's") {
    std::ifstream file("web/styles/tokens.css");
    REQUIRE(file.good());
    std::ostringstream css;
    css << file.rdbuf();
    check_same_palette(light_theme(), colours_of_block(css.str(), ":root {"));
    check_same_palette(dark_theme(), colours_of_block(css.str(), ":root[data-theme=\"dark\"]"));
}
