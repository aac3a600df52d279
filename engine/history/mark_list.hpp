// Everything that happened on a run, in order and compactly: about nine bytes a mark, in blocks that copies share. The
// bytes of a block can be forgotten; its counts stay, and whoever owns the run can have it replayed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <vector>

#include "engine/history/mark.hpp"
#include "engine/machine/cow.hpp"

namespace faultline {

class MarkList {
public:
    static constexpr std::size_t block_marks = 128;

    /// What is known of a block without reading it.
    struct Summary {
        Tick first_tick = 0;
        Tick last_tick = 0;
        /// Marks of the first tick that lie in the block before.
        std::uint32_t skipped = 0;
        MarkCounts counts;
    };

    /// Reads forward. Of a forgotten block it yields marks that know no more than the block's first tick.
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Mark;
        using difference_type = std::ptrdiff_t;
        using pointer = const Mark*;
        using reference = const Mark&;

        Iterator(const MarkList& list, std::size_t index);
        const Mark& operator*() const { return mark_; }
        const Mark* operator->() const { return &mark_; }
        Iterator& operator++();
        bool operator==(const Iterator& other) const { return index_ == other.index_; }
        std::size_t index() const { return index_; }

    private:
        void read();

        const MarkList* list_;
        std::size_t index_;
        std::size_t offset_ = 0;
        Mark mark_;
    };

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size_}; }
    /// The mark at `index`; costs up to a block's reading.
    Mark operator[](std::size_t index) const { return *Iterator(*this, index); }
    Mark back() const { return (*this)[size_ - 1]; }
    /// The marks of one tick, as far as they are known.
    std::vector<Mark> at(Tick tick) const;
    /// The last known fault before `tick`.
    std::optional<Mark> last_fault_before(Tick tick) const;
    /// The first mark at or after `tick`.
    std::size_t lower_bound(Tick tick) const;

    void push_back(const Mark& mark);
    /// Drops the marks at and after `tick`.
    void truncate(Tick tick);

    std::size_t block_count() const { return blocks_.size(); }
    std::size_t marks_in(std::size_t block) const;
    const Summary& summary(std::size_t block) const { return blocks_[block]->summary; }
    /// Counts of the marks in [from, to) by tick; where a block is forgotten, to the block.
    MarkCounts count(Tick from, Tick to) const;

    bool forgotten(std::size_t block) const { return blocks_[block]->bytes.empty(); }
    void forget(std::size_t block);
    /// Puts back what `forget` dropped: the same marks, as a replay found them.
    void remember(std::size_t block, const std::vector<Mark>& marks);

    /// Host memory, shared blocks counted in full.
    std::uint64_t bytes() const { return bytes_; }
    /// Host memory of the blocks that `other` does not share.
    std::uint64_t bytes_apart_from(const MarkList& other) const;

private:
    struct Block {
        Summary summary;
        /// The last one, from which the next is told.
        Mark last;
        std::vector<std::uint8_t> bytes;
    };
    static std::uint64_t bytes_of(const Block& block) { return sizeof(Block) + 16 + block.bytes.capacity(); }
    static void append(Block& block, const Mark& mark);
    std::vector<Mark> read_block(std::size_t block) const;

    std::vector<CowPtr<Block>> blocks_;
    std::size_t size_ = 0;
    std::uint64_t bytes_ = 0;
    /// Marks at the last tick.
    std::uint32_t at_last_tick_ = 0;
};

}  // namespace faultline
