// The kernel touching user memory: system calls that copy, and faults taken on a program's behalf.
// Linux: arch/x86/lib/usercopy, mm/gup.c.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "engine/kernel/fault.hpp"
#include "engine/kernel/mm.hpp"

namespace faultline {

struct Machine;
struct Task;

/// Copies between kernel and the memory of `task`, which runs, through the MMU; faults on the way are handled and counted
/// as the kernel's. False (the caller returns EFAULT): what came before the bad page has been copied.
[[nodiscard]] bool copy_to_user(Machine& machine, Task& task, std::uint64_t address, std::span<const std::uint8_t> from);
[[nodiscard]] bool copy_from_user(Machine& machine, Task& task, std::uint64_t address, std::span<std::uint8_t> into);
/// Writes `bytes` zeros.
[[nodiscard]] bool clear_user(Machine& machine, Task& task, std::uint64_t address, std::uint64_t bytes);
/// Reads up to `limit` bytes until a NUL, which is not kept. False on a bad address, or when no NUL came.
[[nodiscard]] bool string_from_user(Machine& machine, Task& task, std::uint64_t address, std::uint32_t limit,
                                    std::string& into);

template <class T>
[[nodiscard]] bool put_user(Machine& machine, Task& task, std::uint64_t address, const T& value) {
    std::uint8_t raw[sizeof(T)];
    __builtin_memcpy(raw, &value, sizeof(T));
    return copy_to_user(machine, task, address, raw);
}
template <class T>
[[nodiscard]] bool get_user(Machine& machine, Task& task, std::uint64_t address, T& value) {
    std::uint8_t raw[sizeof(T)];
    if (!copy_from_user(machine, task, address, raw)) return false;
    __builtin_memcpy(&value, raw, sizeof(T));
    return true;
}

/// Reads or writes memory of an address space that need not be loaded (exec's argument pages, a debugger); faults count
/// for `charged`. Writing breaks copy-on-write and ignores missing PROT_WRITE of private mappings (FOLL_FORCE).
/// False when a page has no VMA or cannot be brought in. Linux: access_remote_vm.
[[nodiscard]] bool write_remote(Machine& machine, Task& charged, MmId mm, std::uint64_t address,
                                std::span<const std::uint8_t> from);
[[nodiscard]] bool read_remote(Machine& machine, Task& charged, MmId mm, std::uint64_t address,
                               std::span<std::uint8_t> into);

/// Looks at memory without changing anything: present pages, and pages that are zero, in swap or in a file. Returns how
/// many bytes could be read. For panels and tests.
std::uint64_t peek_memory(const Machine& machine, const Mm& mm, std::uint64_t address, std::span<std::uint8_t> into);

/// Faults in every page of [start, end) that is not there as `write` needs it. Stops with the first failure: 0, -ENOMEM
/// (hole), -EFAULT. Linux: mm/gup.c faultin_page_range, __get_user_pages.
std::int64_t fault_in_range(Machine& machine, Task& task, Mm& mm, std::uint64_t start, std::uint64_t end, bool write,
                            FaultBy by);

/// mm_populate: brings in [start, end), breaking copy-on-write of private writable VMAs; failures are ignored when
/// `ignore_errors`. 0 or -errno.
std::int64_t mm_populate(Machine& machine, Task& task, Mm& mm, std::uint64_t start, std::uint64_t end,
                         bool ignore_errors, FaultBy by = FaultBy::Populate);

}  // namespace faultline
