#include "engine/cpu/decoded_pages.hpp"

#include <algorithm>
#include <functional>
#include <span>

#include "engine/cpu/decode.hpp"
#include "engine/cpu/fuse.hpp"

namespace faultline {

namespace cpu {

namespace {
constexpr std::array<uint8_t, kCodePageBytes> kZeroPage{};
constexpr uint8_t kMaxRun = 250;
}  // namespace

const uint8_t* code_bytes(const CodePage& page) { return page.bytes != nullptr ? page.bytes : kZeroPage.data(); }

DecodedPage::DecodedPage(uint64_t key, const StopOffsets& stops) : key_(key), stops_(&stops) {
    micro_.reserve(256);
    micro_.emplace_back();
}

void DecodedPage::append(const Lowered& lowered, uint8_t ordinal) {
    for (uint32_t i = 0; i < lowered.count; ++i) {
        micro_.push_back(lowered.micro[i]);
        micro_.back().run = ordinal;
    }
}

void DecodedPage::append(MicroOp op, uint32_t offset, uint8_t ordinal) {
    Micro micro;
    micro.op = op;
    micro.offset = micro.next = static_cast<uint16_t>(offset);
    micro.immediate = offset;
    micro.run = ordinal;
    micro_.push_back(micro);
}

uint32_t DecodedPage::decode_run(const uint8_t* bytes, uint32_t offset) {
    const uint32_t start = static_cast<uint32_t>(micro_.size());
    uint8_t count = 0;
    bool open = true;
    while (open) {
        if (offset >= kCodePageBytes || index_[offset] != 0 || count == kMaxRun || (count != 0 && (*stops_)[offset])) {
            append(MicroOp::Continue, offset, count);
            break;
        }
        Instruction instruction;
        const DecodeStatus status = decode(std::span(bytes + offset, kCodePageBytes - offset), instruction);
        index_[offset] = static_cast<uint16_t>(micro_.size());
        if (status == DecodeStatus::Truncated) {
            append(MicroOp::CrossPage, offset, count);
            break;
        }
        Lowered lowered;
        if (status == DecodeStatus::Ok) {
            lowered = lower(instruction, offset);
        } else {
            lowered.count = 1;
            lowered.micro[0].offset = static_cast<uint16_t>(offset);
            lowered.ends_run = true;
        }
        const uint64_t target = lowered.micro[0].immediate;
        if (count != 0 && lowered.micro[0].op == MicroOp::Jump && target < kCodePageBytes && index_[static_cast<size_t>(target)] == 0) {
            // A jump to code that is not decoded yet: the run goes on there, and the jump costs nothing. Who enters at
            // the jump itself finds it undecoded.
            index_[offset] = 0;
            ++count;
            offset = static_cast<uint32_t>(target);
            continue;
        }
        append(lowered, count++);
        open = !lowered.ends_run;
        offset += instruction.length;
    }
    finish_run(start, count);
    return start;
}

/// Turns each micro-operation's ordinal into how many instructions are left.
void DecodedPage::finish_run(uint32_t start, uint8_t count) {
    for (size_t i = start; i < micro_.size(); ++i) micro_[i].run = static_cast<uint8_t>(count - micro_[i].run);
    fuse_pairs(std::span(micro_).subspan(start));
}

const Micro* DecodedPage::follow(const Micro* from, const uint8_t* bytes, uint32_t offset) {
    const std::less<const Micro*> before;
    const bool own = !before(from, micro_.data()) && before(from, micro_.data() + micro_.size());
    const size_t source = own ? static_cast<size_t>(from - micro_.data()) : 0;
    const Micro* target = at(bytes, offset);
    // Whoever arrives at a stop must look whether to go on, each time.
    if (own && !(*stops_)[offset]) micro_[source].displacement = (target - micro_.data()) - static_cast<int64_t>(source);
    return target;
}

}  // namespace cpu

DecodedPages::DecodedPages(uint32_t capacity)
    : sets_(capacity < kWays ? 1 : capacity / kWays), pages_(size_t{sets_} * kWays), victim_(sets_) {}

void DecodedPages::change_stops(std::span<const uint64_t> addresses) {
    if (std::equal(addresses.begin(), addresses.end(), stops_.begin(), stops_.end())) return;
    std::vector<uint64_t> sorted(addresses.begin(), addresses.end());
    std::sort(sorted.begin(), sorted.end());
    if (sorted == stops_) return;
    stops_ = std::move(sorted);
    stop_offsets_.reset();
    for (const uint64_t stop : stops_) stop_offsets_.set(static_cast<size_t>(stop % kCodePageBytes));
    clear();
}

bool DecodedPages::is_stop(uint64_t address) const { return std::binary_search(stops_.begin(), stops_.end(), address); }

cpu::DecodedPage& DecodedPages::look_up(const CodePage& page) {
    const uint64_t mixed = page.key * 0x9e3779b97f4a7c15u;
    const uint32_t first = static_cast<uint32_t>((mixed >> 32) % sets_) * kWays;
    for (uint32_t way = 0; way < kWays; ++way) {
        const auto& candidate = pages_[first + way];
        if (candidate && candidate->key() == page.key) return *candidate;
    }
    return insert(page, first);
}

cpu::DecodedPage& DecodedPages::insert(const CodePage& page, uint32_t first) {
    uint8_t& victim = victim_[first / kWays];
    auto& place = pages_[first + victim];
    victim = static_cast<uint8_t>((victim + 1) % kWays);
    place = std::make_unique<cpu::DecodedPage>(page.key, stop_offsets_);
    return *place;
}

void DecodedPages::clear() {
    last_ = nullptr;
    for (auto& page : pages_) page.reset();
}

}  // namespace faultline
