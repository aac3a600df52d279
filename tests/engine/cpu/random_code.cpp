#include "tests/engine/cpu/random_code.hpp"

#include "tests/engine/cpu/code_writer.hpp"

namespace faultline::test {

namespace {
uint64_t random_single(TestRng& rng) {
    constexpr uint32_t kSpecial[] = {0,          0x80000000, 0x3f800000, 0xbf800000, 0x7f800000, 0xff800000, 0x7fc00001,
                                     0x7f800001, 0xffc12345, 0x00000001, 0x807fffff, 0x4f000000, 0xcf000000, 0x5f000000,
                                     0x3f000000, 0x40490fdb, 0x4b000001, 0x7f7fffff, 0x00800000, 0xffa00000};
    if (rng.chance(2)) return rng.pick(kSpecial);
    if (rng.chance(3)) return static_cast<uint32_t>(rng.next());
    return (0x3f000000u + (rng.next() & 0x05ffffffu)) | (rng.next() & 0x80000000u);
}
uint64_t random_double(TestRng& rng) {
    constexpr uint64_t kSpecial[] = {0,
                                     0x8000000000000000,
                                     0x3ff0000000000000,
                                     0xbff0000000000000,
                                     0x7ff0000000000000,
                                     0xfff0000000000000,
                                     0x7ff8000000000001,
                                     0x7ff0000000000001,
                                     0xfff8123456789abc,
                                     1,
                                     0x800fffffffffffff,
                                     0x41e0000000000000,
                                     0xc1e0000000000000,
                                     0x43e0000000000000,
                                     0xc3e0000000000000,
                                     0x3fe0000000000000,
                                     0x400921fb54442d18,
                                     0x4330000000000001,
                                     0x7fefffffffffffff,
                                     0x0010000000000000,
                                     0x3ff8000000000000,
                                     0x4004000000000000};
    if (rng.chance(2)) return rng.pick(kSpecial);
    if (rng.chance(3)) return rng.next();
    return (0x3fe0000000000000u + (rng.next() & 0x00bfffffffffffffu)) | (rng.next() & 0x8000000000000000u);
}
uint64_t random_float_word(TestRng& rng) {
    switch (rng.below(3)) {
        case 0: return random_double(rng);
        case 1: return random_single(rng) | (random_single(rng) << 32);
        default: return rng.edge();
    }
}
Float80 random_extended(TestRng& rng) {
    const uint16_t sign = static_cast<uint16_t>(rng.below(2) << 15);
    constexpr uint16_t kExponents[] = {0, 1, 0x3fff, 0x3ffe, 0x4000, 0x403e, 0x403f, 0x7ffe, 0x7fff, 0x3fbf, 0x4010};
    Float80 value{rng.edge() | (uint64_t{1} << 63), static_cast<uint16_t>(rng.pick(kExponents) | sign)};
    if (rng.chance(3)) value.sign_exponent = static_cast<uint16_t>((0x3fdf + rng.below(64)) | sign);
    if ((value.sign_exponent & 0x7fffu) == 0 && rng.chance(2)) value.mantissa &= ~(uint64_t{1} << 63);
    if (rng.chance(4)) value.mantissa = uint64_t{1} << 63;
    if (rng.chance(12)) value = {0, sign};
    if (rng.chance(40)) value.mantissa &= ~(uint64_t{1} << 63);
    return value;
}
}  // namespace

RandomCode random_code(TestRng& rng, Family family, uint32_t instructions, uint64_t address) {
    CodeWriter writer(rng, address);
    for (uint32_t i = 0; i < instructions; ++i) {
        // CMP AL, AL defines every flag that the one before left undefined.
        if (writer.undefined_flags != 0) writer.bytes({0x38, 0xc0});
        writer.undefined_flags = 0;
        switch (family) {
            case Family::Integer: write_integer(writer); break;
            case Family::Strings: write_string(writer); break;
            case Family::Sse: write_sse(writer); break;
            case Family::X87: write_x87(writer); break;
        }
    }
    return {writer.code(), writer.undefined_flags};
}

CpuState random_state(TestRng& rng, Family family) {
    CpuState state;
    for (uint64_t& reg : state.gpr) reg = rng.edge();
    for (const uint8_t pointer : kPointerRegisters) state.gpr[pointer] = kDataMiddle + 16 * rng.below(32);
    state[Gpr::R10] = rng.below(64);
    state[Gpr::Rsp] = kStackTop - 8 * rng.below(16);
    state.rflags |= rng.next() & (kFlagCarry | kFlagParity | kFlagAuxiliary | kFlagZero | kFlagSign | kFlagOverflow);
    for (Xmm& xmm : state.xmm) xmm = {random_float_word(rng), random_float_word(rng)};
    if (family != Family::X87) return state;
    const uint32_t depth = rng.below(7);
    state.fsw = static_cast<uint16_t>(((8 - depth) & 7u) << 11);
    state.fcw = static_cast<uint16_t>(0x037f | (rng.chance(3) ? rng.below(4) << 10 : 0));
    for (uint32_t i = 0; i < depth; ++i) {
        const uint32_t physical = (8 - depth + i) & 7u;
        state.x87[physical] = random_extended(rng);
        state.ftw = static_cast<uint16_t>(state.ftw & ~(3u << (2 * physical)));
    }
    return state;
}

std::vector<uint8_t> random_data(TestRng& rng, Family family) {
    std::vector<uint8_t> data;
    const auto append = [&](uint64_t value, uint32_t size) {
        for (uint32_t i = 0; i < size; ++i) data.push_back(static_cast<uint8_t>(value >> (8 * i)));
    };
    while (data.size() < kArenaBytes - 0x2000) {
        if (family == Family::X87 && rng.chance(2)) {
            const Float80 value = random_extended(rng);
            append(value.mantissa, 8);
            append(value.sign_exponent, 2);
            append(0, 6);
        } else {
            append(family == Family::Integer ? rng.edge() : random_float_word(rng), 8);
        }
    }
    data.resize(kArenaBytes - 0x2000);
    return data;
}

}  // namespace faultline::test
