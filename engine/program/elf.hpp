// Reading ELF files: x86-64, static, not position independent, as TCC makes them. Source: System V gABI chapters 4 and 5,
// and its AMD64 supplement.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace faultline {

/// A PT_LOAD segment.
struct ElfSegment {
    static constexpr std::uint32_t execute = 1, write = 2, read = 4;

    std::uint32_t flags = 0;
    std::uint64_t file_offset = 0;
    std::uint64_t address = 0;
    std::uint64_t file_bytes = 0;
    std::uint64_t memory_bytes = 0;
    std::uint64_t alignment = 0;
};

struct ElfSection {
    std::string name;
    bool executable = false;
    std::uint64_t address = 0;
    std::uint64_t file_offset = 0;
    std::uint64_t bytes = 0;
};

/// A function or object of the symbol table. A label in code counts as a function.
struct ElfSymbol {
    std::string name;
    std::uint64_t address = 0;
    std::uint64_t bytes = 0;
    bool function = false;
};

struct Elf {
    std::uint64_t entry = 0;
    /// Where the program headers are in memory once loaded (AT_PHDR), 0 if no segment holds them.
    std::uint64_t program_headers_address = 0;
    std::uint16_t program_header_count = 0;
    std::vector<ElfSegment> segments;
    std::vector<ElfSection> sections;
    /// By address.
    std::vector<ElfSymbol> symbols;

    const ElfSection* section(std::string_view name) const;
    /// The function that holds `address`, or nullptr.
    const ElfSymbol* function_at(std::uint64_t address) const;
    const ElfSymbol* symbol(std::string_view name) const;
};

/// Reads the headers, sections and symbols of `bytes`. On failure `reason` says what is wrong and where. Sections and
/// symbols may be missing (a stripped file), segments to load may not.
[[nodiscard]] std::optional<Elf> parse_elf(std::span<const std::uint8_t> bytes, std::string& reason);

}  // namespace faultline
