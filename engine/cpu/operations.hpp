/// What each micro-operation does, as the statements of the dispatch loop. Internal to dispatch.hpp.
///
/// These are macros because one body serves the operation alone and every pair that it is part of, and may leave the
/// loop. They use the loop's names: `core`, the current operation `m`, what is `left` of the limit, the page's `epoch`.
#pragma once

// clang-format off
#define FAULTLINE_FAULT_UNLESS(done) if (!(done)) [[unlikely]] { left_ = left; return leave_at(m, RunReason::Fault); }
// After a store: code that was decoded may have changed.
#define FAULTLINE_CHECK_CODE if (core.bus.code_epoch() != epoch) [[unlikely]] { left += m->run - 1u; offset = m->next; goto enter_offset; }
#define FAULTLINE_WORD(bits) uint##bits##_t

#define FAULTLINE_BINARY(bits, function, right) core.template set<FAULTLINE_WORD(bits)>(m->a, function<FAULTLINE_WORD(bits)>(core.flags, core.template get<FAULTLINE_WORD(bits)>(m->a), right));
#define FAULTLINE_COMPARE(bits, function, right) (void)function<FAULTLINE_WORD(bits)>(core.flags, core.template get<FAULTLINE_WORD(bits)>(m->a), right);
#define FAULTLINE_UNARY(bits, value) core.template set<FAULTLINE_WORD(bits)>(m->a, value);
#define FAULTLINE_RIGHT_REGISTER(bits) core.template get<FAULTLINE_WORD(bits)>(m->b)
#define FAULTLINE_RIGHT_IMMEDIATE(bits) static_cast<FAULTLINE_WORD(bits)>(m->immediate)
#define FAULTLINE_LEFT(bits) core.template get<FAULTLINE_WORD(bits)>(m->a)

#define FAULTLINE_LOAD(bits, where, access) { FAULTLINE_WORD(bits) value; FAULTLINE_FAULT_UNLESS(core.bus.template access<FAULTLINE_WORD(bits)>(where, value)) core.r[m->a] = value; }
#define FAULTLINE_LOAD_SIGNED(from, to) { FAULTLINE_WORD(from) value; FAULTLINE_FAULT_UNLESS(core.load(core.near_address(*m), value)) core.r[m->a] = static_cast<FAULTLINE_WORD(to)>(sign_extend(value)); }
#define FAULTLINE_STORE(bits, where, value) FAULTLINE_FAULT_UNLESS(core.template store<FAULTLINE_WORD(bits)>(where, value)) FAULTLINE_CHECK_CODE

#define FAULTLINE_JUMP_TO(target) { offset = target; goto enter_offset; }
// A taken jump that does not end its run; a direct one goes straight to where it went before.
#define FAULTLINE_JUMP_IF(condition_code) if (condition<condition_code>(core.flags)) { left += m->run - 1u; goto take_jump; }
#define FAULTLINE_SET(condition_code) core.byte(m->a) = condition<condition_code>(core.flags) ? 1 : 0;
#define FAULTLINE_MOVE_32_IF(condition_code) core.r[m->a] = static_cast<uint32_t>(core.r[condition<condition_code>(core.flags) ? m->b : m->a]);
#define FAULTLINE_MOVE_64_IF(condition_code) core.r[m->a] = core.r[condition<condition_code>(core.flags) ? m->b : m->a];

#define FAULTLINE_DO_AddRegister32 FAULTLINE_BINARY(32, add, FAULTLINE_RIGHT_REGISTER(32))
#define FAULTLINE_DO_AddRegister64 FAULTLINE_BINARY(64, add, FAULTLINE_RIGHT_REGISTER(64))
#define FAULTLINE_DO_AddImmediate32 FAULTLINE_BINARY(32, add, FAULTLINE_RIGHT_IMMEDIATE(32))
#define FAULTLINE_DO_AddImmediate64 FAULTLINE_BINARY(64, add, FAULTLINE_RIGHT_IMMEDIATE(64))
#define FAULTLINE_DO_SubRegister32 FAULTLINE_BINARY(32, subtract, FAULTLINE_RIGHT_REGISTER(32))
#define FAULTLINE_DO_SubImmediate32 FAULTLINE_BINARY(32, subtract, FAULTLINE_RIGHT_IMMEDIATE(32))
#define FAULTLINE_DO_SubImmediate64 FAULTLINE_BINARY(64, subtract, FAULTLINE_RIGHT_IMMEDIATE(64))
#define FAULTLINE_DO_XorRegister32 FAULTLINE_BINARY(32, bit_xor, FAULTLINE_RIGHT_REGISTER(32))
#define FAULTLINE_DO_XorRegister64 FAULTLINE_BINARY(64, bit_xor, FAULTLINE_RIGHT_REGISTER(64))
#define FAULTLINE_DO_CmpRegister32 FAULTLINE_COMPARE(32, subtract, FAULTLINE_RIGHT_REGISTER(32))
#define FAULTLINE_DO_CmpRegister64 FAULTLINE_COMPARE(64, subtract, FAULTLINE_RIGHT_REGISTER(64))
#define FAULTLINE_DO_CmpImmediate32 FAULTLINE_COMPARE(32, subtract, FAULTLINE_RIGHT_IMMEDIATE(32))
#define FAULTLINE_DO_CmpImmediate64 FAULTLINE_COMPARE(64, subtract, FAULTLINE_RIGHT_IMMEDIATE(64))
#define FAULTLINE_DO_TestRegister32 FAULTLINE_COMPARE(32, bit_and, FAULTLINE_RIGHT_REGISTER(32))
#define FAULTLINE_DO_TestRegister64 FAULTLINE_COMPARE(64, bit_and, FAULTLINE_RIGHT_REGISTER(64))
#define FAULTLINE_DO_ShlImmediate64 core.r[m->a] = shift_left(core.flags, core.r[m->a], static_cast<uint32_t>(m->immediate));
#define FAULTLINE_DO_Move32 core.r[m->a] = static_cast<uint32_t>(core.r[m->b]);
#define FAULTLINE_DO_Move64 core.r[m->a] = core.r[m->b];
#define FAULTLINE_DO_MoveImmediate64 core.r[m->a] = m->immediate;
#define FAULTLINE_DO_Load8 FAULTLINE_LOAD(8, core.near_address(*m), load)
#define FAULTLINE_DO_Load32 FAULTLINE_LOAD(32, core.near_address(*m), load)
#define FAULTLINE_DO_Load64 FAULTLINE_LOAD(64, core.near_address(*m), load)
#define FAULTLINE_DO_LoadSigned8To32 FAULTLINE_LOAD_SIGNED(8, 32)
#define FAULTLINE_DO_Store32 FAULTLINE_STORE(32, core.near_address(*m), static_cast<uint32_t>(core.r[m->a]))
#define FAULTLINE_DO_Store64 FAULTLINE_STORE(64, core.near_address(*m), core.r[m->a])
#define FAULTLINE_DO_Sign32To64 core.r[m->a] = sign_extend(static_cast<uint32_t>(core.r[m->b]));
#define FAULTLINE_DO_Lea64 core.r[m->a] = core.address(*m);
#define FAULTLINE_DO_Multiply64 core.r[m->a] = multiply_signed(core.flags, core.r[m->a], core.r[m->b]);
#define FAULTLINE_DO_JumpB FAULTLINE_JUMP_IF(2)
#define FAULTLINE_DO_JumpAE FAULTLINE_JUMP_IF(3)
#define FAULTLINE_DO_JumpE FAULTLINE_JUMP_IF(4)
#define FAULTLINE_DO_JumpNE FAULTLINE_JUMP_IF(5)
#define FAULTLINE_DO_JumpBE FAULTLINE_JUMP_IF(6)
#define FAULTLINE_DO_JumpA FAULTLINE_JUMP_IF(7)
#define FAULTLINE_DO_JumpL FAULTLINE_JUMP_IF(12)
#define FAULTLINE_DO_JumpGE FAULTLINE_JUMP_IF(13)
#define FAULTLINE_DO_JumpLE FAULTLINE_JUMP_IF(14)
#define FAULTLINE_DO_JumpG FAULTLINE_JUMP_IF(15)
#define FAULTLINE_DO_Push { FAULTLINE_FAULT_UNLESS(core.store(core.rsp() - 8, core.r[m->a])) core.rsp() -= 8; FAULTLINE_CHECK_CODE }
#define FAULTLINE_DO_Pop { uint64_t value; FAULTLINE_FAULT_UNLESS(core.load(core.rsp(), value)) core.rsp() += 8; core.r[m->a] = value; }
#define FAULTLINE_DO_Leave { uint64_t value; FAULTLINE_FAULT_UNLESS(core.load(core.r[5], value)) core.rsp() = core.r[5] + 8; core.r[5] = value; }
#define FAULTLINE_DO_Call { FAULTLINE_FAULT_UNLESS(core.store(core.rsp() - 8, page_base_ + m->next)) core.rsp() -= 8; if (core.bus.code_epoch() != epoch) [[unlikely]] FAULTLINE_JUMP_TO(m->immediate) goto take_jump; }
#define FAULTLINE_DO_Return { uint64_t to; FAULTLINE_FAULT_UNLESS(core.load(core.rsp(), to)) core.rsp() += 8 + m->immediate; FAULTLINE_JUMP_TO(to - page_base_) }
// clang-format on
