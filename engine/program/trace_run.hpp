// A memory trace in the machine: one process, whose address space is made of the ranges that the trace touches, and
// whose every access goes through TLB, walk and fault handler like an instruction's. Differs from the traced program:
// all of its memory is private and anonymous and starts untouched, nothing is unmapped, and what several processes did
// is done by one (docs/model.md#traces).
#pragma once

#include <cstdint>

#include "engine/machine.hpp"
#include "engine/program/memory_trace.hpp"

namespace faultline {

struct TraceReport {
    std::uint64_t fetches = 0, loads = 0, stores = 0;
    std::uint64_t min_flt = 0, maj_flt = 0;
    std::uint64_t pages = 0;   // different ones that were touched
    std::uint64_t ranges = 0;  // VMAs that were made for them
    std::uint64_t tlb_misses = 0;
    std::uint64_t max_rss_kib = 0;
    bool killed = false;
};

class TraceRun {
  public:
    /// Makes the process and maps its ranges. `trace` must outlive this, `machine` must be freshly booted.
    TraceRun(Machine& machine, const MemoryTrace& trace);

    /// Does up to `touches` more. True while there are more to do; ends early when the machine kills the process.
    bool advance(std::uint64_t touches);
    /// Of the trace's touches, how many are done.
    std::uint64_t done() const { return next_; }
    Pid pid() const { return pid_; }
    /// What has happened so far.
    TraceReport report() const;

  private:
    void map_ranges();
    bool perform(const TraceTouch& touch);
    void count(TraceAccess kind);
    template <class Try>
    bool access(Try attempt);

    Machine& machine_;
    const MemoryTrace& trace_;
    Pid pid_ = 0;
    std::uint64_t next_ = 0;
    TraceReport report_;
};

}  // namespace faultline
