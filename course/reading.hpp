// Reads one thing off a machine at the present moment: what the words of course/vocabulary.hpp mean.
#pragma once

#include <span>
#include <vector>

#include "course/measure.hpp"
#include "engine/history/history.hpp"

namespace faultline {

/// A machine at a moment, and what its run has shown up to it.
struct Probe {
    const Machine& machine;
    std::span<const Mark> marks;
    /// The attempt that comes next; only looked at by readings of `next_fault`.
    const RecordedAttempt& next;
    /// May be null: then no reading knows of lines and variables.
    const LineTable* lines = nullptr;
};

/// The value, or why there is none ("the process has ended", "no fault has happened yet").
Result<Value> read_value(const Reading& reading, const Probe& probe);

/// Whether the reading looks at the attempt that comes next.
bool looks_ahead(const Reading& reading);

/// The process that a reading speaks of, 0 if there is none. "" and "parent" are the first program.
Pid process_named(std::string_view name, const Probe& probe);

}  // namespace faultline
