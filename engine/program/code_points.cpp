#include "engine/program/code_points.hpp"

#include <algorithm>

#include "engine/cpu/decode.hpp"
#include "engine/program/lines.hpp"

namespace faultline {

namespace {

std::span<const std::uint8_t> bytes_of(const Elf& elf, std::span<const std::uint8_t> file, const Function& function) {
    for (const ElfSegment& segment : elf.segments) {
        const bool inside = segment.address <= function.start && function.end <= segment.address + segment.file_bytes;
        if (!inside || function.end < function.start) continue;
        const std::uint64_t from = segment.file_offset + (function.start - segment.address);
        if (from + (function.end - function.start) > file.size()) return {};
        return file.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(function.end - function.start));
    }
    return {};
}

bool is_jump(cpu::Mnemonic mnemonic) {
    return mnemonic == cpu::Mnemonic::Jmp || mnemonic == cpu::Mnemonic::Jcc || mnemonic == cpu::Mnemonic::Jrcxz;
}

void tidy(std::vector<CodePoint>& points) {
    std::sort(points.begin(), points.end(), [](const CodePoint& a, const CodePoint& b) { return a.address < b.address; });
    points.erase(std::unique(points.begin(), points.end()), points.end());
}

}  // namespace

CodePoints code_points(const LineTable& lines, std::span<const std::uint8_t> elf_bytes) {
    CodePoints points;
    for (const Function& function : lines.functions()) {
        std::span<const std::uint8_t> code = bytes_of(lines.elf(), elf_bytes, function);
        std::uint64_t address = function.start;
        cpu::Instruction instruction;
        while (!code.empty() && cpu::decode(code, instruction) == cpu::DecodeStatus::Ok) {
            if (lines.starts_line(address)) points.line_entries.push_back({address, function.start});
            const std::uint64_t next = address + instruction.length;
            const std::uint64_t target = next + instruction.immediate;
            const bool direct = instruction.operands[0].kind == cpu::OperandKind::Target;
            const bool inside = function.start <= target && target < function.end;
            if (is_jump(instruction.mnemonic) && direct && inside && lines.line_at(target) != lines.line_at(address)) {
                points.line_entries.push_back({target, function.start});
            }
            if (instruction.mnemonic == cpu::Mnemonic::Call) points.after_calls.push_back({next, function.start});
            code = code.subspan(instruction.length);
            address = next;
        }
    }
    tidy(points.line_entries);
    tidy(points.after_calls);
    return points;
}

}  // namespace faultline
