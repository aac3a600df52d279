// What system calls return when they fail, as the kernel returns it: negative. Linux: include/uapi/asm-generic/errno*.h.
#pragma once

#include <cstdint>

namespace faultline::err {

inline constexpr std::int64_t perm = -1;
inline constexpr std::int64_t noent = -2;
inline constexpr std::int64_t srch = -3;
inline constexpr std::int64_t intr = -4;
inline constexpr std::int64_t io = -5;
inline constexpr std::int64_t toobig = -7;
inline constexpr std::int64_t noexec = -8;
inline constexpr std::int64_t badf = -9;
inline constexpr std::int64_t child = -10;
inline constexpr std::int64_t again = -11;
inline constexpr std::int64_t nomem = -12;
inline constexpr std::int64_t acces = -13;
inline constexpr std::int64_t fault = -14;
inline constexpr std::int64_t busy = -16;
inline constexpr std::int64_t exist = -17;
inline constexpr std::int64_t nodev = -19;
inline constexpr std::int64_t notdir = -20;
inline constexpr std::int64_t isdir = -21;
inline constexpr std::int64_t inval = -22;
inline constexpr std::int64_t mfile = -24;
inline constexpr std::int64_t notty = -25;
inline constexpr std::int64_t txtbsy = -26;
inline constexpr std::int64_t fbig = -27;
inline constexpr std::int64_t nospc = -28;
inline constexpr std::int64_t spipe = -29;
inline constexpr std::int64_t rofs = -30;
inline constexpr std::int64_t pipe = -32;
inline constexpr std::int64_t range = -34;
inline constexpr std::int64_t nametoolong = -36;
inline constexpr std::int64_t nosys = -38;
inline constexpr std::int64_t notempty = -39;
inline constexpr std::int64_t loop = -40;
inline constexpr std::int64_t overflow = -75;
inline constexpr std::int64_t opnotsupp = -95;

// Inside the kernel only: what becomes of the call when a signal interrupted it. Linux: include/linux/errno.h.
inline constexpr std::int64_t restartsys = -512;        // again, or EINTR when the handler lacks SA_RESTART
inline constexpr std::int64_t restartnohand = -514;     // again, or EINTR when any handler ran
inline constexpr std::int64_t restart_block = -516;     // again with the time that is left, or EINTR

constexpr bool is_error(std::int64_t value) { return value < 0 && value >= -4095; }

}  // namespace faultline::err
