/// The shared part of lowering: operands, addresses, and the list under construction. Internal to lower*.cpp.
#pragma once

#include "engine/cpu/lower.hpp"

namespace faultline::cpu {

class Lowering {
  public:
    Lowering(const Instruction& instruction, uint32_t offset) : in_(instruction), offset_(offset) {}

    [[nodiscard]] Lowered run();

  private:
    [[nodiscard]] static MicroOp after(MicroOp first, uint32_t steps) {
        return static_cast<MicroOp>(static_cast<uint32_t>(first) + steps);
    }
    /// 0..3 for operands of 1, 2, 4, 8 bytes.
    [[nodiscard]] static uint32_t log2_size(uint8_t size) { return size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3; }
    [[nodiscard]] static MicroOp sized(MicroOp first, uint8_t size) { return after(first, log2_size(size)); }
    /// The temporary as an operand of `size`: byte operands count in bytes of the register file.
    [[nodiscard]] static uint8_t temp(uint8_t size) {
        return size == 1 ? SlotTemp * 8 : static_cast<uint8_t>(SlotTemp);
    }

    Micro& emit(MicroOp op);
    Micro& emit(MicroOp op, uint8_t a, uint8_t b);
    /// Emits `op` with the instruction's address in it.
    Micro& emit_memory(MicroOp op, uint8_t a);
    /// One of the operations that `mnemonic` tells apart.
    Micro& emit_rare(MicroOp op, uint8_t a, uint8_t b, uint8_t size);
    /// Computes the address, segment included, into SlotAddress and makes the later accesses use that.
    void freeze_address();
    void set_address(Micro& micro) const;
    [[nodiscard]] uint8_t segment_slot() const;
    /// Operations whose address is a base and a displacement.
    [[nodiscard]] static bool has_simple_address(MicroOp op) {
        return op >= MicroOp::Load8 && op <= MicroOp::LoadSigned32To64;
    }
    [[nodiscard]] static uint32_t distance(MicroOp from, MicroOp to) {
        return static_cast<uint32_t>(to) - static_cast<uint32_t>(from);
    }

    [[nodiscard]] const Operand& operand(uint32_t index) const { return in_.operands[index]; }
    [[nodiscard]] bool is_memory(uint32_t index) const { return operand(index).kind == OperandKind::Memory; }
    [[nodiscard]] bool is_immediate(uint32_t index) const { return operand(index).kind == OperandKind::Immediate; }
    /// The slot of a register operand, or of the temporary after loading a memory operand into it.
    [[nodiscard]] uint8_t source(uint32_t index);
    /// Like `source`, for an operand that is going to be written: the load raises the fault of a write.
    [[nodiscard]] uint8_t destination(uint32_t index);
    /// Stores the temporary back if the operand is in memory.
    void write_back(uint32_t index);
    [[nodiscard]] uint8_t register_slot(const Operand& operand) const;
    [[nodiscard]] int64_t target() const {
        return static_cast<int64_t>(next_offset()) + static_cast<int64_t>(in_.immediate);
    }
    [[nodiscard]] uint32_t next_offset() const { return offset_ + in_.length; }
    void unknown() {
        emit(MicroOp::Unknown);
        out_.ends_run = true;
    }

    void arithmetic();
    void shift();
    void unary();
    void move();
    void extend();
    void multiply();
    void bit_test();
    void exchange();
    void control();
    void jump();
    void stack();
    void integer();
    void string();
    [[nodiscard]] bool sse_move();
    void sse();
    void x87();
    [[nodiscard]] uint8_t xmm_source(uint32_t index);
    void plain(MicroOp op, bool ends_run);

    const Instruction& in_;
    uint32_t offset_;
    Lowered out_;
    bool address_frozen_ = false;
};

}  // namespace faultline::cpu
