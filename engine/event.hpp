// What happened, in order: the only thing besides state that a view may read. Events go out; nothing waits for them.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/machine/types.hpp"

namespace faultline {

enum class EventKind : std::uint8_t {
    // One access, as the hardware sees it (recorded at Detail::Everything).
    AccessStarted,   // address; small = Access; value = bytes
    TlbHit,          // address; value = pte bits
    TlbMiss,         // address
    WalkStep,        // address; small = Level; value = entry bits; extra = index in table; frame = table's frame
    AccessDone,      // address; frame; value = bytes read or written (up to 8)
    Trap,            // address = CR2; value = error code
    // How the kernel came to its answer (recorded from Detail::Faults on).
    Asked,           // small = Ask; value = the answer, 0 or 1; extra = the fact behind it
    PteChanged,      // address; value = bits before; extra = bits after
    // The answer, and whatever else happens (recorded from Detail::Outcomes on).
    FrameAllocated,  // frame; small = PageUse
    FrameFreed,      // frame
    FaultEnded,      // address; small = Leaf; value = fault_outcome bits; extra = cost in ns; frame
    TlbFlushed,      // address, or ~0 for everything
    Signal,          // small = signal number; value = si_code; address = si_addr
    SyscallEntered,  // value = number; address, extra = first two arguments
    SyscallReturned, // value = number; extra = result
    Output,          // value = file descriptor; extra = bytes written
    Forked,          // value = child
    Executed,        // a new program image
    Exited,          // value = wait status
    Switched,        // value = pid that runs now
    PageEvicted,     // small = PageUse; extra = index in its file, or page number; frame; value = where it went (swap entry bits, or 0 for dropped)
    SwapRead,        // frame; value = slot
    SwapWritten,     // frame; value = slot
    FileRead,        // frame; value = inode; extra = page index
    OomKill,         // value = pid of the victim
    Slept,           // value = nanoseconds until it wakes
    Woke,
};

/// Bits of a FaultEnded event's `value`: where it was counted. Neither: a fault that failed.
namespace fault_outcome {
inline constexpr std::uint64_t minor = 1;
inline constexpr std::uint64_t major = 2;
inline constexpr std::uint64_t in_kernel = 4;
}  // namespace fault_outcome

struct Event {
    EventKind kind{};
    std::uint8_t small = 0;
    Pid pid = 0;
    Pfn frame = no_frame;
    Tick tick = 0;
    Nanoseconds time = 0;
    std::uint64_t address = 0;
    std::uint64_t value = 0;
    std::uint64_t extra = 0;
};

/// How much is recorded: nothing; what happened; with each question of a fault; with every access. More detail is slower;
/// state never depends on it.
enum class Detail : std::uint8_t { Nothing, Outcomes, Faults, Everything };

/// The outbox. Not part of the machine's state: a copy of a machine starts with an empty one.
struct EventLog {
    Detail detail = Detail::Nothing;
    std::vector<Event> events;

    EventLog() = default;
    EventLog(const EventLog& other) : detail(other.detail) {}
    EventLog(EventLog&&) = default;
    EventLog& operator=(const EventLog& other) {
        detail = other.detail;
        events.clear();
        return *this;
    }
    EventLog& operator=(EventLog&&) = default;
    ~EventLog() = default;

    bool wants(Detail wanted) const { return detail >= wanted; }
    /// Hands over what has gathered and starts anew.
    std::vector<Event> drain() {
        std::vector<Event> out;
        out.swap(events);
        return out;
    }
};

}  // namespace faultline
