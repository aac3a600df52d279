#include "engine/history/instant.hpp"

#include <algorithm>

#include "engine/kernel/run.hpp"
#include "engine/kernel/sched.hpp"
#include "engine/kernel/terminal.hpp"

namespace faultline {

namespace {

void carry_out(Machine& machine, const Command& command) {
    if (const auto* typed = std::get_if<TypeInput>(&command)) type_on_terminal(machine, typed->text);
    if (std::holds_alternative<EndInput>(command)) end_terminal_input(machine);
    if (const auto* chosen = std::get_if<ChooseNext>(&command)) choose_next(machine, chosen->pid);
}

/// One instruction of the CPU's inner loop costs one. Measured: docs/decisions/time-travel.md.
constexpr std::uint64_t work_of_fault = 64;
constexpr std::uint64_t work_of_scanned_page = 32;

/// A copy goes through the frame table and the memory, `frames_together` at a time, and counts itself where something is.
constexpr std::uint64_t work_of_nothing = 1, work_of_something = 16;

/// What a machine holds in vectors and maps that copies do not share, a task and a mapping at a time.
constexpr std::uint64_t bytes_of_task = sizeof(Task) + 512;
constexpr std::uint64_t bytes_of_inode = sizeof(Inode) + 256;

}  // namespace

bool to_mark(const Event& event, Mark& mark) {
    mark = {.tick = event.tick, .time = event.time, .address = event.address, .pid = event.pid};
    switch (event.kind) {
        case EventKind::FaultEnded:
            mark.kind = MarkKind::Fault;
            mark.leaf = static_cast<Leaf>(event.small);
            mark.major = (event.value & fault_outcome::major) != 0;
            mark.counted = (event.value & (fault_outcome::major | fault_outcome::minor)) != 0;
            return true;
        case EventKind::SyscallEntered:
            mark.kind = MarkKind::Syscall;
            mark.address = event.value;
            return true;
        case EventKind::Output:
            mark.kind = MarkKind::Output;
            mark.address = event.extra;
            return true;
        case EventKind::Signal: mark.kind = MarkKind::Signal; return true;
        case EventKind::Forked:
            mark.kind = MarkKind::Fork;
            mark.address = event.value;
            return true;
        case EventKind::Exited:
            mark.kind = MarkKind::Exit;
            mark.address = event.value;
            return true;
        case EventKind::Switched:
            mark.kind = MarkKind::Switch;
            mark.address = event.value;
            return true;
        default: return false;
    }
}

std::size_t give_due(Instant& instant, const std::vector<TimedCommand>& commands) {
    const std::size_t first = instant.next_command;
    instant.machine.hardware.log.detail = Detail::Nothing;
    while (instant.next_command < commands.size() && commands[instant.next_command].tick <= instant.tick()) {
        carry_out(instant.machine, commands[instant.next_command++].command);
    }
    return instant.next_command - first;
}

Mark input_mark(const Machine& machine) {
    return {.tick = machine.hardware.tick, .time = machine.hardware.now, .kind = MarkKind::Input};
}

void replay(Instant& instant, const std::vector<TimedCommand>& commands, Tick target, std::vector<Mark>* marks) {
    while (instant.tick() < target) {
        const std::size_t given = give_due(instant, commands);
        if (marks != nullptr) marks->insert(marks->end(), given, input_mark(instant.machine));
        Tick end = target;
        if (instant.next_command < commands.size()) end = std::min(end, commands[instant.next_command].tick);
        instant.machine.hardware.log.detail = marks != nullptr ? Detail::Outcomes : Detail::Nothing;
        const Tick before = instant.tick();
        run_machine(instant.machine, {.max_ticks = end - before});
        instant.machine.hardware.log.detail = Detail::Nothing;
        if (marks != nullptr) {
            drain_marks(instant.machine, [marks](const Mark& mark) { marks->push_back(mark); });
        }
        const bool command_is_due = instant.next_command < commands.size() && commands[instant.next_command].tick <= instant.tick();
        if (instant.tick() == before && !command_is_due) break;
    }
    instant.machine.hardware.forget_host_pointers();
}

std::uint64_t host_work(const Machine& machine) {
    const VmStat& counts = machine.vmstat;
    return machine.hardware.tick + counts.pgfault * work_of_fault + (counts.pgscan_anon + counts.pgscan_file) * work_of_scanned_page;
}

std::uint64_t work_of_copy(const Machine& machine) {
    const std::uint64_t frames = machine.hardware.ram.frames(), used = frames - machine.free_frames.free();
    return frames / frames_together * work_of_nothing + used / frames_together * work_of_something;
}

std::uint64_t host_bytes_apart(const Machine& machine, const Machine& other) {
    std::uint64_t bytes = sizeof(Machine) + machine.hardware.ram.bytes_apart_from(other.hardware.ram) +
                          machine.mem_map.bytes_apart_from(other.mem_map) + machine.mem_map.size() / 4;
    for (std::size_t i = 0; i < machine.swap.devices.size() && i < other.swap.devices.size(); ++i) {
        bytes += machine.swap.devices[i].map.bytes_apart_from(other.swap.devices[i].map);
        bytes += machine.swap.devices[i].contents.bytes_apart_from(other.swap.devices[i].contents);
    }
    for (const auto& [id, inode] : machine.inodes) {
        const auto same = other.inodes.find(id);
        bytes += bytes_of_inode + (same == other.inodes.end() ? inode.cache.host_bytes() : inode.cache.bytes_apart_from(same->second.cache));
    }
    for (const auto& [id, mm] : machine.mms) bytes += sizeof(Mm) + mm.vmas.size() * sizeof(Vma);
    return bytes + machine.tasks.size() * bytes_of_task;
}

}  // namespace faultline
