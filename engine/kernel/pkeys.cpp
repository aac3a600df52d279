#include "engine/kernel/pkeys.hpp"

#include "engine/kernel/errno.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::int32_t keys = 16;

std::int32_t take_key(Mm& mm) {
    for (std::int32_t key = 1; key < keys; ++key) {
        if (key_allocated(mm, key)) continue;
        mm.allocated_keys |= 1u << key;
        return key;
    }
    return -1;
}

/// arch_set_user_pkey_access.
void set_rights(Machine& machine, Task& task, std::int32_t key, std::uint32_t rights) {
    const int shift = 2 * key;
    task.protection_key_rights = (task.protection_key_rights & ~(3u << shift)) | (rights << shift);
    if (task.pid == machine.current) machine.hardware.protection_key_rights = task.protection_key_rights;
}

}  // namespace

bool key_allocated(const Mm& mm, std::int32_t key) {
    return key >= 0 && key < keys && (mm.allocated_keys >> key & 1u) != 0;
}

std::uint64_t execute_only_key(Machine& machine, Task& task, Mm& mm) {
    if (!machine.config.protection_keys) return 0;
    if (mm.execute_only_key == 0) {
        const std::int32_t key = take_key(mm);
        if (key < 0) return 0;
        mm.execute_only_key = static_cast<std::uint32_t>(key);
    }
    const auto key = static_cast<std::int32_t>(mm.execute_only_key);
    set_rights(machine, task, key, 1);
    return mm.execute_only_key;
}

std::uint64_t key_after_mprotect(Machine& machine, Task& task, Mm& mm, std::uint64_t vma_flags,
                                 std::uint32_t protection, std::int32_t key) {
    if (!machine.config.protection_keys) return 0;
    if (key != -1) return static_cast<std::uint64_t>(key);
    if (protection == prot::exec) {
        const std::uint64_t own = execute_only_key(machine, task, mm);
        if (own != 0) return own;
    }
    const std::uint64_t current = vma_flags >> vm::protection_key_shift & 15u;
    // Leaving execute-only memory leaves its key behind.
    const bool was_execute_only = (vma_flags & vm::access_rights) == vm::exec && current == mm.execute_only_key;
    return was_execute_only ? 0 : current;
}

std::int64_t do_pkey_alloc(Machine& machine, Task& task, std::uint32_t flags, std::uint32_t rights) {
    if (flags != 0 || (rights & ~3u) != 0) return err::inval;
    if (!machine.config.protection_keys) return err::nospc;
    const std::int32_t key = take_key(machine.mm_of(task));
    if (key < 0) return err::nospc;
    set_rights(machine, task, key, rights);
    return key;
}

std::int64_t do_pkey_free(Machine& machine, Task& task, std::int32_t key) {
    Mm& mm = machine.mm_of(task);
    if (!key_allocated(mm, key) || static_cast<std::uint32_t>(key) == mm.execute_only_key) return err::inval;
    mm.allocated_keys &= ~(1u << key);
    return 0;
}

}  // namespace faultline
