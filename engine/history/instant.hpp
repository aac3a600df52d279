// A machine at one tick of a run, and going on from there.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/history/command.hpp"
#include "engine/history/mark.hpp"
#include "engine/machine.hpp"

namespace faultline {

struct Instant {
    Machine machine;
    /// The first command that the machine has not had yet.
    std::size_t next_command = 0;

    Tick tick() const { return machine.hardware.tick; }
    /// A copy that shares memory. Drops host pointers here first.
    Instant snapshot() { return {machine.snapshot(), next_command}; }
};

/// Gives the commands that are due at its tick. How many it gave.
std::size_t give_due(Instant& instant, const std::vector<TimedCommand>& commands);

/// Goes on to `target`, or to the end of all programs, with the commands at their ticks. With `marks`, notes what happens.
void replay(Instant& instant, const std::vector<TimedCommand>& commands, Tick target, std::vector<Mark>* marks = nullptr);

/// What a command leaves on the timeline.
Mark input_mark(const Machine& machine);
/// False if the event does not belong on the timeline.
bool to_mark(const Event& event, Mark& mark);
/// Empties the machine's outbox and tells `note` what of it belongs on the timeline, in order.
template <class Note>
void drain_marks(Machine& machine, const Note& note) {
    for (const Event& event : machine.hardware.log.events) {
        Mark mark;
        if (to_mark(event, mark)) note(mark);
    }
    machine.hardware.log.events.clear();
    machine.fault_traces.clear();
}

/// How much the host has worked so far, about: in instructions. Never part of the state.
std::uint64_t host_work(const Machine& machine);
/// What a snapshot costs the host, in the same unit.
std::uint64_t work_of_copy(const Machine& machine);
/// Host memory that keeping `machine` costs beside `other`, about.
std::uint64_t host_bytes_apart(const Machine& machine, const Machine& other);

}  // namespace faultline
