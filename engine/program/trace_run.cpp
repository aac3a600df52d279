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

std::vector<std::uint64_t> touched_pages(const MemoryTrace& trace) {
    std::vector<std::uint64_t> pages;
    std::uint64_t last = ~0ull;
    for (const TraceRecord& record : trace.records) {
        const std::uint64_t end = page_number(record.address() + record.bytes() - 1);
        for (std::uint64_t page = page_number(record.address()); page <= end; ++page) {
            if (page != last) pages.push_back(page);
            last = page;
        }
        // A program walks between a few pages: what is collected is sorted out before it outgrows the trace.
        constexpr std::size_t enough = 1 << 20;
        if (pages.size() >= enough && pages.size() == pages.capacity()) {
            std::sort(pages.begin(), pages.end());
            pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
        }
    }
    std::sort(pages.begin(), pages.end());
    pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
    return pages;
}

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
    const std::vector<std::uint64_t> pages = touched_pages(trace_);
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

/// The pages that it touches, one after the other; a trace has no values, so what is written is what was there.
bool TraceRun::perform(const TraceRecord& record) {
    Hardware& hardware = machine_.hardware;
    const std::uint64_t end = record.address() + record.bytes();
    for (std::uint64_t address = record.address(); address < end; address = (page_number(address) + 1) * page_bytes) {
        const bool writes = record.access() == TraceAccess::Store || record.access() == TraceAccess::Modify;
        std::uint8_t byte = 0;
        CodeView code;
        if (record.access() == TraceAccess::Fetch) {
            if (!access([&] { return hardware.code_page(address, code); })) return false;
            hardware.note_fetches(1);
        }
        if (record.access() == TraceAccess::Load || record.access() == TraceAccess::Modify) {
            if (!access([&] { return hardware.load(address, byte); })) return false;
        }
        if (writes && !access([&] { return hardware.store(address, byte); })) return false;
    }
    ++hardware.tick;
    hardware.now += hardware.costs.instruction;
    return true;
}

bool TraceRun::advance(std::uint64_t accesses) {
    const std::uint64_t stop = std::min<std::uint64_t>(trace_.records.size(), next_ + accesses);
    for (; next_ < stop && !report_.killed; ++next_) {
        const TraceRecord& record = trace_.records[static_cast<std::size_t>(next_)];
        if (!perform(record)) {
            report_.killed = true;
            return false;
        }
        switch (record.access()) {
            case TraceAccess::Fetch:
                ++report_.fetches;
                break;
            case TraceAccess::Load:
                ++report_.loads;
                break;
            case TraceAccess::Store:
                ++report_.stores;
                break;
            case TraceAccess::Modify:
                ++report_.loads;
                ++report_.stores;
                break;
        }
    }
    return next_ < trace_.records.size() && !report_.killed;
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
