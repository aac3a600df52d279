/// MicroOp::Integer: what remains of the integer instructions, by mnemonic.
#pragma once

#include "engine/cpu/cpuid.hpp"
#include "engine/cpu/integer.hpp"

namespace faultline::cpu {

/// ENTER with `m.displacement` bytes of frame and nesting level `m.immediate`. All stores are checked before any
/// register changes.
template <Bus B>
Outcome enter(Core<B>& core, const Micro& m) {
    const uint32_t level = m.immediate & 31u;
    const uint64_t frame = core.rsp() - 8;
    uint64_t links[32];
    for (uint32_t i = 1; i < level; ++i) {
        if (!core.load(core.r[5] - 8 * i, links[i])) return Outcome::Fault;
    }
    const uint64_t lowest = level == 0 ? frame : frame - 8 * uint64_t{level};
    if (!core.bus.probe_write(lowest, static_cast<uint32_t>(core.rsp() - lowest))) return Outcome::Fault;
    if (!core.store(frame, core.r[5])) return Outcome::Fault;
    for (uint32_t i = 1; i < level; ++i) {
        if (!core.store(frame - 8 * i, links[i])) return Outcome::Fault;
    }
    if (level != 0 && !core.store(lowest, frame)) return Outcome::Fault;
    core.r[5] = frame;
    core.rsp() = lowest - static_cast<uint64_t>(m.displacement);
    return Outcome::Continue;
}

/// PUSH and POP of two bytes, and POP to memory (detail 2), whose address uses the incremented RSP.
template <Bus B>
Outcome stack_instruction(Core<B>& core, const Micro& m) {
    if (static_cast<Mnemonic>(m.mnemonic) == Mnemonic::Push) {
        const uint16_t value = static_cast<uint16_t>(m.detail == 1 ? m.immediate : core.r[m.a]);
        if (!core.store(core.rsp() - 2, value)) return Outcome::Fault;
        core.rsp() -= 2;
        return Outcome::Continue;
    }
    if (m.detail == 2) {
        uint64_t value = 0;
        if (!core.load(core.rsp(), value)) return Outcome::Fault;
        core.rsp() += 8;
        if (core.store(core.address(m), value)) return Outcome::Continue;
        core.rsp() -= 8;
        return Outcome::Fault;
    }
    uint16_t value = 0;
    if (!core.load(core.rsp(), value)) return Outcome::Fault;
    core.rsp() += 2;
    core.template set<uint16_t>(m.a, value);
    return Outcome::Continue;
}

inline constexpr uint64_t kPopfWritable =
    kArithmeticFlags | kFlagTrap | kFlagDirection | kFlagAlignment | kFlagIdentification;

template <Bus B>
Outcome flag_stack(Core<B>& core, const Micro& m) {
    if (static_cast<Mnemonic>(m.mnemonic) == Mnemonic::Pushf) {
        if (!core.store(core.rsp() - 8, core.rflags())) return Outcome::Fault;
        core.rsp() -= 8;
        return Outcome::Continue;
    }
    uint64_t value = 0;
    if (!core.load(core.rsp(), value)) return Outcome::Fault;
    core.rsp() += 8;
    core.set_rflags((core.rflags() & ~kPopfWritable) | (value & kPopfWritable));
    return Outcome::Continue;
}

template <Bus B>
void loop_instruction(Core<B>& core, const Micro& m) {
    const Mnemonic mnemonic = static_cast<Mnemonic>(m.mnemonic);
    const bool narrow = m.detail != 0;
    uint64_t count = narrow ? static_cast<uint32_t>(core.r[1]) : core.r[1];
    if (mnemonic == Mnemonic::Jrcxz) {
        core.r[SlotTemp] = count == 0 ? 1 : 0;
        return;
    }
    count = narrow ? static_cast<uint32_t>(count - 1) : count - 1;
    core.r[1] = count;
    const bool wanted = mnemonic == Mnemonic::Loop || core.flags.zf() == (mnemonic == Mnemonic::Loope);
    core.r[SlotTemp] = count != 0 && wanted ? 1 : 0;
}

template <Bus B>
void sign_extend_accumulator(Core<B>& core, const Micro& m) {
    const bool into_rdx = static_cast<Mnemonic>(m.mnemonic) == Mnemonic::Cdq;
    const uint64_t a = core.r[0];
    switch (m.size) {
        case 2:
            if (into_rdx)
                core.template set<uint16_t>(2, static_cast<uint16_t>(sign_extend(static_cast<uint16_t>(a)) >> 16));
            else
                core.template set<uint16_t>(0, static_cast<uint16_t>(sign_extend(static_cast<uint8_t>(a))));
            break;
        case 4:
            if (into_rdx)
                core.r[2] = static_cast<uint32_t>(sign_extend(static_cast<uint32_t>(a)) >> 32);
            else
                core.r[0] = static_cast<uint32_t>(sign_extend(static_cast<uint16_t>(a)));
            break;
        default:
            if (into_rdx)
                core.r[2] = (a >> 63) != 0 ? ~uint64_t{0} : 0;
            else
                core.r[0] = sign_extend(static_cast<uint32_t>(a));
            break;
    }
}

template <Bus B>
void byte_swap(Core<B>& core, const Micro& m) {
    uint64_t swapped = 0;
    for (uint32_t i = 0; i < m.size; ++i) swapped |= ((core.r[m.a] >> (8 * i)) & 0xffu) << (8 * (m.size - 1u - i));
    // BSWAP of a 16-bit register is undefined; processors clear it.
    if (m.size == 2)
        core.template set<uint16_t>(m.a, 0);
    else
        core.r[m.a] = swapped;
}

template <Bus B>
Outcome rare_integer(Core<B>& core, const Micro& m) {
    using enum Mnemonic;
    switch (static_cast<Mnemonic>(m.mnemonic)) {
        case Rol:
        case Ror:
        case Rcl:
        case Rcr: return with_size(m.size, [&]<class T>(T) { return rotate<T>(core, m); });
        case Mul:
        case Imul: return with_size(m.size, [&]<class T>(T) { return multiply<T>(core, m); });
        case Div:
        case Idiv: return with_size(m.size, [&]<class T>(T) { return divide<T>(core, m); });
        case Xchg:
        case Xadd:
        case Cmpxchg: return with_size(m.size, [&]<class T>(T) { return exchange<T>(core, m); });
        case Bt:
        case Bts:
        case Btr:
        case Btc:
        case Bsf:
        case Bsr:
        case Tzcnt:
        case Lzcnt:
        case Popcnt: return with_size(m.size, [&]<class T>(T) { return bit_instruction<T>(core, m); });
        case Shld:
        case Shrd: return with_size(m.size, [&]<class T>(T) { return double_shift<T>(core, m); });
        case Cmpxchg8b:
        case Cmpxchg16b: return compare_exchange_pair(core, m);
        case Bswap: byte_swap(core, m); return Outcome::Continue;
        // With a 16-bit destination; m.size is the source's.
        case Movzx:
            core.template set<uint16_t>(m.a, m.size == 1 ? core.byte(m.b) : static_cast<uint16_t>(core.r[m.b]));
            return Outcome::Continue;
        case Movsx:
            core.template set<uint16_t>(m.a, m.size == 1 ? static_cast<uint16_t>(sign_extend(core.byte(m.b)))
                                                         : static_cast<uint16_t>(core.r[m.b]));
            return Outcome::Continue;
        case Cmovcc:
            if (condition_holds(core.flags, m.detail))
                core.template set<uint16_t>(m.a, static_cast<uint16_t>(core.r[m.b]));
            return Outcome::Continue;
        case Push:
        case Pop: return stack_instruction(core, m);
        case Pushf:
        case Popf: return flag_stack(core, m);
        case Enter: return enter(core, m);
        case Jrcxz:
        case Loop:
        case Loope:
        case Loopne: loop_instruction(core, m); return Outcome::Continue;
        case Cwde:
        case Cdq: sign_extend_accumulator(core, m); return Outcome::Continue;
        case Lahf:
            core.byte(1) = static_cast<uint8_t>((core.flags.bits() & 0xffu) | kFlagAlwaysOne);
            return Outcome::Continue;
        case Sahf:
            core.flags = Flags::from_bits((core.byte(1) & kArithmeticFlags) | (core.flags.of() ? kFlagOverflow : 0));
            return Outcome::Continue;
        case Clc: core.flags.set_carry(false); return Outcome::Continue;
        case Stc: core.flags.set_carry(true); return Outcome::Continue;
        case Cmc: core.flags.set_carry(!core.flags.cf()); return Outcome::Continue;
        case Cld: core.other_flags &= ~kFlagDirection; return Outcome::Continue;
        case Std: core.other_flags |= kFlagDirection; return Outcome::Continue;
        case Xlat: {
            uint8_t value = 0;
            if (!core.load(core.r[m.base] + core.r[3] + core.byte(0), value)) return Outcome::Fault;
            core.byte(0) = value;
            return Outcome::Continue;
        }
        case Ldmxcsr:
            if ((core.r[m.b] & 0xffff0000u) != 0) return Outcome::Protection;
            core.state.mxcsr = static_cast<uint32_t>(core.r[m.b]);
            return Outcome::Continue;
        case Stmxcsr: core.r[m.a] = core.state.mxcsr; return Outcome::Continue;
        case Cpuid: {
            const CpuidLeaf leaf = cpuid(static_cast<uint32_t>(core.r[0]), static_cast<uint32_t>(core.r[1]));
            core.r[0] = leaf.eax;
            core.r[3] = leaf.ebx;
            core.r[1] = leaf.ecx;
            core.r[2] = leaf.edx;
            return Outcome::Continue;
        }
        default: return Outcome::Unknown;
    }
}

}  // namespace faultline::cpu
