/// Static libraries in the format that `ar` made common and that TCC's linker reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace faultline::compiler {

struct ArchiveMember {
    std::string name;                  ///< at most 15 bytes are kept; they serve a reader, not the linker
    std::vector<std::uint8_t> object;  ///< a 64-bit ELF relocatable file
};

/// An archive with a symbol index of every global that a member defines: a linker takes the members it needs.
std::vector<std::uint8_t> make_archive(const std::vector<ArchiveMember>& members);

/// The names of the global symbols that an ELF relocatable file defines, in the order of its symbol table.
std::vector<std::string> defined_globals(const std::vector<std::uint8_t>& object);

/// Makes every name that the object defines weak, except those that begin with an underscore: a program that has its own
/// "index" or "malloc" keeps it, although a member that it needs for another name defines that one too.
void yield_names(std::vector<std::uint8_t>& object);

}  // namespace faultline::compiler
