#include "engine/kernel/device.hpp"

#include <algorithm>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/machine.hpp"

namespace faultline {

std::uint64_t next_random(Machine& machine) {
    machine.random_state += 0x9e3779b97f4a7c15ull;
    std::uint64_t mixed = machine.random_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ull;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebull;
    return mixed ^ (mixed >> 31);
}

std::int64_t random_to_user(Machine& machine, Task& task, std::uint64_t user, std::uint64_t bytes) {
    for (std::uint64_t done = 0; done < bytes; done += 8) {
        const std::uint64_t value = next_random(machine);
        std::uint8_t raw[8];
        __builtin_memcpy(raw, &value, 8);
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(8, bytes - done));
        if (!copy_to_user(machine, task, user + done, {raw, count})) {
            return done > 0 ? static_cast<std::int64_t>(done) : err::fault;
        }
    }
    return static_cast<std::int64_t>(bytes);
}

std::int64_t device_read(Machine& machine, Task& task, const OpenFile& file, std::uint64_t user, std::uint64_t bytes) {
    switch (machine.inodes.at(file.inode).device) {
        case device_null: return 0;
        case device_zero:
        case device_full: return clear_user(machine, task, user, bytes) ? static_cast<std::int64_t>(bytes) : err::fault;
        case device_random:
        case device_urandom: return random_to_user(machine, task, user, bytes);
        default: return err::inval;
    }
}

std::int64_t device_write(const OpenFile& file, std::uint64_t bytes, const Machine& machine) {
    if (machine.inodes.at(file.inode).device == device_full) return err::nospc;
    return static_cast<std::int64_t>(bytes);
}

}  // namespace faultline
