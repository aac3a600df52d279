// What a way through time goes to, and how it ended.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/machine/types.hpp"

namespace faultline {

/// Where a run stops, besides the end of all programs, a program waiting for the terminal, and the stop points.
struct Until {
    enum class What : std::uint8_t {
        Ticks,
        AnyFault,
        MinorFault,
        MajorFault,
        InvalidFault,
        Syscall,
        Output,
        Switch,      // another process runs
        Line,        // into calls
        LineOver,
        LineOut,     // forward: the call returns. Back: to the line that made the call
        Address,
        StopPoint,   // nothing but a breakpoint or a watched access
    };
    What what = What::Ticks;
    /// Ticks: how many. Address: where.
    std::uint64_t count = 1;
    /// Only this process counts, 0 for any (for lines: the one that runs).
    Pid pid = 0;
};

enum class Stop : std::uint8_t {
    Reached,
    Budget,
    Breakpoint,
    Watched,         // the next attempt accesses what is watched
    WaitsForInput,
    Stuck,           // every process sleeps and nothing can wake one
    AllExited,
};

/// Where every way forward stops, and `Until::StopPoint` in both directions. No part of the run.
struct StopPoints {
    struct Watched {
        Pid pid = 0;
        std::uint64_t start = 0;
        std::uint64_t end = 0;
        bool reads = false;
    };
    /// Breakpoints, sorted.
    std::vector<std::uint64_t> addresses{};
    std::vector<Watched> watched{};

    bool any() const { return !addresses.empty() || !watched.empty(); }
};

}  // namespace faultline
