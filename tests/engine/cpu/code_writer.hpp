/// Writes instructions with random operands. Internal to the generators.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "tests/engine/cpu/random_code.hpp"

namespace faultline::test {

/// RBX, RBP, RSI, RDI, R12..R15.
inline constexpr uint8_t kPointerRegisters[] = {3, 5, 6, 7, 12, 13, 14, 15};

/// How an instruction's memory operand must lie.
enum class Align : uint8_t { Any, Sixteen };

/// What the writer needs to know of one instruction with a ModRM byte.
struct Shape {
    /// Mandatory prefix, or 0.
    uint8_t prefix = 0;
    std::vector<uint8_t> opcode;
    uint8_t reg = 0;
    /// 1, 2, 4, 8: operand size; 0: no size prefix (SSE, x87).
    uint8_t size = 0;
    bool memory = false;
    uint8_t rm = 0;
    Align align = Align::Any;
    /// Bytes that follow the address, for RIP-relative operands.
    std::vector<uint8_t> immediate{};
    /// The operands are byte registers: without a REX, 4..7 are AH..BH.
    bool byte_registers = false;
    bool lock = false;
};

class CodeWriter {
  public:
    CodeWriter(TestRng& rng, uint64_t address) : rng_(rng), address_(address) {}

    void bytes(std::initializer_list<int> values) {
        for (const int value : values) code_.push_back(static_cast<uint8_t>(value));
    }
    void value(uint64_t number, uint32_t size) {
        for (uint32_t i = 0; i < size; ++i) code_.push_back(static_cast<uint8_t>(number >> (8 * i)));
    }
    void instruction(const Shape& shape);

    /// A register that may be overwritten.
    uint8_t scratch() {
        constexpr uint8_t kScratch[] = {0, 1, 2, 8, 9, 11};
        return rng_.pick(kScratch);
    }
    uint8_t any_register() { return static_cast<uint8_t>(rng_.below(16)); }
    std::vector<uint8_t> immediate(uint32_t size) {
        std::vector<uint8_t> out;
        const uint64_t number = rng_.edge();
        for (uint32_t i = 0; i < size; ++i) out.push_back(static_cast<uint8_t>(number >> (8 * i)));
        return out;
    }

    TestRng& rng() { return rng_; }
    [[nodiscard]] const std::vector<uint8_t>& code() const { return code_; }
    [[nodiscard]] std::vector<uint8_t>& code() { return code_; }
    uint64_t undefined_flags = 0;

  private:
    void memory_operand(const Shape& shape, uint8_t& rex);

    TestRng& rng_;
    uint64_t address_;
    std::vector<uint8_t> code_;
    std::vector<uint8_t> operand_;
};

void write_integer(CodeWriter& writer);
void write_string(CodeWriter& writer);
void write_sse(CodeWriter& writer);
void write_x87(CodeWriter& writer);

}  // namespace faultline::test
