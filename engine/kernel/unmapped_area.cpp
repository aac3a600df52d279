#include "engine/kernel/unmapped_area.hpp"

#include "engine/kernel/errno.hpp"
#include "engine/kernel/vma_ops.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

/// unmapped_area_topdown: the highest free stretch below mmap_base that keeps clear of stacks' guard gaps. 0: none.
std::uint64_t highest_gap(const Machine& machine, const Mm& mm, std::uint64_t length) {
    const std::uint64_t lowest = machine.config.mmap_min_address;
    std::uint64_t ceiling = mm.mmap_base;
    for (std::size_t i = mm.vmas.size() + 1; i-- > 0;) {
        const std::uint64_t floor = i > 0 ? mm.vmas[i - 1].end : lowest;
        const std::uint64_t top = i < mm.vmas.size() ? vm_start_gap(mm.vmas[i]) : ceiling;
        if (top < ceiling) ceiling = top;
        if (ceiling >= floor && ceiling - floor >= length) return ceiling - length;
    }
    return 0;
}

/// arch_get_unmapped_area_topdown, without its way out to bottom-up allocation above mmap_base.
std::uint64_t topdown(const Machine& machine, const Mm& mm, std::uint64_t hint, std::uint64_t length) {
    hint = page_end(hint);
    if (hint != 0 && hint >= machine.config.mmap_min_address && hint <= task_size - length) {
        const std::size_t index = vma_index(mm, hint);
        const bool below_next = index == mm.vmas.size() || hint + length <= vm_start_gap(mm.vmas[index]);
        if (below_next) return hint;
    }
    return highest_gap(machine, mm, length);
}

/// __thp_get_unmapped_area: an address that agrees with the file offset modulo 2 MiB.
std::uint64_t huge_aligned(const Machine& machine, const Mm& mm, std::uint64_t length, std::uint64_t offset) {
    const std::uint64_t offset_end = offset + length;
    const std::uint64_t offset_aligned = (offset + huge_page_bytes - 1) / huge_page_bytes * huge_page_bytes;
    if (offset_end <= offset_aligned || offset_end - offset_aligned < huge_page_bytes) return 0;
    const std::uint64_t found = highest_gap(machine, mm, length + huge_page_bytes);
    if (found == 0) return 0;
    const std::uint64_t shift = (offset - found) & (huge_page_bytes - 1);
    return shift == 0 ? found + huge_page_bytes : found + shift;
}

}  // namespace

std::int64_t get_unmapped_area(const Machine& machine, const Task& task, const Mm& mm, std::uint64_t address,
                               std::uint64_t length, bool fixed, bool shared_anonymous, bool disk_file,
                               std::uint64_t page_offset) {
    if (length > task_size) return err::nomem;
    std::uint64_t found = address;
    if (fixed) {
        if (address > task_size - length) return err::nomem;
    } else {
        found = 0;
        const bool anonymous = !shared_anonymous && !disk_file;
        const bool align_anonymous = anonymous && address == 0 && length % huge_page_bytes == 0;
        if (align_anonymous) found = huge_aligned(machine, mm, length, 0);
        if (disk_file && address == 0) found = huge_aligned(machine, mm, length, page_offset << page_shift);
        if (found == 0) found = topdown(machine, mm, address, length);
        if (found == 0) return err::nomem;
    }
    if (!is_page_aligned(found)) return err::inval;
    if (found < machine.config.mmap_min_address && !task.privileged) return err::perm;
    return static_cast<std::int64_t>(found);
}

}  // namespace faultline
