#include "web/semantics/processes.hpp"

#include <algorithm>

#include "engine/kernel/rmap.hpp"

namespace faultline {
namespace {

const Page& counted_page(const Machine& machine, Pfn pfn) {
    const Page& page = machine.page(pfn);
    return page.use == PageUse::Tail ? machine.page(Pfn{page.mapping}) : page;
}

void add_mappings(const Machine& machine, Pid pid, const Mm& mm, Pfn pfn, std::vector<Mapping>& out) {
    const std::uint64_t index = page_index(machine, pfn);
    for (const Vma& vma : mm.vmas) {
        const std::uint64_t address = vma_address(vma, index);
        if (address == ~0ull) continue;
        const Pte entry = find_pte(machine, mm, address);
        if (!is_normal_page(entry)) continue;
        const std::uint32_t inside =
            entry.huge() ? static_cast<std::uint32_t>(page_number(address) % pages_per_huge_page) : 0;
        if (index_of(entry.pfn()) + inside == index_of(pfn)) out.push_back({pid, address, entry});
    }
}

}  // namespace

std::vector<ProcessFacts> processes_of(const Machine& machine, const MemoryLooks& looks) {
    std::vector<ProcessFacts> out;
    for (const auto& [pid, task] : machine.tasks) {
        ProcessFacts facts;
        facts.pid = pid;
        facts.parent = task.parent;
        facts.name = task.name;
        facts.state = task.state;
        facts.faults = task.faults;
        const auto mm = machine.mms.find(task.mm);
        if (mm != machine.mms.end()) {
            facts.has_memory = true;
            facts.vsz_bytes = mm->second.total_vm * page_bytes;
            facts.memory = looks.of(task.mm).memory();
        }
        out.push_back(std::move(facts));
    }
    return out;
}

Message state_name(const Machine& machine, const ProcessFacts& facts) {
    if (facts.pid == machine.current && facts.state == TaskState::Runnable) return Message::TaskOnCpu;
    switch (facts.state) {
        case TaskState::Runnable:
            return Message::TaskRunnable;
        case TaskState::Sleeping:
            return Message::TaskSleeping;
        case TaskState::DiskSleep:
            return Message::TaskDiskSleep;
        case TaskState::Stopped:
            return Message::TaskStopped;
        case TaskState::Zombie:
            return Message::TaskZombie;
    }
    return Message::TaskRunnable;
}

std::vector<Mapping> mappings_of(const Machine& machine, Pfn pfn) {
    std::vector<Mapping> out;
    const PageUse use = counted_page(machine, pfn).use;
    if (pfn == machine.zero_page || (use != PageUse::Anon && use != PageUse::File && use != PageUse::Shmem)) return out;
    for (const auto& [pid, task] : machine.tasks) {
        const auto mm = machine.mms.find(task.mm);
        if (mm != machine.mms.end()) add_mappings(machine, pid, mm->second, pfn, out);
    }
    return out;
}

}  // namespace faultline
