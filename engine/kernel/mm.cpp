#include "engine/kernel/mm.hpp"

#include <algorithm>

namespace faultline {

namespace {

std::size_t first_ending_above(const std::vector<Vma>& vmas, std::uint64_t address) {
    const auto found = std::upper_bound(vmas.begin(), vmas.end(), address,
                                        [](std::uint64_t at, const Vma& vma) { return at < vma.end; });
    return static_cast<std::size_t>(found - vmas.begin());
}

}  // namespace

const Vma* Mm::find_vma(std::uint64_t address) const {
    const std::size_t index = first_ending_above(vmas, address);
    return index < vmas.size() ? &vmas[index] : nullptr;
}

Vma* Mm::search_vma(std::uint64_t address) {
    const std::size_t index = first_ending_above(vmas, address);
    if (index == vmas.size()) return nullptr;
    vma_hint = static_cast<std::uint32_t>(index);
    return &vmas[index];
}

const Vma* Mm::vma_lookup(std::uint64_t address) const {
    const Vma* vma = find_vma(address);
    return vma != nullptr && vma->contains(address) ? vma : nullptr;
}

}  // namespace faultline
