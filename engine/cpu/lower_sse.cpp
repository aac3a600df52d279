/// Lowering of SSE and x87 instructions.
#include "engine/cpu/lowering.hpp"

namespace faultline::cpu {

using M = Mnemonic;

namespace {
/// Packed instructions demand 16-byte alignment of memory operands, except these.
bool allows_unaligned(M mnemonic) { return mnemonic == M::Movups || mnemonic == M::Movupd || mnemonic == M::Movdqu; }

MicroOp load_op(uint8_t size) {
    return size == 4 ? MicroOp::LoadXmm32 : size == 8 ? MicroOp::LoadXmm64 : MicroOp::LoadXmm128;
}
MicroOp store_op(uint8_t size) {
    return size == 4 ? MicroOp::StoreXmm32 : size == 8 ? MicroOp::StoreXmm64 : MicroOp::StoreXmm128;
}
bool is_whole_move(M mnemonic) {
    switch (mnemonic) {
        case M::Movss:
        case M::MovsdXmm:
        case M::Movups:
        case M::Movupd:
        case M::Movaps:
        case M::Movapd:
        case M::Movdqa:
        case M::Movdqu:
        case M::Movd:
        case M::Movq:
        case M::Movntdq:
        case M::Movntps: return true;
        default: return false;
    }
}
bool is_half_move(M mnemonic) { return mnemonic >= M::Movlps && mnemonic <= M::Movhpd; }
bool is_scalar(M mnemonic) { return mnemonic >= M::Addss && mnemonic <= M::Cvtsd2ss; }
}  // namespace

/// The slot of an XMM register, or of the temporary after loading a memory operand into it; general registers by their
/// slot.
uint8_t Lowering::xmm_source(uint32_t index) {
    const Operand& from = operand(index);
    if (from.kind == OperandKind::Xmm) return from.index;
    if (from.kind != OperandKind::Memory) return register_slot(from);
    emit_memory(load_op(from.size), kXmmTemp).detail = from.size == 16 && !allows_unaligned(in_.mnemonic) ? 1 : 0;
    return kXmmTemp;
}

bool Lowering::sse_move() {
    const M m = in_.mnemonic;
    const uint8_t aligned = allows_unaligned(m) ? 0 : 1;
    if (is_whole_move(m) && is_memory(1)) {
        emit_memory(load_op(operand(1).size), operand(0).index).detail = aligned;
        return true;
    }
    if (is_whole_move(m) && is_memory(0)) {
        emit_memory(store_op(operand(0).size), operand(1).index).detail = aligned;
        return true;
    }
    if (is_half_move(m) && is_memory(0)) {
        Micro& micro = emit_memory(MicroOp::StoreXmm64, operand(1).index);
        // A store of the high half: the low one is the destination's place in memory for MOVLPx.
        micro.detail = m == M::Movhps || m == M::Movhpd ? 1 : 0;
        return true;
    }
    return false;
}

void Lowering::sse() {
    if (sse_move()) return;
    const M m = in_.mnemonic;
    const bool integer_source = m == M::Cvtsi2ss || m == M::Cvtsi2sd || m == M::Pinsrw;
    const uint8_t size = integer_source ? operand(1).size : operand(0).size;
    const uint8_t b = operand(1).kind == OperandKind::None || is_immediate(1) ? uint8_t{0}
                      : integer_source                                        ? source(1)
                                                                              : xmm_source(1);
    const uint8_t a = operand(0).kind == OperandKind::Xmm ? operand(0).index : register_slot(operand(0));
    Micro& micro = emit_rare(is_scalar(m) || m <= M::Pmovmskb ? MicroOp::Sse : MicroOp::SsePacked, a, b, size);
    // 1: the source is an immediate count or a general register; 2: the destination is a general register.
    micro.detail = is_immediate(1) || operand(1).kind == OperandKind::Register ? 1
                   : operand(0).kind == OperandKind::Register                  ? 2
                                                                               : 0;
}

void Lowering::x87() {
    Micro* micro = nullptr;
    if (is_memory(0)) {
        micro = &emit_memory(MicroOp::X87, 0);
        micro->size = operand(0).size;
        micro->detail = 1;
        return;
    }
    // a is the destination, b the source, as ST numbers.
    const bool two = operand(1).kind == OperandKind::Stack;
    micro = &emit(MicroOp::X87, operand(0).index, two ? operand(1).index : operand(0).index);
    micro->immediate = in_.condition;
    if (in_.mnemonic == M::Fnstsw) micro->a = 0;
}

}  // namespace faultline::cpu
