// The bus of the CPU benches: a page-sized direct-mapped cache of host pointers in front of plain memory, which is the
// shape of the machine's own hit path. What misses or crosses a page takes the slow way; nothing ever faults.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "engine/cpu/bus.hpp"

namespace faultline::bench {

class CpuBenchBus {
public:
    CpuBenchBus(std::uint64_t base, std::uint32_t bytes) : base_(base), memory_(bytes) {}

    std::uint8_t* at(std::uint64_t address) { return memory_.data() + (address - base_); }
    std::uint64_t accesses() const { return accesses_; }

    template <class T>
    bool load(std::uint64_t address, T& value) {
        const Entry& entry = entries_[place(address)];
        const std::uint64_t offset = address % kCodePageBytes;
        if (entry.page != address / kCodePageBytes || offset > kCodePageBytes - sizeof(T)) [[unlikely]] {
            return slow(address, &value, sizeof(T), false);
        }
        ++accesses_;
        std::memcpy(&value, entry.bytes + offset, sizeof(T));
        return true;
    }
    template <class T>
    bool load_for_write(std::uint64_t address, T& value) {
        return load(address, value);
    }
    template <class T>
    bool store(std::uint64_t address, T value) {
        const Entry& entry = entries_[place(address)];
        const std::uint64_t offset = address % kCodePageBytes;
        if (entry.page != address / kCodePageBytes || offset > kCodePageBytes - sizeof(T)) [[unlikely]] {
            return slow(address, &value, sizeof(T), true);
        }
        ++accesses_;
        std::memcpy(entry.bytes + offset, &value, sizeof(T));
        return true;
    }
    bool probe_write(std::uint64_t, std::uint32_t) { return true; }
    bool code_page(std::uint64_t address, CodePage& page) {
        page.bytes = at(address / kCodePageBytes * kCodePageBytes);
        page.key = address / kCodePageBytes;
        return true;
    }
    std::uint64_t code_epoch() const { return mapping_epoch_ + memory_epoch_; }
    void note_fetches(std::uint64_t count) { fetches_ += count; }
    std::uint64_t timestamp() const { return fetches_; }

private:
    struct Entry {
        std::uint64_t page = ~std::uint64_t{0};
        std::uint8_t* bytes = nullptr;
    };

    static std::uint32_t place(std::uint64_t address) { return static_cast<std::uint32_t>(address / kCodePageBytes) % 256; }

    [[gnu::noinline]] bool slow(std::uint64_t address, void* value, std::uint32_t size, bool write) {
        Entry& entry = entries_[place(address)];
        entry = {address / kCodePageBytes, at(address / kCodePageBytes * kCodePageBytes)};
        if (write) {
            std::memcpy(at(address), value, size);
        } else {
            std::memcpy(value, at(address), size);
        }
        ++accesses_;
        return true;
    }

    std::uint64_t base_;
    std::vector<std::uint8_t> memory_;
    std::array<Entry, 256> entries_{};
    std::uint64_t accesses_ = 0;
    std::uint64_t fetches_ = 0;
    std::uint64_t mapping_epoch_ = 0;
    std::uint64_t memory_epoch_ = 0;
};

}  // namespace faultline::bench
