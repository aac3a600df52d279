// /dev/null, /dev/zero, /dev/full and /dev/urandom. Linux: drivers/char/mem.c, random.c.
// Differs: random bytes come from the machine's seeded generator, so every run gives the same ones.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/kernel/inode.hpp"
#include "engine/kernel/task.hpp"

namespace faultline {

struct Machine;

/// Device numbers as stat(2) gives them: major in bits 8 to 15.
inline constexpr std::uint32_t device_null = 0x103;
inline constexpr std::uint32_t device_zero = 0x105;
inline constexpr std::uint32_t device_full = 0x107;
inline constexpr std::uint32_t device_random = 0x108;
inline constexpr std::uint32_t device_urandom = 0x109;
/// A pseudo-terminal, /dev/pts/0.
inline constexpr std::uint32_t device_tty = 0x8800;

std::int64_t device_read(Machine& machine, Task& task, const OpenFile& file, std::uint64_t user, std::uint64_t bytes);
/// Takes everything without looking at it: no fault on the user's memory.
std::int64_t device_write(const OpenFile& file, std::uint64_t bytes, const Machine& machine);

/// The next random bytes into user memory (getrandom). Bytes, or -EFAULT.
std::int64_t random_to_user(Machine& machine, Task& task, std::uint64_t user, std::uint64_t bytes);

/// The next number of the machine's generator (splitmix64).
std::uint64_t next_random(Machine& machine);

}  // namespace faultline
