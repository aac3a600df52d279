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
        if (this != &other) {
            pages_.reset();
            stopping_pages_.reset();
        }
        return *this;
    }
    DecodeCache& operator=(DecodeCache&&) noexcept = default;
    ~DecodeCache() = default;

    /// Runs that stop at addresses have their own, so that the two kinds may alternate.
    DecodedPages& pages(bool stopping) {
        std::unique_ptr<DecodedPages>& pages = stopping ? stopping_pages_ : pages_;
        if (pages == nullptr) pages = std::make_unique<DecodedPages>();
        return *pages;
    }

private:
    std::unique_ptr<DecodedPages> pages_;
    std::unique_ptr<DecodedPages> stopping_pages_;
};

}  // namespace faultline
