// copy_to_user and copy_from_user for text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/kernel/gup.hpp"

namespace faultline {

[[nodiscard]] inline bool copy_text_to_user(Machine& machine, Task& task, std::uint64_t address, std::string_view text) {
    return copy_to_user(machine, task, address, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

/// `bytes` bytes from `address`; false on a bad address.
[[nodiscard]] inline bool copy_text_from_user(Machine& machine, Task& task, std::uint64_t address, std::uint64_t bytes,
                                              std::string& text) {
    text.resize(static_cast<std::size_t>(bytes));
    return copy_from_user(machine, task, address, {reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
}

}  // namespace faultline
