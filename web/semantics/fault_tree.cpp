#include "web/semantics/fault_tree.hpp"

#include <array>

namespace faultline {
namespace {

/// Rows by name, in drawing order.
enum class Row : std::uint8_t {
    Canonical, NotCanonical,
    UserSpace, KernelSpace,
    Vma, GrowsDown, NoVma, MayGrow, MayNotGrow,
    KeyForbids, KeyError,
    Permitted, NotPermitted,
    HugeFits, HugeWrite, HugeNew, HugeZero,
    HugeMapped, HugeReadOnly, HugeIsZero, HugeReplaced, HugeExclusive, HugeReused, HugeSole, HugeReusedToo, HugeSpurious,
    Empty, Anonymous, AnonWrite, AnonNew, AnonZero,
    FileWrite, FileShared,
    SharedEnd, SharedBus, SharedCached, SharedMapped, SharedRead,
    CowEnd, CowBus, CowCached, CowCopied, CowRead,
    AroundMapped, AroundDone, ReadEnd, ReadBus, ReadCached, ReadMapped, ReadDisk,
    Present, Guard, GuardHit, Poison, Poisoned,
    SwapCached, SwapMinor, SwapSync, SwapReadDirect, SwapRead,
    ReadOnly, Spurious,
    WpShared, WpMadeWritable, WpZero, WpReplaced, WpAnon, WpExclusive, WpReused, WpKsm, WpKsmCopied, WpSole, WpReusedToo, WpCopied, WpFileCopied,
    FrameHad, Killed, RoomHad, KilledInGroup,
    Count
};
constexpr Row none = Row::Count;

struct Node {
    Row row{};
    std::uint8_t depth = 0;
    /// -1 for the trunk, else the answer that leads here.
    std::int8_t by = -1;
    bool is_leaf = false;
    Ask question{};
    Leaf leaf{};
    Row yes = none, no = none;
    /// Where the path goes on when the kernel had no reason to ask.
    Row unasked = none;
};

constexpr Node ask(Row row, int depth, int by, Ask question, Row yes, Row no, Row unasked = none) {
    return {row, static_cast<std::uint8_t>(depth), static_cast<std::int8_t>(by), false, question, Leaf{}, yes, no, unasked};
}
constexpr Node end(Row row, int depth, int by, Leaf leaf) {
    return {row, static_cast<std::uint8_t>(depth), static_cast<std::int8_t>(by), true, Ask{}, leaf, none, none, none};
}

using enum Row;
constexpr int yes = 1, no = 0, trunk = -1;

constexpr std::array<Node, static_cast<std::size_t>(Row::Count)> nodes{{
    ask(Canonical, 0, trunk, Ask::CanonicalAddress, UserSpace, NotCanonical, UserSpace),
    end(NotCanonical, 1, no, Leaf::GeneralProtection),
    ask(UserSpace, 0, trunk, Ask::UserSpaceAddress, Vma, KernelSpace, Vma),
    end(KernelSpace, 1, no, Leaf::SegvMaperr),
    ask(Vma, 0, trunk, Ask::VmaCoversAddress, KeyForbids, GrowsDown, KeyForbids),
    ask(GrowsDown, 1, no, Ask::VmaAboveGrowsDown, MayGrow, NoVma),
    end(NoVma, 2, no, Leaf::SegvMaperr),
    ask(MayGrow, 2, yes, Ask::StackMayGrow, KeyForbids, MayNotGrow),
    end(MayNotGrow, 3, no, Leaf::SegvMaperr),
    ask(KeyForbids, 0, trunk, Ask::ProtectionKeyForbids, KeyError, Permitted, Permitted),
    end(KeyError, 1, yes, Leaf::SegvPkuerr),
    ask(Permitted, 0, trunk, Ask::AccessPermitted, HugeFits, NotPermitted, HugeFits),
    end(NotPermitted, 1, no, Leaf::SegvAccerr),
    ask(HugeFits, 0, trunk, Ask::HugePageFits, HugeWrite, Empty, HugeMapped),
    ask(HugeWrite, 1, yes, Ask::Write, HugeNew, HugeZero),
    end(HugeNew, 2, yes, Leaf::HugeNewFolio),
    end(HugeZero, 2, no, Leaf::HugeZeroPage),
    ask(HugeMapped, 0, trunk, Ask::PmdPresent, HugeReadOnly, Empty, Empty),
    ask(HugeReadOnly, 1, yes, Ask::WriteToReadOnlyPmd, HugeIsZero, HugeSpurious),
    ask(HugeIsZero, 2, yes, Ask::ZeroPage, HugeReplaced, HugeExclusive),
    end(HugeReplaced, 3, yes, Leaf::HugeZeroPageReplaced),
    ask(HugeExclusive, 3, no, Ask::AnonExclusive, HugeReused, HugeSole),
    end(HugeReused, 4, yes, Leaf::HugeReuse),
    ask(HugeSole, 4, no, Ask::SoleReference, HugeReusedToo, Empty),
    end(HugeReusedToo, 5, yes, Leaf::HugeReuse),
    end(HugeSpurious, 2, no, Leaf::Spurious),
    ask(Empty, 0, trunk, Ask::PteEmpty, Anonymous, Present, Present),
    ask(Anonymous, 1, yes, Ask::VmaAnonymous, AnonWrite, FileWrite),
    ask(AnonWrite, 2, yes, Ask::Write, AnonNew, AnonZero),
    end(AnonNew, 3, yes, Leaf::AnonNewFrame),
    end(AnonZero, 3, no, Leaf::AnonZeroPage),
    ask(FileWrite, 2, no, Ask::Write, FileShared, AroundMapped),
    ask(FileShared, 3, yes, Ask::VmaShared, SharedEnd, CowEnd),
    ask(SharedEnd, 4, yes, Ask::BeyondEndOfFile, SharedBus, SharedCached, SharedCached),
    end(SharedBus, 5, yes, Leaf::SigbusAdrerr),
    ask(SharedCached, 5, no, Ask::PageInCache, SharedMapped, SharedRead),
    end(SharedMapped, 6, yes, Leaf::SharedFaultCached),
    end(SharedRead, 6, no, Leaf::SharedFaultFromDisk),
    ask(CowEnd, 4, no, Ask::BeyondEndOfFile, CowBus, CowCached, CowCached),
    end(CowBus, 5, yes, Leaf::SigbusAdrerr),
    ask(CowCached, 5, no, Ask::PageInCache, CowCopied, CowRead),
    end(CowCopied, 6, yes, Leaf::CowFaultCached),
    end(CowRead, 6, no, Leaf::CowFaultFromDisk),
    ask(AroundMapped, 3, no, Ask::FaultAroundMappedIt, AroundDone, ReadEnd, ReadEnd),
    end(AroundDone, 4, yes, Leaf::FileReadMapped),
    ask(ReadEnd, 4, no, Ask::BeyondEndOfFile, ReadBus, ReadCached, ReadCached),
    end(ReadBus, 5, yes, Leaf::SigbusAdrerr),
    ask(ReadCached, 5, no, Ask::PageInCache, ReadMapped, ReadDisk),
    end(ReadMapped, 6, yes, Leaf::FileReadMapped),
    end(ReadDisk, 6, no, Leaf::FileReadFromDisk),
    ask(Present, 1, no, Ask::PtePresent, ReadOnly, Guard),
    ask(Guard, 2, no, Ask::GuardMarker, GuardHit, Poison, SwapCached),
    end(GuardHit, 3, yes, Leaf::SegvGuard),
    ask(Poison, 3, no, Ask::PoisonMarker, Poisoned, Poisoned),
    end(Poisoned, 4, yes, Leaf::SigbusAdrerr),
    ask(SwapCached, 2, no, Ask::SwapCacheHit, SwapMinor, SwapSync),
    end(SwapMinor, 3, yes, Leaf::SwapInCached),
    ask(SwapSync, 3, no, Ask::SynchronousDeviceSoleReference, SwapReadDirect, SwapRead),
    end(SwapReadDirect, 4, yes, Leaf::SwapInRead),
    end(SwapRead, 4, no, Leaf::SwapInRead),
    ask(ReadOnly, 2, yes, Ask::WriteToReadOnlyPte, WpShared, Spurious),
    end(Spurious, 3, no, Leaf::Spurious),
    ask(WpShared, 3, yes, Ask::VmaShared, WpMadeWritable, WpZero),
    end(WpMadeWritable, 4, yes, Leaf::WpSharedMadeWritable),
    ask(WpZero, 4, no, Ask::ZeroPage, WpReplaced, WpAnon),
    end(WpReplaced, 5, yes, Leaf::WpZeroPageReplaced),
    ask(WpAnon, 5, no, Ask::AnonPage, WpExclusive, WpFileCopied),
    ask(WpExclusive, 6, yes, Ask::AnonExclusive, WpReused, WpKsm),
    end(WpReused, 7, yes, Leaf::WpReuse),
    ask(WpKsm, 7, no, Ask::KsmPage, WpKsmCopied, WpSole),
    end(WpKsmCopied, 8, yes, Leaf::WpCopy),
    ask(WpSole, 8, no, Ask::SoleReference, WpReusedToo, WpCopied),
    end(WpReusedToo, 9, yes, Leaf::WpReuse),
    end(WpCopied, 9, no, Leaf::WpCopy),
    end(WpFileCopied, 6, no, Leaf::WpCopy),
    ask(FrameHad, 0, trunk, Ask::FrameAvailable, none, Killed),
    end(Killed, 1, no, Leaf::OomKilled),
    ask(RoomHad, 0, trunk, Ask::CgroupHasRoom, none, KilledInGroup),
    end(KilledInGroup, 1, no, Leaf::OomKilled),
}};

constexpr bool in_order() {
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        if (static_cast<std::size_t>(nodes[index].row) != index) return false;
    }
    return true;
}
static_assert(in_order(), "rows stand in the order of their names");

/// The next answer to `question` at or after `from`, or the number of answers.
std::uint32_t find_answer(const FaultTrace& trace, Ask question, std::uint32_t from) {
    while (from < trace.answers.size() && trace.answers[from].question != question) ++from;
    return from;
}

FaultTreePart part_of(Row row) {
    if (row < Empty) return FaultTreePart::AddressAndRights;
    return row < Present ? FaultTreePart::NothingThere : FaultTreePart::SomethingThere;
}

std::vector<FaultTreeRow> unlit_rows() {
    std::vector<FaultTreeRow> rows;
    for (const Node& node : nodes) {
        FaultTreeRow row;
        row.depth = node.depth;
        row.has_answer = node.by >= 0;
        row.answer = node.by == 1;
        row.is_leaf = node.is_leaf;
        row.question = node.question;
        row.leaf = node.leaf;
        row.part = part_of(node.row);
        row.from = static_cast<std::uint32_t>(node.row);
        while (node.by >= 0 && nodes[row.from].depth >= node.depth) --row.from;
        rows.push_back(row);
    }
    return rows;
}

/// Out of memory is an end that any branch may come to: of the machine's, or of the group's.
void light_killed(std::vector<FaultTreeRow>& rows, const FaultTrace& trace) {
    Answer last{Ask::FrameAvailable, false, 0};
    for (std::uint32_t index = 0; index < trace.answers.size(); ++index) {
        const Answer& answer = trace.answers[index];
        if (!answer.yes && (answer.question == Ask::FrameAvailable || answer.question == Ask::CgroupHasRoom)) last = answer;
    }
    const bool of_group = last.question == Ask::CgroupHasRoom;
    FaultTreeRow& question = rows[static_cast<std::size_t>(of_group ? RoomHad : FrameHad)];
    question.lit = true;
    question.given = last;
    rows[static_cast<std::size_t>(of_group ? KilledInGroup : Killed)].lit = true;
}

}  // namespace

std::vector<FaultTreeRow> lit_fault_tree(const FaultTrace* trace, std::uint32_t shown) {
    std::vector<FaultTreeRow> rows = unlit_rows();
    if (trace == nullptr) return rows;
    std::uint32_t at = 0;
    for (Row row = Canonical; row != none;) {
        const Node& node = nodes[static_cast<std::size_t>(row)];
        FaultTreeRow& drawn = rows[static_cast<std::size_t>(row)];
        if (node.is_leaf) {
            if (shown < trace->answers.size() || trace->leaf == Leaf::OomKilled) break;
            drawn.lit = true;
            // A hole of shared memory is filled where a file would be read: nothing was asked that tells the two apart.
            if (trace->leaf == Leaf::ShmemNewPage) drawn.leaf = trace->leaf;
            break;
        }
        const std::uint32_t found = find_answer(*trace, node.question, at);
        if (found == trace->answers.size()) {
            row = node.unasked;
            continue;
        }
        if (found >= shown) break;
        drawn.lit = true;
        drawn.given = trace->answers[found];
        at = found + 1;
        row = trace->answers[found].yes ? node.yes : node.no;
    }
    if (trace->leaf == Leaf::OomKilled && shown >= trace->answers.size()) light_killed(rows, *trace);
    return rows;
}

}  // namespace faultline
