// The smallest MMU that still has a TLB and a four-level table: the yardstick for the engine's access path. It keeps
// one tag for reads and one for writes, walks plain arrays, and models nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace faultline::bench {

class MicroMmu {
public:
    static constexpr std::uint64_t none = ~std::uint64_t{0};

    MicroMmu() { tables_.emplace_back(); }

    void map(std::uint64_t page, std::uint32_t frame, bool writable) {
        std::uint32_t table = 0;
        for (int level = 3; level > 0; --level) {
            const std::uint32_t index = (page >> (9 * level)) & 511;
            if (tables_[table][index] == 0) {
                tables_.emplace_back();
                tables_[table][index] = (static_cast<std::uint64_t>(tables_.size() - 1) << 12) | 1;
            }
            table = static_cast<std::uint32_t>(tables_[table][index] >> 12);
        }
        tables_[table][page & 511] = (static_cast<std::uint64_t>(frame) << 12) | 1 | (writable ? 2u : 0u);
        if (frame >= frames_.size()) frames_.resize(frame + 1u);
    }

    bool load(std::uint64_t address, std::uint64_t& value) {
        Entry& entry = tlb_[(address >> 12) % tlb_.size()];
        if (entry.read_page != address >> 12 && !fill(address >> 12, false, entry)) return false;
        value = entry.words[(address & 4095) / 8];
        return true;
    }
    bool store(std::uint64_t address, std::uint64_t value) {
        Entry& entry = tlb_[(address >> 12) % tlb_.size()];
        if (entry.write_page != address >> 12 && !fill(address >> 12, true, entry)) return false;
        entry.words[(address & 4095) / 8] = value;
        return true;
    }
    void flush() { tlb_.fill(Entry{}); }

private:
    struct Entry {
        std::uint64_t read_page = none;
        std::uint64_t write_page = none;
        std::uint64_t* words = nullptr;
    };
    using Frame = std::array<std::uint64_t, 512>;

    bool fill(std::uint64_t page, bool write, Entry& entry) {
        std::uint32_t table = 0;
        for (int level = 3; level > 0; --level) {
            const std::uint64_t next = tables_[table][(page >> (9 * level)) & 511];
            if ((next & 1) == 0) return false;
            table = static_cast<std::uint32_t>(next >> 12);
        }
        std::uint64_t& leaf = tables_[table][page & 511];
        if ((leaf & 1) == 0 || (write && (leaf & 2) == 0)) return false;
        leaf |= 32u | (write ? 64u : 0u);
        std::unique_ptr<Frame>& frame = frames_[leaf >> 12 & 0xffffffff];
        if (!frame) frame = std::make_unique<Frame>();
        entry = {page, write ? page : none, frame->data()};
        return true;
    }

    std::array<Entry, 64> tlb_{};
    std::vector<std::array<std::uint64_t, 512>> tables_;
    std::vector<std::unique_ptr<Frame>> frames_;
};

}  // namespace faultline::bench
