#include "engine/machine/ram.hpp"

#include <algorithm>
#include <cstring>

#include "engine/machine/hash.hpp"

namespace faultline {

namespace {

constexpr PageBytes zero_page{};

/// Of at most a page.
bool is_zero(std::span<const std::uint8_t> bytes) {
    return std::memcmp(bytes.data(), zero_page.bytes, bytes.size()) == 0;
}

/// The bytes of `span` within the aligned word, placed over `word`.
std::uint64_t patched(std::uint64_t word, std::uint32_t offset_in_word, std::span<const std::uint8_t> from) {
    for (std::uint32_t i = 0; i < from.size(); ++i) {
        const unsigned shift = 8 * (offset_in_word + i);
        word = (word & ~(0xffull << shift)) | (static_cast<std::uint64_t>(from[i]) << shift);
    }
    return word;
}

}  // namespace

const std::uint8_t* zero_bytes() { return zero_page.bytes; }

/// Its instructions were decoded.
void Ram::note_rewrite(Content& content) {
    content.decoded = false;
    ++content.code_version;
    ++code_epoch_;
}

void Ram::read(Pfn pfn, std::uint32_t offset, std::span<std::uint8_t> into) const {
    FAULTLINE_ASSERT(offset + into.size() <= page_bytes);
    if (const std::uint8_t* source = bytes(pfn)) {
        std::memcpy(into.data(), source + offset, into.size());
        return;
    }
    const Content& kept = content(pfn);
    std::memset(into.data(), 0, into.size());
    const std::uint32_t word_start = kept.word_index * 8u, end = offset + static_cast<std::uint32_t>(into.size());
    const std::uint32_t from = std::max(offset, word_start), to = std::min(end, word_start + 8);
    if (from >= to) return;
    std::memcpy(into.data() + (from - offset), reinterpret_cast<const std::uint8_t*>(&kept.word) + (from - word_start), to - from);
}

/// Keeps a frame that is not dense compact. False: it cannot stay so.
inline bool Ram::write_compact(Content& kept, std::uint32_t offset, std::span<const std::uint8_t> from) {
    const std::uint32_t word = offset / 8;
    const bool one_word = (offset + from.size() - 1) / 8 == word;
    if (!one_word || (kept.kind == ContentKind::Word && kept.word_index != word)) {
        return kept.kind == ContentKind::Zero && is_zero(from);
    }
    put_word(kept, patched(kept.word, offset % 8, from), word);
    return true;
}

void Ram::write(Pfn pfn, std::uint32_t offset, std::span<const std::uint8_t> from) {
    FAULTLINE_ASSERT(offset + from.size() <= page_bytes);
    if (from.empty()) return;
    Content& kept = for_writing(pfn);
    if (kept.kind != ContentKind::Dense && write_compact(kept, offset, from)) return;
    std::memcpy(make_dense(kept) + offset, from.data(), from.size());
}

void Ram::clear(Pfn pfn) {
    if (content(pfn).kind == ContentKind::Zero && !content(pfn).decoded) return;
    Content& kept = for_writing(pfn);
    recall(kept);
    kept.set_word(0, 0);
}

void Ram::forget_blank(Pfn pfn) {
    const std::uint32_t first = index_of(pfn) / frames_together * frames_together, end = std::min(first + frames_together, frames());
    for (std::uint32_t i = first; i < end; ++i) {
        if (!contents_[i].blank()) return;
    }
    contents_.forget_chunk(first);
}

void Ram::copy(Pfn from, Pfn to) {
    clear(to);
    const Content& source = content(from);
    if (source.kind == ContentKind::Zero) return;
    Content& target = for_writing(to);
    if (source.kind == ContentKind::Word) target.set_word(source.word, source.word_index);
    else target.set_dense(CowPtr<PageBytes>(*source.dense));
}

bool Ram::all_zero(Pfn pfn) const {
    const Content& kept = content(pfn);
    if (kept.kind == ContentKind::Dense) return is_zero(kept.dense->bytes);
    return kept.kind == ContentKind::Zero;
}

bool Ram::equal(Pfn a, Pfn b) const {
    for (std::uint32_t word = 0; word < entries_per_table; ++word) {
        if (read_u64(a, word) != read_u64(b, word)) return false;
    }
    return true;
}

const std::uint8_t* Ram::bytes(Pfn pfn) const {
    const Content& kept = content(pfn);
    if (kept.kind == ContentKind::Dense) return kept.dense->bytes;
    return kept.kind == ContentKind::Zero ? zero_page.bytes : nullptr;
}

Glimpse Ram::glimpse(Pfn pfn) const {
    const Content& kept = content(pfn);
    Glimpse seen;
    seen.kind_ = kept.kind;
    if (kept.kind == ContentKind::Dense) {
        seen.bytes_ = kept.dense;
    } else {
        seen.word_ = kept.word;
        seen.word_index_ = kept.word_index;
    }
    return seen;
}

bool Ram::holds(Pfn pfn, const Glimpse& seen) const {
    const Content& kept = content(pfn);
    if (kept.kind != seen.kind_) return false;
    if (kept.kind == ContentKind::Dense) return kept.dense.same_as(seen.bytes_);
    return kept.word == seen.word_ && kept.word_index == seen.word_index_;
}

std::uint8_t* Ram::make_dense(Content& content) {
    if (content.kind != ContentKind::Dense) {
        recall(content);
        CowPtr<PageBytes> bytes = CowPtr<PageBytes>::fresh();
        std::memcpy(bytes.mutate().bytes + content.word_index * 8u, &content.word, 8);
        content.set_dense(std::move(bytes));
    }
    if (content.dense.shared()) recall(content);
    return content.dense.mutate().bytes;
}

const std::uint8_t* Ram::lend_at_first(Pfn pfn) {
    contents_.mutate(index_of(pfn)).lent = true;
    return bytes(pfn);
}

std::uint8_t* Ram::lend_for_writing(Pfn pfn) {
    Content& kept = for_writing(pfn);
    std::uint8_t* lent = make_dense(kept);
    kept.lent = true;
    return lent;
}

const std::uint8_t* Ram::lend_code(Pfn pfn) {
    Content& kept = contents_.mutate(index_of(pfn));
    if (!kept.decoded) {
        recall(kept);
        if (kept.kind == ContentKind::Word) make_dense(kept);
        kept.decoded = true;
    }
    kept.lent = true;
    return bytes(pfn);
}

std::uint64_t Ram::host_bytes() const {
    std::uint64_t bytes = contents_.host_bytes();
    for (std::uint32_t frame = 0; frame < frames(); ++frame) {
        bytes += contents_[frame].kind == ContentKind::Dense ? sizeof(PageBytes) + 8 : 0;
    }
    return bytes;
}

std::uint64_t Ram::bytes_apart_from(const Ram& other) const {
    std::uint64_t bytes = contents_.bytes_apart_from(other.contents_);
    contents_.for_each_apart_from(other.contents_, [&](std::uint32_t frame, const Content& kept) {
        if (kept.kind != ContentKind::Dense) return;
        const bool shared = frame < other.frames() && other.contents_[frame].kind == ContentKind::Dense &&
                            kept.dense.same_as(other.contents_[frame].dense);
        bytes += shared ? 0 : sizeof(PageBytes);
    });
    return bytes;
}

std::uint64_t Ram::hash(Pfn pfn) const {
    Hash hash;
    const Content& kept = content(pfn);
    if (kept.kind == ContentKind::Zero) return 0;
    bool any = false;
    for (std::uint32_t word = 0; word < entries_per_table; ++word) {
        const std::uint64_t value = read_u64(pfn, word);
        if (value == 0) continue;
        any = true;
        hash.add(word);
        hash.add(value);
    }
    return any ? hash.digest() : 0;
}

}  // namespace faultline
