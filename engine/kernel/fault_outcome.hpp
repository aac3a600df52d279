// How a fault ends: counters, simulated time, the record, the signal. Linux: mm_account_fault, bad_area, do_sigbus.
#pragma once

#include "engine/kernel/vm_fault.hpp"

namespace faultline {

/// Counts a fault once, at its outcome: pgfault for every one that got as far as handle_mm_fault, min_flt or maj_flt for
/// those that succeeded. Sets the trace's leaf and charges its cost.
void mm_account_fault(VmFault& fault, Leaf leaf);

/// Sleeps or signals as the leaf demands, and hands the trace to the log.
FaultResult finish_page_fault(Machine& machine, Task& task, const PageFault& fault, Leaf leaf, FaultTrace& trace,
                              Nanoseconds started);

/// Hands a finished trace to the log: its outcome, with its questions as events if the log wants them.
void record_trace(Machine& machine, const FaultTrace& trace);

/// The signal of a leaf that failed.
SignalInfo signal_of(Leaf leaf, const PageFault& fault);

/// Costs' figure for a leaf, without waits.
Nanoseconds cost_of(const Machine& machine, Leaf leaf);

}  // namespace faultline
