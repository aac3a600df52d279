#include "engine/cpu/x87_stack.hpp"

#include <utility>

namespace faultline::cpu {

using M = Mnemonic;

namespace {
constexpr uint16_t kC0 = 0x0100;
constexpr uint16_t kC1 = 0x0200;
constexpr uint16_t kC2 = 0x0400;
constexpr uint16_t kC3 = 0x4000;
constexpr uint16_t kConditions = kC0 | kC1 | kC2 | kC3;

uint32_t top_of(const CpuState& state) { return (state.fsw >> 11) & 7u; }
void set_top(CpuState& state, uint32_t top) {
    state.fsw = static_cast<uint16_t>((state.fsw & ~0x3800u) | ((top & 7u) << 11));
}
uint32_t physical(const CpuState& state, uint32_t index) { return (top_of(state) + index) & 7u; }
bool is_empty(const CpuState& state, uint32_t index) { return ((state.ftw >> (2 * physical(state, index))) & 3u) == 3; }
void set_tag(CpuState& state, uint32_t index, uint32_t tag) {
    const uint32_t place = 2 * physical(state, index);
    state.ftw = static_cast<uint16_t>((state.ftw & ~(3u << place)) | (tag << place));
}
void set_conditions(CpuState& state, uint16_t bits) {
    state.fsw = static_cast<uint16_t>((state.fsw & ~kConditions) | bits);
}

Float80 arithmetic(Mnemonic operation, const Float80& a, const Float80& b, Rounding rounding) {
    switch (operation) {
        case M::Fadd: return float80_add(a, b, rounding);
        case M::Fmul: return float80_multiply(a, b, rounding);
        case M::Fsub: return float80_subtract(a, b, rounding);
        case M::Fsubr: return float80_subtract(b, a, rounding);
        case M::Fdiv: return float80_divide(a, b, rounding);
        default: return float80_divide(b, a, rounding);
    }
}

void compare(CpuState& state, const Float80& a, const Float80& b) {
    switch (float80_compare(a, b)) {
        case Order::Greater: return set_conditions(state, 0);
        case Order::Less: return set_conditions(state, kC0);
        case Order::Equal: return set_conditions(state, kC3);
        case Order::Unordered: return set_conditions(state, kC0 | kC2 | kC3);
    }
}

Flags compared(const Float80& a, const Float80& b) {
    switch (float80_compare(a, b)) {
        case Order::Greater: return Flags::from_bits(0);
        case Order::Less: return Flags::from_bits(kFlagCarry);
        case Order::Equal: return Flags::from_bits(kFlagZero);
        case Order::Unordered: return Flags::from_bits(kFlagZero | kFlagParity | kFlagCarry);
    }
    return {};
}

/// FXAM: what kind of number ST(0) is.
void examine(CpuState& state) {
    const Float80 value = state.x87[physical(state, 0)];
    const uint16_t sign = (value.sign_exponent & kFloat80Sign) != 0 ? kC1 : uint16_t{0};
    uint16_t bits = 0;
    if (is_empty(state, 0)) {
        bits = kC3 | kC0;
    } else {
        switch (float80_class(value)) {
            case Float80Class::Unsupported: break;
            case Float80Class::Nan: bits = kC0; break;
            case Float80Class::Infinite: bits = kC2 | kC0; break;
            case Float80Class::Zero: bits = kC3; break;
            case Float80Class::Finite: bits = (value.sign_exponent & kFloat80Exponent) == 0 ? kC3 | kC2 : kC2; break;
        }
    }
    set_conditions(state, static_cast<uint16_t>(bits | sign));
}

void remainder_step(CpuState& state) {
    const bool underflow = is_empty(state, 0) || is_empty(state, 1);
    const Remainder step = float80_remainder(stack_get(state, 0), stack_get(state, 1));
    stack_set(state, 0, underflow ? kFloat80DefaultNan : step.value);
    const uint16_t quotient =
        static_cast<uint16_t>(((step.quotient & 4u) != 0 ? kC0 : 0) | ((step.quotient & 2u) != 0 ? kC3 : 0) |
                              ((step.quotient & 1u) != 0 ? kC1 : 0));
    // Without a quotient processors clear C2 and leave the others.
    if (underflow || !step.numeric)
        state.fsw = static_cast<uint16_t>(state.fsw & ~kC2);
    else
        set_conditions(state, step.complete ? quotient : kC2);
}

void scale(CpuState& state) {
    const bool underflow = is_empty(state, 0) || is_empty(state, 1);
    const Float80 result = float80_scale(stack_get(state, 0), stack_get(state, 1), rounding_of(state));
    stack_set(state, 0, underflow ? kFloat80DefaultNan : result);
}

/// The constants of FLD1 .. FLDZ, in encoding order; the irrational ones rounded to nearest and, for rounding down, one
/// less where nearest rounded up (Intel SDM, FLD1).
Float80 constant(Mnemonic mnemonic, Rounding rounding) {
    const bool up = rounding == Rounding::Up;
    const bool down = rounding == Rounding::Down || rounding == Rounding::Zero;
    switch (mnemonic) {
        case M::Fld1: return {kFloat80Integer, 0x3fff};
        case M::Fldl2t: return {up ? 0xd49a784bcd1b8affu : 0xd49a784bcd1b8afeu, 0x4000};
        case M::Fldl2e: return {down ? 0xb8aa3b295c17f0bbu : 0xb8aa3b295c17f0bcu, 0x3fff};
        case M::Fldpi: return {down ? 0xc90fdaa22168c234u : 0xc90fdaa22168c235u, 0x4000};
        case M::Fldlg2: return {down ? 0x9a209a84fbcff798u : 0x9a209a84fbcff799u, 0x3ffd};
        case M::Fldln2: return {down ? 0xb17217f7d1cf79abu : 0xb17217f7d1cf79acu, 0x3ffe};
        default: return {0, 0};
    }
}

Mnemonic family_member(Mnemonic mnemonic, Mnemonic first) {
    return mnemonic_after(M::Fadd, static_cast<uint32_t>(mnemonic) - static_cast<uint32_t>(first));
}

void negate_or_clear_sign(CpuState& state, bool negate) {
    if (is_empty(state, 0)) return stack_set(state, 0, kFloat80DefaultNan);
    Float80 value = stack_get(state, 0);
    value.sign_exponent =
        static_cast<uint16_t>(negate ? value.sign_exponent ^ kFloat80Sign : value.sign_exponent & kFloat80Exponent);
    stack_set(state, 0, value);
}

/// ST(a) = ST(a) op ST(b); the default NaN if either is empty, whatever the other holds.
void operate(CpuState& state, Mnemonic operation, uint32_t a, uint32_t b) {
    const bool underflow = is_empty(state, a) || is_empty(state, b);
    const Float80 result = arithmetic(operation, stack_get(state, a), stack_get(state, b), rounding_of(state));
    stack_set(state, a, underflow ? kFloat80DefaultNan : result);
}

/// Compares; then pops once or twice.
void compare_and_pop(CpuState& state, const Float80& other, uint32_t pops) {
    compare(state, stack_get(state, 0), other);
    for (; pops != 0; --pops) stack_pop(state);
}

void control_operation(CpuState& state, Mnemonic mnemonic, uint32_t a) {
    switch (mnemonic) {
        case M::Fincstp: set_top(state, top_of(state) + 1); break;
        case M::Fdecstp: set_top(state, top_of(state) + 7); break;
        case M::Ffree: set_tag(state, a, 3); break;
        case M::Fninit:
            state.fcw = 0x037f;
            state.fsw = 0;
            state.ftw = 0xffff;
            break;
        default: state.fsw = static_cast<uint16_t>(state.fsw & 0x7f00u); break;
    }
}
}  // namespace

Float80 stack_get(const CpuState& state, uint32_t index) {
    return is_empty(state, index) ? kFloat80DefaultNan : state.x87[physical(state, index)];
}
void stack_set(CpuState& state, uint32_t index, const Float80& value) {
    state.x87[physical(state, index)] = value;
    set_tag(state, index, 0);
}
void stack_push(CpuState& state, const Float80& value) {
    const bool full = !is_empty(state, 7);
    set_top(state, top_of(state) + 7);
    stack_set(state, 0, full ? kFloat80DefaultNan : value);
}
void stack_pop(CpuState& state) {
    set_tag(state, 0, 3);
    set_top(state, top_of(state) + 1);
}

void x87_memory_operation(CpuState& state, Mnemonic mnemonic, const Float80& value) {
    switch (mnemonic) {
        case M::Fcom:
        case M::Ficom: return compare_and_pop(state, value, 0);
        case M::Fcomp:
        case M::Ficomp: return compare_and_pop(state, value, 1);
        default: break;
    }
    const Mnemonic operation = mnemonic >= M::Fiadd ? family_member(mnemonic, M::Fiadd) : mnemonic;
    const Float80 result = arithmetic(operation, stack_get(state, 0), value, rounding_of(state));
    stack_set(state, 0, is_empty(state, 0) ? kFloat80DefaultNan : result);
}

void x87_register_operation(CpuState& state, Flags& flags, Mnemonic mnemonic, uint32_t a, uint32_t b,
                            uint32_t condition) {
    const Rounding rounding = rounding_of(state);
    if (mnemonic >= M::Fadd && mnemonic <= M::Fdivr) {
        return operate(state, mnemonic, a, b);
    }
    if (mnemonic >= M::Faddp && mnemonic <= M::Fdivrp) {
        operate(state, family_member(mnemonic, M::Faddp), a, b);
        return stack_pop(state);
    }
    if (mnemonic >= M::Fld1 && mnemonic <= M::Fldz) return stack_push(state, constant(mnemonic, rounding));
    switch (mnemonic) {
        case M::Fcom:
        case M::Fucom: return compare_and_pop(state, stack_get(state, b), 0);
        case M::Fcomp:
        case M::Fucomp: return compare_and_pop(state, stack_get(state, b), 1);
        case M::Fcompp:
        case M::Fucompp: return compare_and_pop(state, stack_get(state, 1), 2);
        case M::Fcomi:
        case M::Fucomi: flags = compared(stack_get(state, 0), stack_get(state, b)); return;
        case M::Fcomip:
        case M::Fucomip: flags = compared(stack_get(state, 0), stack_get(state, b)); return stack_pop(state);
        case M::Fld: return stack_push(state, stack_get(state, a));
        case M::Fst: return stack_set(state, a, stack_get(state, 0));
        case M::Fstp: stack_set(state, a, stack_get(state, 0)); return stack_pop(state);
        case M::Fxch: {
            const Float80 top = stack_get(state, 0);
            stack_set(state, 0, stack_get(state, a));
            return stack_set(state, a, top);
        }
        case M::Fcmov:
            if (is_empty(state, 0) || is_empty(state, b)) return stack_set(state, 0, kFloat80DefaultNan);
            if (condition_holds(flags, condition)) stack_set(state, 0, stack_get(state, b));
            return;
        case M::Fchs: return negate_or_clear_sign(state, true);
        case M::Fabs: return negate_or_clear_sign(state, false);
        case M::Ftst: return compare(state, stack_get(state, 0), Float80{});
        case M::Fxam: return examine(state);
        case M::Fsqrt: return stack_set(state, 0, float80_square_root(stack_get(state, 0), rounding));
        case M::Frndint: return stack_set(state, 0, float80_round(stack_get(state, 0), rounding));
        case M::Fprem: return remainder_step(state);
        case M::Fscale: return scale(state);
        default: return control_operation(state, mnemonic, a);
    }
}

}  // namespace faultline::cpu
