#include "engine/history/mark_list.hpp"

#include <algorithm>

namespace faultline {

namespace {

/// A mark is a head byte (its kind, and three bits), what the bits announce, and the distances in tick, time and address
/// from the mark before it, seven bits a byte, the small ones first.
constexpr std::uint8_t kind_mask = 0x07;
constexpr std::uint8_t other_pid = 0x08;
constexpr std::uint8_t is_major = 0x10;
constexpr std::uint8_t is_counted = 0x20;

void put(std::vector<std::uint8_t>& bytes, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
    bytes.push_back(static_cast<std::uint8_t>(value));
}

std::uint64_t take(const std::vector<std::uint8_t>& bytes, std::size_t& at) {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const std::uint8_t byte = bytes[at++];
        value |= std::uint64_t{byte & 0x7fu} << shift;
        if (byte < 0x80) return value;
    }
}

/// Near zero for distances of either sign.
std::uint64_t folded(std::uint64_t distance) { return distance << 1 ^ (distance >> 63 != 0 ? ~std::uint64_t{0} : 0); }
std::uint64_t unfolded(std::uint64_t value) { return value >> 1 ^ (0 - (value & 1)); }

void encode(std::vector<std::uint8_t>& bytes, const Mark& before, const Mark& mark) {
    std::uint8_t head = static_cast<std::uint8_t>(mark.kind);
    if (mark.pid != before.pid) head |= other_pid;
    if (mark.major) head |= is_major;
    if (mark.counted) head |= is_counted;
    bytes.push_back(head);
    if (mark.kind == MarkKind::Fault) bytes.push_back(static_cast<std::uint8_t>(mark.leaf));
    if (mark.pid != before.pid) put(bytes, static_cast<std::uint32_t>(mark.pid));
    put(bytes, mark.tick - before.tick);
    put(bytes, mark.time - before.time);
    put(bytes, folded(mark.address - before.address));
}

void decode(const std::vector<std::uint8_t>& bytes, std::size_t& at, Mark& mark) {
    const std::uint8_t head = bytes[at++];
    mark.kind = static_cast<MarkKind>(head & kind_mask);
    mark.major = (head & is_major) != 0;
    mark.counted = (head & is_counted) != 0;
    mark.leaf = mark.kind == MarkKind::Fault ? static_cast<Leaf>(bytes[at++]) : Leaf{};
    if ((head & other_pid) != 0) mark.pid = static_cast<Pid>(static_cast<std::uint32_t>(take(bytes, at)));
    mark.tick += take(bytes, at);
    mark.time += take(bytes, at);
    mark.address += unfolded(take(bytes, at));
}

}  // namespace

MarkList::Iterator::Iterator(const MarkList& list, std::size_t index) : list_(&list), index_(index - index % block_marks) {
    if (index >= list.size_) {
        index_ = index;
        return;
    }
    read();
    while (index_ < index) ++*this;
}

MarkList::Iterator& MarkList::Iterator::operator++() {
    ++index_;
    if (index_ < list_->size_) read();
    return *this;
}

void MarkList::Iterator::read() {
    const Block& block = *list_->blocks_[index_ / block_marks];
    if (index_ % block_marks == 0) {
        offset_ = 0;
        mark_ = {};
    }
    if (block.bytes.empty()) {
        mark_ = {};
        mark_.tick = block.summary.first_tick;
        return;
    }
    decode(block.bytes, offset_, mark_);
}

std::size_t MarkList::marks_in(std::size_t block) const { return std::min(block_marks, size_ - block * block_marks); }

std::size_t MarkList::lower_bound(Tick tick) const {
    const auto found = std::lower_bound(blocks_.begin(), blocks_.end(), tick,
                                        [](const CowPtr<Block>& block, Tick wanted) { return block->summary.last_tick < wanted; });
    if (found == blocks_.end()) return size_;
    const std::size_t first = static_cast<std::size_t>(found - blocks_.begin()) * block_marks;
    if ((*found)->bytes.empty()) return (*found)->summary.first_tick >= tick ? first : std::min(size_, first + block_marks);
    Iterator mark(*this, first);
    while (mark->tick < tick) ++mark;
    return mark.index();
}

std::vector<Mark> MarkList::at(Tick tick) const {
    std::vector<Mark> marks;
    for (Iterator mark(*this, lower_bound(tick)); mark != end() && mark->tick == tick; ++mark) {
        if (!forgotten(mark.index() / block_marks)) marks.push_back(*mark);
    }
    return marks;
}

std::optional<Mark> MarkList::last_fault_before(Tick tick) const {
    for (std::size_t end = lower_bound(tick); end > 0;) {
        const std::size_t block = (end - 1) / block_marks;
        std::optional<Mark> last;
        if (!forgotten(block) && summary(block).counts.faults() > 0) {
            for (Iterator mark(*this, block * block_marks); mark.index() < end; ++mark) {
                if (mark->kind == MarkKind::Fault) last = *mark;
            }
        }
        if (last) return last;
        end = block * block_marks;
    }
    return std::nullopt;
}

void MarkList::append(Block& block, const Mark& mark) {
    if (block.bytes.empty()) block.summary.first_tick = mark.tick;
    encode(block.bytes, block.last, mark);
    block.last = mark;
    block.summary.last_tick = mark.tick;
    block.summary.counts.add(mark);
}

void MarkList::push_back(const Mark& mark) {
    const bool same_tick = !blocks_.empty() && blocks_.back()->summary.last_tick == mark.tick;
    const std::uint32_t before = same_tick ? at_last_tick_ : 0;
    at_last_tick_ = before + 1;
    if (size_ % block_marks == 0) {
        if (!blocks_.empty() && !blocks_.back()->bytes.empty()) {
            Block& full = blocks_.back().mutate();
            bytes_ -= bytes_of(full);
            full.bytes.shrink_to_fit();
            bytes_ += bytes_of(full);
        }
        blocks_.emplace_back(Block{});
        blocks_.back().mutate().summary.skipped = before;
        bytes_ += bytes_of(*blocks_.back());
    }
    Block& block = blocks_.back().mutate();
    bytes_ -= bytes_of(block);
    append(block, mark);
    bytes_ += bytes_of(block);
    ++size_;
}

std::vector<Mark> MarkList::read_block(std::size_t block) const {
    std::vector<Mark> marks;
    Iterator mark(*this, block * block_marks);
    for (std::size_t left = marks_in(block); left > 0; --left, ++mark) marks.push_back(*mark);
    return marks;
}

void MarkList::truncate(Tick tick) {
    const std::size_t keep = lower_bound(tick);
    const std::size_t last = keep / block_marks;
    std::vector<Mark> rest;
    std::uint32_t skipped = 0;
    if (keep % block_marks != 0) {
        skipped = summary(last).skipped;
        rest = read_block(last);
        rest.resize(keep % block_marks);
    }
    while (blocks_.size() > last) {
        bytes_ -= bytes_of(*blocks_.back());
        blocks_.pop_back();
    }
    size_ = last * block_marks;
    at_last_tick_ = skipped;
    for (const Mark& mark : rest) push_back(mark);
}

MarkCounts MarkList::count(Tick from, Tick to) const {
    MarkCounts counts;
    auto block = std::lower_bound(blocks_.begin(), blocks_.end(), from,
                                  [](const CowPtr<Block>& one, Tick wanted) { return one->summary.last_tick < wanted; });
    for (; block != blocks_.end() && (*block)->summary.first_tick < to; ++block) {
        const Summary& summary = (*block)->summary;
        const bool whole = summary.first_tick >= from && summary.last_tick < to;
        if (whole || ((*block)->bytes.empty() && summary.first_tick >= from)) {
            counts.add(summary.counts);
        } else if (!(*block)->bytes.empty()) {
            Iterator mark(*this, static_cast<std::size_t>(block - blocks_.begin()) * block_marks);
            for (std::size_t left = marks_in(mark.index() / block_marks); left > 0; --left, ++mark) {
                if (mark->tick >= from && mark->tick < to) counts.add(*mark);
            }
        }
    }
    return counts;
}

void MarkList::forget(std::size_t block) {
    Block& one = blocks_[block].mutate();
    bytes_ -= bytes_of(one);
    std::vector<std::uint8_t>().swap(one.bytes);
    bytes_ += bytes_of(one);
}

void MarkList::remember(std::size_t block, const std::vector<Mark>& marks) {
    Block& one = blocks_[block].mutate();
    FAULTLINE_ASSERT(marks.size() == marks_in(block));
    bytes_ -= bytes_of(one);
    const std::uint32_t skipped = one.summary.skipped;
    one = Block{};
    one.summary.skipped = skipped;
    for (const Mark& mark : marks) append(one, mark);
    one.bytes.shrink_to_fit();
    bytes_ += bytes_of(one);
}

std::uint64_t MarkList::bytes_apart_from(const MarkList& other) const {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        const bool shared = i < other.blocks_.size() && blocks_[i].same_as(other.blocks_[i]);
        bytes += shared ? 0 : bytes_of(*blocks_[i]);
    }
    return bytes;
}

}  // namespace faultline
