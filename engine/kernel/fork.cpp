#include "engine/kernel/fork.hpp"

#include "engine/kernel/errno.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/fork_mm.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::size_t most_tasks = 4096;

}  // namespace

Task& new_task(Machine& machine, Pid parent) {
    const Pid pid = machine.next_pid++;
    Task& task = machine.tasks[pid];
    task.pid = pid;
    task.parent = parent;
    task.group = task.session = pid;
    task.state = TaskState::Sleeping;
    task.started_at = machine.hardware.now;
    task.protection_key_rights = machine.hardware.protection_key_rights;
    return task;
}

std::int64_t fork_task(Machine& machine, Task& parent, ForkMemory memory, std::uint64_t stack) {
    if (machine.tasks.size() >= most_tasks) return err::again;
    MmId mm = parent.mm;
    if (memory == ForkMemory::Share) {
        mm_share(machine, mm);
    } else {
        mm = dup_mm(machine, parent);
        if (mm == no_mm) return err::nomem;
    }

    const Pid pid = machine.next_pid++;
    Task& child = machine.tasks[pid];
    child = parent;
    child.pid = pid;
    child.parent = parent.pid;
    child.mm = mm;
    child.state = TaskState::Runnable;
    child.waits_for = WaitFor::Nothing;
    child.faults = child.child_faults = child.faults_at_exec = child.descendant_faults = {};
    child.user_time = child.system_time = child.child_user_time = child.child_system_time = 0;
    child.max_rss_pages = child.child_max_rss_pages = 0;
    child.voluntary_switches = child.involuntary_switches = 0;
    child.started_at = machine.hardware.now;
    child.signals.pending.clear();
    child.alarm_at = child.alarm_interval = 0;
    child.virtual_timer = child.profile_timer = {};
    child.in_syscall = false;
    child.original_rax = -1;
    child.clear_child_tid = 0;
    child.started_by_host = false;
    child.forked_without_exec = true;
    child.cpu[Gpr::Rax] = 0;
    if (stack != 0) child.cpu[Gpr::Rsp] = stack;
    for (const auto& [number, descriptor] : child.descriptors) get_file(machine, descriptor.file);

    if (machine.hardware.log.wants(Detail::Outcomes)) {
        machine.hardware.record(
            {.kind = EventKind::Forked, .pid = parent.pid, .value = static_cast<std::uint64_t>(pid)});
    }
    if (memory == ForkMemory::Share) {
        child.vfork_child = true;
        parent.state = TaskState::Sleeping;
        parent.waits_for = WaitFor::VforkChild;
    }
    return pid;
}

}  // namespace faultline
