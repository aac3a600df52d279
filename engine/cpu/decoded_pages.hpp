/// Decoded instructions, kept by page content. Derived data: it may be dropped at any moment, is bounded, and is no
/// part of any state.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/cpu/bus.hpp"
#include "engine/cpu/lower.hpp"

namespace faultline::cpu {

/// Where runs of micro-operations must not go on by themselves: one bit for each offset in a page, whatever the page.
using StopOffsets = std::bitset<kCodePageBytes>;

/// The micro-operations of one page of code, decoded as control reaches them.
///
/// They lie in runs: stretches that execute one after the other until a jump, so that limits are checked once a run.
class DecodedPage {
  public:
    /// `stops` outlives the page.
    DecodedPage(uint64_t key, const StopOffsets& stops);

    [[nodiscard]] uint64_t key() const { return key_; }
    /// The first micro-operation of the instruction at `offset`; decodes the run there if need be, which may move all
    /// others.
    [[nodiscard]] const Micro* at(const uint8_t* bytes, uint32_t offset) {
        const uint32_t index = index_[offset];
        return &micro_[index != 0 ? index : decode_run(bytes, offset)];
    }
    /// `at` for the target of the direct jump `from`, which is on this page: also remembers in `from` how far away it
    /// is.
    [[nodiscard]] const Micro* follow(const Micro* from, const uint8_t* bytes, uint32_t offset);

  private:
    [[nodiscard]] uint32_t decode_run(const uint8_t* bytes, uint32_t offset);
    void append(const Lowered& lowered, uint8_t ordinal);
    void append(MicroOp op, uint32_t offset, uint8_t ordinal);
    void finish_run(uint32_t start, uint8_t count);

    uint64_t key_;
    const StopOffsets* stops_;
    std::vector<Micro> micro_;
    /// Place of an instruction's first micro-operation, 0 where none is decoded.
    std::array<uint16_t, kCodePageBytes> index_{};
};

}  // namespace faultline::cpu

namespace faultline {

/// A bounded cache of decoded pages. Not copyable; one per machine (or shared by several: the content decides).
class DecodedPages {
  public:
    /// `capacity` pages at most, rounded down to sets of four; each costs some 8 KiB and 32 bytes for every
    /// micro-operation.
    explicit DecodedPages(uint32_t capacity = 256);
    DecodedPages(const DecodedPages&) = delete;
    DecodedPages& operator=(const DecodedPages&) = delete;

    /// Says where runs are to stop. Another set than before drops what was decoded.
    void set_stops(std::span<const uint64_t> addresses) {
        if (!addresses.empty() || !stops_.empty()) change_stops(addresses);
    }
    [[nodiscard]] bool is_stop(uint64_t address) const;
    [[nodiscard]] const cpu::StopOffsets& stop_offsets() const { return stop_offsets_; }

    /// The page with this content. The reference is good until the next `find`.
    [[nodiscard]] cpu::DecodedPage& find(const CodePage& page) {
        if (last_ == nullptr || last_->key() != page.key) last_ = &look_up(page);
        return *last_;
    }
    /// Room for the micro-operations of an instruction that is executed alone.
    [[nodiscard]] std::array<cpu::Micro, 8>& alone() { return alone_; }
    void clear();

  private:
    static constexpr uint32_t kWays = 4;
    void change_stops(std::span<const uint64_t> addresses);
    [[nodiscard]] cpu::DecodedPage& look_up(const CodePage& page);
    [[nodiscard]] cpu::DecodedPage& insert(const CodePage& page, uint32_t first);

    std::vector<uint64_t> stops_;   // sorted
    cpu::StopOffsets stop_offsets_;
    uint32_t sets_;
    std::vector<std::unique_ptr<cpu::DecodedPage>> pages_;
    std::vector<uint8_t> victim_;
    /// What `find` gave last: a run mostly goes on where the one before it stopped.
    cpu::DecodedPage* last_ = nullptr;
    std::array<cpu::Micro, 8> alone_{};
};

namespace cpu {
/// The bytes of a code page, also when it is one of zeroes.
[[nodiscard]] const uint8_t* code_bytes(const CodePage& page);
}  // namespace cpu

}  // namespace faultline
