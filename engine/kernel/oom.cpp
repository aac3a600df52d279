#include "engine/kernel/oom.hpp"

#include <algorithm>

#include "engine/kernel/signal.hpp"
#include "engine/kernel/vma_ops.hpp"
#include "engine/kernel/zap.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::int32_t never_kill = -1000;

std::uint64_t total_ram_pages(const Machine& machine) { return machine.hardware.ram.frames(); }

/// totalpages of the situation: the cgroup's limit, or all RAM and swap.
std::uint64_t oom_total_pages(const Machine& machine) {
    if (machine.config.cgroup_limit_bytes != 0) return machine.config.cgroup_limit_bytes / page_bytes;
    return total_ram_pages(machine) + machine.swap.total_slots();
}

/// oom_reap_task_mm: private pages go at once; files and shared memory stay for exit.
void reap(Machine& machine, Mm& mm) {
    for (Vma& vma : mm.vmas) {
        if (vma.has(vm::pfn_map) || (!vma.anonymous() && vma.shared())) continue;
        zap_page_range(machine, mm, vma, vma.start, vma.end, Zap::Everything);
    }
    mm.reaped = true;
}

}  // namespace

std::int64_t oom_badness(const Machine& machine, const Task& task) {
    if (task.oom_score_adj == never_kill || task.mm == no_mm || task.state == TaskState::Zombie) return 0;
    const auto found = machine.mms.find(task.mm);
    if (found == machine.mms.end() || found->second.reaped) return 0;
    const Mm& mm = found->second;
    std::int64_t points = mm.resident_pages() + mm.rss_of(Rss::SwapEntries) +
                          static_cast<std::int64_t>(mm.page_table_bytes / page_bytes);
    points += task.oom_score_adj * static_cast<std::int64_t>(oom_total_pages(machine)) / 1000;
    return std::max<std::int64_t>(points, 1);
}

Pid out_of_memory(Machine& machine, bool) {
    Pid victim = 0;
    std::int64_t worst = 0;
    for (const auto& [pid, task] : machine.tasks) {
        const std::int64_t points = oom_badness(machine, task);
        // A later task wins a tie.
        if (points == 0 || points < worst) continue;
        worst = points;
        victim = pid;
    }
    if (victim == 0) return 0;
    ++machine.vmstat.oom_kill;
    if (machine.hardware.log.wants(Detail::Outcomes)) {
        machine.hardware.record({.kind = EventKind::OomKill, .value = static_cast<std::uint64_t>(victim)});
    }
    Task& task = machine.task(victim);
    SignalInfo kill;
    kill.number = signal_number::kill;
    force_signal(machine, task, kill);
    if (victim != machine.current) reap(machine, machine.mm_of(task));
    return victim;
}

std::uint64_t vm_commit_limit(const Machine& machine) {
    return total_ram_pages(machine) * machine.config.overcommit_ratio_percent / 100 + machine.swap.total_slots();
}

bool vm_enough_memory(Machine& machine, const Task& task, std::uint64_t pages) {
    machine.committed_pages += pages;
    switch (machine.config.overcommit) {
        case OvercommitMode::Always: return true;
        case OvercommitMode::Heuristic:
            if (pages <= total_ram_pages(machine) + machine.swap.total_slots()) return true;
            break;
        case OvercommitMode::Never: {
            constexpr std::uint64_t admin_reserve = (8ull << 20) / page_bytes;
            constexpr std::uint64_t user_reserve = (128ull << 20) / page_bytes;
            std::uint64_t allowed = vm_commit_limit(machine);
            if (!task.privileged) allowed -= std::min(allowed, admin_reserve);
            const auto mm = machine.mms.find(task.mm);
            if (mm != machine.mms.end()) allowed -= std::min({allowed, mm->second.total_vm / 32, user_reserve});
            if (machine.committed_pages < allowed) return true;
            break;
        }
    }
    machine.committed_pages -= pages;
    return false;
}

void vm_unacct_memory(Machine& machine, std::uint64_t pages) {
    FAULTLINE_ASSERT(machine.committed_pages >= pages);
    machine.committed_pages -= pages;
}

}  // namespace faultline
