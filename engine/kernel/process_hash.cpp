#include "engine/kernel/process_hash.hpp"

#include <string_view>

#include "engine/machine.hpp"

namespace faultline {

namespace {

void add(Hash& hash, std::string_view text) {
    hash.add(text.size());
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        word = word << 8 | static_cast<unsigned char>(text[i]);
        if (i % 8 == 7) {
            hash.add(word);
            word = 0;
        }
    }
    hash.add(word);
}

template <class... Numbers>
void add_all(Hash& hash, Numbers... numbers) {
    (hash.add(static_cast<std::uint64_t>(numbers)), ...);
}

void add_cpu(Hash& hash, const CpuState& cpu) {
    for (const std::uint64_t value : cpu.gpr) hash.add(value);
    for (const Xmm& value : cpu.xmm) add_all(hash, value.low, value.high);
    for (const Float80& value : cpu.x87) add_all(hash, value.mantissa, value.sign_exponent);
    add_all(hash, cpu.rip, cpu.rflags, cpu.fcw, cpu.fsw, cpu.ftw, cpu.mxcsr, cpu.fs_base, cpu.gs_base);
}

void add_signals(Hash& hash, const SignalState& signals) {
    for (const SignalAction& action : signals.actions) add_all(hash, action.handler, action.flags, action.restorer, action.mask);
    hash.add(signals.blocked);
    hash.add(signals.pending.size());
    for (const SignalInfo& info : signals.pending) {
        add_all(hash, info.number, info.code, info.address, info.trap, info.error_code, info.sender, info.status);
        if (info.value != 0) hash.add(info.value);
    }
    add_all(hash, signals.alternate_stack, signals.alternate_stack_bytes, signals.alternate_stack_flags, signals.trap,
            signals.error_code, signals.fault_address);
}

void add_task(Hash& hash, const Task& task) {
    add_all(hash, task.pid, task.parent, task.state, task.waits_for, task.waits_on, task.wakes_at, task.mm,
            task.protection_key_rights, task.faults.min_flt, task.faults.maj_flt, task.child_faults.min_flt,
            task.child_faults.maj_flt, task.user_time, task.system_time, task.child_user_time, task.child_system_time,
            task.started_at, task.max_rss_pages, task.child_max_rss_pages, task.oom_score_adj, task.privileged,
            task.vfork_child, task.fault_tried, task.exit_status, task.clear_child_tid, task.in_syscall,
            task.original_rax, task.call_progress, task.call_deadline, task.restore_blocked, task.saved_blocked,
            task.faults_at_exec.min_flt, task.faults_at_exec.maj_flt,
            task.descendant_faults.min_flt, task.descendant_faults.maj_flt, task.slice_ends_at, task.alarm_at,
            task.alarm_interval, task.voluntary_switches, task.involuntary_switches, task.umask, task.group,
            task.session, task.started_by_host, task.forked_without_exec);
    // With a parent, the ancestor is the parent's.
    if (task.parent == 0 && !task.started_by_host) add_all(hash, task.ancestor);
    add_all(hash, task.limits.stack, task.limits.stack_hard, task.limits.address_space, task.limits.data,
            task.limits.memlock);
    for (const std::int64_t pages : task.rss_at_exit) add_all(hash, pages);
    // Only while they matter.
    if (task.niceness != 0) add_all(hash, task.niceness);
    for (const CpuTimer& timer : {task.virtual_timer, task.profile_timer}) {
        if (timer.at != 0) add_all(hash, timer.at, timer.period);
    }
    if (task.waits_for == WaitFor::BlockedSignal) hash.add(task.awaited_signals);
    if (task.waits_for == WaitFor::Files) {
        for (const WatchedFile& each : task.watched_files) add_all(hash, each.file, each.events);
    }
    add_cpu(hash, task.cpu);
    add_signals(hash, task.signals);
    hash.add(task.descriptors.size());
    for (const auto& [number, descriptor] : task.descriptors) add_all(hash, number, descriptor.file, descriptor.close_on_exec);
    for (const std::string_view text : {std::string_view(task.working_directory), std::string_view(task.name),
                                        std::string_view(task.executable), std::string_view(task.last_words)}) {
        add(hash, text);
    }
}

void add_vfs(Hash& hash, const VfsState& vfs) {
    hash.add(vfs.names.size());
    for (const auto& [name, inode] : vfs.names) {
        add(hash, name);
        hash.add(inode);
    }
    for (const auto& [inode, pipe] : vfs.pipes) {
        add_all(hash, inode, pipe.readers, pipe.writers);
        add(hash, pipe.bytes);
    }
    for (const auto& [file, text] : vfs.proc_texts) {
        hash.add(file);
        add(hash, text);
    }
    const Terminal& terminal = vfs.terminal;
    add_all(hash, terminal.is_tty, terminal.echo, terminal.input_ended);
    add(hash, terminal.input);
    add(hash, terminal.output.text());
    add_all(hash, terminal.standard_output.size(), terminal.standard_error.size());
}

}  // namespace

void hash_processes(const Machine& machine, Hash& hash) {
    add_all(hash, machine.next_pid, machine.current, machine.next_file, machine.tasks.size(), machine.files.size());
    for (const auto& [pid, task] : machine.tasks) add_task(hash, task);
    for (const auto& [id, file] : machine.files) {
        add_all(hash, id, file.inode, file.references, file.flags, file.position, file.read_ahead.start,
                file.read_ahead.size, file.read_ahead.async_size, file.read_ahead.mmap_miss,
                file.read_ahead.previous_position);
    }
    add_vfs(hash, machine.vfs);
}

}  // namespace faultline
