// The recorder that every question of the fault handler goes through. `ask` returns its own argument, so the code's
// branch and the recorded answer are one thing: the drawn path, the spoken path and the taken path cannot differ.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/machine/pte.hpp"
#include "engine/machine/types.hpp"

namespace faultline {

/// Every question the handler can ask, in the order in which Linux 6.18 asks them. kernel/explain.hpp has the words.
enum class Ask : std::uint8_t {
    CanonicalAddress,
    UserSpaceAddress,
    VmaCoversAddress,
    VmaAboveGrowsDown,
    StackMayGrow,
    ProtectionKeyForbids,
    AccessPermitted,
    HugePageFits,
    PmdPresent,
    WriteToReadOnlyPmd,
    PteEmpty,
    VmaAnonymous,
    Write,
    ZeroPageAllowed,
    VmaShared,
    BeyondEndOfFile,
    PageInCache,
    ReadInFlight,
    FaultAroundMappedIt,
    PtePresent,
    GuardMarker,
    PoisonMarker,
    SwapCacheHit,
    SynchronousDeviceSoleReference,
    PageExclusive,
    WriteToReadOnlyPte,
    ZeroPage,
    AnonPage,
    AnonExclusive,
    SoleReference,
    KsmPage,
    FrameAvailable,
    CgroupHasRoom,
};

/// Where a fault can end. Names say the Linux function and what it did.
enum class Leaf : std::uint8_t {
    GeneralProtection,       // not a page fault at all: SIGSEGV with SI_KERNEL
    SegvMaperr,              // bad_area: no VMA
    SegvAccerr,              // access_error: VMA forbids
    SegvPkuerr,              // protection key forbids
    SegvGuard,               // guard marker: MAPERR although a VMA exists
    SigbusAdrerr,            // beyond the end of the file, or no ->fault
    OomKilled,               // allocation failed and the OOM killer chose this task
    AnonZeroPage,            // do_anonymous_page, read
    AnonNewFrame,            // do_anonymous_page, write
    HugeZeroPage,            // do_huge_pmd_anonymous_page, read
    HugeNewFolio,            // do_huge_pmd_anonymous_page, write
    HugeZeroPageReplaced,    // do_huge_pmd_wp_page on the huge zero page
    HugeReuse,               // do_huge_pmd_wp_page
    FileReadMapped,          // do_read_fault, page was cached
    FileReadFromDisk,        // do_read_fault, page had to be read: major
    CowFaultCached,          // do_cow_fault
    CowFaultFromDisk,
    SharedFaultCached,       // do_shared_fault
    SharedFaultFromDisk,
    ShmemNewPage,            // shmem_fault filled a hole
    SwapInCached,            // do_swap_page, swap cache hit: minor
    SwapInRead,              // do_swap_page, read from the device: major
    WpZeroPageReplaced,      // do_wp_page
    WpReuse,
    WpCopy,
    WpSharedMadeWritable,    // wp_page_shared, wp_pfn_shared
    Spurious,                // present and sufficient: a stale TLB entry
};

inline constexpr std::uint32_t leaf_count = static_cast<std::uint32_t>(Leaf::Spurious) + 1;
inline constexpr std::uint32_t ask_count = static_cast<std::uint32_t>(Ask::CgroupHasRoom) + 1;

struct Answer {
    Ask question;
    bool yes;
    /// What was looked at: a VMA's start or flags, an entry's bits, a count. explain(question).fact says which.
    std::uint64_t fact;
};

/// What one fault was asked, in order. A trace is made and kept at every fault, so only the answers that there are cost time.
class Answers {
  public:
    static constexpr std::uint32_t capacity = 20;

    Answers() {}   // not "= default", which would clear what is written later or never
    Answers(const Answers& other) : size_(other.size_) { std::copy_n(other.answers_.begin(), size_, answers_.begin()); }
    Answers& operator=(const Answers& other) {
        size_ = other.size_;
        std::copy_n(other.answers_.begin(), size_, answers_.begin());
        return *this;
    }

    std::uint32_t size() const { return size_; }
    bool full() const { return size_ == capacity; }
    const Answer& operator[](std::size_t index) const { return answers_[index]; }
    /// Not when full.
    void push_back(const Answer& answer) { answers_[size_++] = answer; }

  private:
    std::array<Answer, capacity> answers_;
    std::uint32_t size_ = 0;
};

/// One fault from its trap to its outcome.
struct FaultTrace {
    Pid pid = 0;
    std::uint64_t address = 0;
    std::uint64_t instruction_address = 0;
    std::uint32_t error_code = 0;
    Answers answers;
    /// Somebody will look at the answers. If nobody will, they are given all the same, and not written down.
    bool recorded = true;
    Leaf leaf{};
    /// Retries: passes through handle_mm_fault that ended in VM_FAULT_RETRY before the last one.
    std::uint8_t retries = 0;
    bool counted_minor = false;
    bool counted_major = false;
    /// Handled for a system call's access, not for an instruction.
    bool in_kernel = false;
    Pte pte_before;
    Pte pte_after;
    Pfn frame = no_frame;
    /// Pages that became mapped: 1, up to 16 with fault-around, 512 for a huge page.
    std::uint32_t pages_mapped = 0;
    /// When the device delivers what the fault waits for; 0 if it waits for nothing.
    Nanoseconds ready_at = 0;
    /// Simulated time that the fault took, waits for devices included.
    Nanoseconds cost = 0;

    /// Records the question with its answer and returns the answer.
    bool ask(Ask question, bool yes, std::uint64_t fact = 0) {
        if (recorded && !answers.full()) answers.push_back({question, yes, fact});
        return yes;
    }
};

}  // namespace faultline
