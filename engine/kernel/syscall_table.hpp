// One row of the system-call table.
#pragma once

#include <cstdint>

namespace faultline {

struct Call;

struct SyscallEntry {
    const char* name = nullptr;
    std::int64_t (*function)(Call&) = nullptr;
};

/// The row, or nullptr for a number that the kernel lacks.
const SyscallEntry* syscall_entry(std::uint64_t number);

}  // namespace faultline
