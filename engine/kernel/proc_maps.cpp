// /proc/PID/maps and pagemap. Linux: fs/proc/task_mmu.c.
#include <algorithm>
#include <charconv>

#include "engine/kernel/page_table.hpp"
#include "engine/kernel/proc.hpp"
#include "engine/kernel/proc_maps.hpp"
#include "engine/kernel/proc_text.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

/// Column at which names begin: 25 + 6 * sizeof(void *) - 1, and one blank.
constexpr std::size_t name_column = 73;

std::string name_of(const Machine& machine, const Mm& mm, const Vma& vma) {
    if (vma.file != no_file) return path_of(machine, vma.file);
    switch (vma.name) {
        case VmaName::Vvar: return "[vvar]";
        case VmaName::VvarVclock: return "[vvar_vclock]";
        case VmaName::Vdso: return "[vdso]";
        case VmaName::None:
        case VmaName::Heap:
        case VmaName::Stack: break;
    }
    // vma_is_initial_heap, vma_is_initial_stack.
    if (vma.start < mm.brk && vma.end > mm.start_brk) return "[heap]";
    if (vma.start <= mm.start_stack && vma.end >= mm.start_stack) return "[stack]";
    return {};
}

}  // namespace

std::string maps_line(const Machine& machine, const Mm& mm, const Vma& vma) {
    std::string line = hex_in(vma.start, 8) + "-" + hex_in(vma.end, 8) + " ";
    line += vma.has(vm::read) ? 'r' : '-';
    line += vma.has(vm::write) ? 'w' : '-';
    line += vma.has(vm::exec) ? 'x' : '-';
    line += vma.shared() ? 's' : 'p';
    std::uint64_t offset = 0;
    std::string device = "00:00";
    std::string inode = "0";
    if (vma.file != no_file) {
        const Inode& node = machine.inodes.at(machine.files.at(vma.file).inode);
        offset = vma.page_offset << page_shift;
        device = node.kind == InodeKind::Shmem ? "00:01" : "fe:00";
        inode = std::to_string(node.id);
    }
    line += " " + hex_in(offset, 8) + " " + device + " " + inode + " ";
    const std::string name = name_of(machine, mm, vma);
    if (!name.empty() && line.size() < name_column) line.resize(name_column, ' ');
    return line + name + "\n";
}

std::string vsyscall_line() {
    std::string line = "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 ";
    line.resize(name_column, ' ');
    return line + "[vsyscall]\n";
}

std::string proc_pid_maps(const Machine& machine, const Task& task) {
    if (task.mm == no_mm) return {};
    const Mm& mm = machine.mm_of(task);
    std::string out;
    for (const Vma& vma : mm.vmas) out += maps_line(machine, mm, vma);
    return out + vsyscall_line();
}

namespace {

namespace pagemap_bit {
constexpr std::uint64_t exclusive = 1ull << 56;
constexpr std::uint64_t guard = 1ull << 58;
constexpr std::uint64_t file = 1ull << 61;
constexpr std::uint64_t swap = 1ull << 62;
constexpr std::uint64_t present = 1ull << 63;
constexpr unsigned swap_offset_shift = 5;
}  // namespace pagemap_bit

std::uint64_t pagemap_entry(const Machine& machine, const Mm& mm, std::uint64_t address) {
    Pte pte = find_pte(machine, mm, address);
    if (pte.present()) {
        std::uint64_t frame = index_of(pte.pfn());
        if (pte.huge()) frame += page_number(address) % pages_per_huge_page;
        std::uint64_t entry = pagemap_bit::present | frame;
        if (!is_normal_page(pte)) return entry;
        const Page& page = machine.page(static_cast<Pfn>(frame));
        const Page& counted = page.use == PageUse::Tail ? machine.page(static_cast<Pfn>(page.mapping)) : page;
        if (counted.use == PageUse::File || counted.use == PageUse::Shmem) entry |= pagemap_bit::file;
        if (counted.map_count == 1) entry |= pagemap_bit::exclusive;
        return entry;
    }
    if (is_guard(pte)) return pagemap_bit::guard;
    if (!is_swap(pte)) return 0;
    return pagemap_bit::swap | pte.swap_offset() << pagemap_bit::swap_offset_shift | pte.swap_type();
}

}  // namespace

std::string proc_pagemap(const Machine& machine, std::string_view canonical, std::uint64_t position, std::uint64_t bytes) {
    constexpr std::string_view root = "/proc/";
    constexpr std::uint64_t most_bytes = 65536;
    Pid pid = 0;
    std::from_chars(canonical.data() + root.size(), canonical.data() + canonical.size(), pid);
    const auto task = machine.tasks.find(pid);
    if (task == machine.tasks.end() || task->second.mm == no_mm) return {};
    const Mm& mm = machine.mm_of(task->second);
    std::string out;
    const std::uint64_t last = page_number(task_size);
    const std::uint64_t first = position / 8;
    const std::uint64_t count = std::min(bytes, most_bytes) / 8;
    for (std::uint64_t page = first; page < last && page < first + count; ++page) {
        const std::uint64_t entry = pagemap_entry(machine, mm, page << page_shift);
        for (unsigned byte = 0; byte < 8; ++byte) out.push_back(static_cast<char>(entry >> (8 * byte)));
    }
    return out;
}

}  // namespace faultline
