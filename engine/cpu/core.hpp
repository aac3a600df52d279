/// The registers of a CPU while it runs, and what every instruction group needs of them. Internal to the hot loop.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "engine/cpu/bus.hpp"
#include "engine/cpu/flags.hpp"
#include "engine/cpu/instruction.hpp"
#include "engine/cpu/micro.hpp"
#include "engine/cpu/mnemonic.hpp"
#include "engine/cpu/state.hpp"
#include "engine/cpu/wide_integer.hpp"

namespace faultline::cpu {

// Byte registers and XMM lanes are reached as bytes of wider words.
static_assert(std::endian::native == std::endian::little);

/// How a micro-operation ended. All but Continue leave the registers as the instruction found them.
enum class Outcome : uint8_t { Continue, Fault, DivideError, Protection, Unknown };

template <Bus B>
struct Core {
    CpuState& state;
    B& bus;
    std::array<uint64_t, kSlots> r{};
    Flags flags;
    /// RFLAGS without the arithmetic flags.
    uint64_t other_flags = 0;
    Xmm xmm_temp;

    Core(CpuState& cpu_state, B& memory_bus) : state(cpu_state), bus(memory_bus) {
        for (uint32_t i = 0; i < 16; ++i) r[i] = state.gpr[i];
        r[SlotFs] = state.fs_base;
        r[SlotGs] = state.gs_base;
        set_rflags(state.rflags);
    }
    /// Writes the registers back; `rip` is the caller's.
    void finish() {
        std::memcpy(state.gpr.data(), r.data(), sizeof state.gpr);
        state.rflags = rflags();
    }

    [[nodiscard]] uint64_t rflags() const { return other_flags | flags.bits(); }
    void set_rflags(uint64_t value) {
        other_flags = value & ~kArithmeticFlags;
        flags = Flags::from_bits(value);
    }

    [[nodiscard]] uint64_t address(const Micro& m) const {
        return r[m.base] + (r[m.index] << m.scale) + static_cast<uint64_t>(m.displacement);
    }
    /// The address of an operation that has no index.
    [[nodiscard]] uint64_t near_address(const Micro& m) const {
        return r[m.base] + static_cast<uint64_t>(m.displacement);
    }
    [[nodiscard]] uint64_t& rsp() { return r[4]; }
    [[nodiscard]] uint8_t& byte(uint8_t place) { return reinterpret_cast<uint8_t*>(r.data())[place]; }
    [[nodiscard]] Xmm& xmm(uint8_t index) { return index == kXmmTemp ? xmm_temp : state.xmm[index]; }

    /// Register by slot (byte place when T is a byte), with x86's rules: 32-bit writes clear the upper half, narrower
    /// ones keep it.
    template <class T>
    [[nodiscard]] T get(uint8_t slot) {
        if constexpr (sizeof(T) == 1)
            return byte(slot);
        else
            return static_cast<T>(r[slot]);
    }
    template <class T>
    void set(uint8_t slot, T value) {
        if constexpr (sizeof(T) == 1)
            byte(slot) = value;
        else if constexpr (sizeof(T) == 2)
            r[slot] = (r[slot] & ~uint64_t{0xffff}) | value;
        else
            r[slot] = value;
    }
    template <class T>
    [[nodiscard]] bool load(uint64_t where, T& out) {
        return bus.template load<T>(where, out);
    }
    template <class T>
    [[nodiscard]] bool store(uint64_t where, T value) {
        return bus.template store<T>(where, value);
    }
};

/// Calls `body` with a zero of the unsigned type of `size` bytes.
template <class Body>
inline decltype(auto) with_size(uint8_t size, Body&& body) {
    switch (size) {
        case 1: return body(uint8_t{0});
        case 2: return body(uint16_t{0});
        case 4: return body(uint32_t{0});
        default: return body(uint64_t{0});
    }
}

/// The unsigned type twice as wide.
template <class T>
struct Wider;
template <>
struct Wider<uint8_t> {
    using type = uint16_t;
};
template <>
struct Wider<uint16_t> {
    using type = uint32_t;
};
template <>
struct Wider<uint32_t> {
    using type = uint64_t;
};
template <>
struct Wider<uint64_t> {
    using type = Uint128;
};

}  // namespace faultline::cpu
