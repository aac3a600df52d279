// The CPU's way to memory: the machine's MMU, with the cost of each instruction charged as it begins.
#pragma once

#include "engine/cpu/bus.hpp"
#include "engine/machine/hardware.hpp"

namespace faultline {

class CpuBus {
public:
    explicit CpuBus(Hardware& hardware) : hardware_(&hardware) {}

    template <class T>
    bool load(std::uint64_t address, T& value) {
        return hardware_->load(address, value);
    }
    template <class T>
    bool load_for_write(std::uint64_t address, T& value) {
        return hardware_->load_for_write(address, value);
    }
    template <class T>
    bool store(std::uint64_t address, T value) {
        return hardware_->store(address, value);
    }
    bool probe_write(std::uint64_t address, std::uint32_t bytes) { return hardware_->probe_write(address, bytes); }
    bool code_page(std::uint64_t address, CodePage& page) {
        CodeView view;
        if (!hardware_->code_page(address, view)) return false;
        page = {view.bytes, view.key};
        return true;
    }
    std::uint64_t code_epoch() const { return hardware_->code_epoch(); }
    void note_fetches(std::uint64_t count) {
        hardware_->note_fetches(count);
        hardware_->now += count * hardware_->costs.instruction;
    }
    /// RDTSC counts nanoseconds: a time-stamp counter of 1 GHz.
    std::uint64_t timestamp() const { return hardware_->now; }

private:
    Hardware* hardware_;
};

static_assert(Bus<CpuBus>);

}  // namespace faultline
