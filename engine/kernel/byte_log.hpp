// Bytes that only ever grow, such as what a terminal has printed. Copies share every full chunk, so a checkpoint of a
// machine that printed a megabyte costs a few hundred pointers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/machine/cow.hpp"

namespace faultline {

class ByteLog {
public:
    std::uint64_t size() const { return size_; }

    void append(std::string_view bytes) {
        while (!bytes.empty()) {
            const std::uint32_t used = static_cast<std::uint32_t>(size_ % chunk_bytes);
            if (used == 0) chunks_.emplace_back(std::string{});
            const std::string_view part = bytes.substr(0, chunk_bytes - used);
            chunks_.back().mutate().append(part);
            size_ += part.size();
            bytes.remove_prefix(part.size());
        }
    }

    /// Everything from byte `position` on; empty beyond the end.
    std::string text(std::uint64_t position = 0) const {
        std::string out;
        for (std::uint64_t at = position; at < size_; at = (at / chunk_bytes + 1) * chunk_bytes) {
            out += chunks_[static_cast<std::uint32_t>(at / chunk_bytes)]->substr(at % chunk_bytes);
        }
        return out;
    }

private:
    static constexpr std::uint32_t chunk_bytes = 4096;
    std::vector<CowPtr<std::string>> chunks_;
    std::uint64_t size_ = 0;
};

}  // namespace faultline
