/// The dispatch loop of Runner. Its cases are macros because every label must be spelt out. Internal to runner.hpp.
#pragma once

#include "engine/cpu/operations.hpp"

namespace faultline::cpu {

// One indirect jump per operation, where the compiler can take the address of a label, predicts better than one for
// all: about a quarter faster natively. WebAssembly has no such jump.
#if defined(__GNUC__) && !defined(__wasm__)
#define FAULTLINE_THREADED 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#else
#define FAULTLINE_THREADED 0
#endif

// clang-format off
#if FAULTLINE_THREADED
#define FAULTLINE_CASE(name) label_##name:
#define FAULTLINE_DISPATCH goto *kLabels[static_cast<uint16_t>(m->op)];
#else
#define FAULTLINE_CASE(name) case MicroOp::name:
#define FAULTLINE_DISPATCH continue;
#endif
#define FAULTLINE_NEXT { ++m; FAULTLINE_DISPATCH }
#define FAULTLINE_OPERATION(name) FAULTLINE_CASE(name) FAULTLINE_DO_##name FAULTLINE_NEXT
#define FAULTLINE_PAIR_CASE(first, second) FAULTLINE_CASE(first##_##second) FAULTLINE_DO_##first ++m; FAULTLINE_DO_##second FAULTLINE_NEXT

#define FAULTLINE_CASES_BOTH(name, bits, kind, function) \
  FAULTLINE_CASE(name##Register##bits) kind(bits, function, FAULTLINE_RIGHT_REGISTER(bits)) FAULTLINE_NEXT \
  FAULTLINE_CASE(name##Immediate##bits) kind(bits, function, FAULTLINE_RIGHT_IMMEDIATE(bits)) FAULTLINE_NEXT
#define FAULTLINE_CASES_ALL(name, kind, function) \
  FAULTLINE_CASES_BOTH(name, 8, kind, function) FAULTLINE_CASES_BOTH(name, 16, kind, function) \
  FAULTLINE_CASES_BOTH(name, 32, kind, function) FAULTLINE_CASES_BOTH(name, 64, kind, function)
#define FAULTLINE_SHIFT_CASES(name, bits, function) \
  FAULTLINE_CASE(name##Register##bits) FAULTLINE_BINARY(bits, function, masked_count<FAULTLINE_WORD(bits)>(core.r[1])) FAULTLINE_NEXT \
  FAULTLINE_CASE(name##Immediate##bits) FAULTLINE_BINARY(bits, function, static_cast<uint32_t>(m->immediate)) FAULTLINE_NEXT
#define FAULTLINE_SHIFTS(name, function) \
  FAULTLINE_SHIFT_CASES(name, 8, function) FAULTLINE_SHIFT_CASES(name, 16, function) FAULTLINE_SHIFT_CASES(name, 32, function) FAULTLINE_SHIFT_CASES(name, 64, function)
#define FAULTLINE_PER_SIZE(bits) \
  FAULTLINE_CASE(Inc##bits) FAULTLINE_UNARY(bits, increment(core.flags, FAULTLINE_LEFT(bits))) FAULTLINE_NEXT \
  FAULTLINE_CASE(Dec##bits) FAULTLINE_UNARY(bits, decrement(core.flags, FAULTLINE_LEFT(bits))) FAULTLINE_NEXT \
  FAULTLINE_CASE(Neg##bits) FAULTLINE_UNARY(bits, subtract(core.flags, FAULTLINE_WORD(bits){0}, FAULTLINE_LEFT(bits))) FAULTLINE_NEXT \
  FAULTLINE_CASE(Not##bits) FAULTLINE_UNARY(bits, static_cast<FAULTLINE_WORD(bits)>(~FAULTLINE_LEFT(bits))) FAULTLINE_NEXT \
  FAULTLINE_CASE(Move##bits) FAULTLINE_UNARY(bits, FAULTLINE_RIGHT_REGISTER(bits)) FAULTLINE_NEXT \
  FAULTLINE_CASE(MoveImmediate##bits) FAULTLINE_UNARY(bits, FAULTLINE_RIGHT_IMMEDIATE(bits)) FAULTLINE_NEXT \
  FAULTLINE_CASE(Load##bits) FAULTLINE_LOAD(bits, core.near_address(*m), load) FAULTLINE_NEXT \
  FAULTLINE_CASE(LoadIndexed##bits) FAULTLINE_LOAD(bits, core.address(*m), load) FAULTLINE_NEXT \
  FAULTLINE_CASE(LoadForWrite##bits) FAULTLINE_LOAD(bits, core.near_address(*m), load_for_write) FAULTLINE_NEXT \
  FAULTLINE_CASE(Store##bits) FAULTLINE_STORE(bits, core.near_address(*m), FAULTLINE_LEFT(bits)) FAULTLINE_NEXT \
  FAULTLINE_CASE(StoreIndexed##bits) FAULTLINE_STORE(bits, core.address(*m), FAULTLINE_LEFT(bits)) FAULTLINE_NEXT \
  FAULTLINE_CASE(StoreImmediate##bits) FAULTLINE_STORE(bits, core.near_address(*m), FAULTLINE_RIGHT_IMMEDIATE(bits)) FAULTLINE_NEXT
#define FAULTLINE_PER_CONDITION(cc, code) \
  FAULTLINE_CASE(Set##cc) FAULTLINE_SET(code) FAULTLINE_NEXT \
  FAULTLINE_CASE(Move32If##cc) FAULTLINE_MOVE_32_IF(code) FAULTLINE_NEXT \
  FAULTLINE_CASE(Move64If##cc) FAULTLINE_MOVE_64_IF(code) FAULTLINE_NEXT \
  FAULTLINE_CASE(Jump##cc) FAULTLINE_JUMP_IF(code) FAULTLINE_NEXT
#define FAULTLINE_GROUP(name, function) \
  FAULTLINE_CASE(name) { const Outcome outcome = function(core, *m); if (outcome != Outcome::Continue) [[unlikely]] { left_ = left; return leave_at(m, outcome); } FAULTLINE_CHECK_CODE } FAULTLINE_NEXT

template <Bus B>
void Runner<B>::execute(uint64_t first_rip) {
#if FAULTLINE_THREADED
  static constexpr const void* kLabels[] = {
#define FAULTLINE_LABEL(name) &&label_##name,
      FAULTLINE_SINGLE_OPERATIONS(FAULTLINE_LABEL)
#undef FAULTLINE_LABEL
#define FAULTLINE_LABEL(first, second) &&label_##first##_##second,
      FAULTLINE_PAIRS(FAULTLINE_LABEL)
#undef FAULTLINE_LABEL
  };
#endif
  Core<B>& core = core_;
  if (!open_page(first_rip)) return;
  uint64_t offset = first_rip - page_base_;
  uint64_t left = left_;
  uint64_t epoch = epoch_;
  const Micro* m = nullptr;

enter_offset:
  left_ = left;
  m = enter(offset);
  left = left_;
  epoch = epoch_;
  if (m == nullptr) return;
  goto dispatch;

  // A direct jump. On this page its target is known after the first time, and nothing but a store, which looks, changes code.
take_jump:
  if (m->displacement == 0) [[unlikely]] {
    left_ = left;
    m = enter_target(m);
    left = left_;
    epoch = epoch_;
    if (m == nullptr) return;
    goto dispatch;
  }
  m += m->displacement;
  if (m->run > left) [[unlikely]] FAULTLINE_JUMP_TO(m->offset)
  left -= m->run;

dispatch:
#if FAULTLINE_THREADED
  FAULTLINE_DISPATCH
#else
  while (true) {
    switch (m->op) {
#endif
  FAULTLINE_CASES_ALL(Add, FAULTLINE_BINARY, add)
  FAULTLINE_CASES_ALL(Adc, FAULTLINE_BINARY, add_with_carry)
  FAULTLINE_CASES_ALL(Sub, FAULTLINE_BINARY, subtract)
  FAULTLINE_CASES_ALL(Sbb, FAULTLINE_BINARY, subtract_with_borrow)
  FAULTLINE_CASES_ALL(And, FAULTLINE_BINARY, bit_and)
  FAULTLINE_CASES_ALL(Or, FAULTLINE_BINARY, bit_or)
  FAULTLINE_CASES_ALL(Xor, FAULTLINE_BINARY, bit_xor)
  FAULTLINE_CASES_ALL(Cmp, FAULTLINE_COMPARE, subtract)
  FAULTLINE_CASES_ALL(Test, FAULTLINE_COMPARE, bit_and)
  FAULTLINE_SHIFTS(Shl, shift_left)
  FAULTLINE_SHIFTS(Shr, shift_right)
  FAULTLINE_SHIFTS(Sar, shift_right_arithmetic)
  FAULTLINE_PER_SIZE(8)
  FAULTLINE_PER_SIZE(16)
  FAULTLINE_PER_SIZE(32)
  FAULTLINE_PER_SIZE(64)
  FAULTLINE_PER_CONDITION(O, 0)
  FAULTLINE_PER_CONDITION(NO, 1)
  FAULTLINE_PER_CONDITION(B, 2)
  FAULTLINE_PER_CONDITION(AE, 3)
  FAULTLINE_PER_CONDITION(E, 4)
  FAULTLINE_PER_CONDITION(NE, 5)
  FAULTLINE_PER_CONDITION(BE, 6)
  FAULTLINE_PER_CONDITION(A, 7)
  FAULTLINE_PER_CONDITION(S, 8)
  FAULTLINE_PER_CONDITION(NS, 9)
  FAULTLINE_PER_CONDITION(P, 10)
  FAULTLINE_PER_CONDITION(NP, 11)
  FAULTLINE_PER_CONDITION(L, 12)
  FAULTLINE_PER_CONDITION(GE, 13)
  FAULTLINE_PER_CONDITION(LE, 14)
  FAULTLINE_PER_CONDITION(G, 15)

  FAULTLINE_OPERATION(LoadSigned8To32)
  FAULTLINE_CASE(LoadSigned8To64) FAULTLINE_LOAD_SIGNED(8, 64) FAULTLINE_NEXT
  FAULTLINE_CASE(LoadSigned16To32) FAULTLINE_LOAD_SIGNED(16, 32) FAULTLINE_NEXT
  FAULTLINE_CASE(LoadSigned16To64) FAULTLINE_LOAD_SIGNED(16, 64) FAULTLINE_NEXT
  FAULTLINE_CASE(LoadSigned32To64) FAULTLINE_LOAD_SIGNED(32, 64) FAULTLINE_NEXT
  FAULTLINE_CASE(Zero8) core.r[m->a] = core.byte(m->b); FAULTLINE_NEXT
  FAULTLINE_CASE(Zero16) core.r[m->a] = static_cast<uint16_t>(core.r[m->b]); FAULTLINE_NEXT
  FAULTLINE_CASE(Sign8To32) core.r[m->a] = static_cast<uint32_t>(sign_extend(core.byte(m->b))); FAULTLINE_NEXT
  FAULTLINE_CASE(Sign8To64) core.r[m->a] = sign_extend(core.byte(m->b)); FAULTLINE_NEXT
  FAULTLINE_CASE(Sign16To32) core.r[m->a] = static_cast<uint32_t>(sign_extend(static_cast<uint16_t>(core.r[m->b]))); FAULTLINE_NEXT
  FAULTLINE_CASE(Sign16To64) core.r[m->a] = sign_extend(static_cast<uint16_t>(core.r[m->b])); FAULTLINE_NEXT
  FAULTLINE_OPERATION(Sign32To64)
  FAULTLINE_CASE(Lea32) core.r[m->a] = static_cast<uint32_t>(core.address(*m)); FAULTLINE_NEXT
  FAULTLINE_OPERATION(Lea64)
  FAULTLINE_CASE(Multiply32)
    core.r[m->a] = multiply_signed(core.flags, static_cast<uint32_t>(core.r[m->a]), static_cast<uint32_t>(core.r[m->b]));
    FAULTLINE_NEXT
  FAULTLINE_OPERATION(Multiply64)
  FAULTLINE_CASE(MultiplyImmediate32)
    core.r[m->a] = multiply_signed(core.flags, static_cast<uint32_t>(core.r[m->b]), static_cast<uint32_t>(m->immediate));
    FAULTLINE_NEXT
  FAULTLINE_CASE(MultiplyImmediate64) core.r[m->a] = multiply_signed(core.flags, core.r[m->b], m->immediate); FAULTLINE_NEXT

  FAULTLINE_CASE(JumpIfTemp)
    if (core.r[SlotTemp] == 0) FAULTLINE_NEXT
    left += m->run - 1u;
    goto take_jump;
  FAULTLINE_CASE(Jump) FAULTLINE_CASE(Continue) goto take_jump;
  FAULTLINE_CASE(JumpRegister) FAULTLINE_JUMP_TO(core.r[m->b] - page_base_)
  FAULTLINE_CASE(Call) FAULTLINE_DO_Call
  FAULTLINE_CASE(CallRegister)
    FAULTLINE_FAULT_UNLESS(core.store(core.rsp() - 8, page_base_ + m->next))
    offset = core.r[m->b] - page_base_;
    core.rsp() -= 8;
    goto enter_offset;
  FAULTLINE_CASE(Return) FAULTLINE_DO_Return
  FAULTLINE_OPERATION(Push)
  FAULTLINE_CASE(PushImmediate)
    FAULTLINE_FAULT_UNLESS(core.store(core.rsp() - 8, m->immediate))
    core.rsp() -= 8;
    FAULTLINE_CHECK_CODE
    FAULTLINE_NEXT
  FAULTLINE_OPERATION(Pop)
  FAULTLINE_OPERATION(Leave)

  FAULTLINE_GROUP(LoadXmm32, load_xmm<uint32_t>)
  FAULTLINE_GROUP(LoadXmm64, load_xmm<uint64_t>)
  FAULTLINE_GROUP(LoadXmm128, load_xmm_whole)
  FAULTLINE_GROUP(StoreXmm32, store_xmm<uint32_t>)
  FAULTLINE_GROUP(StoreXmm64, store_xmm<uint64_t>)
  FAULTLINE_GROUP(StoreXmm128, store_xmm_whole)
  FAULTLINE_GROUP(Integer, rare_integer)
  FAULTLINE_GROUP(String, string_group)
  FAULTLINE_GROUP(Sse, sse_scalar_group)
  FAULTLINE_GROUP(SsePacked, sse_packed_group)
  FAULTLINE_GROUP(X87, x87_group)
  FAULTLINE_PAIRS(FAULTLINE_PAIR_CASE)

  FAULTLINE_CASE(Timestamp)
    left_ = left + m->run;
    read_timestamp(*m);
    FAULTLINE_NEXT
  FAULTLINE_CASE(Nothing) FAULTLINE_NEXT
  FAULTLINE_CASE(Syscall)
    left_ = left;
    core.r[1] = page_base_ + m->next;
    core.r[11] = core.rflags();
    return leave(RunReason::Syscall, core.r[1]);
  FAULTLINE_CASE(Breakpoint)
    left_ = left;
    return leave(RunReason::Breakpoint, page_base_ + m->next);
  FAULTLINE_CASE(Privileged)
    left_ = left;
    return leave_at(m, RunReason::GeneralProtection);
  FAULTLINE_CASE(Unknown)
    left_ = left;
    return leave_at(m, RunReason::InvalidOpcode);
  FAULTLINE_CASE(CrossPage)
    left_ = left;
    m = single(m->offset);
    if (m == nullptr) return;
    left = left_;
    FAULTLINE_DISPATCH
#if !FAULTLINE_THREADED
    }
  }
#endif
}

// clang-format on

#undef FAULTLINE_CASE
#undef FAULTLINE_DISPATCH
#undef FAULTLINE_NEXT
#undef FAULTLINE_OPERATION
#undef FAULTLINE_PAIR_CASE
#undef FAULTLINE_CASES_BOTH
#undef FAULTLINE_CASES_ALL
#undef FAULTLINE_SHIFT_CASES
#undef FAULTLINE_SHIFTS
#undef FAULTLINE_PER_SIZE
#undef FAULTLINE_PER_CONDITION
#undef FAULTLINE_GROUP
#if FAULTLINE_THREADED
#pragma GCC diagnostic pop
#endif
#undef FAULTLINE_THREADED

}  // namespace faultline::cpu
