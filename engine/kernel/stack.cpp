#include "engine/kernel/stack.hpp"

#include <algorithm>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/mlock.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/oom.hpp"
#include "engine/kernel/vm_fault.hpp"
#include "engine/kernel/vma_ops.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t stack_flags = vm::read | vm::write | vm::may_read | vm::may_write | vm::may_exec |
                                      vm::grows_down | vm::account;
/// What exec adds below the arguments (stack_expand).
constexpr std::uint64_t exec_expansion = 131072;

/// acct_stack_growth.
bool may_grow(Machine& machine, const Task& task, const Mm& mm, const Vma& vma, std::uint64_t size, std::uint64_t pages) {
    if (!may_expand_vm(task, mm, vma.flags, pages)) return false;
    if (size > task.limits.stack) return false;
    if (!mlock_future_ok(task, mm, vma.flags, pages * page_bytes)) return false;
    return !vma.has(vm::account) || vm_enough_memory(machine, task, pages);
}

}  // namespace

std::int64_t expand_stack(Machine& machine, Task& task, Mm& mm, Vma& vma, std::uint64_t address) {
    if (!vma.has(vm::grows_down)) return err::fault;
    address = page_start(address);
    if (address < machine.config.mmap_min_address) return err::perm;
    if (address >= vma.start) return 0;
    const std::size_t index = static_cast<std::size_t>(&vma - mm.vmas.data());
    if (index > 0) {
        const Vma& below = mm.vmas[index - 1];
        const bool guarded = !below.has(vm::grows_down) && vma_is_accessible(below);
        if (guarded && address - below.end < stack_guard_gap) return err::nomem;
    }
    anon_vma_prepare(machine, mm, vma);
    const std::uint64_t pages = pages_in(vma.start - address);
    if (pages > vma.page_offset || !may_grow(machine, task, mm, vma, vma.end - address, pages)) return err::nomem;
    if (vma.has(vm::locked)) mm.locked_vm += pages;
    vm_stat_account(mm, vma.flags, static_cast<std::int64_t>(pages));
    vma.start = address;
    vma.page_offset -= pages;
    return 0;
}

std::uint64_t mmap_base_for(std::uint64_t stack_limit) {
    constexpr std::uint64_t smallest_gap = 128ull << 20;
    constexpr std::uint64_t largest_gap = task_size / 6 * 5;
    const std::uint64_t padded = stack_limit > largest_gap ? largest_gap : stack_limit + stack_guard_gap;
    return page_end(task_size - std::clamp(padded, smallest_gap, largest_gap));
}

std::int64_t setup_stack(Machine& machine, Task& task, Mm& mm, std::uint64_t top) {
    if (!vm_enough_memory(machine, task, 1)) return err::nomem;
    Vma vma;
    vma.start = top - page_bytes;
    vma.end = top;
    vma.flags = stack_flags | mm.default_flags;
    vma.page_offset = page_number(vma.start);
    vm_stat_account(mm, vma.flags, 1);
    insert_vma_apart(mm, vma);
    return 0;
}

std::int64_t expand_stack_for_exec(Machine& machine, Task& task, Mm& mm) {
    for (Vma& vma : mm.vmas) {
        if (!vma.has(vm::grows_down)) continue;
        const std::uint64_t limit = page_start(task.limits.stack);
        const std::uint64_t size = std::min(vma.bytes() + exec_expansion, std::max(limit, vma.bytes()));
        return expand_stack(machine, task, mm, vma, vma.end - size);
    }
    return err::fault;
}

}  // namespace faultline
