#include "web/semantics/memory_looks.hpp"

#include <algorithm>

#include "engine/kernel/rmap.hpp"

namespace faultline {
namespace {

/// Beyond so many places where frames may be mapped, reading all tables costs less than finding those few.
constexpr std::size_t most_places = 1u << 18;

/// VMAs whose pages may lie at another address than their index says (kernel/rmap.hpp).
std::vector<const Vma*> vmas_with_an_offset(const Mm& mm) {
    std::vector<const Vma*> vmas;
    for (const Vma& vma : mm.vmas) {
        if (vma.page_offset != page_number(vma.start)) vmas.push_back(&vma);
    }
    return vmas;
}

/// Wherever this page of its object would be mapped.
void forget_page(PageLooks& space, const std::vector<const Vma*>& vmas, std::uint64_t index, std::size_t& near) {
    space.forget(index << page_shift, near);
    for (const Vma* vma : vmas) {
        const std::uint64_t address = vma_address(*vma, index);
        std::size_t anywhere = 0;
        if (address != ~std::uint64_t{0}) space.forget(address, anywhere);
    }
}

}  // namespace

void MemoryLooks::follow(const Machine& machine) {
    ++serial_;
    frames_.follow(machine);
    if (frames_.anew()) spaces_.clear();
    std::erase_if(spaces_, [&machine](const auto& space) { return machine.mms.count(space.first) == 0; });
    forget_recounted(machine);
    for (const auto& [id, mm] : machine.mms) spaces_[id].follow(machine, frames_, mm, serial_);
    slots_.resize(machine.swap.devices.size());
    for (std::size_t device = 0; device < slots_.size(); ++device) slots_[device].follow(machine.swap.devices[device]);
}

/// Entries that nobody has written look and count otherwise when their frame is mapped by more or fewer than before. Where
/// such a frame may be mapped is what the kernel's own reverse map would try.
void MemoryLooks::forget_recounted(const Machine& machine) {
    const std::span<const std::uint32_t> frames = frames_.recounted();
    if (frames.empty()) return;
    const bool merged = std::any_of(frames.begin(), frames.end(), [&machine](std::uint32_t frame) {
        return machine.page(Pfn{frame}).has(page_flag::ksm);   // may be mapped anywhere
    });
    if (merged || frames_.many_recounted()) return forget_all();
    for (auto& [id, space] : spaces_) {
        const std::vector<const Vma*> vmas = vmas_with_an_offset(machine.mms.at(id));
        if (frames.size() * (vmas.size() + 1) * spaces_.size() > most_places) return forget_all();
        std::size_t near = 0;
        for (const std::uint32_t frame : frames) {
            const std::uint64_t index = page_index(machine, Pfn{frame});
            forget_page(space, vmas, index, near);
            const std::uint64_t last = index + (std::uint64_t{1} << machine.page(Pfn{frame}).order) - 1;
            if (last != index) forget_page(space, vmas, last, near);
        }
    }
}

void MemoryLooks::forget_all() {
    for (auto& space : spaces_) space.second.forget_all();
}

std::span<const Area> MemoryLooks::areas_of(const Mm& mm) {
    areas_.follow(mm, of(mm.id));
    return areas_.all();
}

}  // namespace faultline
