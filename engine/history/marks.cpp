#include "engine/history/marks.hpp"

#include <algorithm>

namespace faultline {

namespace {

bool to_mark(const Event& event, Mark& mark) {
    mark = {.tick = event.tick, .time = event.time, .address = event.address, .pid = event.pid};
    switch (event.kind) {
        case EventKind::FaultEnded:
            mark.kind = MarkKind::Fault;
            mark.leaf = static_cast<Leaf>(event.small);
            mark.major = (event.value & fault_outcome::major) != 0;
            mark.counted = (event.value & (fault_outcome::major | fault_outcome::minor)) != 0;
            return true;
        case EventKind::SyscallEntered:
            mark.kind = MarkKind::Syscall;
            mark.address = event.value;
            return true;
        case EventKind::Output:
            mark.kind = MarkKind::Output;
            mark.address = event.extra;
            return true;
        case EventKind::Signal:
            mark.kind = MarkKind::Signal;
            return true;
        case EventKind::Forked:
            mark.kind = MarkKind::Fork;
            mark.address = event.value;
            return true;
        case EventKind::Exited:
            mark.kind = MarkKind::Exit;
            mark.address = event.value;
            return true;
        default: return false;
    }
}

bool invalid(const Mark& mark) { return !mark.counted; }

}  // namespace

void append_marks(std::vector<Mark>& marks, Machine& machine) {
    for (const Event& event : machine.hardware.log.drain()) {
        Mark mark;
        if (to_mark(event, mark)) marks.push_back(mark);
    }
    machine.fault_traces.clear();
}

bool matches(const Mark& mark, const Until& until) {
    if (until.pid != 0 && mark.pid != until.pid) return false;
    const bool fault = mark.kind == MarkKind::Fault;
    switch (until.what) {
        case Until::What::AnyFault: return fault;
        case Until::What::MinorFault: return fault && mark.counted && !mark.major;
        case Until::What::MajorFault: return fault && mark.major;
        case Until::What::InvalidFault: return fault && invalid(mark);
        case Until::What::Syscall: return mark.kind == MarkKind::Syscall;
        case Until::What::Ticks:
        case Until::What::Line:
        case Until::What::LineOver:
        case Until::What::LineOut:
        case Until::What::Address: return false;
    }
    return false;
}

}  // namespace faultline
