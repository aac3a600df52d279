#include "tools/engine_ops/engine_target.hpp"

#include <algorithm>

#include "engine/kernel/clear_refs.hpp"
#include "engine/kernel/errno.hpp"
#include "engine/kernel/exit.hpp"
#include "engine/kernel/fault.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/fork.hpp"
#include "engine/kernel/fork_mm.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/invariants.hpp"
#include "engine/kernel/ksm.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/sched.hpp"
#include "tools/engine_ops/engine_view.hpp"

namespace faultline::ops {

namespace {

constexpr std::int32_t no_such_process = 3, exists = 17, no_memory = 12, bad_address = 14;
constexpr std::uint64_t megabyte = 1ull << 20;

MachineConfig config_for(const Conditions& conditions) {
    MachineConfig config;
    config.ram_bytes = 512 * megabyte;
    config.page_cluster = conditions.page_cluster;
    config.read_ahead_pages = conditions.read_ahead;
    config.protection_keys = conditions.pkeys;
    config.zswap = conditions.zswap;
    config.zero_page = conditions.zero_page.value_or(true);
    if (conditions.swap == Swap::Zram) config.swaps.push_back({SwapKind::Zram, 256 * megabyte});
    if (conditions.swap == Swap::Disk) config.swaps.push_back({SwapKind::Hdd, 256 * megabyte});
    return config;
}

std::uint64_t address_of(std::uint32_t page, std::uint32_t byte = 0) {
    return arena_address + std::uint64_t{page} * page_bytes + byte;
}

std::uint64_t bytes_of(std::uint32_t pages) { return std::uint64_t{pages} * page_bytes; }

/// One script in one machine.
class Session {
  public:
    explicit Session(const OpProgram& program)
        : conditions_(program.conditions), machine_(config_for(program.conditions)) {
        for (std::size_t i = 0; i < objects_.size(); ++i) make_object(static_cast<Object>(i));
        Task& task = new_task(machine_, 0);
        task.mm = mm_create(machine_);
        task.state = TaskState::Runnable;
        task.started_by_host = true;
        machine_.mm_of(task).thp_disabled = !conditions_.thp;
        machine_.mm_of(task).mmap_base = mmap_base_for(8 * megabyte);
        if (conditions_.brk) {
            Mm& mm = machine_.mm_of(task);
            mm.start_brk = mm.brk = address_of(*conditions_.brk);
        }
        pids_[0] = task.pid;
    }

    OpResult perform(const Op& op) {
        OpResult result;
        if (pids_[op.process] == 0) {
            result.rc = -1;
            result.error_number = no_such_process;
        } else {
            const Pid pid = pids_[op.process];
            if (machine_.current != pid) switch_to(machine_, pid);
            const Task before = machine_.task(pid);
            const Rss rss_before = rss_of(machine_.mm_of(before));
            perform_alive(op, result);
            if (pids_[op.process] != 0) {
                const Task& after = machine_.task(pid);
                result.min_flt = static_cast<std::int64_t>(after.faults.min_flt - before.faults.min_flt);
                result.maj_flt = static_cast<std::int64_t>(after.faults.maj_flt - before.faults.maj_flt);
                const Rss rss_after = rss_of(machine_.mm_of(after));
                for (std::size_t i = 0; i < rss_after.size(); ++i) result.rss_change[i] = rss_after[i] - rss_before[i];
            }
            const bool drops = op.verb == Verb::DropTlb || (conditions_.drop_tlb && drops_tlb(op.verb));
            if (drops) machine_.hardware.flush_all();
            // Devices are done by the time the next operation comes.
            machine_.hardware.now =
                std::max({machine_.hardware.now, machine_.io.disk_idle_at, machine_.io.swap_idle_at});
        }
        for (std::uint8_t i = 0; i < max_processes; ++i) {
            if (pids_[i] == 0) continue;
            const Mm& mm = machine_.mm_of(machine_.task(pids_[i]));
            ProcessState state = view_of(machine_, mm, conditions_.pages, inodes_);
            state.process = i;
            result.processes.push_back(std::move(state));
        }
        canonicalise(result.processes);
        return result;
    }

    const Machine& machine() const { return machine_; }
    void record_faults() { machine_.hardware.log.detail = Detail::Faults; }

  private:
    void make_object(Object object) {
        const auto slot = static_cast<std::size_t>(object);
        if (object == Object::Memory) {
            objects_[slot] = shmem_file_setup(machine_, bytes_of(conditions_.file_pages), true);
            inodes_[slot] = machine_.files.at(objects_[slot]).inode;
            machine_.inodes.at(inodes_[slot]).path = "/memfd:m (deleted)";
            return;
        }
        FileBytes bytes(static_cast<std::size_t>(bytes_of(conditions_.file_pages)));
        for (std::uint32_t i = 0; i < conditions_.file_pages; ++i) {
            const std::size_t page = std::size_t{i} * page_bytes;
            if (object == Object::File) bytes[page] = 0xc3;
            const std::uint32_t value = i % 100 + (object == Object::File ? 1 : 101);
            bytes[page + default_byte] = static_cast<std::uint8_t>(value);
        }
        inodes_[slot] = new_inode(machine_, InodeKind::Regular, 0100600).id;
        objects_[slot] = open_inode(machine_, inodes_[slot], 2);
        const std::size_t piece = std::size_t{conditions_.write_pages} * page_bytes;
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            file_write(machine_, objects_[slot], at, std::span(bytes).subspan(at, std::min(piece, bytes.size() - at)));
        }
        file_sync(machine_, inodes_[slot], 0, ~0ull);
        if (conditions_.cold_cache) file_drop_range(machine_, inodes_[slot], 0, 0);
        machine_.files.at(objects_[slot]).read_ahead = {};
    }

    static void fill(std::int64_t returned, OpResult& result) {
        if (!err::is_error(returned)) return;
        result.rc = -1;
        result.error_number = static_cast<std::int32_t>(-returned);
    }

    /// One instruction's access, tried until it succeeds or is answered with a signal.
    template <class Try>
    void access(Task& task, OpResult& result, Try attempt) {
        while (!attempt()) {
            const FaultResult fault = handle_page_fault(machine_, task, machine_.hardware.fault);
            if (fault.sleeps) {
                machine_.hardware.now = std::max(machine_.hardware.now, task.wakes_at);
                task.state = TaskState::Runnable;
                task.waits_for = WaitFor::Nothing;
            }
            if (fault.resolved) continue;
            const SignalInfo signal = task.signals.pending.empty() ? SignalInfo{} : task.signals.pending.back();
            task.signals.pending.clear();
            result.signal = signal.number;
            result.si_code = signal.code;
            result.x86_error = signal.error_code;
            return;
        }
    }

    void store(Task& task, std::uint64_t address, std::uint8_t value, OpResult& result) {
        access(task, result, [&] { return machine_.hardware.store<std::uint8_t>(address, value); });
    }

    FileId object(const Op& op) const { return objects_[static_cast<std::size_t>(op.object)]; }
    InodeId inode(const Op& op) const { return inodes_[static_cast<std::size_t>(op.object)]; }

    std::int64_t map(Task& task, const Op& op) {
        const bool shared = op.backing == Backing::SharedAnonymous || op.backing == Backing::SharedObject;
        const bool has_object = op.backing == Backing::PrivateObject || op.backing == Backing::SharedObject;
        std::uint32_t flags = shared ? faultline::map::shared : faultline::map::private_;
        if (!has_object) flags |= faultline::map::anonymous;
        flags |= (op.flags & map_noreplace) != 0 ? faultline::map::fixed_no_replace : faultline::map::fixed;
        if ((op.flags & map_noreserve) != 0) flags |= faultline::map::no_reserve;
        if ((op.flags & map_populate) != 0) flags |= faultline::map::populate;
        if ((op.flags & map_locked) != 0) flags |= faultline::map::locked;
        if ((op.flags & map_growsdown) != 0) flags |= faultline::map::grows_down;
        return do_mmap(machine_, task, address_of(op.page), bytes_of(op.count), op.prot, flags,
                       has_object ? object(op) : no_file, has_object ? op.offset : 0);
    }

    std::int64_t remap(Task& task, const Op& op) {
        constexpr std::uint32_t may_move = 1, fixed = 2, dont_unmap = 4;
        std::uint32_t flags = 0;
        if (op.move != Move::InPlace) flags = may_move | fixed;
        if (op.move == Move::Keep) flags |= dont_unmap;
        return do_mremap(machine_, task, address_of(op.page), bytes_of(op.count), bytes_of(op.new_count), flags,
                         address_of(op.new_page));
    }

    void mincore(Task& task, const Op& op, OpResult& result) {
        const std::vector<bool> resident = mincore_pages(machine_, task, address_of(op.page), bytes_of(op.count), result);
        for (const bool one : resident) result.mincore += one ? '1' : '0';
    }

    static std::vector<bool> mincore_pages(Machine& machine, const Task& task, std::uint64_t start, std::uint64_t length,
                                           OpResult& result) {
        std::vector<std::uint8_t> bits(static_cast<std::size_t>(length / page_bytes));
        fill(look_in_core(machine, machine.mm_of(task), start, bits), result);
        if (result.rc != 0) bits.clear();
        return {bits.begin(), bits.end()};
    }

    void fork(const Op& op, OpResult& result) {
        if (pids_[op.child] != 0) {
            result.rc = -1;
            result.error_number = exists;
            return;
        }
        const std::int64_t child = fork_task(machine_, machine_.task(pids_[op.process]), ForkMemory::Copy);
        fill(child, result);
        if (result.rc != 0) return;
        pids_[op.child] = static_cast<Pid>(child);
        machine_.task(static_cast<Pid>(child)).started_by_host = true;
    }

    void end(std::uint8_t process) {
        const Pid pid = pids_[process];
        pids_[process] = 0;
        exit_task(machine_, machine_.task(pid), 0);
        machine_.tasks.erase(pid);
        machine_.current = 0;
    }

    /// The child's handler records in memory that the parent shares, so its signal shows.
    void vfork_store(const Op& op, OpResult& result) {
        const Pid parent = machine_.current;
        const std::int64_t child = fork_task(machine_, machine_.task(parent), ForkMemory::Share);
        if (err::is_error(child)) return;
        const auto pid = static_cast<Pid>(child);
        machine_.current = pid;
        store(machine_.task(pid), address_of(op.page, default_byte), op.value, result);
        exit_task(machine_, machine_.task(pid), 0);
        machine_.tasks.erase(pid);
        machine_.task(parent).signals.pending.clear();
        switch_to(machine_, parent);
    }

    void perform_alive(const Op& op, OpResult& result) {
        Task& task = machine_.task(pids_[op.process]);
        Hardware& hardware = machine_.hardware;
        const std::uint64_t at = address_of(op.page);
        const std::uint64_t place = address_of(op.page, op.byte);
        const std::uint64_t length = bytes_of(op.count);
        switch (op.verb) {
            case Verb::Mmap: return fill(map(task, op), result);
            case Verb::Munmap: return fill(do_munmap(machine_, task, at, length), result);
            case Verb::Mprotect: return fill(do_mprotect(machine_, task, at, length, op.prot), result);
            case Verb::Mremap: return fill(remap(task, op), result);
            case Verb::Madvise: return fill(do_madvise(machine_, task, at, length, op.advice), result);
            case Verb::Mlock: return fill(do_mlock(machine_, task, at, length), result);
            case Verb::MlockOnfault: return fill(do_mlock(machine_, task, at, length, true), result);
            case Verb::Munlock: return fill(do_munlock(machine_, task, at, length), result);
            case Verb::Mlockall: return fill(do_mlockall(machine_, task, op.flags), result);
            case Verb::Munlockall: return fill(do_munlockall(machine_, task), result);
            case Verb::Msync: return fill(do_msync(machine_, task, at, length, op.flags), result);
            case Verb::Mincore: return mincore(task, op, result);
            case Verb::Brk: {
                const std::uint64_t wanted = address_of(conditions_.brk.value_or(0) + op.count);
                if (do_brk(machine_, task, wanted) == static_cast<std::int64_t>(wanted)) return;
                result.rc = -1;
                result.error_number = no_memory;
                return;
            }
            case Verb::Read: {
                std::uint8_t value = 0;
                access(task, result, [&] { return hardware.load<std::uint8_t>(place, value); });
                if (result.signal == 0) result.value = value;
                return;
            }
            case Verb::Write: return store(task, place, op.value, result);
            case Verb::Write8: {
                constexpr std::uint64_t stored = 0xc3c3c3c3c3c3c3c3;
                return access(task, result, [&] { return hardware.store<std::uint64_t>(place, stored); });
            }
            case Verb::Exec: {
                CodeView view;
                return access(task, result, [&] { return hardware.code_page(at, view); });
            }
            case Verb::KernelRead: {
                std::uint8_t value = 0;
                if (get_user(machine_, task, place, value)) return;
                result.rc = -1;
                result.error_number = bad_address;
                return;
            }
            case Verb::KernelWrite:
                if (put_user(machine_, task, place, op.value)) return;
                result.rc = -1;
                result.error_number = bad_address;
                return;
            case Verb::Fork: return fork(op, result);
            case Verb::VforkWrite: return vfork_store(op, result);
            case Verb::Exit: return end(op.process);
            case Verb::Truncate: return fill(file_truncate(machine_, inode(op), length), result);
            case Verb::Punch:
                return fill(file_allocate(machine_, inode(op), bytes_of(op.offset), length, true), result);
            case Verb::FileRead: {
                std::uint8_t value = 0;
                const std::int64_t count =
                    file_read(machine_, object(op), bytes_of(op.offset) + default_byte, std::span(&value, 1));
                fill(count, result);
                if (count == 1) result.value = value;
                return;
            }
            case Verb::FileWrite: {
                const std::uint8_t value = op.value;
                return fill(file_write(machine_, object(op), bytes_of(op.offset) + default_byte, std::span(&value, 1)),
                            result);
            }
            case Verb::DropCache:
                file_sync(machine_, inode(op), 0, ~0ull);
                file_drop_range(machine_, inode(op), 0, 0);
                return;
            case Verb::ClearRefs: return clear_refs(machine_, machine_.mm_of(task));
            case Verb::DropTlb: return;
            case Verb::Ksm: return ksm_scan(machine_);
        }
    }

    Conditions conditions_;
    Machine machine_;
    std::array<Pid, max_processes> pids_{};
    std::array<FileId, 3> objects_{};
    std::array<InodeId, 3> inodes_{};
};

}  // namespace

OpTarget::Answer run_in_engine(const OpProgram& program, Look look, void* context) {
    OpTarget::Answer answer;
    Session session(program);
    if (look != nullptr) session.record_faults();
    for (const Op& op : program.ops) {
        answer.results.push_back(session.perform(op));
        if (look != nullptr) look(session.machine(), static_cast<std::uint32_t>(answer.results.size() - 1), context);
    }
    return answer;
}

OpTarget::Answer EngineTarget::run(const OpProgram& program) {
    if (laws_ == Laws::Trusted) return run_in_engine(program, nullptr, nullptr);
    Answer answer;
    Session session(program);
    for (const Op& op : program.ops) {
        answer.results.push_back(session.perform(op));
        const std::string broken = check_invariants(session.machine());
        if (broken.empty()) continue;
        answer.results.pop_back();
        answer.failure = "a law is broken by " + print_op(op) + ": " + broken;
        break;
    }
    return answer;
}

}  // namespace faultline::ops
