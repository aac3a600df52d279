// The smallest kernel that still pages: one process, one VMA, a TLB, four levels of table, frames with a reference
// count and one word of content, first touch, fork with copy-on-write, and second chance when frames run out. The
// yardstick for what a simulated access may cost; it counts faults and keeps no time.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace faultline::bench {

class MicroKernel {
  public:
    /// `pages` bounds what can be mapped, from page number 0 on; `frames` what is in memory at once.
    MicroKernel(std::uint32_t pages, std::uint32_t frames) : end_(pages), swapped_(pages, 0) {
        tables_.reserve(2 * (pages / 512 + 4));
        root_ = new_table();
        frames_.reserve(frames);
        most_frames_ = frames;
    }

    /// One access to a word of a page. False: a segmentation fault.
    bool access(std::uint64_t address, bool write) {
        const std::uint64_t page = address >> 12;
        Translation& slot = tlb_[page % tlb_.size()];
        if ((write ? slot.write_page : slot.read_page) != page && !miss(page, write, slot)) return false;
        std::uint64_t& word = frames_[slot.frame].word;
        write ? word = address : sink_ += word;
        return true;
    }

    /// The child's table; the parent goes on. Both lose the right to write.
    std::uint32_t fork() {
        tlb_.fill({});
        return copy_table(root_, 3);
    }
    /// Goes on in this table.
    void switch_to(std::uint32_t root) {
        tlb_.fill({});
        root_ = root;
    }

    std::uint64_t faults = 0;
    std::uint64_t swap_ins = 0;

  private:
    static constexpr std::uint64_t none = ~std::uint64_t{0};
    static constexpr std::uint64_t present = 1, writable = 2, accessed = 32, dirty = 64;
    struct Translation {
        std::uint64_t read_page = none, write_page = none;
        std::uint32_t frame = 0;
    };
    struct Frame {
        std::uint64_t word = 0;
        std::uint64_t* entry = nullptr;  // the one that maps it, of the last process
        std::uint32_t references = 0;
        std::uint32_t page = 0;
    };
    using Table = std::array<std::uint64_t, 512>;

    Frame& frame_of(std::uint64_t entry) { return frames_[static_cast<std::uint32_t>(entry >> 12)]; }

    std::uint32_t new_table() {
        tables_.emplace_back();
        return static_cast<std::uint32_t>(tables_.size() - 1);
    }

    std::uint64_t& walk(std::uint64_t page) {
        std::uint32_t table = root_;
        for (int level = 3; level > 0; --level) {
            std::uint64_t& entry = tables_[table][(page >> (9 * level)) & 511];
            if (entry == 0) entry = (std::uint64_t{new_table()} << 12) | present;
            table = static_cast<std::uint32_t>(entry >> 12);
        }
        return tables_[table][page & 511];
    }

    bool miss(std::uint64_t page, bool write, Translation& slot) {
        std::uint64_t& entry = walk(page);
        const std::uint64_t needed = write ? present | writable : present;
        if ((entry & needed) != needed && !fault(page, write, entry)) return false;
        entry |= accessed | (write ? dirty : 0);
        slot = {page, write ? page : none, static_cast<std::uint32_t>(entry >> 12)};
        return true;
    }

    bool fault(std::uint64_t page, bool write, std::uint64_t& entry) {
        if (page >= end_) return false;
        ++faults;
        const auto place = static_cast<std::uint32_t>(page);
        std::uint64_t word = 0;
        if ((entry & present) != 0) {
            Frame& shared = frame_of(entry);
            if (shared.references == 1) {
                entry |= writable;
                return true;
            }
            --shared.references;
            word = shared.word;
        } else if (swapped_[place] != 0) {
            ++swap_ins;
            word = swapped_[place];
        }
        const std::uint32_t frame = take_frame();
        frames_[frame] = {word, &entry, 1, place};
        entry = (std::uint64_t{frame} << 12) | present | writable | (write ? dirty : 0);
        return true;
    }

    std::uint32_t take_frame() {
        if (frames_.size() < most_frames_) {
            frames_.emplace_back();
            return static_cast<std::uint32_t>(frames_.size() - 1);
        }
        for (;; hand_ = (hand_ + 1) % most_frames_) {
            Frame& frame = frames_[hand_];
            if ((*frame.entry & accessed) != 0) {
                *frame.entry &= ~accessed;
                tlb_[frame.page % tlb_.size()] = {};
                continue;
            }
            swapped_[frame.page] = frame.word;
            *frame.entry = 0;
            tlb_[frame.page % tlb_.size()] = {};
            const std::uint32_t taken = hand_;
            hand_ = (hand_ + 1) % most_frames_;
            return taken;
        }
    }

    std::uint32_t copy_table(std::uint32_t from, int level) {
        const std::uint32_t to = new_table();
        for (std::uint32_t i = 0; i < 512; ++i) {
            std::uint64_t entry = tables_[from][i];
            if (entry == 0) continue;
            if (level > 0) {
                entry = (std::uint64_t{copy_table(static_cast<std::uint32_t>(entry >> 12), level - 1)} << 12) | present;
            } else {
                ++frame_of(entry).references;
                entry &= ~writable;
                tables_[from][i] = entry;
            }
            tables_[to][i] = entry;
        }
        return to;
    }

    std::array<Translation, 64> tlb_{};
    /// Reserved for two processes: entries are pointed at.
    std::vector<Table> tables_;
    std::vector<Frame> frames_;
    std::uint64_t end_;
    std::vector<std::uint64_t> swapped_;
    std::uint32_t root_ = 0;
    std::uint32_t most_frames_ = 0;
    std::uint32_t hand_ = 0;
    std::uint64_t sink_ = 0;
};

}  // namespace faultline::bench
