// /proc/PID/smaps and smaps_rollup: what each mapping holds in memory. Linux: fs/proc/task_mmu.c.
#include <algorithm>
#include <string>

#include "engine/kernel/page_table.hpp"
#include "engine/kernel/proc.hpp"
#include "engine/kernel/proc_maps.hpp"
#include "engine/kernel/proc_text.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

/// mem_size_stats. Bytes; the proportional ones carry 12 more bits (PSS_SHIFT).
struct Sizes {
    static constexpr unsigned pss_shift = 12;
    std::uint64_t resident = 0, shared_clean = 0, shared_dirty = 0, private_clean = 0, private_dirty = 0;
    std::uint64_t referenced = 0, anonymous = 0, lazyfree = 0, ksm = 0, anon_huge = 0, swap = 0, swap_pss = 0;
    std::uint64_t pss = 0, pss_dirty = 0, pss_anon = 0, pss_file = 0, pss_shmem = 0, pss_locked = 0;
};

const Page& counted_page(const Machine& machine, Pfn pfn) {
    const Page& page = machine.page(pfn);
    return page.use == PageUse::Tail ? machine.page(static_cast<Pfn>(page.mapping)) : page;
}

void account_page(const Machine& machine, Pfn pfn, Pte pte, bool locked, Sizes& sizes) {
    const Page& page = counted_page(machine, pfn);
    const bool dirty = pte.dirty() || page.has(page_flag::dirty);
    const std::uint64_t share = (std::uint64_t{page_bytes} << Sizes::pss_shift) / (page.map_count == 0 ? 1 : page.map_count);
    sizes.resident += page_bytes;
    if (pte.accessed() || page.has(page_flag::referenced)) sizes.referenced += page_bytes;
    if (page.use == PageUse::Anon) {
        sizes.anonymous += page_bytes;
        if (!page.has(page_flag::swap_backed) && !dirty) sizes.lazyfree += page_bytes;
        if (page.has(page_flag::ksm)) sizes.ksm += page_bytes;
    }
    const bool shared = page.map_count > 1;
    (shared ? (dirty ? sizes.shared_dirty : sizes.shared_clean) : (dirty ? sizes.private_dirty : sizes.private_clean)) +=
        page_bytes;
    sizes.pss += share;
    if (dirty) sizes.pss_dirty += share;
    if (locked) sizes.pss_locked += share;
    (page.use == PageUse::Anon ? sizes.pss_anon : page.use == PageUse::Shmem ? sizes.pss_shmem : sizes.pss_file) += share;
}

void account_swap(const Machine& machine, Pte pte, Sizes& sizes) {
    const SwapEntry entry = swap_entry_of(pte);
    sizes.swap += page_bytes;
    const std::uint64_t holders = machine.swap.devices[entry.device()].map[entry.slot()].count;
    sizes.swap_pss += (std::uint64_t{page_bytes} << Sizes::pss_shift) / (holders == 0 ? 1 : holders);
}

void account_vma(const Machine& machine, const Mm& mm, const Vma& vma, Sizes& sizes) {
    const bool locked = vma.has(vm::locked);
    for (std::uint64_t address = vma.start; address < vma.end;) {
        // A table that is missing, or a region above it, is skipped whole.
        const EntryPosition table = find_entry(machine, mm, address, Level::Pmd);
        const std::uint64_t next = (address / huge_page_bytes + 1) * huge_page_bytes;
        const std::uint64_t end = std::min(next, vma.end);
        const Pte above = table.exists() ? read_entry(machine, table) : Pte{};
        if (!above.present()) {
            address = end;
            continue;
        }
        for (; address < end; address += page_bytes) {
            const Pte pte = above.huge() ? above : find_pte(machine, mm, address);
            if (is_swap(pte)) account_swap(machine, pte, sizes);
            if (!is_normal_page(pte)) continue;
            std::uint32_t frame = index_of(pte.pfn());
            if (pte.huge()) {
                frame += static_cast<std::uint32_t>(page_number(address) % pages_per_huge_page);
                sizes.anon_huge += page_bytes;
            }
            account_page(machine, static_cast<Pfn>(frame), pte, locked, sizes);
        }
    }
}

std::string line(std::string_view name, std::uint64_t bytes) {
    return kilobyte_line(name, bytes / 1024, 16, 8);
}

std::string lines(const Sizes& sizes, bool rollup) {
    const auto share = [](std::uint64_t value) { return value >> Sizes::pss_shift; };
    std::string out = line("Rss", sizes.resident) + line("Pss", share(sizes.pss)) + line("Pss_Dirty", share(sizes.pss_dirty));
    if (rollup) {
        out += line("Pss_Anon", share(sizes.pss_anon)) + line("Pss_File", share(sizes.pss_file)) +
               line("Pss_Shmem", share(sizes.pss_shmem));
    }
    return out + line("Shared_Clean", sizes.shared_clean) + line("Shared_Dirty", sizes.shared_dirty) +
           line("Private_Clean", sizes.private_clean) + line("Private_Dirty", sizes.private_dirty) +
           line("Referenced", sizes.referenced) + line("Anonymous", sizes.anonymous) + line("KSM", sizes.ksm) +
           line("LazyFree", sizes.lazyfree) + line("AnonHugePages", sizes.anon_huge) + line("ShmemPmdMapped", 0) +
           line("FilePmdMapped", 0) + line("Shared_Hugetlb", 0) + line("Private_Hugetlb", 0) + line("Swap", sizes.swap) +
           line("SwapPss", share(sizes.swap_pss)) + line("Locked", share(sizes.pss_locked));
}

struct FlagName {
    std::uint64_t flag;
    const char* letters;
};

/// In the order of the bits, as show_smap_vma_flags prints them.
constexpr FlagName flag_names[] = {
    {vm::read, "rd"}, {vm::write, "wr"}, {vm::exec, "ex"}, {vm::shared, "sh"}, {vm::may_read, "mr"},
    {vm::may_write, "mw"}, {vm::may_exec, "me"}, {vm::may_share, "ms"}, {vm::grows_down, "gd"}, {vm::pfn_map, "pf"},
    {vm::maybe_guard, "gu"}, {vm::locked, "lo"}, {vm::io, "io"}, {vm::sequential_read, "sr"}, {vm::random_read, "rr"},
    {vm::dont_copy, "dc"}, {vm::dont_expand, "de"}, {vm::lock_on_fault, "lf"}, {vm::account, "ac"},
    {vm::no_reserve, "nr"}, {vm::huge_tlb, "ht"}, {vm::wipe_on_fork, "wf"}, {vm::dont_dump, "dd"},
    {vm::mixed_map, "mm"}, {vm::huge_page, "hg"}, {vm::no_huge_page, "nh"}, {vm::mergeable, "mg"},
};

std::string flags_line(const Vma& vma) {
    std::string out = "VmFlags: ";
    for (const FlagName& each : flag_names) {
        if (vma.has(each.flag)) out += std::string(each.letters) + " ";
    }
    return out + "\n";
}

std::string mapping_lines(std::uint64_t bytes, const Sizes& sizes, bool may_be_huge, const std::string& flags, bool keys,
                          std::uint32_t key) {
    std::string out = line("Size", bytes) + line("KernelPageSize", page_bytes) + line("MMUPageSize", page_bytes) +
                      lines(sizes, false) + "THPeligible:" + number_in(may_be_huge ? 1 : 0, 12) + "\n";
    if (keys) out += "ProtectionKey:" + number_in(key, 10) + "\n";
    return out + flags;
}

bool thp_eligible(const Machine& machine, const Mm& mm, const Vma& vma) {
    if (mm.thp_disabled || !vma.anonymous() || vma.has(vm::no_huge_page) || vma.name != VmaName::None) return false;
    if (machine.config.thp == ThpMode::Never) return false;
    if (machine.config.thp == ThpMode::Madvise && !vma.has(vm::huge_page)) return false;
    const std::uint64_t first = (vma.start + huge_page_bytes - 1) / huge_page_bytes * huge_page_bytes;
    return first + huge_page_bytes <= vma.end;
}

}  // namespace

std::string proc_pid_smaps(const Machine& machine, const Task& task) {
    if (task.mm == no_mm) return {};
    const Mm& mm = machine.mm_of(task);
    const bool keys = machine.config.protection_keys;
    std::string out;
    for (const Vma& vma : mm.vmas) {
        Sizes sizes;
        account_vma(machine, mm, vma, sizes);
        out += maps_line(machine, mm, vma) +
               mapping_lines(vma.bytes(), sizes, thp_eligible(machine, mm, vma), flags_line(vma), keys, vma.protection_key());
    }
    return out + vsyscall_line() + mapping_lines(page_bytes, Sizes{}, false, "VmFlags: ex \n", keys, 0);
}

std::string proc_pid_smaps_rollup(const Machine& machine, const Task& task) {
    if (task.mm == no_mm) return {};
    const Mm& mm = machine.mm_of(task);
    if (mm.vmas.empty()) return {};
    Sizes sizes;
    for (const Vma& vma : mm.vmas) account_vma(machine, mm, vma, sizes);
    std::string head = hex_in(mm.vmas.front().start, 8) + "-" + hex_in(mm.vmas.back().end, 8) + " ---p 00000000 00:00 0 ";
    head.resize(73, ' ');
    return head + "[rollup]\n" + lines(sizes, true);
}

}  // namespace faultline
