// The bytes of physical memory, kept compactly: a frame that holds only zeros costs nothing, a frame with one aligned
// eight-byte word in use is that word, and any other frame is 4 KiB. What each frame is for is the kernel's business
// (kernel/page.hpp); this is the memory chip.
#pragma once

#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <utility>

#include "engine/machine/cow.hpp"
#include "engine/machine/types.hpp"

namespace faultline {

/// How a frame's bytes are kept; never visible to a program.
enum class ContentKind : std::uint8_t { Zero, Word, Dense };

struct PageBytes {
    alignas(16) std::uint8_t bytes[page_bytes];
};

/// One frame's bytes. `kind` says which of the two is there.
struct Content {
    union {
        /// Zero and Word: its value.
        std::uint64_t word = 0;
        /// Dense: shared by copies of the memory, until one of them writes.
        CowPtr<PageBytes> dense;
    };
    /// Word: which aligned word of the page, 0 to 511.
    std::uint16_t word_index = 0;
    ContentKind kind = ContentKind::Zero;
    /// Instructions were decoded from this frame: a write must change `code_version`.
    bool decoded : 1 = false;
    /// Somebody holds a host pointer to the bytes: moving them must change `Ram::loan_epoch`.
    bool lent : 1 = false;
    /// Counts rewrites of a frame whose instructions were decoded.
    std::uint32_t code_version = 0;

    Content() {}
    Content(const Content& other)
        : word_index(other.word_index),
          kind(other.kind),
          decoded(other.decoded),
          lent(other.lent),
          code_version(other.code_version) {
        if (kind == ContentKind::Dense) new (&dense) CowPtr<PageBytes>(other.dense);
        else word = other.word;
    }
    Content& operator=(const Content&) = delete;
    ~Content() { set_word(0, 0); }

    /// As in a fresh machine.
    bool blank() const { return kind == ContentKind::Zero && !decoded && !lent && code_version == 0; }

    /// Becomes one word, or zeros.
    void set_word(std::uint64_t value, std::uint16_t index) {
        if (kind == ContentKind::Dense) dense.~CowPtr();
        word = value;
        word_index = value == 0 ? std::uint16_t{0} : index;
        kind = value == 0 ? ContentKind::Zero : ContentKind::Word;
    }
    /// Becomes these bytes, whoever else has them.
    void set_dense(CowPtr<PageBytes> bytes) {
        set_word(0, 0);
        new (&dense) CowPtr<PageBytes>(std::move(bytes));
        kind = ContentKind::Dense;
    }
};

/// What a frame held at one moment. It shares the frame's bytes with the memory until that writes to them, as a checkpoint
/// does: so one comparison tells whether it has.
class Glimpse {
    friend class Ram;
    std::uint64_t word_ = 0;
    std::uint16_t word_index_ = 0;
    ContentKind kind_ = ContentKind::Zero;
    CowPtr<PageBytes> bytes_;
};

/// 4 KiB of zeros, for reading frames that hold nothing else.
const std::uint8_t* zero_bytes();

class Ram {
public:
    Ram() = default;
    /// A machine with `frames` frames, all zero. Host memory grows only with what is written.
    explicit Ram(std::uint32_t frames) : contents_(frames) {}

    std::uint32_t frames() const { return contents_.size(); }
    const Content& content(Pfn pfn) const { return contents_[index_of(pfn)]; }

    /// Copies `into.size()` bytes from `offset`; the range stays inside the page (asserted).
    void read(Pfn pfn, std::uint32_t offset, std::span<std::uint8_t> into) const;
    /// Writes bytes; zeros written to a zero frame cost nothing.
    void write(Pfn pfn, std::uint32_t offset, std::span<const std::uint8_t> from);

    /// One aligned word: what every step of a walk and every change of a table is.
    std::uint64_t read_u64(Pfn pfn, std::uint32_t word) const {
        const Content& kept = content(pfn);
        if (kept.kind != ContentKind::Dense) return kept.kind == ContentKind::Word && kept.word_index == word ? kept.word : 0;
        std::uint64_t value;
        std::memcpy(&value, kept.dense->bytes + word * 8u, 8);
        return value;
    }
    void write_u64(Pfn pfn, std::uint32_t word, std::uint64_t value) {
        Content& kept = contents_.mutate(index_of(pfn));
        if (kept.kind != ContentKind::Dense || kept.decoded || kept.dense.shared()) [[unlikely]] {
            write(pfn, word * 8u, std::span(reinterpret_cast<const std::uint8_t*>(&value), 8));
            return;
        }
        std::memcpy(kept.dense.mutate().bytes + word * 8u, &value, 8);
    }

    /// A value of at most 16 bytes inside the page; most are inside one aligned word.
    template <class T>
    void read_value(Pfn pfn, std::uint32_t offset, T& value) const {
        const Content& kept = content(pfn);
        if (kept.kind == ContentKind::Dense || offset % 8 + sizeof(T) > 8) {
            read(pfn, offset, std::span(reinterpret_cast<std::uint8_t*>(&value), sizeof(T)));
            return;
        }
        const std::uint64_t bits = kept.word_index == offset / 8 ? kept.word >> (8 * (offset % 8)) : 0;
        std::memcpy(&value, &bits, sizeof(T));
    }
    template <class T>
    void write_value(Pfn pfn, std::uint32_t offset, T value) {
        Content& kept = for_writing(pfn);
        const bool another_word = kept.kind == ContentKind::Word && kept.word_index != offset / 8;
        if (kept.kind == ContentKind::Dense || another_word || offset % 8 + sizeof(T) > 8) {
            write(pfn, offset, std::span(reinterpret_cast<const std::uint8_t*>(&value), sizeof(T)));
            return;
        }
        std::uint64_t word = kept.word;
        std::memcpy(reinterpret_cast<std::uint8_t*>(&word) + offset % 8, &value, sizeof(T));
        put_word(kept, word, offset / 8);
    }

    /// Makes the whole frame zero (clear_user_highpage).
    void clear(Pfn pfn);
    /// Gives back the host memory of a frame's record and of its neighbours', if all of them are as in a fresh machine.
    void forget_blank(Pfn pfn);
    void copy(Pfn from, Pfn to);
    bool all_zero(Pfn pfn) const;
    bool equal(Pfn a, Pfn b) const;

    /// The frame's 4 KiB for a look, or nullptr while they are kept as a word. Valid until the next change.
    const std::uint8_t* bytes(Pfn pfn) const;

    Glimpse glimpse(Pfn pfn) const;
    /// Whether the frame still holds what it held. A write of the same bytes may say no. Only for frames that nobody holds
    /// a pointer for writing to, which page tables are: such writes are not seen.
    bool holds(Pfn pfn, const Glimpse& seen) const;

    /// Host pointers that outlive the call, valid while `loan_epoch()` stays what it is and the Ram is not copied.
    /// For reading: nullptr while the bytes are kept as a word. For writing: made dense and unshared first.
    const std::uint8_t* lend_for_reading(Pfn pfn) {
        const Content& kept = content(pfn);
        if (kept.kind == ContentKind::Word) return nullptr;
        if (!kept.lent) [[unlikely]] return lend_at_first(pfn);
        return kept.kind == ContentKind::Dense ? kept.dense->bytes : zero_bytes();
    }
    std::uint8_t* lend_for_writing(Pfn pfn);
    /// The same for frames whose bytes are there; nullptr while they are kept as a word.
    std::uint8_t* lend_if_dense(Pfn pfn) {
        Content& kept = for_writing(pfn);
        if (kept.kind != ContentKind::Dense) return nullptr;
        if (kept.dense.shared()) [[unlikely]] recall(kept);
        kept.lent = true;
        return kept.dense.mutate().bytes;
    }
    std::uint64_t loan_epoch() const { return loan_epoch_; }

    /// Lends the bytes for decoding. A later write changes the frame's `code_version` and `code_epoch()`.
    const std::uint8_t* lend_code(Pfn pfn);
    std::uint64_t code_epoch() const { return code_epoch_; }

    std::uint64_t host_bytes() const;
    /// Host memory that keeping this beside `other` costs beyond `other` alone.
    std::uint64_t bytes_apart_from(const Ram& other) const;
    std::uint64_t hash(Pfn pfn) const;

private:
    Content& for_writing(Pfn pfn) {
        Content& content = contents_.mutate(index_of(pfn));
        if (content.decoded) [[unlikely]] note_rewrite(content);
        return content;
    }
    void note_rewrite(Content& content);
    void recall(Content& content) {
        if (!content.lent) return;
        content.lent = false;
        ++loan_epoch_;
    }
    /// A frame that is not dense becomes this word; zeros over zeros change nothing.
    void put_word(Content& kept, std::uint64_t word, std::uint32_t index) {
        if (kept.kind == ContentKind::Zero && word == 0) return;
        recall(kept);
        kept.set_word(word, static_cast<std::uint16_t>(index));
    }
    inline bool write_compact(Content& kept, std::uint32_t offset, std::span<const std::uint8_t> from);
    std::uint8_t* make_dense(Content& content);
    const std::uint8_t* lend_at_first(Pfn pfn);

    CowArray<Content, frames_together> contents_;
    std::uint64_t loan_epoch_ = 0;
    std::uint64_t code_epoch_ = 0;
};

}  // namespace faultline
