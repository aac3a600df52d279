/// What the CPU asks of memory. The machine's MMU is one bus; tests have a flat one.
///
/// A `false` answer means: the bus has recorded a fault (kind, address, error code) and the instruction had no effect;
/// the CPU leaves every register as it was and `run` returns RunReason::Fault. Accesses may be unaligned and may cross
/// a page; the bus splits them, and a failing one changes no byte of memory. Addresses are not checked for being
/// canonical by the CPU: the bus refuses those too and knows that the fault is a general protection.
#pragma once

#include <concepts>
#include <cstdint>

namespace faultline {

inline constexpr uint64_t kCodePageBytes = 4096;

/// One page of instructions as the fetch unit sees it.
struct CodePage {
    /// 4096 bytes, or nullptr for a page of zeroes. Valid until `code_epoch()` changes.
    const uint8_t* bytes = nullptr;
    /// Names the content: two pages with one key hold the same bytes, for ever. Decoded instructions are cached by it.
    uint64_t key = 0;
};

/// `load<T>`, `load_for_write<T>`, `store<T>` exist for uint8_t, uint16_t, uint32_t and uint64_t.
/// - `load_for_write` reads, but raises the fault that a write would raise, as x86 does for read-modify-write
/// instructions;
///   after it succeeded, a `store` to the same address and size must succeed.
/// - `probe_write(address, size)` does the same check for `size` bytes (at most 512, at most two pages) and reads
/// nothing.
/// - `code_page(address, out)` fetches: checks that the page is executable and fills `out`.
/// - `code_epoch()` changes whenever bytes or mappings that were given out by `code_page` may have changed; a store
/// that
///   hits such bytes changes it before it returns. It is read after every store and every jump, so it must be cheap.
/// - `note_fetches(n)`: n more instructions began in pages given out by `code_page`. How a run is cut into calls has no
/// meaning.
/// - `timestamp()`: the value of RDTSC; a function of the machine's state alone.
template <class B>
concept Bus = requires(B bus, uint64_t address, uint32_t size, uint8_t& u8, uint16_t& u16, uint32_t& u32, uint64_t& u64,
                       CodePage& page) {
    { bus.template load<uint8_t>(address, u8) } -> std::same_as<bool>;
    { bus.template load<uint16_t>(address, u16) } -> std::same_as<bool>;
    { bus.template load<uint32_t>(address, u32) } -> std::same_as<bool>;
    { bus.template load<uint64_t>(address, u64) } -> std::same_as<bool>;
    { bus.template load_for_write<uint8_t>(address, u8) } -> std::same_as<bool>;
    { bus.template load_for_write<uint64_t>(address, u64) } -> std::same_as<bool>;
    { bus.template store<uint8_t>(address, u8) } -> std::same_as<bool>;
    { bus.template store<uint64_t>(address, u64) } -> std::same_as<bool>;
    { bus.probe_write(address, size) } -> std::same_as<bool>;
    { bus.code_page(address, page) } -> std::same_as<bool>;
    { bus.code_epoch() } -> std::convertible_to<uint64_t>;
    {bus.note_fetches(address)};
    { bus.timestamp() } -> std::convertible_to<uint64_t>;
};

}  // namespace faultline
