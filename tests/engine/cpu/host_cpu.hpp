/// Runs machine code on the CPU that the test itself runs on. Only on x86-64 Linux; elsewhere `available()` is false.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/cpu/state.hpp"

namespace faultline::test {

/// Why the host stopped: 0 when it reached the end of the code, else the signal number.
struct HostRun {
    CpuState state;
    int32_t signal = 0;
};

class HostCpu {
  public:
    /// Maps `size` bytes at `base`, readable, writable and executable.
    HostCpu(uint64_t base, uint64_t size);
    ~HostCpu();
    HostCpu(const HostCpu&) = delete;
    HostCpu& operator=(const HostCpu&) = delete;

    [[nodiscard]] bool available() const { return memory_ != nullptr; }
    [[nodiscard]] uint8_t* at(uint64_t address) { return memory_ + (address - base_); }

    /// Runs from state.rip until control reaches `end`, where it puts a jump of 14 bytes, or a signal. The result's rip
    /// is where it stopped.
    [[nodiscard]] HostRun run(const CpuState& state, uint64_t end);

  private:
    uint64_t base_;
    [[maybe_unused]] uint64_t size_;
    uint8_t* memory_ = nullptr;
};

}  // namespace faultline::test
