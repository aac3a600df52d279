#include "engine/history/matching.hpp"

namespace faultline {

namespace {

/// Of the marks counted, those of the kind.
std::uint32_t matching(const MarkCounts& counts, Until::What what) {
    switch (what) {
        case Until::What::AnyFault: return counts.faults();
        case Until::What::MinorFault: return counts.minor;
        case Until::What::MajorFault: return counts.major;
        case Until::What::InvalidFault: return counts.invalid;
        case Until::What::Syscall: return counts.syscalls;
        case Until::What::Output: return counts.outputs;
        case Until::What::Switch: return counts.switches;
        case Until::What::Ticks:
        case Until::What::Line:
        case Until::What::LineOver:
        case Until::What::LineOut:
        case Until::What::Address:
        case Until::What::StopPoint: return 0;
    }
    return 0;
}

}  // namespace

bool matches(const Mark& mark, const Until& until) {
    if (until.pid != 0 && mark.pid != until.pid) return false;
    MarkCounts one;
    one.add(mark);
    return matching(one, until.what) != 0;
}

bool may_match(const MarkCounts& counts, const Until& until) { return matching(counts, until.what) != 0; }

}  // namespace faultline
