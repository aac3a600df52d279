// What the past costs in memory, and getting back what was let go.
#include <algorithm>

#include "engine/history/history.hpp"
#include "engine/history/matching.hpp"

namespace faultline {

namespace {

/// Of all blocks with their marks, how many forget them at a time.
constexpr std::size_t forgotten_part = 8;

}  // namespace

/// The first at or behind `from` that `until` waits for, and that lies behind tick `after`.
std::size_t History::find_mark(std::size_t from, const Until& until, Tick after) {
    while (from < marks_.size()) {
        const std::size_t block = from / MarkList::block_marks;
        const std::size_t end = std::min(marks_.size(), (block + 1) * MarkList::block_marks);
        if (may_match(marks_.summary(block).counts, until)) {
            remember_block(block);
            for (auto mark = MarkList::Iterator(marks_, from); mark.index() < end; ++mark) {
                if (mark->tick > after && matches(*mark, until)) return mark.index();
            }
        }
        from = end;
    }
    return from;
}

void History::remember_block(std::size_t block) {
    if (!marks_.forgotten(block)) return;
    const MarkList::Summary summary = marks_.summary(block);
    Instant there = checkpoints_.at_or_before(summary.first_tick);
    replay(there, commands_, summary.first_tick);
    std::vector<Mark> found;
    replay(there, commands_, summary.last_tick + 1, &found);
    found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(found.size(), summary.skipped)));
    found.resize(std::min(found.size(), marks_.marks_in(block)));
    marks_.remember(block, found);
}

/// The marks that a list of them shows about a tick.
void History::remember_around(Tick tick) {
    if (marks_.empty()) return;
    const std::size_t block = std::min(marks_.block_count() - 1, marks_.lower_bound(tick) / MarkList::block_marks);
    remember_block(block);
    if (block > 0) remember_block(block - 1);
}

std::vector<Mark> History::marks_before(Tick tick) {
    std::vector<Mark> marks;
    for (std::size_t block = 0; block < marks_.block_count() && marks_.summary(block).first_tick < tick; ++block) {
        remember_block(block);
        MarkList::Iterator mark(marks_, block * MarkList::block_marks);
        for (std::size_t left = marks_.marks_in(block); left > 0 && mark->tick < tick; --left, ++mark) marks.push_back(*mark);
    }
    return marks;
}

void History::set_budget_bytes(std::uint64_t bytes) {
    budget_.bytes = bytes;
    keep_to_budget();
}

void History::keep_to_budget() {
    while (bytes() > budget_.bytes) {
        if (marks_.bytes() > budget_.bytes / 2 && forget_marks()) continue;
        if (thin_branch()) continue;
        if (checkpoints_.size() > 1) {
            checkpoints_.thin();
            spacing_ *= 2;
        } else if (!forget_marks()) {
            return;
        }
    }
}

/// The oldest that are still known, in turn; never the last, which is not full yet.
bool History::forget_marks() {
    if (marks_.empty()) return false;
    const std::size_t blocks = marks_.block_count() - 1;
    const std::size_t wanted = blocks / forgotten_part + 1;
    std::size_t forgotten = 0;
    for (std::size_t looked = 0; looked < blocks && forgotten < wanted; ++looked) {
        if (next_to_forget_ >= blocks) next_to_forget_ = 0;
        const std::size_t block = next_to_forget_++;
        if (marks_.forgotten(block)) continue;
        marks_.forget(block);
        ++forgotten;
    }
    return forgotten > 0;
}

/// Thins the branch that holds most of what the current one does not share.
bool History::thin_branch() {
    Branch* largest = nullptr;
    std::uint64_t most_bytes = 0;
    for (Branch& branch : branches_) {
        if (!branch.checkpoints || branch.checkpoints->size() == 1) continue;
        const std::uint64_t bytes = branch.checkpoints->bytes_apart_from(checkpoints_);
        if (bytes <= most_bytes) continue;
        most_bytes = bytes;
        largest = &branch;
    }
    if (largest == nullptr) return false;
    largest->checkpoints->thin();
    largest->spacing *= 2;
    count_branches();
    return true;
}

}  // namespace faultline
