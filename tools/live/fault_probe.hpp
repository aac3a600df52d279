/// The addresses of a process's page faults, from the kernel's software event `page-faults`.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "tools/live/descriptor.hpp"
#include "tools/live/ptrace_run.hpp"

namespace faultline::live {

/// Watches one process from its construction on. Holds up to 65,000 faults; the kernel drops the rest.
class FaultProbe {
  public:
    explicit FaultProbe(pid_t process);
    FaultProbe(FaultProbe&& other) noexcept;
    FaultProbe& operator=(FaultProbe&&) = delete;
    ~FaultProbe();

    /// False if perf_event_open is not permitted; nothing is recorded then.
    bool permitted() const { return ring_ != nullptr; }
    /// Takes what was recorded so far.
    std::vector<LiveFault> take();

  private:
    Descriptor event_;
    void* ring_ = nullptr;
};

}  // namespace faultline::live
