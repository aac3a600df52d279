#include "web/semantics/look_planes.hpp"

#include <algorithm>
#include <bit>

namespace faultline {
namespace {

/// Bits of a word that stand for [first, end), both counted from the word's own first page.
constexpr std::uint64_t bits_between(std::uint32_t first, std::uint32_t end) {
    const std::uint64_t below_end = end >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << end) - 1;
    return below_end & ~((std::uint64_t{1} << first) - 1);
}

}  // namespace

LookPlanes::LookPlanes(std::span<const PageLook, pages> looks) : looks_(0) {
    for (std::uint32_t word = 0; word < words; ++word) {
        std::array<std::uint64_t, planes> bits{};
        for (std::uint32_t page = 0; page < 64; ++page) {
            const std::uint64_t code = code_of(looks[word * 64 + page]);
            looks_ |= 1u << code;
            for (std::uint32_t plane = 0; plane < planes; ++plane) bits[plane] |= ((code >> plane) & 1u) << page;
        }
        for (std::uint32_t plane = 0; plane < planes; ++plane) planes_[plane][word] = bits[plane];
    }
}

PageLook LookPlanes::operator[](std::uint32_t page) const {
    std::uint32_t code = 0;
    for (std::uint32_t plane = 0; plane < planes; ++plane)
        code |= static_cast<std::uint32_t>((planes_[plane][page / 64] >> (page % 64)) & 1u) << plane;
    return look_of(code);
}

std::uint64_t LookPlanes::pages_with(std::uint32_t code, std::uint32_t word) const {
    std::uint64_t all = ~std::uint64_t{0};
    for (std::uint32_t plane = 0; plane < planes; ++plane)
        all &= ((code >> plane) & 1u) != 0 ? planes_[plane][word] : ~planes_[plane][word];
    return all;
}

void LookPlanes::count(std::uint32_t first, std::uint32_t end, LookCounts& counts) const {
    if (uniform()) {
        counts[static_cast<std::size_t>((*this)[0])] += end - first;
        return;
    }
    for (std::uint32_t left = looks_; left != 0; left &= left - 1) {
        const std::uint32_t code = static_cast<std::uint32_t>(std::countr_zero(left));
        std::uint64_t& count = counts[static_cast<std::size_t>(look_of(code))];
        for (std::uint32_t page = first; page < end; page = (page / 64 + 1) * 64) {
            const std::uint64_t wanted = bits_between(page % 64, std::min(end - page / 64 * 64, 64u));
            count += static_cast<std::uint64_t>(std::popcount(pages_with(code, page / 64) & wanted));
        }
    }
}

std::uint32_t LookPlanes::changes(std::uint32_t first, std::uint32_t end) const {
    std::uint32_t sum = 0;
    for (std::uint32_t page = first + 1; page < end; page = (page / 64 + 1) * 64) {
        const std::uint32_t word = page / 64;
        std::uint64_t differs = 0;
        for (std::uint32_t plane = 0; plane < planes; ++plane) {
            const std::uint64_t last = word == 0 ? 0 : planes_[plane][word - 1] >> 63;
            differs |= planes_[plane][word] ^ (planes_[plane][word] << 1 | last);
        }
        sum += static_cast<std::uint32_t>(
            std::popcount(differs & bits_between(page % 64, std::min(end - word * 64, 64u))));
    }
    return sum;
}

}  // namespace faultline
