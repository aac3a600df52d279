// From addresses to C: the line tables and variables that TCC writes with -g, in the old "stabs" form (sections .stab and
// .stabstr). Only the learner's own file has them; addresses of the C library have no line.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/program/code_points.hpp"
#include "engine/program/elf.hpp"

namespace faultline {

struct Variable {
    std::string name;
    /// The C type, such as "char*" or "int[16]"; empty if it was not understood.
    std::string type;
    std::uint32_t bytes = 8;
    /// Local: offset from RBP. Global: the address.
    std::int64_t place = 0;
    bool global = false;
};

struct Function {
    std::string name;
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    std::uint32_t line = 0;
    std::vector<Variable> variables;
};

class LineTable {
public:
    LineTable() = default;
    /// Reads the tables of an ELF file; a file without any gives an empty table.
    explicit LineTable(std::span<const std::uint8_t> elf_bytes);

    bool empty() const { return lines_.empty(); }
    /// The line of the instruction at `address`, 0 if it has none.
    std::uint32_t line_at(std::uint64_t address) const;
    /// Whether `address` is the first instruction of its line's stretch: where stepping by line stops.
    bool starts_line(std::uint64_t address) const;
    /// The lowest address of `line`, or of the next line that has code; 0 if there is none.
    std::uint64_t address_of_line(std::uint32_t line) const;

    /// The learner's function that holds `address`, or nullptr.
    const Function* function_at(std::uint64_t address) const;
    const std::vector<Function>& functions() const { return functions_; }
    const std::vector<Variable>& globals() const { return globals_; }
    /// Any function of the file, the C library's too; empty if there is none.
    std::string function_name_at(std::uint64_t address) const;
    const Elf& elf() const { return elf_; }
    const CodePoints& points() const { return points_; }

private:
    struct Line {
        std::uint64_t address = 0;
        std::uint32_t line = 0;
    };

    void read_stabs(std::span<const std::uint8_t> stabs, std::string_view strings);

    Elf elf_;
    std::vector<Line> lines_;   // by address
    std::vector<Function> functions_;
    std::vector<Variable> globals_;
    CodePoints points_;
};

}  // namespace faultline
