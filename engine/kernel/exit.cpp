#include "engine/kernel/exit.hpp"

#include <algorithm>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/fork_mm.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/kernel/sleep.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t sa_no_child_wait = 2;
constexpr std::uint64_t handler_ignore = 1;

constexpr std::uint32_t wait_no_hang = 1;
constexpr std::uint32_t wait_stopped = 2;
constexpr std::uint32_t wait_continued = 8;

constexpr std::int32_t status_continued = 0xffff;

void close_descriptors(Machine& machine, Task& task) {
    for (const auto& [number, descriptor] : task.descriptors) fput(machine, descriptor.file);
    task.descriptors.clear();
}

void give_memory_back(Machine& machine, Task& task) {
    const Mm& mm = machine.mm_of(task);
    task.rss_at_exit = mm.rss;
    const auto resident = static_cast<std::uint64_t>(mm.resident_pages());
    task.max_rss_pages = std::max({task.max_rss_pages, mm.high_water_rss, resident});
    if (mm.users == 1 && machine.hardware.page_table == mm.pgd) machine.hardware.load_page_table(no_frame);
    mm_release(machine, task.mm);
    task.mm = no_mm;
}

Task* find_task(Machine& machine, Pid pid) {
    const auto found = machine.tasks.find(pid);
    return found == machine.tasks.end() ? nullptr : &found->second;
}

Task* parent_of(Machine& machine, const Task& task) { return find_task(machine, task.parent); }

void report_faults(Machine& machine, const Task& task) {
    Task* reports_to = parent_of(machine, task);
    if (reports_to == nullptr && task.ancestor != task.pid) reports_to = find_task(machine, task.ancestor);
    if (reports_to == nullptr) return;
    FaultCounts& sum = reports_to->descendant_faults;
    sum.min_flt += task.faults.min_flt - task.faults_at_exec.min_flt + task.descendant_faults.min_flt;
    sum.maj_flt += task.faults.maj_flt - task.faults_at_exec.maj_flt + task.descendant_faults.maj_flt;
}

bool reaps_itself(const Task* parent) {
    if (parent == nullptr) return true;
    const SignalAction& action = parent->signals.actions[signal_number::child];
    return action.handler == handler_ignore || (action.flags & sa_no_child_wait) != 0;
}

void orphan_children(Machine& machine, Pid parent) {
    for (auto each = machine.tasks.begin(); each != machine.tasks.end();) {
        Task& child = each->second;
        const bool mine = child.parent == parent;
        if (mine) child.parent = 0;
        each = mine && child.state == TaskState::Zombie ? machine.tasks.erase(each) : std::next(each);
    }
}

bool asked_for(const Task& parent, const Task& child, Pid query) {
    if (query > 0) return child.pid == query;
    if (query == -1) return true;
    return child.group == (query == 0 ? parent.group : -query);
}

WaitAnswer reap(Machine& machine, Task& parent, const Task& child) {
    WaitAnswer answer;
    answer.result = child.pid;
    answer.status = child.exit_status;
    answer.faults = {child.faults.min_flt + child.child_faults.min_flt, child.faults.maj_flt + child.child_faults.maj_flt};
    answer.user_time = child.user_time + child.child_user_time;
    answer.system_time = child.system_time + child.child_system_time;
    answer.max_rss_pages = std::max(child.max_rss_pages, child.child_max_rss_pages);
    parent.child_faults.min_flt += answer.faults.min_flt;
    parent.child_faults.maj_flt += answer.faults.maj_flt;
    parent.child_user_time += answer.user_time;
    parent.child_system_time += answer.system_time;
    parent.child_max_rss_pages = std::max(parent.child_max_rss_pages, answer.max_rss_pages);
    machine.tasks.erase(child.pid);
    return answer;
}

}  // namespace

void notify_parent(Machine& machine, Task& task, std::int32_t code, std::int32_t status) {
    Task* parent = parent_of(machine, task);
    if (parent == nullptr) return;
    if (parent->state == TaskState::Sleeping && parent->waits_for == WaitFor::Child) {
        parent->state = TaskState::Runnable;
        parent->waits_for = WaitFor::Nothing;
    }
    constexpr std::uint64_t no_child_stop = 1;
    const bool ended = code == signal_code::child_exited || code == signal_code::child_killed;
    if (!ended && (parent->signals.actions[signal_number::child].flags & no_child_stop) != 0) return;
    send_signal(machine, *parent,
                {.number = signal_number::child, .code = code, .sender = task.pid, .status = status});
}

void release_vfork_parent(Machine& machine, Task& child) {
    if (!child.vfork_child) return;
    child.vfork_child = false;
    Task* parent = parent_of(machine, child);
    if (parent == nullptr || parent->waits_for != WaitFor::VforkChild) return;
    parent->state = TaskState::Runnable;
    parent->waits_for = WaitFor::Nothing;
}

void exit_task(Machine& machine, Task& task, std::int32_t status) {
    release_vfork_parent(machine, task);
    give_memory_back(machine, task);
    close_descriptors(machine, task);
    report_faults(machine, task);
    orphan_children(machine, task.pid);
    task.state = TaskState::Zombie;
    task.waits_for = WaitFor::Nothing;
    task.in_syscall = false;
    task.alarm_at = 0;
    task.exit_status = status;
    if (machine.hardware.log.wants(Detail::Outcomes)) {
        machine.hardware.record(
            {.kind = EventKind::Exited, .pid = task.pid, .value = static_cast<std::uint64_t>(status)});
    }
    const std::int32_t signal = status & 0x7f;
    const bool killed = signal != 0;
    notify_parent(machine, task, killed ? signal_code::child_killed : signal_code::child_exited,
                  killed ? signal : status >> 8 & 0xff);
    if (!task.started_by_host && reaps_itself(parent_of(machine, task))) machine.tasks.erase(task.pid);
}

WaitAnswer wait_for_child(Machine& machine, Task& parent, const WaitQuery& query) {
    bool any = false;
    for (auto& [pid, child] : machine.tasks) {
        if (child.parent != parent.pid || !asked_for(parent, child, query.pid)) continue;
        any = true;
        if (child.state == TaskState::Zombie) return reap(machine, parent, child);
        const bool stopped = child.state == TaskState::Stopped && (query.options & wait_stopped) != 0;
        if (stopped && child.exit_status != 0) {
            WaitAnswer answer{.result = pid, .status = child.exit_status};
            child.exit_status = 0;
            return answer;
        }
        if (child.exit_status == status_continued && (query.options & wait_continued) != 0) {
            child.exit_status = 0;
            return {.result = pid, .status = status_continued};
        }
    }
    if (!any) return {.result = err::child};
    if ((query.options & wait_no_hang) != 0) return {};
    return {.result = sleep_until(parent, WaitFor::Child)};
}

}  // namespace faultline
