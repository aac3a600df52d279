#include "tests/engine/cpu/code_writer.hpp"

namespace faultline::test {

void CodeWriter::memory_operand(const Shape& shape, uint8_t& rex) {
    operand_.clear();
    const uint8_t reg_bits = static_cast<uint8_t>((shape.reg & 7u) << 3);
    const uint8_t base = rng_.pick(kPointerRegisters);
    const bool aligned = shape.align == Align::Sixteen;
    const int32_t far = static_cast<int32_t>(rng_.below(2048)) - 1024;
    const int32_t near = static_cast<int32_t>(rng_.below(256)) - 128;
    const bool short_displacement = rng_.chance(2);
    int32_t displacement = short_displacement ? near : far;
    if (aligned) displacement &= ~15;
    const uint32_t kind = rng_.below(aligned ? 2 : 4);
    if (kind == 0) {
        // RIP-relative; the distance counts from the end, which `instruction` adds.
        operand_ = {static_cast<uint8_t>(reg_bits | 5)};
        return;
    }
    const uint8_t mod = short_displacement ? 0x40 : 0x80;
    const bool with_index = kind >= 2;
    if (with_index || (base & 7u) == 4) {
        operand_.push_back(static_cast<uint8_t>(mod | reg_bits | 4));
        const uint8_t index = with_index ? uint8_t{10} : uint8_t{4};
        operand_.push_back(static_cast<uint8_t>((rng_.below(4) << 6) | ((index & 7u) << 3) | (base & 7u)));
        if (index >= 8) rex |= 0x42;
    } else {
        operand_.push_back(static_cast<uint8_t>(mod | reg_bits | (base & 7u)));
    }
    if (base >= 8) rex |= 0x41;
    for (uint32_t i = 0; i < (short_displacement ? 1u : 4u); ++i) {
        operand_.push_back(static_cast<uint8_t>(static_cast<uint32_t>(displacement) >> (8 * i)));
    }
}

void CodeWriter::instruction(const Shape& shape) {
    uint8_t rex = shape.size == 8 ? 0x48 : 0;
    if (shape.reg >= 8) rex |= 0x44;
    if (shape.memory) {
        memory_operand(shape, rex);
    } else {
        operand_ = {static_cast<uint8_t>(0xc0 | ((shape.reg & 7u) << 3) | (shape.rm & 7u))};
        if (shape.rm >= 8) rex |= 0x41;
    }
    if (shape.byte_registers && rex == 0 && rng_.chance(2)) rex = 0x40;
    if (shape.lock) bytes({0xf0});
    if (shape.size == 2) bytes({0x66});
    if (shape.prefix != 0) bytes({shape.prefix});
    if (rex != 0) bytes({rex});
    code_.insert(code_.end(), shape.opcode.begin(), shape.opcode.end());
    code_.insert(code_.end(), operand_.begin(), operand_.end());
    if (shape.memory && operand_.size() == 1) {
        uint64_t place = kDataMiddle + rng_.below(1024);
        if (shape.align == Align::Sixteen) place &= ~uint64_t{15};
        value(place - (address_ + code_.size() + 4 + shape.immediate.size()), 4);
    }
    code_.insert(code_.end(), shape.immediate.begin(), shape.immediate.end());
}

}  // namespace faultline::test
