#include "engine/machine/ram.hpp"

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

std::uint32_t Ram::new_dense() {
    if (free_dense_.empty()) {
        dense_.emplace_back();
        return static_cast<std::uint32_t>(dense_.size() - 1);
    }
    const std::uint32_t slot = free_dense_.back();
    free_dense_.pop_back();
    return slot;
}

/// Gives back what a Dense frame keeps elsewhere.
void Ram::release_dense(Content& content) {
    dense_[content.dense_slot()] = CowPtr<PageBytes>();
    free_dense_.push_back(content.dense_slot());
}

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
    for (std::uint32_t i = 0; i < into.size(); ++i) {
        const std::uint32_t at = offset + i;
        into[i] = at / 8 == kept.word_index ? static_cast<std::uint8_t>(kept.value >> (8 * (at % 8))) : std::uint8_t{0};
    }
}

/// Keeps a frame that is not dense compact. False: it cannot stay so.
inline bool Ram::write_compact(Content& kept, std::uint32_t offset, std::span<const std::uint8_t> from) {
    const std::uint32_t word = offset / 8;
    const bool one_word = (offset + from.size() - 1) / 8 == word;
    if (!one_word || (kept.kind == ContentKind::Word && kept.word_index != word)) {
        return kept.kind == ContentKind::Zero && is_zero(from);
    }
    const std::uint64_t value = patched(kept.value, offset % 8, from);
    if (kept.kind == ContentKind::Zero && value == 0) return true;
    recall(kept);
    kept.value = value;
    kept.word_index = static_cast<std::uint16_t>(value == 0 ? 0 : word);
    kept.kind = value == 0 ? ContentKind::Zero : ContentKind::Word;
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
    if (kept.kind == ContentKind::Dense) release_dense(kept);
    kept.kind = ContentKind::Zero;
    kept.value = 0;
    kept.word_index = 0;
}

void Ram::copy(Pfn from, Pfn to) {
    const Content source = content(from);
    clear(to);
    if (source.kind == ContentKind::Zero) return;
    Content& target = for_writing(to);
    target.kind = source.kind;
    target.word_index = source.word_index;
    target.value = source.value;
    if (source.kind == ContentKind::Dense) {
        const std::uint32_t slot = new_dense();
        dense_[slot] = CowPtr<PageBytes>(*dense_[source.dense_slot()]);
        target.value = slot;
    }
}

bool Ram::all_zero(Pfn pfn) const {
    const Content& kept = content(pfn);
    if (kept.kind == ContentKind::Dense) return is_zero(dense_[kept.dense_slot()]->bytes);
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
    if (kept.kind == ContentKind::Dense) return dense_[kept.dense_slot()]->bytes;
    return kept.kind == ContentKind::Zero ? zero_page.bytes : nullptr;
}

Glimpse Ram::glimpse(Pfn pfn) const {
    const Content& kept = content(pfn);
    Glimpse seen;
    seen.kind_ = kept.kind;
    if (kept.kind == ContentKind::Dense) {
        seen.bytes_ = dense_[kept.dense_slot()];
    } else {
        seen.word_ = kept.value;
        seen.word_index_ = kept.word_index;
    }
    return seen;
}

bool Ram::holds(Pfn pfn, const Glimpse& seen) const {
    const Content& kept = content(pfn);
    if (kept.kind != seen.kind_) return false;
    if (kept.kind == ContentKind::Dense) return dense_[kept.dense_slot()].same_as(seen.bytes_);
    return kept.value == seen.word_ && kept.word_index == seen.word_index_;
}

std::uint8_t* Ram::make_dense(Content& content) {
    if (content.kind != ContentKind::Dense) {
        recall(content);
        const std::uint32_t slot = new_dense();
        dense_[slot] = CowPtr<PageBytes>::fresh();
        if (content.kind == ContentKind::Word) {
            std::memcpy(dense_[slot].mutate().bytes + content.word_index * 8u, &content.value, 8);
        }
        content.kind = ContentKind::Dense;
        content.value = slot;
        content.word_index = 0;
    }
    CowPtr<PageBytes>& page = dense_[content.dense_slot()];
    if (page.shared()) recall(content);
    return page.mutate().bytes;
}

const std::uint8_t* Ram::lend_for_reading(Pfn pfn) {
    const Content& kept = content(pfn);
    if (kept.kind == ContentKind::Word) return nullptr;
    if (!kept.lent) contents_.mutate(index_of(pfn)).lent = true;
    return kept.kind == ContentKind::Dense ? dense_[kept.dense_slot()]->bytes : zero_page.bytes;
}

std::uint8_t* Ram::lend_for_writing(Pfn pfn) {
    const Content& seen = content(pfn);
    if (seen.kind == ContentKind::Dense && seen.lent && !seen.decoded && !dense_[seen.dense_slot()].shared()) {
        return dense_[seen.dense_slot()].mutate().bytes;
    }
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
    std::uint64_t bytes = contents_.host_bytes() + dense_.capacity() * sizeof(CowPtr<PageBytes>);
    for (const CowPtr<PageBytes>& page : dense_) bytes += page.empty() ? 0 : sizeof(PageBytes) + 8;
    return bytes;
}

std::uint64_t Ram::bytes_apart_from(const Ram& other) const {
    std::uint64_t bytes = contents_.bytes_apart_from(other.contents_) + dense_.size() * sizeof(CowPtr<PageBytes>);
    for (std::size_t i = 0; i < dense_.size(); ++i) {
        const bool shared = i < other.dense_.size() && dense_[i].same_as(other.dense_[i]);
        bytes += dense_[i].empty() || shared ? 0 : sizeof(PageBytes);
    }
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
