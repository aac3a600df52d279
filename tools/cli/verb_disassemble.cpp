// faultline-cli disassemble: a program's instructions under its lines.
#include <algorithm>
#include <cinttypes>
#include <cstdio>

#include "engine/cpu/decode.hpp"
#include "engine/cpu/disassemble.hpp"
#include "engine/program/elf.hpp"
#include "tools/cli/json.hpp"
#include "tools/cli/program_file.hpp"
#include "tools/cli/verb.hpp"

namespace faultline::cli {

namespace {

/// Length of the instruction at the beginning of `bytes`; 1 for what is none.
std::uint32_t length_of(std::span<const std::uint8_t> bytes) {
    cpu::Instruction instruction;
    return cpu::decode(bytes, instruction) == cpu::DecodeStatus::Ok ? instruction.length : 1u;
}

std::string words_of(std::span<const std::uint8_t> bytes, std::uint64_t address) {
    constexpr std::size_t longest = 15;
    return cpu::disassemble_bytes(bytes.data(), static_cast<std::uint32_t>(std::min(bytes.size(), longest)), address);
}

std::string hex_of(std::span<const std::uint8_t> bytes) {
    std::string out;
    for (const std::uint8_t byte : bytes) {
        out += "0123456789abcdef"[byte >> 4];
        out += "0123456789abcdef"[byte & 15];
    }
    return out;
}

void print_instruction(std::span<const std::uint8_t> bytes, std::uint64_t address, bool json) {
    const std::uint32_t length = length_of(bytes);
    if (json) {
        std::printf("%s\n", JsonObject{}
                                .add("address", address)
                                .add("bytes", hex_of(bytes.first(length)))
                                .add("text", words_of(bytes, address))
                                .text()
                                .c_str());
        return;
    }
    std::printf("%8" PRIx64 ":  ", address);
    constexpr std::uint32_t column = 11;
    for (std::uint32_t i = 0; i < std::max(length, column); ++i) {
        if (i < length)
            std::printf("%02x ", bytes[i]);
        else
            std::printf("   ");
    }
    std::printf(" %s\n", words_of(bytes, address).c_str());
}

void print_function(const Elf& elf, std::span<const std::uint8_t> file, const ElfSymbol& function, bool json) {
    if (json)
        std::printf("%s\n",
                    JsonObject{}.add("function", function.name).add("address", function.address).text().c_str());
    else
        std::printf("\n%016" PRIx64 " <%s>:\n", function.address, function.name.c_str());
    for (const ElfSegment& segment : elf.segments) {
        if (function.address < segment.address || function.address >= segment.address + segment.file_bytes) continue;
        std::uint64_t at = function.address;
        const std::uint64_t end = std::min(at + function.bytes, segment.address + segment.file_bytes);
        while (at < end) {
            const std::uint64_t offset = segment.file_offset + at - segment.address;
            const std::span<const std::uint8_t> rest = file.subspan(static_cast<std::size_t>(offset));
            print_instruction(rest, at, json);
            at += length_of(rest);
        }
    }
}

int disassemble(const CommandLine& command) {
    if (command.operands.size() != 1) return complain("disassemble: wanted one FILE.c or ELF file");
    std::string error;
    const std::optional<ProgramFile> program = load_program(command.operands[0], error);
    if (!program.has_value()) return complain("disassemble: " + error);
    const std::optional<Elf> elf = parse_elf(program->elf, error);
    if (!elf.has_value()) return complain("disassemble: " + command.operands[0] + ": " + error);
    const std::optional<std::string> only = command.value("--function");
    bool any = false;
    for (const ElfSymbol& symbol : elf->symbols) {
        if (!symbol.function || (only.has_value() && symbol.name != *only)) continue;
        any = true;
        print_function(*elf, program->elf, symbol, command.has("--json"));
    }
    if (!any) return complain("disassemble: " + command.operands[0] + ": no function " + only.value_or("in it"));
    return success;
}

}  // namespace

const Verb& disassemble_verb() {
    static const Verb verb{"disassemble",
                           "FILE.c|FILE.elf",
                           "print a program's instructions, function by function",
                           {{"--function", "NAME", "this function alone"},
                            {"--json", {}, "one JSON object a line: functions and their instructions"}},
                           disassemble};
    return verb;
}

}  // namespace faultline::cli
