// The decoded instructions of one machine: derived from its memory, so a copy of the machine starts without any.
#pragma once

#include <memory>

#include "engine/cpu/decoded_pages.hpp"

namespace faultline {

class DecodeCache {
public:
    DecodeCache() = default;
    DecodeCache(const DecodeCache&) {}
    DecodeCache(DecodeCache&&) noexcept = default;
    DecodeCache& operator=(const DecodeCache& other) {
        if (this != &other) pages_.reset();
        return *this;
    }
    DecodeCache& operator=(DecodeCache&&) noexcept = default;
    ~DecodeCache() = default;

    DecodedPages& pages() {
        if (pages_ == nullptr) pages_ = std::make_unique<DecodedPages>();
        return *pages_;
    }

private:
    std::unique_ptr<DecodedPages> pages_;
};

}  // namespace faultline
