#include "tests/engine/cpu/code_writer.hpp"

namespace faultline::test {

namespace {

struct SseOpcode {
    uint8_t prefix;
    uint8_t opcode;
    bool aligned;
};

/// xmm, xmm or memory.
constexpr SseOpcode kPlain[] = {
    {0xf3, 0x10, false}, {0xf2, 0x10, false}, {0, 0x10, false},    {0x66, 0x10, false}, {0, 0x28, true},
    {0x66, 0x28, true},  {0x66, 0x6f, true},  {0xf3, 0x6f, false}, {0xf3, 0x7e, false}, {0, 0x14, true},
    {0x66, 0x14, true},  {0, 0x15, true},     {0x66, 0x15, true},  {0, 0x2e, false},    {0x66, 0x2e, false},
    {0, 0x2f, false},    {0x66, 0x2f, false}, {0, 0x54, true},     {0x66, 0x54, true},  {0, 0x55, true},
    {0x66, 0x55, true},  {0, 0x56, true},     {0x66, 0x56, true},  {0, 0x57, true},     {0x66, 0x57, true},
    {0, 0x5a, false},    {0x66, 0x5a, true},  {0xf3, 0x5a, false}, {0xf2, 0x5a, false}, {0, 0x5b, true},
    {0x66, 0x5b, true},  {0xf3, 0x5b, true},  {0xf3, 0xe6, false}, {0x66, 0xe6, true},  {0xf2, 0xe6, true}};

/// Arithmetic: all four prefixes.
constexpr uint8_t kArithmetic[] = {0x51, 0x58, 0x59, 0x5c, 0x5d, 0x5e, 0x5f};

/// SSE2 integers, all with 66.
constexpr uint8_t kIntegers[] = {
    0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x74, 0x75, 0x76, 0xd1, 0xd2,
    0xd3, 0xd4, 0xd5, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe8, 0xe9,
    0xea, 0xeb, 0xec, 0xed, 0xee, 0xef, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe};

/// Stores.
constexpr SseOpcode kStores[] = {{0xf3, 0x11, false}, {0xf2, 0x11, false}, {0, 0x11, false},
                                 {0x66, 0x11, false}, {0, 0x29, true},     {0x66, 0x29, true},
                                 {0x66, 0x7f, true},  {0xf3, 0x7f, false}, {0x66, 0xd6, false}};
/// Memory operands only.
constexpr SseOpcode kHalves[] = {{0, 0x12, false}, {0x66, 0x12, false}, {0, 0x13, false}, {0x66, 0x13, false},
                                 {0, 0x16, false}, {0x66, 0x16, false}, {0, 0x17, false}, {0x66, 0x17, false},
                                 {0, 0x2b, true},  {0x66, 0xe7, true}};
/// A byte of immediate.
constexpr SseOpcode kImmediate[] = {
    {0x66, 0x70, true}, {0xf3, 0x70, true}, {0xf2, 0x70, true}, {0, 0xc6, true}, {0x66, 0xc6, true}};
constexpr uint8_t kPrefixes[] = {0, 0x66, 0xf3, 0xf2};

Shape plain(CodeWriter& w, const SseOpcode& opcode) {
    Shape shape;
    shape.prefix = opcode.prefix;
    shape.opcode = {0x0f, opcode.opcode};
    shape.reg = w.any_register();
    shape.rm = w.any_register();
    shape.memory = w.rng().chance(3);
    shape.align = opcode.aligned ? Align::Sixteen : Align::Any;
    return shape;
}

Shape any_prefix(CodeWriter& w, uint8_t opcode) {
    const uint8_t prefix = w.rng().pick(kPrefixes);
    return plain(w, {prefix, opcode, prefix == 0 || prefix == 0x66});
}

void shift_by_immediate(CodeWriter& w) {
    constexpr uint8_t kForms[][2] = {{0x71, 2}, {0x71, 4}, {0x71, 6}, {0x72, 2}, {0x72, 4},
                                     {0x72, 6}, {0x73, 2}, {0x73, 3}, {0x73, 6}, {0x73, 7}};
    const auto& chosen = kForms[w.rng().below(10)];
    Shape shape = plain(w, {0x66, chosen[0], false});
    shape.memory = false;
    shape.reg = chosen[1];
    shape.immediate = {static_cast<uint8_t>(w.rng().below(70))};
    w.instruction(shape);
}

/// Between XMM and general registers.
void crossing(CodeWriter& w) {
    Shape shape = plain(w, {0x66, 0x6e, false});
    const uint8_t size = w.rng().chance(2) ? 8 : 4;
    shape.size = size;
    switch (w.rng().below(6)) {
        case 0: break;
        case 1:
            shape.opcode.back() = 0x7e;
            shape.rm = w.scratch();
            break;
        case 2:
            shape.prefix = w.rng().chance(2) ? 0xf3 : 0xf2;
            shape.opcode.back() = 0x2a;
            break;
        case 3:
            shape.prefix = w.rng().chance(2) ? 0xf3 : 0xf2;
            shape.opcode.back() = static_cast<uint8_t>(0x2c + w.rng().below(2));
            shape.reg = w.scratch();
            break;
        case 4: {
            constexpr SseOpcode kMasks[] = {{0, 0x50, false}, {0x66, 0x50, false}, {0x66, 0xd7, false}};
            shape = plain(w, w.rng().pick(kMasks));
            shape.reg = w.scratch();
            shape.memory = false;
            break;
        }
        default:
            shape.size = 0;
            shape.immediate = w.immediate(1);
            shape.opcode.back() = 0xc4;
            if (w.rng().chance(2)) {
                shape.opcode.back() = 0xc5;
                shape.memory = false;
                shape.reg = w.scratch();
            }
            break;
    }
    w.instruction(shape);
}

/// From memory: d8..df, and how many /r of each the CPU has there.
struct X87Memory {
    uint8_t opcode;
    uint8_t reg;
};
constexpr X87Memory kX87Memory[] = {
    {0xd8, 0}, {0xd8, 1}, {0xd8, 2}, {0xd8, 3}, {0xd8, 4}, {0xd8, 5}, {0xd8, 6}, {0xd8, 7}, {0xdc, 0}, {0xdc, 1},
    {0xdc, 2}, {0xdc, 3}, {0xdc, 4}, {0xdc, 5}, {0xdc, 6}, {0xdc, 7}, {0xda, 0}, {0xda, 1}, {0xda, 2}, {0xda, 3},
    {0xda, 4}, {0xda, 5}, {0xda, 6}, {0xda, 7}, {0xde, 0}, {0xde, 1}, {0xde, 2}, {0xde, 3}, {0xde, 4}, {0xde, 5},
    {0xde, 6}, {0xde, 7}, {0xd9, 0}, {0xd9, 2}, {0xd9, 3}, {0xd9, 7}, {0xdb, 0}, {0xdb, 1}, {0xdb, 2}, {0xdb, 3},
    {0xdb, 5}, {0xdb, 5}, {0xdb, 5}, {0xdb, 7}, {0xdd, 0}, {0xdd, 0}, {0xdd, 1}, {0xdd, 2}, {0xdd, 3}, {0xdf, 0},
    {0xdf, 1}, {0xdf, 2}, {0xdf, 3}, {0xdf, 5}, {0xdf, 7}};
/// Register forms with a free ST(i): opcode and the first ModRM.
constexpr X87Memory kX87Registers[] = {
    {0xd8, 0xc0}, {0xd8, 0xc8}, {0xd8, 0xd0}, {0xd8, 0xd8}, {0xd8, 0xe0}, {0xd8, 0xe8}, {0xd8, 0xf0}, {0xd8, 0xf8},
    {0xd9, 0xc0}, {0xd9, 0xc8}, {0xda, 0xc0}, {0xda, 0xc8}, {0xda, 0xd0}, {0xda, 0xd8}, {0xdb, 0xc0}, {0xdb, 0xc8},
    {0xdb, 0xd0}, {0xdb, 0xd8}, {0xdb, 0xe8}, {0xdb, 0xf0}, {0xdc, 0xc0}, {0xdc, 0xc8}, {0xdc, 0xe0}, {0xdc, 0xe8},
    {0xdc, 0xf0}, {0xdc, 0xf8}, {0xdd, 0xc0}, {0xdd, 0xd0}, {0xdd, 0xd8}, {0xdd, 0xe0}, {0xdd, 0xe8}, {0xde, 0xc0},
    {0xde, 0xc8}, {0xde, 0xe0}, {0xde, 0xe8}, {0xde, 0xf0}, {0xde, 0xf8}, {0xdf, 0xe8}, {0xdf, 0xf0}};
/// Whole instructions.
constexpr X87Memory kX87Fixed[] = {{0xd9, 0xd0}, {0xd9, 0xe0}, {0xd9, 0xe1}, {0xd9, 0xe4}, {0xd9, 0xe5}, {0xd9, 0xe8},
                                   {0xd9, 0xe9}, {0xd9, 0xea}, {0xd9, 0xeb}, {0xd9, 0xec}, {0xd9, 0xed}, {0xd9, 0xee},
                                   {0xd9, 0xf6}, {0xd9, 0xf7}, {0xd9, 0xf8}, {0xd9, 0xfa}, {0xd9, 0xfc}, {0xd9, 0xfd},
                                   {0xda, 0xe9}, {0xde, 0xd9}, {0xdb, 0xe3}};
}  // namespace

void write_sse(CodeWriter& w) {
    switch (w.rng().below(9)) {
        case 0:
        case 1: return w.instruction(any_prefix(w, w.rng().pick(kArithmetic)));
        case 2: return w.instruction(plain(w, w.rng().pick(kPlain)));
        case 3: return w.instruction(plain(w, {0x66, w.rng().pick(kIntegers), true}));
        case 4: {
            Shape shape = plain(w, w.rng().pick(kStores));
            return w.instruction(shape);
        }
        case 5: {
            Shape shape = plain(w, w.rng().pick(kHalves));
            shape.memory = true;
            if (w.rng().chance(4)) {
                // MOVHLPS and MOVLHPS.
                shape.memory = false;
                shape.prefix = 0;
                shape.opcode.back() = w.rng().chance(2) ? 0x12 : 0x16;
            }
            return w.instruction(shape);
        }
        case 6: {
            Shape shape = w.rng().chance(2) ? plain(w, w.rng().pick(kImmediate)) : any_prefix(w, 0xc2);
            shape.immediate = w.immediate(1);
            if (shape.opcode.back() == 0xc2) shape.immediate[0] &= 7u;
            return w.instruction(shape);
        }
        case 7: return shift_by_immediate(w);
        default: return crossing(w);
    }
}

void write_x87(CodeWriter& w) {
    if (w.rng().chance(16)) {
        // FNSTSW AX; AND AX with the condition bits that are modelled.
        w.bytes({0xdf, 0xe0, 0x66, 0x25, 0x00, 0x45});
        w.undefined_flags = kFlagAuxiliary;
        return;
    }
    if (w.rng().chance(2)) {
        const X87Memory& chosen = w.rng().pick(kX87Memory);
        Shape shape;
        shape.opcode = {chosen.opcode};
        shape.reg = chosen.reg;
        shape.memory = true;
        // Numbers lie at multiples of sixteen.
        shape.align = Align::Sixteen;
        return w.instruction(shape);
    }
    if (w.rng().chance(3)) {
        const X87Memory& chosen = w.rng().pick(kX87Fixed);
        return w.bytes({chosen.opcode, chosen.reg});
    }
    const X87Memory& chosen = w.rng().pick(kX87Registers);
    const uint32_t index = w.rng().chance(3) ? w.rng().below(8) : w.rng().below(3);
    w.bytes({chosen.opcode, chosen.reg + static_cast<int>(index)});
}

}  // namespace faultline::test
