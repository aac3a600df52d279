// /proc/cpuinfo, meminfo, vmstat, swaps, stat, loadavg and uptime. Linux: fs/proc/meminfo.c, mm/vmstat.c, mm/swapfile.c.
// Differs: what the model does not have (slab, kernel stacks, huge TLB pages) is printed as 0 where tools expect the line.
#include <string>

#include "engine/kernel/oom.hpp"
#include "engine/kernel/proc.hpp"
#include "engine/kernel/proc_text.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t page_kilobytes = page_bytes / 1024;
constexpr Nanoseconds second = 1'000'000'000;

struct PageSums {
    std::uint64_t anon = 0, mapped = 0, file_cache = 0, shmem = 0, page_tables = 0, dirty = 0, writeback = 0, mlocked = 0;
    std::uint64_t anon_huge = 0, reserved = 0;
};

PageSums sum_pages(const Machine& machine) {
    PageSums sums;
    for (const auto& [id, mm] : machine.mms) sums.page_tables += mm.page_table_bytes / page_bytes;
    for (const auto& [id, inode] : machine.inodes) {
        (inode.kind == InodeKind::Shmem ? sums.shmem : sums.file_cache) += inode.cached_pages;
    }
    for (std::uint32_t frame = 0; frame < machine.hardware.ram.frames(); ++frame) {
        const Page& page = machine.mem_map[frame];
        const std::uint64_t pages = page.has(page_flag::large_head) ? std::uint64_t{1} << page.order : 1;
        switch (page.use) {
            case PageUse::Anon:
                if (page.map_count > 0) sums.anon += pages;
                if (pages > 1) sums.anon_huge += pages;
                break;
            case PageUse::File:
            case PageUse::Shmem:
                if (page.map_count > 0) sums.mapped += pages;
                if (page.use == PageUse::File && page.has(page_flag::dirty)) sums.dirty += pages;
                break;
            case PageUse::Reserved: ++sums.reserved; break;
            case PageUse::Free:
            case PageUse::PageTable:
            case PageUse::Tail: break;
        }
        if (page.has(page_flag::writeback)) sums.writeback += pages;
        if (page.has(page_flag::mlocked)) sums.mlocked += pages;
    }
    return sums;
}

std::string line(std::string_view name, std::uint64_t pages) {
    return kilobyte_line(name, pages * page_kilobytes, 16, 8);
}

std::uint64_t on_list(const Machine& machine, LruList which) { return machine.reclaim.list(which).pages; }

}  // namespace

/// What CPUID answers, in words. Linux: arch/x86/kernel/cpu/proc.c.
std::string proc_cpuinfo(const Machine&) {
    return "processor\t: 0\nvendor_id\t: FaultlineCPU\ncpu family\t: 6\nmodel\t\t: 0\nmodel name\t: Faultline\n"
           "stepping\t: 0\ncpu MHz\t\t: 1000.000\nphysical id\t: 0\nsiblings\t: 1\ncore id\t\t: 0\ncpu cores\t: 1\n"
           "fpu\t\t: yes\nfpu_exception\t: yes\ncpuid level\t: 1\nwp\t\t: yes\n"
           "flags\t\t: fpu tsc cx8 cmov clflush sse sse2 syscall nx rdtscp lm cx16 popcnt lahf_lm abm\n"
           "bugs\t\t:\nbogomips\t: 2000.00\nclflush size\t: 64\ncache_alignment\t: 64\n"
           "address sizes\t: 46 bits physical, 48 bits virtual\npower management:\n\n";
}

std::string proc_meminfo(const Machine& machine) {
    const PageSums sums = sum_pages(machine);
    const std::uint64_t free = machine.free_frames.free();
    const std::uint64_t total = machine.hardware.ram.frames() - sums.reserved;
    const std::uint64_t file_lru = on_list(machine, LruList::ActiveFile) + on_list(machine, LruList::InactiveFile);
    const std::uint64_t reserve = machine.reclaim.watermark_low;
    const std::uint64_t available = free + file_lru > reserve ? free + file_lru - reserve : 0;
    const std::uint64_t swap_total = machine.swap.total_slots();
    std::string out =
        line("MemTotal", total) + line("MemFree", free) + line("MemAvailable", available) + line("Buffers", 0) +
        line("Cached", sums.file_cache + sums.shmem) + line("SwapCached", machine.swap.cached_pages) +
        line("Active", on_list(machine, LruList::ActiveAnon) + on_list(machine, LruList::ActiveFile)) +
        line("Inactive", on_list(machine, LruList::InactiveAnon) + on_list(machine, LruList::InactiveFile)) +
        line("Active(anon)", on_list(machine, LruList::ActiveAnon)) +
        line("Inactive(anon)", on_list(machine, LruList::InactiveAnon)) +
        line("Active(file)", on_list(machine, LruList::ActiveFile)) +
        line("Inactive(file)", on_list(machine, LruList::InactiveFile)) +
        line("Unevictable", on_list(machine, LruList::Unevictable)) + line("Mlocked", sums.mlocked) +
        line("SwapTotal", swap_total) + line("SwapFree", swap_total - machine.swap.used_slots()) + line("Zswap", 0) +
        line("Zswapped", machine.swap.zswap_pages) + line("Dirty", sums.dirty) + line("Writeback", sums.writeback) +
        line("AnonPages", sums.anon) + line("Mapped", sums.mapped) + line("Shmem", sums.shmem);
    for (const char* name : {"KReclaimable", "Slab", "SReclaimable", "SUnreclaim", "KernelStack"}) out += line(name, 0);
    out += line("PageTables", sums.page_tables);
    for (const char* name : {"SecPageTables", "NFS_Unstable", "Bounce", "WritebackTmp"}) out += line(name, 0);
    out += line("CommitLimit", vm_commit_limit(machine)) + line("Committed_AS", machine.committed_pages) +
           line("AnonHugePages", sums.anon_huge);
    for (const char* name : {"HugePages_Total", "HugePages_Free", "HugePages_Rsvd", "HugePages_Surp"}) {
        std::string label = std::string(name) + ":";
        label.resize(16, ' ');
        out += label + number_in(0, 8) + "\n";
    }
    return out + line("Hugepagesize", huge_page_bytes / page_bytes) + line("Hugetlb", 0);
}

std::string proc_vmstat(const Machine& machine) {
    const PageSums sums = sum_pages(machine);
    const VmStat& vm = machine.vmstat;
    std::string out;
    const auto add = [&out](std::string_view name, std::uint64_t value) {
        out += std::string(name) + " " + std::to_string(value) + "\n";
    };
    add("nr_free_pages", machine.free_frames.free());
    add("nr_inactive_anon", on_list(machine, LruList::InactiveAnon));
    add("nr_active_anon", on_list(machine, LruList::ActiveAnon));
    add("nr_inactive_file", on_list(machine, LruList::InactiveFile));
    add("nr_active_file", on_list(machine, LruList::ActiveFile));
    add("nr_unevictable", on_list(machine, LruList::Unevictable));
    add("workingset_refault_anon", vm.workingset_refault_anon);
    add("workingset_refault_file", vm.workingset_refault_file);
    add("workingset_activate_anon", vm.workingset_activate_anon);
    add("workingset_activate_file", vm.workingset_activate_file);
    add("nr_anon_pages", sums.anon);
    add("nr_mapped", sums.mapped);
    add("nr_file_pages", sums.file_cache + sums.shmem + machine.swap.cached_pages);
    add("nr_dirty", sums.dirty);
    add("nr_writeback", sums.writeback);
    add("nr_shmem", sums.shmem);
    add("nr_anon_transparent_hugepages", sums.anon_huge / pages_per_huge_page);
    add("nr_page_table_pages", sums.page_tables);
    add("nr_swapcached", machine.swap.cached_pages);
    add("pgpgin", vm.pgpgin);
    add("pgpgout", vm.pgpgout);
    add("pswpin", vm.pswpin);
    add("pswpout", vm.pswpout);
    add("pgalloc_normal", vm.pgalloc_normal);
    add("pgfree", vm.pgfree);
    add("pgactivate", vm.pgactivate);
    add("pgdeactivate", vm.pgdeactivate);
    add("pglazyfree", vm.pglazyfree);
    add("pgfault", vm.pgfault);
    add("pgmajfault", vm.pgmajfault);
    add("pglazyfreed", vm.pglazyfreed);
    add("pgreuse", vm.pgreuse);
    add("pgsteal_kswapd", vm.pgsteal_kswapd);
    add("pgsteal_direct", vm.pgsteal_direct);
    add("pgscan_kswapd", vm.pgscan_kswapd);
    add("pgscan_direct", vm.pgscan_direct);
    add("pgscan_anon", vm.pgscan_anon);
    add("pgscan_file", vm.pgscan_file);
    add("pgsteal_anon", vm.pgsteal_anon);
    add("pgsteal_file", vm.pgsteal_file);
    add("oom_kill", vm.oom_kill);
    add("unevictable_pgs_mlocked", vm.unevictable_mlocked);
    add("thp_fault_alloc", vm.thp_fault_alloc);
    add("thp_fault_fallback", vm.thp_fault_fallback);
    add("thp_split_page", vm.thp_split_page);
    add("thp_split_pmd", vm.thp_split_pmd);
    add("thp_zero_page_alloc", vm.thp_zero_page_alloc);
    add("swap_ra", vm.swap_ra);
    add("swap_ra_hit", vm.swap_ra_hit);
    add("cow_ksm", vm.cow_ksm);
    add("zswpin", vm.zswpin);
    add("zswpout", vm.zswpout);
    return out;
}

std::string proc_swaps(const Machine& machine) {
    std::string out = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
    for (std::size_t i = 0; i < machine.swap.devices.size(); ++i) {
        const SwapDevice& device = machine.swap.devices[i];
        const bool zram = device.kind == SwapKind::Zram;
        std::string name = (zram ? "/dev/zram" : "/dev/swap") + std::to_string(i);
        name.resize(40, ' ');
        const auto column = [](std::uint64_t slots) {
            const std::string text = std::to_string(slots * page_kilobytes);
            return text + (text.size() < 8 ? "\t\t" : "\t");
        };
        out += name + "partition\t" + column(device.slots == 0 ? 0 : device.slots - 1) + column(device.used) +
               std::to_string(-2 - static_cast<std::int64_t>(i)) + "\n";
    }
    return out;
}

std::string proc_stat(const Machine& machine) {
    Nanoseconds user = 0, system = 0;
    std::uint64_t running = 0, blocked = 0, switches = 0;
    for (const auto& [pid, task] : machine.tasks) {
        user += task.user_time + task.child_user_time;
        system += task.system_time + task.child_system_time;
        switches += task.voluntary_switches + task.involuntary_switches;
        running += task.state == TaskState::Runnable ? 1 : 0;
        blocked += task.state == TaskState::DiskSleep ? 1 : 0;
    }
    constexpr Nanoseconds jiffy = second / 100;
    const Nanoseconds busy = user + system;
    const Nanoseconds idle = machine.hardware.now > busy ? machine.hardware.now - busy : 0;
    const std::string times = " " + std::to_string(user / jiffy) + " 0 " + std::to_string(system / jiffy) + " " +
                              std::to_string(idle / jiffy) + " 0 0 0 0 0 0\n";
    constexpr std::uint64_t booted_at = 1'767'225'600;
    return "cpu " + times + "cpu0" + times + "ctxt " + std::to_string(switches) + "\nbtime " + std::to_string(booted_at) +
           "\nprocesses " + std::to_string(machine.next_pid - 1) + "\nprocs_running " + std::to_string(running) +
           "\nprocs_blocked " + std::to_string(blocked) + "\n";
}

std::string proc_loadavg(const Machine& machine) {
    std::uint64_t running = 0;
    for (const auto& [pid, task] : machine.tasks) running += task.state == TaskState::Runnable ? 1 : 0;
    return "0.00 0.00 0.00 " + std::to_string(running) + "/" + std::to_string(machine.tasks.size()) + " " +
           std::to_string(machine.next_pid - 1) + "\n";
}

std::string proc_uptime(const Machine& machine) {
    const auto hundredths = [](Nanoseconds time) {
        return std::to_string(time / second) + "." +
               padded_left(std::to_string(time % second / 10'000'000), 2, '0');
    };
    return hundredths(machine.hardware.now) + " 0.00\n";
}

}  // namespace faultline
