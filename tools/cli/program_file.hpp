// The operand FILE of most verbs: a C program, which is compiled, or a finished ELF.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/compile.hpp"

namespace faultline::cli {

struct ProgramFile {
    /// The base name without ".c" or ".elf": what the program is called.
    std::string name;
    std::vector<std::uint8_t> elf;
    std::vector<Diagnostic> diagnostics;
};

/// Reads, and compiles a name that ends in ".c"; files that it includes are looked for beside it. Nothing when there is
/// no program: `error` says why. What the compiler said goes to `diagnostics`, or without one to standard error as
/// "FILE:LINE: error: TEXT".
std::optional<ProgramFile> load_program(const std::string& path, std::string& error,
                                        std::vector<Diagnostic>* diagnostics = nullptr);

/// `[{"file": …, "line": …, "severity": "error", "text": …}, …]`
std::string diagnostics_json(const std::vector<Diagnostic>& diagnostics);

/// The whole of a file. False: `error` names the file and the reason.
bool read_host_file(const std::string& path, std::string& bytes, std::string& error);
bool write_host_file(const std::string& path, std::string_view bytes, std::string& error);

}  // namespace faultline::cli
