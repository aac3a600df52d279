#include "engine/kernel/fault_outcome.hpp"

#include <algorithm>

#include "engine/kernel/signal.hpp"

namespace faultline {

namespace {

constexpr std::int32_t sigkill = 9, sigbus = 7, sigsegv = 11;
constexpr std::int32_t segv_maperr = 1, segv_accerr = 2, segv_pkuerr = 4, si_kernel = 0x80, bus_adrerr = 2;
constexpr std::uint32_t trap_page_fault = 14, trap_general_protection = 13;

/// VM_FAULT_MAJOR in the last pass, or FAULT_FLAG_TRIED on it. Who retries how is what differs (see FaultBy).
bool counts_as_major(const VmFault& fault) {
    switch (fault.by) {
        case FaultBy::User:
        case FaultBy::GupNoRetry: return fault.major;
        case FaultBy::Kernel:
        case FaultBy::Gup: return fault.major || fault.retried;
        case FaultBy::Populate: return fault.major && !fault.retried;
    }
    return false;
}

void spend(Machine& machine, Task& task, Nanoseconds cost) {
    machine.hardware.now += cost;
    task.system_time += cost;
}

/// The questions, and what changed.
void record_way(Machine& machine, const FaultTrace& trace) {
    Hardware& hardware = machine.hardware;
    for (std::uint8_t i = 0; i < trace.answers.size(); ++i) {
        const Answer& answer = trace.answers[i];
        hardware.record({.kind = EventKind::Asked,
                         .small = static_cast<std::uint8_t>(answer.question),
                         .pid = trace.pid,
                         .address = trace.address,
                         .value = answer.yes ? 1u : 0u,
                         .extra = answer.fact});
    }
    if (trace.pte_before != trace.pte_after) {
        hardware.record({.kind = EventKind::PteChanged,
                         .pid = trace.pid,
                         .frame = trace.frame,
                         .address = trace.address,
                         .value = trace.pte_before.bits,
                         .extra = trace.pte_after.bits});
    }
}

}  // namespace

void record_trace(Machine& machine, const FaultTrace& trace) {
    Hardware& hardware = machine.hardware;
    if (!hardware.log.wants(Detail::Outcomes)) return;
    if (hardware.log.wants(Detail::Faults)) record_way(machine, trace);
    const std::uint64_t outcome = (trace.counted_minor ? 1u : 0u) | (trace.counted_major ? 2u : 0u);
    hardware.record({.kind = EventKind::FaultEnded,
                     .small = static_cast<std::uint8_t>(trace.leaf),
                     .pid = trace.pid,
                     .frame = trace.frame,
                     .address = trace.address,
                     .value = outcome,
                     .extra = trace.cost});
    machine.fault_traces.push_back(trace);
}

bool resolves(Leaf leaf) {
    switch (leaf) {
        case Leaf::GeneralProtection:
        case Leaf::SegvMaperr:
        case Leaf::SegvAccerr:
        case Leaf::SegvPkuerr:
        case Leaf::SegvGuard:
        case Leaf::SigbusAdrerr:
        case Leaf::OomKilled: return false;
        default: return true;
    }
}

Nanoseconds cost_of(const Machine& machine, Leaf leaf) {
    const Costs& costs = machine.hardware.costs;
    switch (leaf) {
        case Leaf::GeneralProtection:
        case Leaf::SegvMaperr:
        case Leaf::SegvAccerr:
        case Leaf::SegvPkuerr:
        case Leaf::SegvGuard:
        case Leaf::SigbusAdrerr:
        case Leaf::OomKilled: return costs.signal_delivery;
        case Leaf::AnonZeroPage:
        case Leaf::HugeZeroPage: return costs.zero_page_read;
        case Leaf::AnonNewFrame: return costs.anon_write;
        case Leaf::HugeNewFolio:
        case Leaf::HugeZeroPageReplaced: return costs.huge_write;
        case Leaf::FileReadMapped:
        case Leaf::FileReadFromDisk: return costs.file_read;
        case Leaf::CowFaultCached:
        case Leaf::CowFaultFromDisk: return costs.private_file_write;
        case Leaf::SharedFaultCached:
        case Leaf::SharedFaultFromDisk: return costs.shared_file_write;
        case Leaf::ShmemNewPage: return costs.shmem;
        case Leaf::SwapInCached: return costs.file_read;
        case Leaf::SwapInRead: return costs.swap_in_from_memory;
        case Leaf::WpZeroPageReplaced: return costs.write_after_zero_page;
        case Leaf::WpCopy: return costs.cow_copy;
        case Leaf::HugeReuse:
        case Leaf::WpReuse:
        case Leaf::WpSharedMadeWritable: return costs.cow_reuse;
        case Leaf::Spurious: return costs.spurious;
    }
    return 0;
}

void mm_account_fault(VmFault& fault, Leaf leaf) {
    FaultTrace& trace = fault.trace;
    trace.leaf = leaf;
    trace.retries = fault.retried ? 1 : 0;
    spend(fault.machine, fault.task, cost_of(fault.machine, leaf));
    if (leaf == Leaf::OomKilled) return;
    ++fault.machine.vmstat.pgfault;
    if (!resolves(leaf)) return;
    if (counts_as_major(fault)) {
        ++fault.task.faults.maj_flt;
        trace.counted_major = true;
    } else {
        ++fault.task.faults.min_flt;
        trace.counted_minor = true;
    }
}

SignalInfo signal_of(Leaf leaf, const PageFault& fault) {
    SignalInfo signal;
    signal.number = sigsegv;
    signal.address = fault.address;
    signal.trap = trap_page_fault;
    signal.error_code = fault.error_code;
    // set_signal_archinfo: what lies in kernel space must look present.
    if (fault.address >= task_size) signal.error_code |= ErrorCode::protection;
    switch (leaf) {
        case Leaf::GeneralProtection:
            signal.code = si_kernel;
            signal.address = 0;
            signal.trap = trap_general_protection;
            signal.error_code = 0;
            break;
        case Leaf::SegvAccerr: signal.code = segv_accerr; break;
        case Leaf::SegvPkuerr: signal.code = segv_pkuerr; break;
        case Leaf::SigbusAdrerr:
            signal.number = sigbus;
            signal.code = bus_adrerr;
            break;
        case Leaf::OomKilled: signal.number = sigkill; break;
        default: signal.code = segv_maperr; break;
    }
    return signal;
}

FaultResult finish_page_fault(Machine& machine, Task& task, const PageFault& fault, Leaf leaf, FaultTrace& trace,
                              Nanoseconds started) {
    Hardware& hardware = machine.hardware;
    const bool resolved = resolves(leaf);
    bool sleeps = false;
    trace.leaf = leaf;
    const bool counted = trace.counted_minor || trace.counted_major;
    // What ended before handle_mm_fault has not been charged yet.
    if (hardware.now == started) spend(machine, task, cost_of(machine, leaf));
    if (resolved && trace.ready_at > hardware.now) {
        FAULTLINE_ASSERT(counted);
        sleeps = fault.mode() == Mode::User;
        trace.cost = trace.ready_at - started;
        if (sleeps) {
            task.state = TaskState::DiskSleep;
            task.waits_for = WaitFor::Time;
            task.wakes_at = trace.ready_at;
        } else {
            hardware.now = trace.ready_at;
        }
    } else {
        trace.cost = hardware.now - started;
    }
    hardware.catch_up_with_memory();
    record_trace(machine, trace);
    if (!resolved && fault.mode() == Mode::User && leaf != Leaf::OomKilled) {
        force_signal(machine, task, signal_of(leaf, fault));
    }
    return {.leaf = leaf, .resolved = resolved, .sleeps = sleeps};
}

}  // namespace faultline
