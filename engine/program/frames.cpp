#include "engine/program/frames.hpp"

#include <array>
#include <cstring>
#include <optional>

#include "engine/kernel/gup.hpp"

namespace faultline {

namespace {

/// A chain that runs in circles ends here.
constexpr std::uint32_t deepest = 1000;

/// push rbp; mov rbp, rsp.
constexpr std::array<std::uint8_t, 4> usual_start{0x55, 0x48, 0x89, 0xe5};
constexpr std::uint8_t ret = 0xc3;

class Walker {
public:
    Walker(const Machine& machine, const Task& task, const LineTable& lines)
        : machine_(machine), mm_(machine.mm_of(task)), lines_(lines), rip_(task.cpu.rip), rsp_(task.cpu[Gpr::Rsp]), rbp_(task.cpu[Gpr::Rbp]) {}

    std::vector<StackFrame> run(std::size_t most) {
        std::vector<StackFrame> frames;
        for (std::uint32_t depth = 0; depth < deepest && frames.size() < most; ++depth) {
            const std::uint64_t frame_pointer = step_offset() >= usual_start.size() ? rbp_ : 0;
            const std::optional<std::uint64_t> base = find_base();
            if (!base) break;
            // A return address may lie just behind the last instruction of its line.
            const std::uint64_t inside = depth == 0 ? rip_ : rip_ - 1;
            if (const Function* function = lines_.function_at(inside)) frames.push_back({function, rip_, lines_.line_at(inside), *base, frame_pointer});
            const std::optional<std::uint64_t> to = word(*base - 8);
            if (!to || *to == 0) break;
            if (frame_pointer != 0 && *base == rbp_ + 16) {
                const std::optional<std::uint64_t> callers = word(rbp_);
                if (!callers) break;
                rbp_ = *callers;
            }
            rsp_ = *base;
            rip_ = *to;
        }
        return frames;
    }

private:
    std::uint64_t step_offset() const {
        const ElfSymbol* symbol = lines_.elf().function_at(rip_);
        if (symbol == nullptr) return 0;
        for (std::size_t i = 0; i < usual_start.size(); ++i) {
            if (byte(symbol->address + i) != usual_start[i]) return 0;
        }
        return byte(rip_) == ret ? 0 : rip_ - symbol->address;
    }

    /// Where the stack pointer stood before the call that rip_ is in.
    std::optional<std::uint64_t> find_base() const {
        if (lines_.elf().function_at(rip_) == nullptr) return std::nullopt;
        const std::uint64_t offset = step_offset();
        if (offset == 0) return rsp_ + 8;
        return offset < usual_start.size() ? rsp_ + 16 : rbp_ + 16;
    }

    std::optional<std::uint8_t> byte(std::uint64_t address) const {
        const std::optional<std::uint64_t> around = word(address & ~std::uint64_t{7});
        if (!around) return std::nullopt;
        return static_cast<std::uint8_t>(*around >> (address % 8 * 8));
    }

    std::optional<std::uint64_t> word(std::uint64_t address) const {
        std::array<std::uint8_t, 8> bytes{};
        if (address % 8 != 0 || peek_memory(machine_, mm_, address, bytes) != bytes.size()) return std::nullopt;
        std::uint64_t value = 0;
        std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }

    const Machine& machine_;
    const Mm& mm_;
    const LineTable& lines_;
    std::uint64_t rip_, rsp_, rbp_;
};

}  // namespace

std::vector<StackFrame> stack_frames(const Machine& machine, const Task& task, const LineTable& lines, std::size_t most) {
    if (machine.mms.count(task.mm) == 0) return {};
    return Walker(machine, task, lines).run(most);
}

}  // namespace faultline
