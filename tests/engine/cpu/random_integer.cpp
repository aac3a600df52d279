#include "tests/engine/cpu/code_writer.hpp"

namespace faultline::test {

namespace {
constexpr uint64_t kAf = kFlagAuxiliary;
constexpr uint64_t kAfterMultiply = kFlagSign | kFlagZero | kFlagAuxiliary | kFlagParity;
constexpr uint64_t kAllFlags = kAfterMultiply | kFlagCarry | kFlagOverflow;

uint8_t wide_size(TestRng& rng) {
    constexpr uint8_t kSizes[] = {2, 4, 4, 8, 8};
    return rng.pick(kSizes);
}

/// A ModRM instruction whose opcode is even for bytes and odd for the other sizes.
Shape sized(CodeWriter& w, std::vector<uint8_t> opcode, bool destination_is_rm) {
    Shape shape;
    shape.size = w.rng().chance(4) ? uint8_t{1} : wide_size(w.rng());
    shape.opcode = std::move(opcode);
    if (shape.size != 1) shape.opcode.back() |= 1;
    shape.byte_registers = shape.size == 1;
    shape.memory = w.rng().chance(3);
    // Byte registers 4..7 may be SPL..DIL or AH..BH: as destinations only AH, CH and DH are free, and those need no
    // REX.
    shape.reg = destination_is_rm ? w.any_register() : w.scratch();
    shape.rm = destination_is_rm ? w.scratch() : w.any_register();
    if (destination_is_rm && shape.reg == 4) shape.reg = 0;
    return shape;
}
uint32_t immediate_size(uint8_t size) { return size == 1 ? 1 : size == 2 ? 2 : 4; }

void arithmetic(CodeWriter& w) {
    const uint8_t operation = static_cast<uint8_t>(w.rng().below(8));
    const bool logic = operation == 1 || operation == 4 || operation == 6;
    const uint32_t kind = w.rng().below(4);
    if (kind == 0) {
        Shape shape = sized(w, {static_cast<uint8_t>(operation * 8)}, true);
        shape.lock = shape.memory && operation != 7 && w.rng().chance(4);
        w.instruction(shape);
    } else if (kind == 1) {
        w.instruction(sized(w, {static_cast<uint8_t>(operation * 8 + 2)}, false));
    } else {
        Shape shape = sized(w, {0x80}, true);
        shape.reg = operation;
        const bool short_immediate = shape.size != 1 && kind == 2;
        if (short_immediate) shape.opcode.back() = 0x83;
        shape.immediate = w.immediate(short_immediate ? 1 : immediate_size(shape.size));
        w.instruction(shape);
    }
    if (logic) w.undefined_flags = kAf;
}

void test_instruction(CodeWriter& w) {
    Shape shape = sized(w, {0x84}, true);
    if (w.rng().chance(2)) {
        shape.opcode.back() = shape.size == 1 ? 0xf6 : 0xf7;
        shape.reg = 0;
        shape.immediate = w.immediate(immediate_size(shape.size));
    }
    w.instruction(shape);
    w.undefined_flags = kAf;
}

void shift(CodeWriter& w) {
    const uint8_t operation = static_cast<uint8_t>(w.rng().below(8));
    const bool rotate = operation < 4;
    Shape shape = sized(w, {0xd0}, true);
    const uint32_t kind = w.rng().below(3);
    if (kind == 1) shape.opcode.back() = static_cast<uint8_t>(shape.opcode.back() + 2);
    if (kind == 2) {
        shape.opcode.back() = static_cast<uint8_t>(shape.opcode.back() - 0x10);
        shape.immediate = w.immediate(1);
    }
    shape.reg = operation;
    w.instruction(shape);
    w.undefined_flags = (rotate ? 0 : kAf) | (kind == 0 ? 0 : kFlagOverflow);
    // Shifted by more than its width, a narrow operand leaves CF undefined.
    if (!rotate && kind != 0 && shape.size <= 2) w.undefined_flags |= kFlagCarry;
}

void unary(CodeWriter& w) {
    const uint32_t kind = w.rng().below(4);
    Shape shape = sized(w, {kind < 2 ? uint8_t{0xfe} : uint8_t{0xf6}}, true);
    shape.reg = static_cast<uint8_t>(kind);
    shape.lock = shape.memory && w.rng().chance(4);
    w.instruction(shape);
}

void multiply_or_divide(CodeWriter& w) {
    const uint8_t operation = static_cast<uint8_t>(4 + w.rng().below(4));
    const bool divides = operation >= 6;
    Shape shape = sized(w, {0xf6}, true);
    shape.reg = operation;
    if (divides && w.rng().chance(2)) {
        // Mostly quotients that fit: clear or sign-extend into the high half first.
        if (shape.size == 1)
            w.bytes({0x0f, 0xb6, 0xc0});
        else if (operation == 6)
            w.bytes({0x31, 0xd2});
        else
            w.bytes({0x48, 0x99});
    }
    w.instruction(shape);
    w.undefined_flags = divides ? kAllFlags : kAfterMultiply;
}

void multiply_two(CodeWriter& w) {
    Shape shape = sized(w, {0x0f, 0xaf}, false);
    if (shape.size == 1) shape.size = 4;
    shape.byte_registers = false;
    const uint32_t kind = w.rng().below(3);
    if (kind == 1) {
        shape.opcode = {0x69};
        shape.immediate = w.immediate(immediate_size(shape.size));
    } else if (kind == 2) {
        shape.opcode = {0x6b};
        shape.immediate = w.immediate(1);
    }
    w.instruction(shape);
    w.undefined_flags = kAfterMultiply;
}

void move(CodeWriter& w) {
    switch (w.rng().below(6)) {
        case 0: return w.instruction(sized(w, {0x88}, true));
        case 1: return w.instruction(sized(w, {0x8a}, false));
        case 2: {
            Shape shape = sized(w, {0xc6}, true);
            shape.reg = 0;
            shape.immediate = w.immediate(immediate_size(shape.size));
            return w.instruction(shape);
        }
        case 3: {
            Shape shape = sized(w, {0x8d}, false);
            shape.memory = true;
            if (shape.size == 1) shape.size = 8;
            shape.byte_registers = false;
            return w.instruction(shape);
        }
        case 4: {
            const uint8_t reg = w.scratch();
            w.bytes({reg >= 8 ? 0x49 : 0x48, 0xb8 + (reg & 7)});
            return w.value(w.rng().edge(), 8);
        }
        default: {
            const uint8_t reg = w.scratch();
            if (reg >= 8) w.bytes({0x41});
            w.bytes({0xb8 + (reg & 7)});
            return w.value(w.rng().edge(), 4);
        }
    }
}

void extend(CodeWriter& w) {
    constexpr uint8_t kOpcodes[] = {0xb6, 0xb7, 0xbe, 0xbf, 0x63};
    const uint8_t opcode = w.rng().pick(kOpcodes);
    Shape shape;
    shape.opcode = opcode == 0x63 ? std::vector<uint8_t>{0x63} : std::vector<uint8_t>{0x0f, opcode};
    shape.size = opcode == 0x63 ? uint8_t{8} : wide_size(w.rng());
    shape.reg = w.scratch();
    shape.rm = w.any_register();
    shape.memory = w.rng().chance(2);
    w.instruction(shape);
}

void exchange(CodeWriter& w) {
    switch (w.rng().below(5)) {
        case 0: {
            Shape shape = sized(w, {0x86}, true);
            shape.reg = w.scratch();
            return w.instruction(shape);
        }
        case 1: {
            Shape shape = sized(w, {0x0f, 0xc0}, true);
            shape.reg = w.scratch();
            return w.instruction(shape);
        }
        case 2: {
            Shape shape = sized(w, {0x0f, 0xb0}, true);
            shape.lock = shape.memory;
            return w.instruction(shape);
        }
        case 3: {
            Shape shape;
            shape.opcode = {0x0f, 0xc7};
            shape.reg = 1;
            shape.memory = true;
            shape.align = Align::Sixteen;
            shape.size = w.rng().chance(2) ? 8 : 4;
            return w.instruction(shape);
        }
        default: {
            constexpr uint8_t kLow[] = {0, 1, 2};
            if (w.rng().chance(2)) w.bytes({0x48});
            return w.bytes({0x90 + w.rng().pick(kLow)});
        }
    }
}

void bits(CodeWriter& w) {
    Shape shape;
    shape.size = wide_size(w.rng());
    shape.memory = w.rng().chance(3);
    shape.reg = w.any_register();
    shape.rm = w.scratch();
    constexpr uint8_t kTests[] = {0xa3, 0xab, 0xb3, 0xbb};
    switch (w.rng().below(4)) {
        case 0:
            shape.opcode = {0x0f, w.rng().pick(kTests)};
            // A bit number in a register reaches far away from a memory operand: R10 is small.
            if (shape.memory) shape.reg = 10;
            w.undefined_flags = kFlagOverflow | kFlagSign | kFlagAuxiliary | kFlagParity;
            break;
        case 1:
            shape.opcode = {0x0f, 0xba};
            shape.reg = static_cast<uint8_t>(4 + w.rng().below(4));
            shape.immediate = w.immediate(1);
            w.undefined_flags = kFlagOverflow | kFlagSign | kFlagAuxiliary | kFlagParity;
            break;
        case 2:
            shape.opcode = {0x0f, static_cast<uint8_t>(0xbc + w.rng().below(2))};
            shape.reg = w.scratch();
            shape.rm = w.any_register();
            w.undefined_flags = kAllFlags & ~kFlagZero;
            if (w.rng().chance(2)) {
                shape.prefix = 0xf3;
                w.undefined_flags = kAllFlags & ~(kFlagZero | kFlagCarry);
            }
            break;
        default:
            shape.opcode = {0x0f, 0xb8};
            shape.prefix = 0xf3;
            shape.reg = w.scratch();
            shape.rm = w.any_register();
            break;
    }
    w.instruction(shape);
}

void double_shift(CodeWriter& w) {
    Shape shape;
    shape.size = w.rng().chance(2) ? 4 : 8;
    shape.memory = w.rng().chance(3);
    shape.reg = w.any_register();
    shape.rm = w.scratch();
    shape.opcode = {0x0f, static_cast<uint8_t>((w.rng().chance(2) ? 0xa4 : 0xac))};
    if (w.rng().chance(2)) {
        ++shape.opcode.back();
    } else {
        shape.immediate = w.immediate(1);
        if (w.rng().chance(4)) {
            shape.size = 2;
            shape.immediate[0] &= 15u;
        }
    }
    w.instruction(shape);
    w.undefined_flags = kFlagOverflow | kFlagAuxiliary;
}

void conditions(CodeWriter& w) {
    const uint8_t code = static_cast<uint8_t>(w.rng().below(16));
    Shape shape;
    shape.memory = w.rng().chance(3);
    if (w.rng().chance(2)) {
        shape.opcode = {0x0f, static_cast<uint8_t>(0x90 + code)};
        shape.byte_registers = true;
        shape.rm = w.scratch();
    } else {
        shape.opcode = {0x0f, static_cast<uint8_t>(0x40 + code)};
        shape.size = wide_size(w.rng());
        shape.reg = w.scratch();
        shape.rm = w.any_register();
    }
    w.instruction(shape);
}

void stack(CodeWriter& w) {
    switch (w.rng().below(9)) {
        case 0: return w.bytes({0x50 + static_cast<int>(w.rng().below(8))});
        case 1: return w.bytes({0x41, 0x50 + static_cast<int>(w.rng().below(8))});
        case 2: return w.bytes({0x58 + static_cast<int>(w.rng().below(3))});
        case 3: w.bytes({0x6a}); return w.value(w.rng().next(), 1);
        case 4: w.bytes({0x68}); return w.value(w.rng().next(), 4);
        case 5: {
            Shape shape;
            const bool push = w.rng().chance(2);
            shape.opcode = {push ? uint8_t{0xff} : uint8_t{0x8f}};
            shape.reg = push ? 6 : 0;
            shape.memory = true;
            return w.instruction(shape);
        }
        case 6: w.bytes({0x66, 0x50, 0x66, 0x59}); return;
        // PUSHFQ; POP RAX, and flags pushed without TF; POPFQ.
        case 7: return w.bytes({0x9c, 0x58});
        default:
            w.bytes({0x68});
            w.value(w.rng().next() & kAllFlags, 4);
            return w.bytes({0x9d});
    }
}

void control(CodeWriter& w) {
    const uint8_t code = static_cast<uint8_t>(w.rng().below(16));
    switch (w.rng().below(7)) {
        // Over one two-byte instruction (INC or DEC of AL).
        case 0: return w.bytes({0x70 + code, 2, 0xfe, 0xc0});
        case 1: return w.bytes({0x0f, 0x80 + code, 2, 0, 0, 0, 0xfe, 0xc8});
        case 2: return w.bytes({0xe3, 2, 0xfe, 0xc0});
        case 3: return w.bytes({0xe0 + static_cast<int>(w.rng().below(3)), 2, 0xfe, 0xc0});
        // CALL over a jump to a RET-less end: call +2; jmp +1; ret.
        case 4: return w.bytes({0xe8, 2, 0, 0, 0, 0xeb, 1, 0xc3});
        // The same through a register: lea r11, [rip+2]; jmp over a RET; call r11.
        case 5: return w.bytes({0x4c, 0x8d, 0x1d, 2, 0, 0, 0, 0xeb, 1, 0xc3, 0x41, 0xff, 0xd3});
        default: return w.bytes({0xc8, 16, 0, static_cast<int>(w.rng().below(2)), 0xc9});
    }
}

void small(CodeWriter& w) {
    switch (w.rng().below(12)) {
        case 0: return w.bytes({0x98});
        case 1: return w.bytes({0x48, 0x98});
        case 2: return w.bytes({0x66, 0x98});
        case 3: return w.bytes({0x99});
        case 4: return w.bytes({0x48, 0x99});
        case 5: return w.bytes({0x66, 0x99});
        case 6: return w.bytes({0x9f});
        case 7: return w.bytes({0x9e});
        case 8: return w.bytes({w.rng().chance(2) ? 0xf8 : 0xf9});
        case 9: return w.bytes({0xf5});
        case 10: return w.bytes({0xd7});
        default: {
            const uint8_t reg = w.scratch();
            const bool wide = w.rng().chance(2);
            return w.bytes({0x40 | (wide ? 8 : 0) | (reg >= 8 ? 1 : 0), 0x0f, 0xc8 + (reg & 7)});
        }
    }
}
}  // namespace

void write_integer(CodeWriter& w) {
    switch (w.rng().below(16)) {
        case 0:
        case 1:
        case 2: return arithmetic(w);
        case 3: return test_instruction(w);
        case 4: return shift(w);
        case 5: return unary(w);
        case 6: return multiply_or_divide(w);
        case 7: return multiply_two(w);
        case 8: return move(w);
        case 9: return extend(w);
        case 10: return exchange(w);
        case 11: return bits(w);
        case 12: return w.rng().chance(2) ? double_shift(w) : small(w);
        case 13: return conditions(w);
        case 14: return stack(w);
        default: return control(w);
    }
}

void write_string(CodeWriter& w) {
    constexpr uint8_t kOpcodes[] = {0xa4, 0xa6, 0xaa, 0xac, 0xae};
    if (w.rng().chance(4)) w.bytes({w.rng().chance(2) ? 0xfc : 0xfd});
    const uint32_t repeat = w.rng().below(3);
    if (repeat != 0) {
        // mov ecx, count
        w.bytes({0xb9, static_cast<int>(w.rng().below(40)), 0, 0, 0});
    }
    const uint32_t size = w.rng().below(4);
    if (size == 1) w.bytes({0x66});
    if (repeat != 0) w.bytes({repeat == 1 ? 0xf3 : 0xf2});
    if (size == 3) w.bytes({0x48});
    w.bytes({w.rng().pick(kOpcodes) | (size == 0 ? 0 : 1)});
}

}  // namespace faultline::test
