#include "engine/cpu/flags.hpp"

namespace faultline::cpu {

bool condition_holds(const Flags& flags, uint32_t code) {
    bool holds = false;
    switch ((code >> 1) & 7u) {
        case 0: holds = condition<0>(flags); break;
        case 1: holds = condition<2>(flags); break;
        case 2: holds = condition<4>(flags); break;
        case 3: holds = condition<6>(flags); break;
        case 4: holds = condition<8>(flags); break;
        case 5: holds = condition<10>(flags); break;
        case 6: holds = condition<12>(flags); break;
        default: holds = condition<14>(flags); break;
    }
    return holds != ((code & 1u) != 0);
}

}  // namespace faultline::cpu
