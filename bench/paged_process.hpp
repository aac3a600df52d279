// A machine with one process that the bench plays itself: mappings, accesses with their faults, fork; no instructions.
#pragma once

#include <algorithm>
#include <cstdint>

#include "bench/harness.hpp"
#include "engine/kernel/fault.hpp"
#include "engine/kernel/fork.hpp"
#include "engine/kernel/fork_mm.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/sched.hpp"
#include "engine/machine.hpp"

namespace faultline::bench {

class PagedProcess {
  public:
    explicit PagedProcess(const MachineConfig& config) : machine_(config) {
        Task& task = new_task(machine_, 0);
        task.mm = mm_create(machine_);
        task.name = "bench";
        task.started_by_host = true;
        task.state = TaskState::Runnable;
        pid_ = task.pid;
        switch_to(machine_, pid_);
    }

    Machine& machine() { return machine_; }
    Pid pid() const { return pid_; }
    Mm& mm() { return machine_.mm_of(machine_.task(pid_)); }

    /// Anonymous private pages from `address` on.
    void map(std::uint64_t address, std::uint64_t pages, std::uint32_t protection = prot::read | prot::write) {
        const std::int64_t at = do_mmap(machine_, machine_.task(pid_), address, pages * page_bytes, protection,
                                        map::private_ | map::anonymous | map::fixed | map::no_reserve, no_file, 0);
        require(at == static_cast<std::int64_t>(address), "mmap failed");
    }

    void read(std::uint64_t address) {
        std::uint8_t byte = 0;
        while (!machine_.hardware.load(address, byte)) repair();
    }
    void write(std::uint64_t address, std::uint8_t byte = 1) {
        while (!machine_.hardware.store(address, byte)) repair();
    }

    /// The child's pid; the parent goes on.
    Pid fork() {
        const std::int64_t child = fork_task(machine_, machine_.task(pid_), ForkMemory::Copy);
        require(child > 0, "fork failed");
        return static_cast<Pid>(child);
    }
    /// From now on the accesses are this task's.
    void become(Pid pid) {
        pid_ = pid;
        switch_to(machine_, pid);
    }

  private:
    void repair() {
        Task& task = machine_.task(pid_);
        const FaultResult fault = handle_page_fault(machine_, task, machine_.hardware.fault);
        if (fault.sleeps) {
            machine_.hardware.now = std::max(machine_.hardware.now, task.wakes_at);
            task.state = TaskState::Runnable;
            task.waits_for = WaitFor::Nothing;
        }
        require(fault.resolved, "an access could not be repaired");
    }

    Machine machine_;
    Pid pid_ = 0;
};

}  // namespace faultline::bench
