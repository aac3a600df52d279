#include "web/theme.hpp"

#include <cmath>

namespace faultline {
namespace {

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

/// The hues that the two looks of memory share: what a page holds and what its frame is used for have one colour.
struct Hues {
    Color anon, copied, file, shared, swapped, huge, guard, table, kernel;
};

Theme make(Theme base, const Hues& hue) {
    const Color edge = base.edge, text = base.text, ink = base.on_accent;
    auto page = [&base](PageLook look) -> CellStyle& { return base.pages[static_cast<std::size_t>(look)]; };
    page(PageLook::Unmapped) = {edge, base.muted, ' ', Shape::Hollow};
    page(PageLook::Untouched) = {edge, base.muted, ' ', Shape::Hollow};
    page(PageLook::ZeroPage) = {edge, text, '0', Shape::Ring};
    page(PageLook::Private) = {hue.anon, ink, 'P', Shape::Solid};
    page(PageLook::SharedCow) = {hue.copied, ink, 'C', Shape::Split};
    page(PageLook::FilePage) = {hue.file, ink, 'F', Shape::Folded};
    page(PageLook::SharedPage) = {hue.shared, ink, 'M', Shape::Double};
    page(PageLook::Swapped) = {hue.swapped, text, 'S', Shape::Dashed};
    page(PageLook::Huge) = {hue.huge, ink, 'H', Shape::Wide};
    page(PageLook::Guard) = {hue.guard, text, 'G', Shape::Hatched};
    page(PageLook::NoAccess) = {hue.guard, text, 'N', Shape::Barred};

    auto frame = [&base](FrameLook look) -> CellStyle& { return base.frames[static_cast<std::size_t>(look)]; };
    frame(FrameLook::Free) = {edge, base.muted, ' ', Shape::Hollow};
    frame(FrameLook::Kernel) = {hue.kernel, ink, 'K', Shape::Solid};
    frame(FrameLook::ZeroPage) = {edge, text, '0', Shape::Ring};
    frame(FrameLook::PageTable) = {hue.table, ink, 'T', Shape::Barred};
    frame(FrameLook::Anon) = {hue.anon, ink, 'P', Shape::Solid};
    frame(FrameLook::AnonShared) = {hue.copied, ink, 'C', Shape::Split};
    frame(FrameLook::SwapCache) = {hue.swapped, text, 'S', Shape::Dashed};
    frame(FrameLook::File) = {hue.file, ink, 'F', Shape::Folded};
    frame(FrameLook::Shmem) = {hue.shared, ink, 'M', Shape::Double};
    frame(FrameLook::Huge) = {hue.huge, ink, 'H', Shape::Wide};

    auto slot = [&base](SlotLook look) -> CellStyle& { return base.slots[static_cast<std::size_t>(look)]; };
    slot(SlotLook::Free) = {edge, base.muted, ' ', Shape::Hollow};
    slot(SlotLook::OnDevice) = {hue.swapped, text, 'S', Shape::Dashed};
    slot(SlotLook::Zero) = {edge, text, '0', Shape::Ring};
    slot(SlotLook::Compressed) = {hue.table, text, 'Z', Shape::Barred};
    slot(SlotLook::Cached) = {hue.swapped, ink, 'B', Shape::Double};

    auto cache = [&base](CacheLook look) -> CellStyle& { return base.caches[static_cast<std::size_t>(look)]; };
    cache(CacheLook::Absent) = {edge, base.muted, ' ', Shape::Hollow};
    cache(CacheLook::Clean) = {hue.file, ink, 'F', Shape::Folded};
    cache(CacheLook::Dirty) = {hue.copied, ink, 'D', Shape::Split};
    cache(CacheLook::Reading) = {hue.anon, text, 'R', Shape::Barred};
    cache(CacheLook::Writing) = {hue.shared, ink, 'W', Shape::Double};
    cache(CacheLook::Evicted) = {edge, text, 'E', Shape::Ring};
    cache(CacheLook::Swapped) = {hue.swapped, text, 'S', Shape::Dashed};
    return base;
}

}  // namespace

std::uint32_t contrast(Color a, Color b) {
    const double first = luminance(a), second = luminance(b);
    const double lighter = first > second ? first : second, darker = first > second ? second : first;
    return static_cast<std::uint32_t>((lighter + 0.05) / (darker + 0.05) * 100.0);
}

const Theme& light_theme() {
    static const Theme theme = make(
        {.ground = Color::of(0xf6f3ec), .surface = Color::of(0xffffff), .raised = Color::of(0xeeeae0), .edge = Color::of(0x7d7566),
         .hairline = Color::of(0xddd7c9), .text = Color::of(0x1b222b), .muted = Color::of(0x525c68), .accent = Color::of(0x9a4700),
         .second = Color::of(0x00696a), .good = Color::of(0x1b6b35), .bad = Color::of(0xb3261e), .on_accent = Color::of(0xffffff),
         .pages = {}, .frames = {}, .slots = {}, .caches = {}},
        {.anon = Color::of(0x0069a8), .copied = Color::of(0xa85400), .file = Color::of(0x863a9c), .shared = Color::of(0x00705a),
         .swapped = Color::of(0x6d5f00), .huge = Color::of(0x4350b8), .guard = Color::of(0xb8362a), .table = Color::of(0x6e5a3c),
         .kernel = Color::of(0x5a6672)});
    return theme;
}

const Theme& dark_theme() {
    static const Theme theme = make(
        {.ground = Color::of(0x0f141b), .surface = Color::of(0x171e27), .raised = Color::of(0x212b37), .edge = Color::of(0x71849a),
         .hairline = Color::of(0x2b3745), .text = Color::of(0xe8edf3), .muted = Color::of(0xa9b6c4), .accent = Color::of(0xffb45e),
         .second = Color::of(0x5ad1c0), .good = Color::of(0x86d993), .bad = Color::of(0xff9580), .on_accent = Color::of(0x0f141b),
         .pages = {}, .frames = {}, .slots = {}, .caches = {}},
        {.anon = Color::of(0x56b4e9), .copied = Color::of(0xf0a33a), .file = Color::of(0xd59ae0), .shared = Color::of(0x5ed3a4),
         .swapped = Color::of(0xeddc6a), .huge = Color::of(0x9db2ff), .guard = Color::of(0xff8a70), .table = Color::of(0xc2b199),
         .kernel = Color::of(0x8795a5)});
    return theme;
}

}  // namespace faultline
