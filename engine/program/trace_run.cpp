#include "engine/program/trace_run.hpp"

#include <algorithm>
#include <vector>

#include "engine/kernel/fault.hpp"
#include "engine/kernel/fork.hpp"
#include "engine/kernel/fork_mm.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/sched.hpp"

namespace faultline {

namespace {

/// Ranges this close are one mapping; what lies between is never touched, so it costs nothing.
constexpr std::uint64_t widest_gap_pages = 64;
constexpr std::uint32_t read_write_execute = 7;

}  // namespace

TraceRun::TraceRun(Machine& machine, const MemoryTrace& trace) : machine_(machine), trace_(trace) {
    Task& task = new_task(machine, 0);
    task.mm = mm_create(machine);
    task.name = "trace";
    task.started_by_host = true;
    task.state = TaskState::Runnable;
    pid_ = task.pid;
    switch_to(machine, pid_);
    map_ranges();
}

void TraceRun::map_ranges() {
    std::vector<std::uint64_t> pages = trace_.pages;
    std::sort(pages.begin(), pages.end());
    report_.pages = pages.size();
    for (std::size_t first = 0; first < pages.size();) {
        std::size_t last = first;
        while (last + 1 < pages.size() && pages[last + 1] - pages[last] <= widest_gap_pages) ++last;
        do_mmap(machine_, machine_.task(pid_), pages[first] * page_bytes, (pages[last] - pages[first] + 1) * page_bytes,
                read_write_execute, map::private_ | map::anonymous | map::fixed | map::no_reserve, no_file, 0);
        ++report_.ranges;
        first = last + 1;
    }
}

template <class Try>
bool TraceRun::access(Try attempt) {
    while (!attempt()) {
        Task& task = machine_.task(pid_);
        const FaultResult fault = handle_page_fault(machine_, task, machine_.hardware.fault);
        if (fault.sleeps) {
            machine_.hardware.now = std::max(machine_.hardware.now, task.wakes_at);
            task.state = TaskState::Runnable;
            task.waits_for = WaitFor::Nothing;
        }
        if (!fault.resolved) return false;
    }
    return true;
}

/// A trace has no values: what is written is what was there.
bool TraceRun::perform(const TraceTouch& touch) {
    Hardware& hardware = machine_.hardware;
    const std::uint64_t address = trace_.pages[touch.page()] * page_bytes;
    const TraceAccess kind = touch.access();
    std::uint8_t byte = 0;
    CodeView code;
    if (kind == TraceAccess::Fetch) {
        if (!access([&] { return hardware.code_page(address, code); })) return false;
        hardware.note_fetches(1);
    }
    if (kind == TraceAccess::Load || kind == TraceAccess::Modify) {
        if (!access([&] { return hardware.load(address, byte); })) return false;
    }
    if (kind == TraceAccess::Store || kind == TraceAccess::Modify) {
        if (!access([&] { return hardware.store(address, byte); })) return false;
    }
    return true;
}

/// An access that goes on in the next page is one access.
void TraceRun::count(TraceAccess kind) {
    report_.fetches += kind == TraceAccess::Fetch ? 1u : 0u;
    report_.loads += kind == TraceAccess::Load || kind == TraceAccess::Modify ? 1u : 0u;
    report_.stores += kind == TraceAccess::Store || kind == TraceAccess::Modify ? 1u : 0u;
    ++machine_.hardware.tick;
    machine_.hardware.now += machine_.hardware.costs.instruction;
}

bool TraceRun::advance(std::uint64_t touches) {
    const std::uint64_t stop = std::min<std::uint64_t>(trace_.touches.size(), next_ + touches);
    for (; next_ < stop && !report_.killed; ++next_) {
        const TraceTouch& touch = trace_.touches[static_cast<std::size_t>(next_)];
        report_.killed = !perform(touch);
        if (!report_.killed && !touch.continues()) count(touch.access());
    }
    return next_ < trace_.touches.size() && !report_.killed;
}

TraceReport TraceRun::report() const {
    TraceReport report = report_;
    const Task& task = machine_.task(pid_);
    report.min_flt = task.faults.min_flt;
    report.maj_flt = task.faults.maj_flt;
    report.tlb_misses = machine_.hardware.counts.data_misses + machine_.hardware.counts.fetch_misses;
    const std::uint64_t resident = task.mm == no_mm
                                       ? 0
                                       : std::max(machine_.mm_of(task).high_water_rss,
                                                  static_cast<std::uint64_t>(machine_.mm_of(task).resident_pages()));
    report.max_rss_kib = std::max(task.max_rss_pages, resident) * (page_bytes / 1024);
    return report;
}

}  // namespace faultline
