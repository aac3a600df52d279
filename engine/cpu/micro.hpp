/// Micro-operations: what the hot loop executes. An instruction is lowered to one to six of them; memory operands
/// become a load into a temporary before, and a store after, a register operation, so that memory is reached from few
/// places.
#pragma once

#include <cstdint>

namespace faultline::cpu {

// One list makes the enumeration, and the order of the families is what `lower` counts in; that is why it is a macro.
// clang-format off
#define FAULTLINE_SIZES(X, name) X(name##8) X(name##16) X(name##32) X(name##64)
#define FAULTLINE_CONDITIONS(X, name) \
  X(name##O) X(name##NO) X(name##B) X(name##AE) X(name##E) X(name##NE) X(name##BE) X(name##A) \
  X(name##S) X(name##NS) X(name##P) X(name##NP) X(name##L) X(name##GE) X(name##LE) X(name##G)
#define FAULTLINE_ARITHMETIC(X, name) FAULTLINE_SIZES(X, name##Register) FAULTLINE_SIZES(X, name##Immediate)
#define FAULTLINE_SINGLE_OPERATIONS(X) \
  FAULTLINE_ARITHMETIC(X, Add) FAULTLINE_ARITHMETIC(X, Or) FAULTLINE_ARITHMETIC(X, Adc) FAULTLINE_ARITHMETIC(X, Sbb) \
  FAULTLINE_ARITHMETIC(X, And) FAULTLINE_ARITHMETIC(X, Sub) FAULTLINE_ARITHMETIC(X, Xor) FAULTLINE_ARITHMETIC(X, Cmp) \
  FAULTLINE_ARITHMETIC(X, Test) \
  /* Shift counts: CL, or the immediate, already masked. */ \
  FAULTLINE_ARITHMETIC(X, Shl) FAULTLINE_ARITHMETIC(X, Shr) FAULTLINE_ARITHMETIC(X, Sar) \
  FAULTLINE_SIZES(X, Inc) FAULTLINE_SIZES(X, Dec) FAULTLINE_SIZES(X, Neg) FAULTLINE_SIZES(X, Not) \
  FAULTLINE_SIZES(X, Move) FAULTLINE_SIZES(X, MoveImmediate) \
  /* Load zero-extends to the whole register. LoadForWrite does too and raises the fault of a write. These, and StoreImmediate, \
     have an address of base and displacement only; Indexed has the rest. */ \
  FAULTLINE_SIZES(X, Load) FAULTLINE_SIZES(X, LoadForWrite) FAULTLINE_SIZES(X, Store) FAULTLINE_SIZES(X, StoreImmediate) \
  FAULTLINE_SIZES(X, LoadIndexed) FAULTLINE_SIZES(X, StoreIndexed) \
  X(LoadSigned8To32) X(LoadSigned8To64) X(LoadSigned16To32) X(LoadSigned16To64) X(LoadSigned32To64) \
  X(Zero8) X(Zero16) X(Sign8To32) X(Sign8To64) X(Sign16To32) X(Sign16To64) X(Sign32To64) \
  X(Lea32) X(Lea64) X(Multiply32) X(Multiply64) X(MultiplyImmediate32) X(MultiplyImmediate64) \
  FAULTLINE_CONDITIONS(X, Set) FAULTLINE_CONDITIONS(X, Move32If) FAULTLINE_CONDITIONS(X, Move64If) \
  FAULTLINE_CONDITIONS(X, Jump) \
  X(JumpIfTemp) X(Jump) X(JumpRegister) X(Call) X(CallRegister) X(Return) X(Push) X(PushImmediate) X(Pop) X(Leave) \
  X(LoadXmm32) X(LoadXmm64) X(LoadXmm128) X(StoreXmm32) X(StoreXmm64) X(StoreXmm128) \
  /* The rest: `mnemonic` says which. */ \
  X(Integer) X(String) X(Sse) X(SsePacked) X(X87) X(Timestamp) X(Nothing) \
  X(Syscall) X(Breakpoint) X(Privileged) X(Unknown) \
  /* Go on at offset `immediate`: the end of a run. An instruction that crosses the page end is decoded each time. */ \
  X(Continue) X(CrossPage)

/* Neighbours that programs often have, executed without a dispatch between them; see fuse.hpp. */
#define FAULTLINE_COMPARE_AND_JUMP(X, compare) \
  X(compare, JumpB) X(compare, JumpAE) X(compare, JumpE) X(compare, JumpNE) X(compare, JumpBE) X(compare, JumpA) \
  X(compare, JumpL) X(compare, JumpGE) X(compare, JumpLE) X(compare, JumpG)
#define FAULTLINE_PAIRS(X) \
  FAULTLINE_COMPARE_AND_JUMP(X, CmpRegister32) FAULTLINE_COMPARE_AND_JUMP(X, CmpImmediate32) \
  FAULTLINE_COMPARE_AND_JUMP(X, CmpRegister64) FAULTLINE_COMPARE_AND_JUMP(X, CmpImmediate64) \
  X(TestRegister32, JumpE) X(TestRegister32, JumpNE) X(TestRegister64, JumpE) X(TestRegister64, JumpNE) \
  X(Load32, CmpImmediate32) X(Load32, CmpRegister32) X(Load32, AddImmediate32) X(Load32, SubImmediate32) X(Load32, AddRegister32) \
  X(Load32, SubRegister32) X(Load32, Sign32To64) X(Load32, Move32) X(Load32, Load32) X(Load32, Store32) X(Load32, Move64) X(Load32, XorRegister32) \
  X(Load64, Load64) X(Load64, Load32) X(Load64, XorRegister64) X(Load64, AddRegister64) X(Load64, AddImmediate64) X(Load64, MoveImmediate64) \
  X(Load64, Store64) X(Load64, Move64) X(AddRegister64, Load32) X(AddRegister64, Load64) X(AddRegister64, Load8) \
  X(AddRegister64, LoadSigned8To32) X(AddImmediate32, Store32) X(AddImmediate64, Store64) X(SubImmediate32, Store32) \
  X(AddRegister32, Store32) X(Store32, Load32) X(Store32, Store32) X(Store32, Load64) X(Store64, Load64) X(Store64, Load32) X(Store64, Store64) \
  X(Sign32To64, ShlImmediate64) X(Lea64, AddRegister64) X(ShlImmediate64, Lea64) X(Sign32To64, AddRegister64) X(Sign32To64, Load64) \
  X(Move32, AddImmediate32) X(Move32, Move32) X(Move64, AddImmediate64) X(Move64, SubImmediate64) X(Push, Move64) X(MoveImmediate64, Load32) \
  X(MoveImmediate64, Multiply64) X(Leave, Return) X(Pop, Return) X(Push, Push) X(Pop, Pop) X(Move64, Call)
#define FAULTLINE_PAIR_NAME(first, second) first##_##second
// clang-format on

enum class MicroOp : uint16_t {
#define FAULTLINE_ENUMERATOR(name) name,
    FAULTLINE_SINGLE_OPERATIONS(FAULTLINE_ENUMERATOR)
#undef FAULTLINE_ENUMERATOR
#define FAULTLINE_ENUMERATOR(first, second) FAULTLINE_PAIR_NAME(first, second),
        FAULTLINE_PAIRS(FAULTLINE_ENUMERATOR)
#undef FAULTLINE_ENUMERATOR
};

/// Register file of the hot loop: the sixteen general registers, then these. Zero stands for an absent base or index.
enum Slot : uint8_t {
    SlotZero = 16,
    SlotPage = 17,
    SlotFs = 18,
    SlotGs = 19,
    SlotTemp = 20,
    SlotAddress = 21,
    kSlots = 22
};
/// The XMM index that stands for the temporary a memory operand was loaded into.
inline constexpr uint8_t kXmmTemp = 16;

struct Micro {
    MicroOp op = MicroOp::Unknown;
    /// Where the instruction starts and where the next one does, from the start of the page.
    uint16_t offset = 0;
    uint16_t next = 0;
    uint16_t mnemonic = 0;
    /// Instructions from this one to the end of the run, this one included.
    uint8_t run = 0;
    /// Operand size in bytes, for the operations whose name does not say it.
    uint8_t size = 0;
    /// Destination and source: a slot, or for byte operands the byte's place in the register file, or an XMM or ST
    /// index.
    uint8_t a = 0;
    uint8_t b = 0;
    /// The address: slot[base] + (slot[index] << scale) + displacement. `Integer` uses `index` and `scale` as it says.
    uint8_t base = SlotZero;
    uint8_t index = SlotZero;
    uint8_t scale = 0;
    uint8_t detail = 0;
    /// Of an address; of a jump inside the page, how far away its target's micro-operation is, or 0 while that is not
    /// known.
    int64_t displacement = 0;
    uint64_t immediate = 0;
};
static_assert(sizeof(Micro) == 32);

}  // namespace faultline::cpu
