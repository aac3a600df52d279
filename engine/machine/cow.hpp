// Values that are shared until somebody writes: what makes a copy of a whole machine (a checkpoint) cost a few
// pointers instead of its bytes. Not for threads: the engine has none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/machine/assert.hpp"

namespace faultline {

/// Owns a `T` together with other copies of itself. `mutate()` clones first when others share it.
/// A default-made CowPtr is empty; reading an empty one is an error (asserted).
template <class T>
class CowPtr {
public:
    CowPtr() = default;
    explicit CowPtr(const T& value) : box_(new Box{1, value}) {}
    explicit CowPtr(T&& value) : box_(new Box{1, std::move(value)}) {}
    /// A `T{}`, made where it stays.
    static CowPtr fresh() {
        CowPtr made;
        made.box_ = new Box{1, T{}};
        return made;
    }
    CowPtr(const CowPtr& other) : box_(other.box_) {
        if (box_ != nullptr) ++box_->owners;
    }
    CowPtr(CowPtr&& other) noexcept : box_(std::exchange(other.box_, nullptr)) {}
    /// What both share already is left alone: a copy that is brought up to date touches only what has changed.
    CowPtr& operator=(const CowPtr& other) {
        if (box_ != other.box_) *this = CowPtr(other);
        return *this;
    }
    CowPtr& operator=(CowPtr&& other) noexcept {
        CowPtr taken(std::move(other));
        std::swap(box_, taken.box_);
        return *this;
    }
    ~CowPtr() {
        if (box_ != nullptr && --box_->owners == 0) delete box_;
    }

    bool empty() const { return box_ == nullptr; }
    bool same_as(const CowPtr& other) const { return box_ == other.box_; }
    bool shared() const { return box_ != nullptr && box_->owners > 1; }
    const T& operator*() const { return box_->value; }
    const T* operator->() const { return &box_->value; }

    T& mutate() {
        if (box_->owners > 1) [[unlikely]] separate();
        return box_->value;
    }

private:
    struct Box {
        std::uint32_t owners;
        T value;
    };
    /// Out of line, so that `mutate` itself is short enough to be inlined everywhere.
    [[gnu::noinline]] void separate() {
        Box* mine = new Box{1, box_->value};
        --box_->owners;
        box_ = mine;
    }
    Box* box_ = nullptr;
};

/// A fixed-size array in copy-on-write chunks. Chunks that nobody has written do not exist and read as `T{}`.
template <class T, std::uint32_t ElementsPerChunk>
class CowArray {
    static_assert((ElementsPerChunk & (ElementsPerChunk - 1)) == 0, "chunk size is a power of two");

public:
    CowArray() = default;
    explicit CowArray(std::uint32_t size)
        : size_(size), chunks_((size + ElementsPerChunk - 1) / ElementsPerChunk) {}

    std::uint32_t size() const { return size_; }

    /// Grows with `T{}`, or shrinks; shrinking to inside a chunk keeps that chunk's elements, so reset them first.
    void resize(std::uint32_t size) {
        size_ = size;
        chunks_.resize((size + ElementsPerChunk - 1) / ElementsPerChunk);
    }

    const T& operator[](std::uint32_t index) const {
        const CowPtr<Chunk>& chunk = chunks_[index / ElementsPerChunk];
        return chunk.empty() ? untouched() : chunk->elements[index % ElementsPerChunk];
    }

    T& mutate(std::uint32_t index) {
        CowPtr<Chunk>& chunk = chunks_[index / ElementsPerChunk];
        if (chunk.empty()) [[unlikely]] make(chunk);
        return chunk.mutate().elements[index % ElementsPerChunk];
    }

    /// Whether the chunk that holds `index` is the very one that `other` has: then nothing in it differs.
    bool shares_chunk(const CowArray& other, std::uint32_t index) const {
        return chunks_[index / ElementsPerChunk].same_as(other.chunks_[index / ElementsPerChunk]);
    }
    /// Takes over the chunk of `other`, an array of the same size, that holds `index`. Neither copies it until one writes.
    void share_chunk(const CowArray& other, std::uint32_t index) {
        chunks_[index / ElementsPerChunk] = other.chunks_[index / ElementsPerChunk];
    }

    /// Makes all elements of the chunk that holds `index` a `T{}` again, and gives its memory back. References to them end.
    void forget_chunk(std::uint32_t index) { chunks_[index / ElementsPerChunk] = {}; }

    /// Calls `visit(index, element)` for those in chunks that exist and that `other` does not share.
    template <class Visit>
    void for_each_apart_from(const CowArray& other, Visit visit) const {
        for (std::uint32_t i = 0; i < chunks_.size(); ++i) {
            if (chunks_[i].empty() || (i < other.chunks_.size() && chunks_[i].same_as(other.chunks_[i]))) continue;
            for (std::uint32_t j = 0; j < ElementsPerChunk; ++j) visit(i * ElementsPerChunk + j, chunks_[i]->elements[j]);
        }
    }

    /// Bytes of host memory held by chunks that exist, shared ones counted in full.
    std::uint64_t host_bytes() const {
        std::uint64_t bytes = chunks_.size() * sizeof(CowPtr<Chunk>);
        for (const CowPtr<Chunk>& chunk : chunks_) bytes += chunk.empty() ? 0 : sizeof(Chunk);
        return bytes;
    }

    /// Bytes of chunks that this array does not share with `other`: what keeping both costs beyond one.
    std::uint64_t bytes_apart_from(const CowArray& other) const {
        std::uint64_t bytes = chunks_.size() * sizeof(CowPtr<Chunk>);
        for (std::size_t i = 0; i < chunks_.size(); ++i) {
            const bool shared = i < other.chunks_.size() && chunks_[i].same_as(other.chunks_[i]);
            bytes += chunks_[i].empty() || shared ? 0 : sizeof(Chunk);
        }
        return bytes;
    }

private:
    struct Chunk {
        T elements[ElementsPerChunk]{};
    };
    [[gnu::noinline]] static void make(CowPtr<Chunk>& chunk) { chunk = CowPtr<Chunk>::fresh(); }
    static const T& untouched() {
        static const T value{};
        return value;
    }
    std::uint32_t size_ = 0;
    std::vector<CowPtr<Chunk>> chunks_;
};

}  // namespace faultline
