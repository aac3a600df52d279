/// Lowering of jumps, stack instructions and what ends a run.
#include "engine/cpu/lowering.hpp"

namespace faultline::cpu {

using M = Mnemonic;

void Lowering::stack() {
    const bool is_push = in_.mnemonic == M::Push;
    const uint8_t size = is_immediate(0) ? in_.size : operand(0).size;
    if (size != 8) {
        Micro& micro =
            emit_rare(MicroOp::Integer, is_immediate(0) || (is_memory(0) && !is_push) ? uint8_t{0} : source(0), 0, 2);
        micro.detail = is_immediate(0) ? 1 : 0;
        if (is_memory(0) && !is_push) micro.op = MicroOp::Unknown;
    } else if (is_push) {
        if (is_immediate(0))
            emit(MicroOp::PushImmediate);
        else
            emit(MicroOp::Push, source(0), 0);
    } else if (is_memory(0)) {
        emit_memory(MicroOp::Integer, 0).detail = 2;
    } else {
        emit(MicroOp::Pop, register_slot(operand(0)), 0);
    }
}

void Lowering::jump() {
    out_.ends_run = in_.mnemonic != M::Jcc && in_.mnemonic != M::Jrcxz && in_.mnemonic != M::Loop &&
                    in_.mnemonic != M::Loope && in_.mnemonic != M::Loopne;
    const bool direct = operand(0).kind == OperandKind::Target;
    const uint64_t to = static_cast<uint64_t>(target());
    switch (in_.mnemonic) {
        case M::Jcc: emit(after(MicroOp::JumpO, in_.condition)).immediate = to; break;
        case M::Jmp:
            if (direct)
                emit(MicroOp::Jump).immediate = to;
            else
                emit(MicroOp::JumpRegister, 0, source(0));
            break;
        case M::Call:
            if (direct)
                emit(MicroOp::Call).immediate = to;
            else
                emit(MicroOp::CallRegister, 0, source(0));
            break;
        case M::Ret: emit(MicroOp::Return).immediate = is_immediate(0) ? in_.immediate : 0; break;
        default:
            emit(MicroOp::Integer).detail = in_.memory.address_32 ? 1 : 0;
            emit(MicroOp::JumpIfTemp).immediate = to;
            break;
    }
}

void Lowering::plain(MicroOp op, bool ends_run) {
    emit(op);
    out_.ends_run = ends_run;
}

void Lowering::control() {
    switch (in_.mnemonic) {
        case M::Syscall: return plain(MicroOp::Syscall, true);
        case M::Int3: return plain(MicroOp::Breakpoint, true);
        case M::Ud2: return unknown();
        case M::Nop:
        case M::Pause:
        case M::Endbr64:
        case M::Fwait:
        case M::Fnop:
        case M::Mfence:
        case M::Lfence:
        case M::Sfence:
        case M::Clflush: return plain(MicroOp::Nothing, false);
        default: return plain(MicroOp::Privileged, true);
    }
}

}  // namespace faultline::cpu
