/// Lowering of the integer instructions. lower_control.cpp has those that jump, push or stop, lower_sse.cpp SSE and
/// x87.
#include "engine/cpu/lower.hpp"

#include "engine/cpu/lowering.hpp"

namespace faultline::cpu {

using M = Mnemonic;

static_assert(static_cast<uint32_t>(MicroOp::SubRegister8) - static_cast<uint32_t>(MicroOp::AddRegister8) ==
              8 * (static_cast<uint32_t>(M::Sub) - static_cast<uint32_t>(M::Add)));
static_assert(static_cast<uint32_t>(MicroOp::TestImmediate8) - static_cast<uint32_t>(MicroOp::AddRegister8) ==
              8 * (static_cast<uint32_t>(M::Test) - static_cast<uint32_t>(M::Add)) + 4);

Micro& Lowering::emit(MicroOp op) {
    Micro& micro = out_.micro[out_.count++];
    micro.op = op;
    micro.offset = static_cast<uint16_t>(offset_);
    micro.next = static_cast<uint16_t>(next_offset());
    micro.mnemonic = static_cast<uint16_t>(in_.mnemonic);
    micro.size = in_.size;
    micro.immediate = in_.immediate;
    return micro;
}

Micro& Lowering::emit(MicroOp op, uint8_t a, uint8_t b) {
    Micro& micro = emit(op);
    micro.a = a;
    micro.b = b;
    return micro;
}

Micro& Lowering::emit_rare(MicroOp op, uint8_t a, uint8_t b, uint8_t size) {
    Micro& micro = emit(op, a, b);
    micro.size = size;
    return micro;
}

uint8_t Lowering::segment_slot() const {
    const Segment segment = in_.memory.segment;
    return segment == Segment::Fs ? SlotFs : segment == Segment::Gs ? SlotGs : SlotZero;
}

/// Puts the address into `micro`: all of it, except the segment and the cut to 32 bits.
void Lowering::set_address(Micro& micro) const {
    const MemoryOperand& memory = in_.memory;
    micro.base = memory.base == kNoRegister ? static_cast<uint8_t>(SlotZero) : memory.base;
    micro.index = memory.index == kNoRegister ? static_cast<uint8_t>(SlotZero) : memory.index;
    micro.scale = memory.scale;
    micro.displacement = memory.displacement;
    if (memory.base == kInstructionPointer) {
        micro.base = SlotPage;
        micro.displacement += next_offset();
    }
}

void Lowering::freeze_address() {
    if (address_frozen_) return;
    address_frozen_ = true;
    Micro& micro = emit(in_.memory.address_32 ? MicroOp::Lea32 : MicroOp::Lea64, SlotAddress, 0);
    set_address(micro);
    if (in_.memory.segment == Segment::None) return;
    Micro& whole = emit(MicroOp::Lea64, SlotAddress, 0);
    whole.base = SlotAddress;
    whole.index = segment_slot();
}

Micro& Lowering::emit_memory(MicroOp op, uint8_t a) {
    const MemoryOperand& memory = in_.memory;
    const uint32_t parts = (memory.base != kNoRegister ? 1u : 0u) + (memory.index != kNoRegister ? 1u : 0u) +
                           (memory.segment != Segment::None ? 1u : 0u);
    const bool indexed = memory.index != kNoRegister || parts == 2;
    if (memory.address_32 || parts == 3) freeze_address();
    if (!address_frozen_ && indexed && has_simple_address(op)) {
        if (op >= MicroOp::Load8 && op <= MicroOp::Load64)
            op = after(MicroOp::LoadIndexed8, distance(MicroOp::Load8, op));
        else if (op >= MicroOp::Store8 && op <= MicroOp::Store64)
            op = after(MicroOp::StoreIndexed8, distance(MicroOp::Store8, op));
        else
            freeze_address();
    }
    Micro& micro = emit(op, a, 0);
    if (address_frozen_) {
        micro.base = SlotAddress;
        return micro;
    }
    set_address(micro);
    if (memory.segment != Segment::None) (memory.base == kNoRegister ? micro.base : micro.index) = segment_slot();
    return micro;
}

uint8_t Lowering::register_slot(const Operand& operand) const {
    if (operand.kind == OperandKind::HighByte) return static_cast<uint8_t>(operand.index * 8 + 1);
    return operand.size == 1 ? static_cast<uint8_t>(operand.index * 8) : operand.index;
}

uint8_t Lowering::source(uint32_t index) {
    const Operand& from = operand(index);
    if (from.kind != OperandKind::Memory) return register_slot(from);
    emit_memory(sized(MicroOp::Load8, from.size), SlotTemp);
    return temp(from.size);
}

uint8_t Lowering::destination(uint32_t index) {
    const Operand& to = operand(index);
    if (to.kind != OperandKind::Memory) return register_slot(to);
    emit_memory(sized(MicroOp::LoadForWrite8, to.size), SlotTemp);
    return temp(to.size);
}

void Lowering::write_back(uint32_t index) {
    const Operand& to = operand(index);
    if (to.kind == OperandKind::Memory) emit_memory(sized(MicroOp::Store8, to.size), temp(to.size));
}

void Lowering::arithmetic() {
    const uint8_t size = operand(0).size;
    const uint32_t family = 8 * (static_cast<uint32_t>(in_.mnemonic) - static_cast<uint32_t>(M::Add));
    const bool reads_only = in_.mnemonic == M::Cmp || in_.mnemonic == M::Test;
    const MicroOp op = sized(after(MicroOp::AddRegister8, family + (is_immediate(1) ? 4 : 0)), size);
    const uint8_t b = is_immediate(1) ? uint8_t{0} : is_memory(1) ? source(1) : register_slot(operand(1));
    const uint8_t a = reads_only ? source(0) : destination(0);
    emit(op, a, b);
    if (!reads_only) write_back(0);
}

void Lowering::shift() {
    const uint8_t size = operand(0).size;
    const bool by_cl = !is_immediate(1);
    const uint64_t count = in_.immediate & (size == 8 ? 63u : 31u);
    const uint8_t a = destination(0);
    switch (in_.mnemonic) {
        case M::Shl:
        case M::Sal:
            emit(sized(by_cl ? MicroOp::ShlRegister8 : MicroOp::ShlImmediate8, size), a, 0).immediate = count;
            break;
        case M::Shr:
            emit(sized(by_cl ? MicroOp::ShrRegister8 : MicroOp::ShrImmediate8, size), a, 0).immediate = count;
            break;
        case M::Sar:
            emit(sized(by_cl ? MicroOp::SarRegister8 : MicroOp::SarImmediate8, size), a, 0).immediate = count;
            break;
        default: emit_rare(MicroOp::Integer, a, 0, size).detail = by_cl ? 1 : 0; break;
    }
    write_back(0);
}

void Lowering::unary() {
    const MicroOp first = in_.mnemonic == M::Inc   ? MicroOp::Inc8
                          : in_.mnemonic == M::Dec ? MicroOp::Dec8
                          : in_.mnemonic == M::Neg ? MicroOp::Neg8
                                                   : MicroOp::Not8;
    emit(sized(first, operand(0).size), destination(0), 0);
    write_back(0);
}

void Lowering::move() {
    const uint8_t size = operand(0).size;
    if ((is_memory(0) && operand(0).index == 1) || (is_memory(1) && operand(1).index == 1)) {
        // The 64-bit absolute forms, whose address is the immediate.
        emit(MicroOp::MoveImmediate64, SlotAddress, 0);
        address_frozen_ = true;
        if (in_.memory.segment != Segment::None) {
            Micro& whole = emit(MicroOp::Lea64, SlotAddress, 0);
            whole.base = SlotAddress;
            whole.index = segment_slot();
        }
    }
    if (is_memory(0)) {
        if (is_immediate(1))
            emit_memory(sized(MicroOp::StoreImmediate8, size), 0);
        else
            emit_memory(sized(MicroOp::Store8, size), register_slot(operand(1)));
        return;
    }
    const uint8_t a = register_slot(operand(0));
    if (is_immediate(1)) {
        Micro& micro = emit(sized(MicroOp::MoveImmediate8, size), a, 0);
        if (size == 4) micro.immediate &= 0xffffffffu;
    } else if (is_memory(1) && size >= 4) {
        emit_memory(sized(MicroOp::Load8, size), a);
    } else {
        emit(sized(MicroOp::Move8, size), a, source(1));
    }
}

void Lowering::extend() {
    const uint8_t to = operand(0).size;
    const uint8_t from = operand(1).size;
    const uint8_t a = register_slot(operand(0));
    const bool wide = to == 8;
    if (to == 2) {
        if (in_.mnemonic == M::Movsxd) return unknown();
        emit_rare(MicroOp::Integer, a, source(1), from);
    } else if (in_.mnemonic == M::Movzx) {
        if (is_memory(1))
            emit_memory(sized(MicroOp::Load8, from), a);
        else
            emit(from == 1 ? MicroOp::Zero8 : MicroOp::Zero16, a, register_slot(operand(1)));
    } else if (in_.mnemonic == M::Movsxd) {
        if (is_memory(1))
            emit_memory(wide ? MicroOp::LoadSigned32To64 : MicroOp::Load32, a);
        else
            emit(wide ? MicroOp::Sign32To64 : MicroOp::Move32, a, register_slot(operand(1)));
    } else {
        const uint32_t step = (from == 2 ? 2u : 0u) + (wide ? 1u : 0u);
        if (is_memory(1))
            emit_memory(after(MicroOp::LoadSigned8To32, step), a);
        else
            emit(after(MicroOp::Sign8To32, step), a, register_slot(operand(1)));
    }
}

void Lowering::multiply() {
    const uint8_t size = operand(0).size;
    if (operand(1).kind == OperandKind::None) {
        emit_rare(MicroOp::Integer, 0, source(0), size);
        return;
    }
    const bool immediate = is_immediate(2);
    const uint8_t b = source(1);
    const uint8_t a = register_slot(operand(0));
    if (size == 2) {
        emit_rare(MicroOp::Integer, a, b, size).detail = immediate ? 2 : 1;
    } else if (immediate) {
        emit(size == 4 ? MicroOp::MultiplyImmediate32 : MicroOp::MultiplyImmediate64, a, b);
    } else {
        emit(size == 4 ? MicroOp::Multiply32 : MicroOp::Multiply64, a, b);
    }
}

void Lowering::bit_test() {
    const uint8_t size = operand(0).size;
    const bool by_register = !is_immediate(1);
    if (is_memory(0) && by_register) {
        // A register bit number reaches beyond the operand: move the address first.
        freeze_address();
        Micro& micro = emit_rare(MicroOp::Integer, SlotAddress, register_slot(operand(1)), size);
        micro.detail = 2;
    }
    const uint8_t a = in_.mnemonic == M::Bt ? source(0) : destination(0);
    emit_rare(MicroOp::Integer, a, by_register ? register_slot(operand(1)) : uint8_t{0}, size).detail =
        by_register ? 0 : 1;
    if (in_.mnemonic != M::Bt) write_back(0);
}

void Lowering::exchange() {
    const uint8_t size = operand(0).size;
    // These change registers that the address may use, between the load and the store.
    if (is_memory(0)) freeze_address();
    emit_rare(MicroOp::Integer, destination(0), register_slot(operand(1)), size);
    write_back(0);
}

void Lowering::integer() {
    switch (in_.mnemonic) {
        case M::Setcc:
            // Nothing is read, but the micro-operation order is the same: set the temporary, then store it.
            emit(after(MicroOp::SetO, in_.condition), is_memory(0) ? temp(1) : register_slot(operand(0)), 0);
            write_back(0);
            return;
        case M::Cmovcc: {
            const uint8_t b = source(1);
            const uint8_t a = register_slot(operand(0));
            if (in_.size == 2)
                emit_rare(MicroOp::Integer, a, b, 2).detail = in_.condition;
            else
                emit(after(in_.size == 4 ? MicroOp::Move32IfO : MicroOp::Move64IfO, in_.condition), a, b);
            return;
        }
        case M::Lea: {
            // A segment does not take part in LEA.
            Micro& micro = emit(in_.memory.address_32 || in_.size == 4 ? MicroOp::Lea32 : MicroOp::Lea64,
                                register_slot(operand(0)), 0);
            set_address(micro);
            if (in_.size != 2) return;
            micro.a = SlotAddress;
            emit(MicroOp::Move16, register_slot(operand(0)), SlotAddress);
            return;
        }
        case M::Bswap: emit_rare(MicroOp::Integer, register_slot(operand(0)), 0, operand(0).size); return;
        case M::Bsf:
        case M::Bsr:
        case M::Tzcnt:
        case M::Lzcnt:
        case M::Popcnt: {
            const uint8_t b = source(1);
            emit_rare(MicroOp::Integer, register_slot(operand(0)), b, in_.size);
            return;
        }
        case M::Shld:
        case M::Shrd: {
            const uint8_t a = destination(0);
            emit_rare(MicroOp::Integer, a, register_slot(operand(1)), operand(0).size).detail = is_immediate(2) ? 0 : 1;
            write_back(0);
            return;
        }
        case M::Cmpxchg8b:
        case M::Cmpxchg16b: emit_memory(MicroOp::Integer, 0).size = operand(0).size; return;
        case M::Movnti: emit_memory(sized(MicroOp::Store8, operand(0).size), register_slot(operand(1))); return;
        case M::Ldmxcsr: emit(MicroOp::Integer, 0, source(0)); return;
        case M::Stmxcsr:
            emit(MicroOp::Integer, SlotTemp, 0);
            write_back(0);
            return;
        case M::Enter: {
            Micro& micro = emit(MicroOp::Integer);
            micro.displacement = in_.memory.displacement;
            return;
        }
        case M::Xlat: {
            Micro& micro = emit(MicroOp::Integer);
            micro.base = segment_slot();
            return;
        }
        case M::Cwde:
            if (in_.size == 2)
                emit(MicroOp::Integer);
            else
                emit(in_.size == 4 ? MicroOp::Sign16To32 : MicroOp::Sign32To64, 0, 0);
            return;
        case M::Rdtsc:
        case M::Rdtscp: emit(MicroOp::Timestamp); return;
        default: emit(MicroOp::Integer); return;
    }
}

void Lowering::string() {
    if (in_.memory.address_32) return unknown();
    Micro& micro = emit(MicroOp::String);
    micro.detail = static_cast<uint8_t>(in_.repeat);
    micro.base = segment_slot();
}

Lowered Lowering::run() {
    const M m = in_.mnemonic;
    if (m <= M::Test)
        arithmetic();
    else if (m >= M::Rol && m <= M::Sar)
        shift();
    else if (m >= M::Inc && m <= M::Neg)
        unary();
    else if (m == M::Mul || m == M::Imul || m == M::Div || m == M::Idiv)
        multiply();
    else if (m == M::Mov)
        move();
    else if (m >= M::Movzx && m <= M::Movsxd)
        extend();
    else if (m == M::Xchg || m == M::Xadd || m == M::Cmpxchg)
        exchange();
    else if (m >= M::Bt && m <= M::Btc)
        bit_test();
    else if (m == M::Push || m == M::Pop)
        stack();
    else if (m == M::Leave)
        emit(MicroOp::Leave);
    else if (m == M::Jcc || (m >= M::Jmp && m <= M::Loopne))
        jump();
    else if ((m >= M::Nop && m <= M::Syscall) || (m >= M::Int3 && m <= M::Int) || m == M::Fnop)
        control();
    else if (m >= M::Movs && m <= M::Scas)
        string();
    else if (m < M::Movs || m == M::Movnti || m == M::Ldmxcsr || m == M::Stmxcsr)
        integer();
    else if (m < M::Fadd)
        sse();
    else
        x87();
    return out_;
}

Lowered lower(const Instruction& instruction, uint32_t offset) { return Lowering(instruction, offset).run(); }

}  // namespace faultline::cpu
