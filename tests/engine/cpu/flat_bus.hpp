/// A bus for tests: one stretch of plain memory, with optional read-only and absent pages, and honest code epochs.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <vector>

#include "engine/cpu/bus.hpp"

namespace faultline::test {

enum class PageRights : uint8_t { All, ReadOnly, None };

struct BusFault {
    uint64_t address = 0;
    bool write = false;
    bool fetch = false;
    bool operator==(const BusFault&) const = default;
};

class FlatBus {
  public:
    FlatBus(uint64_t base, uint32_t size) : base_(base), bytes_(size), rights_(size / kCodePageBytes) {}

    [[nodiscard]] uint8_t* at(uint64_t address) { return bytes_.data() + (address - base_); }
    [[nodiscard]] const std::vector<uint8_t>& bytes() const { return bytes_; }
    /// Puts bytes into memory from outside, as a debugger would.
    void write(uint64_t address, const std::vector<uint8_t>& bytes) {
        std::copy(bytes.begin(), bytes.end(), at(address));
        executed_.clear();
        ++epoch_;
    }
    void protect(uint64_t address, PageRights rights) { rights_[page_of(address)] = rights; }
    [[nodiscard]] const BusFault& fault() const { return fault_; }
    [[nodiscard]] uint64_t fetches() const { return fetches_; }

    template <class T>
    bool load(uint64_t address, T& out) {
        if (!allowed(address, sizeof(T), false)) return false;
        std::memcpy(&out, at(address), sizeof(T));
        return true;
    }
    template <class T>
    bool load_for_write(uint64_t address, T& out) {
        return allowed(address, sizeof(T), true) && load(address, out);
    }
    template <class T>
    bool store(uint64_t address, T value) {
        if (!allowed(address, sizeof(T), true)) return false;
        std::memcpy(at(address), &value, sizeof(T));
        note_store(address);
        note_store(address + sizeof(T) - 1);
        return true;
    }
    bool probe_write(uint64_t address, uint32_t size) { return allowed(address, size, true); }

    bool code_page(uint64_t address, CodePage& out) {
        if (!allowed(address, 1, false)) {
            fault_.fetch = true;
            return false;
        }
        const uint32_t page = page_of(address);
        auto& version = executed_[page];
        if (version == 0) version = ++next_version_;
        out.bytes = bytes_.data() + page * kCodePageBytes;
        out.key = version;
        return true;
    }
    [[nodiscard]] uint64_t code_epoch() const { return epoch_; }
    void note_fetches(uint64_t count) { fetches_ += count; }
    [[nodiscard]] uint64_t timestamp() const { return 1000 + fetches_; }

  private:
    [[nodiscard]] uint32_t page_of(uint64_t address) const {
        return static_cast<uint32_t>((address - base_) / kCodePageBytes);
    }

    bool allowed(uint64_t address, uint64_t size, bool write) {
        const uint64_t end = address + size;
        for (uint64_t at = address; at < end; at = (at / kCodePageBytes + 1) * kCodePageBytes) {
            const PageRights rights = at - base_ < bytes_.size() ? rights_[page_of(at)] : PageRights::None;
            if (rights == PageRights::None || (write && rights == PageRights::ReadOnly)) {
                fault_ = {at, write, false};
                return false;
            }
        }
        return true;
    }
    void note_store(uint64_t address) {
        if (executed_.empty()) return;
        const auto found = executed_.find(page_of(address));
        if (found == executed_.end()) return;
        executed_.erase(found);
        ++epoch_;
    }

    uint64_t base_;
    std::vector<uint8_t> bytes_;
    std::vector<PageRights> rights_;
    /// Content version of the pages that were given out as code.
    std::map<uint32_t, uint64_t> executed_;
    uint64_t next_version_ = 0;
    uint64_t epoch_ = 0;
    uint64_t fetches_ = 0;
    BusFault fault_;
};

}  // namespace faultline::test
