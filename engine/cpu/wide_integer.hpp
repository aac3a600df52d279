/// 128-bit integers, which ISO C++ lacks and all three compilers have.
#pragma once

namespace faultline::cpu {

__extension__ typedef unsigned __int128 Uint128;
__extension__ typedef __int128 Int128;

}  // namespace faultline::cpu
