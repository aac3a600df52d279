// Steps by source line, forward and back. A line is entered at one of its CodePoints; two entries in a row of the same
// line of the same call are one visit, so a loop that stands on one line is one step. Forward and back agree on that.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/history/until.hpp"
#include "engine/machine.hpp"
#include "engine/program/lines.hpp"

namespace faultline {

/// One visit of a line: the line and the call that it belongs to (StackFrame::base; higher for callers).
struct LinePlace {
    std::uint32_t line = 0;
    std::uint64_t base = 0;
    bool operator==(const LinePlace&) const = default;
};

class LineStep {
public:
    enum class Way : std::uint8_t { Forward, Back };

    /// A step from where `start` stands; `lines` may be null: then only addresses can be waited for.
    LineStep(const LineTable* lines, const Machine& start, const Until& until, Way way);

    /// Where the run must stop for a look; sorted.
    const std::vector<std::uint64_t>& stops() const { return stops_; }

    /// For a way back, which looks at stretches of the past: a new stretch begins at `machine`.
    void begin_stretch(const Machine& machine);

    /// To be asked at each of `stops()`, in order. Forward: the step has arrived. Back: the step might have begun here,
    /// if nothing later does.
    bool arrived(const Machine& machine);

private:
    void find_stops(const std::vector<std::uint64_t>& functions);
    bool is_stop(std::uint64_t address) const;

    const LineTable* lines_;
    Until until_;
    Way way_;
    Pid pid_;
    /// The call that the step starts in; 0 while none of the learner's functions is under way.
    std::uint64_t base_ = 0;
    std::optional<LinePlace> last_;
    std::vector<std::uint64_t> stops_;
};

}  // namespace faultline
