#include "engine/kernel/vmscan.hpp"

#include <algorithm>
#include <array>

#include "engine/kernel/lru.hpp"
#include "engine/kernel/reclaim_cost.hpp"
#include "engine/kernel/reclaim_policy.hpp"
#include "engine/kernel/shrink_folio.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::uint32_t cluster = 32;   // SWAP_CLUSTER_MAX
constexpr int first_priority = 12;

enum class By : std::uint8_t { Kswapd, Direct, Cgroup };

/// scan_control.
struct ScanControl {
    By by = By::Direct;
    std::uint32_t wanted = cluster;
    int priority = first_priority;
    std::uint32_t reclaimed = 0;
    bool may_deactivate_anon = false;
    bool may_deactivate_file = false;
    bool force_deactivate = false;
    bool skipped_deactivate = false;
    bool cache_trim_mode = false;
};

std::uint64_t integer_sqrt(std::uint64_t value) {
    std::uint64_t root = 0;
    while ((root + 1) * (root + 1) <= value) ++root;
    return root;
}

std::uint32_t list_size(const Machine& machine, LruList list) { return machine.reclaim.list(list).pages; }

/// inactive_is_low.
bool inactive_is_low(const Machine& machine, bool file) {
    const std::uint64_t inactive = list_size(machine, file ? LruList::InactiveFile : LruList::InactiveAnon);
    const std::uint64_t active = list_size(machine, file ? LruList::ActiveFile : LruList::ActiveAnon);
    const std::uint64_t gigabytes = (inactive + active) >> (30 - page_shift);
    const std::uint64_t ratio = gigabytes != 0 ? integer_sqrt(10 * gigabytes) : 1;
    return inactive * ratio < active;
}

void count_scan(Machine& machine, By by, bool file) {
    VmStat& stat = machine.vmstat;
    ++(by == By::Kswapd ? stat.pgscan_kswapd : stat.pgscan_direct);
    ++(file ? stat.pgscan_file : stat.pgscan_anon);
}

void count_steal(Machine& machine, By by, bool file) {
    VmStat& stat = machine.vmstat;
    ++(by == By::Kswapd ? stat.pgsteal_kswapd : stat.pgsteal_direct);
    ++(file ? stat.pgsteal_file : stat.pgsteal_anon);
}

/// shrink_inactive_list: looks at up to `count` pages from the tail.
void shrink_inactive_list(Machine& machine, ScanControl& control, bool file, std::uint32_t count) {
    lru_add_drain(machine);
    LruHead& list = machine.reclaim.list(file ? LruList::InactiveFile : LruList::InactiveAnon);
    // Isolate first: what is put back during the round is not looked at twice.
    std::array<Pfn, cluster> isolated;
    std::uint32_t taken = 0;
    while (taken < std::min(count, cluster) && list.tail != no_frame) {
        const Pfn pfn = list.tail;
        lru_remove(machine, pfn);
        isolated[taken++] = pfn;
        count_scan(machine, control.by, file);
    }
    const std::uint64_t written_before = machine.vmstat.pswpout;
    std::uint32_t freed = 0;
    for (std::uint32_t i = 0; i < taken; ++i) {
        if (shrink_folio(machine, isolated[i], false) != Reclaimed::Freed) continue;
        ++freed;
        count_steal(machine, control.by, file);
    }
    control.reclaimed += freed;
    lru_note_cost(machine, file, machine.vmstat.pswpout - written_before, taken - freed);
}

/// shrink_active_list: from the active tail to the inactive head, referenced or not; text that runs goes round again.
void shrink_active_list(Machine& machine, bool file, std::uint32_t count) {
    lru_add_drain(machine);
    const LruHead& list = machine.reclaim.list(file ? LruList::ActiveFile : LruList::ActiveAnon);
    std::uint32_t rotated = 0;
    for (std::uint32_t i = 0; i < count && list.tail != no_frame; ++i) {
        const Pfn pfn = list.tail;
        const References found = folio_referenced(machine, pfn);
        Page& page = machine.page(pfn);
        if (found.young > 0 && found.executable && page.use == PageUse::File) {
            ++rotated;
            lru_move(machine, pfn);
            continue;
        }
        lru_remove(machine, pfn);
        page.clear(page_flag::active);
        page.set(page_flag::workingset);
        lru_insert(machine, pfn);
        ++machine.vmstat.pgdeactivate;
    }
    if (rotated > 0) lru_note_cost(machine, file, 0, rotated);
}

/// What get_scan_count decides: pages to look at, by LruList's order.
using ScanCounts = std::array<std::uint64_t, 4>;

ScanCounts get_scan_count(const Machine& machine, const ScanControl& control) {
    const std::uint64_t swappiness = machine.config.swappiness;
    const bool can_swap = nr_swap_pages(machine) > 0;
    const bool group = control.by == By::Cgroup;
    std::uint64_t anon_part = 1, file_part = 1, whole = 1;
    if (!can_swap || (group && swappiness == 0)) {
        anon_part = 0;
    } else if (control.priority == 0 && swappiness != 0) {
        // Close to the killer: everything alike.
    } else if (control.cache_trim_mode) {
        anon_part = 0;
    } else {
        const ReclaimState& reclaim = machine.reclaim;
        const std::uint64_t sum = reclaim.anon_cost + reclaim.file_cost;
        const std::uint64_t anon_cost = sum + reclaim.anon_cost;
        const std::uint64_t file_cost = sum + reclaim.file_cost;
        const std::uint64_t total = anon_cost + file_cost;
        anon_part = swappiness * (total + 1) / (anon_cost + 1);
        file_part = (200 - swappiness) * (total + 1) / (file_cost + 1);
        whole = anon_part + file_part;
    }
    ScanCounts counts{};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const bool file = i >= 2;
        const std::uint64_t size = machine.reclaim.lists[i].pages >> control.priority;
        counts[i] = size * (file ? file_part : anon_part) / whole;
    }
    return counts;
}

/// prepare_scan_control: may the active lists be aged?
void prepare_scan_control(Machine& machine, ScanControl& control) {
    if (control.force_deactivate) {
        control.may_deactivate_anon = control.may_deactivate_file = true;
    } else {
        auto& seen = machine.reclaim.seen_refaults;
        control.may_deactivate_anon =
            machine.vmstat.workingset_activate_anon != seen[0] || inactive_is_low(machine, false);
        control.may_deactivate_file =
            machine.vmstat.workingset_activate_file != seen[1] || inactive_is_low(machine, true);
    }
    const bool plenty = list_size(machine, LruList::InactiveFile) >> control.priority != 0;
    control.cache_trim_mode = plenty && !control.may_deactivate_file;
}

void shrink_list(Machine& machine, ScanControl& control, LruList list, std::uint32_t count) {
    const bool file = list == LruList::InactiveFile || list == LruList::ActiveFile;
    if (list == LruList::InactiveAnon || list == LruList::InactiveFile) {
        shrink_inactive_list(machine, control, file, count);
    } else if (file ? control.may_deactivate_file : control.may_deactivate_anon) {
        shrink_active_list(machine, file, count);
    } else {
        control.skipped_deactivate = true;
    }
}

void shrink_lruvec(Machine& machine, ScanControl& control) {
    prepare_scan_control(machine, control);
    ScanCounts left = get_scan_count(machine, control);
    while (left[0] != 0 || left[2] != 0 || left[3] != 0) {
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (left[i] == 0) continue;
            const auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(left[i], cluster));
            left[i] -= count;
            shrink_list(machine, control, static_cast<LruList>(i + 1), count);
        }
        if (control.reclaimed >= control.wanted) break;
    }
    const bool can_age_anon = machine.swap.total_slots() > 0;
    if (can_age_anon && inactive_is_low(machine, false)) shrink_active_list(machine, false, cluster);
}

/// do_try_to_free_pages.
std::uint32_t do_try_to_free_pages(Machine& machine, ScanControl control) {
    lru_add_drain(machine);
    if (machine.config.reclaim != ReclaimPolicy::Linux) return evict_by_policy(machine, control.wanted);
    while (true) {
        for (control.priority = first_priority; control.priority >= 0; --control.priority) {
            shrink_lruvec(machine, control);
            if (control.reclaimed >= control.wanted) break;
        }
        machine.reclaim.seen_refaults = {machine.vmstat.workingset_activate_anon,
                                         machine.vmstat.workingset_activate_file};
        if (control.reclaimed > 0) break;
        if (!control.skipped_deactivate || control.force_deactivate) break;
        control.force_deactivate = true;
        control.skipped_deactivate = false;
    }
    if (control.reclaimed > 0) machine.reclaim.kswapd_failures = 0;
    return control.reclaimed;
}

}  // namespace

void lru_note_cost(Machine& machine, bool file, std::uint64_t transfers, std::uint64_t rotated) {
    ReclaimState& reclaim = machine.reclaim;
    (file ? reclaim.file_cost : reclaim.anon_cost) += transfers * cluster + rotated;
    std::uint64_t pages = 0;
    for (std::size_t i = 0; i < 4; ++i) pages += reclaim.lists[i].pages;
    if (reclaim.file_cost + reclaim.anon_cost > pages / 4) {
        reclaim.file_cost /= 2;
        reclaim.anon_cost /= 2;
    }
}

std::uint32_t try_to_free_pages(Machine& machine, std::uint32_t pages) {
    return do_try_to_free_pages(machine, {.by = By::Direct, .wanted = std::max(pages, cluster)});
}

std::uint32_t try_to_free_mem_cgroup_pages(Machine& machine, std::uint32_t pages) {
    return do_try_to_free_pages(machine, {.by = By::Cgroup, .wanted = std::max(pages, cluster)});
}

void wake_kswapd(Machine& machine) {
    ReclaimState& reclaim = machine.reclaim;
    constexpr std::uint32_t gives_up_after = 16;
    while (machine.free_frames.free() < reclaim.watermark_high && reclaim.kswapd_failures < gives_up_after) {
        const std::uint32_t wanted = reclaim.watermark_high - machine.free_frames.free();
        const std::uint32_t failures = reclaim.kswapd_failures;
        if (do_try_to_free_pages(machine, {.by = By::Kswapd, .wanted = wanted}) == 0) {
            reclaim.kswapd_failures = failures + 1;
        }
    }
}

void set_watermarks(Machine& machine) {
    const std::uint32_t frames = machine.hardware.ram.frames();
    // init_per_zone_wmark_min: 4 * sqrt(kilobytes) kilobytes; a toy machine keeps at most a 32nd of its memory back.
    const std::uint64_t kilobytes = static_cast<std::uint64_t>(frames) * 4;
    const std::uint64_t reserve = std::min<std::uint64_t>(4 * integer_sqrt(kilobytes) / 4, frames / 32);
    ReclaimState& reclaim = machine.reclaim;
    reclaim.watermark_min = static_cast<std::uint32_t>(reserve);
    reclaim.watermark_low = static_cast<std::uint32_t>(reserve + reserve / 4);
    reclaim.watermark_high = static_cast<std::uint32_t>(reserve + reserve / 2);
}

}  // namespace faultline
