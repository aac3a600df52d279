#include "engine/cpu/mnemonic.hpp"

#include <array>

namespace faultline::cpu {

namespace {
constexpr auto kNames = std::to_array<std::string_view>({
#define FAULTLINE_NAME(name, text) text,
    FAULTLINE_MNEMONICS(FAULTLINE_NAME)
#undef FAULTLINE_NAME
});
}  // namespace

std::string_view mnemonic_name(Mnemonic mnemonic) { return kNames[static_cast<uint16_t>(mnemonic)]; }

}  // namespace faultline::cpu
