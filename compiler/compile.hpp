/// From one C file to the static x86-64 ELF that the simulated machine and a real kernel both run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace faultline {

enum class Severity : std::uint8_t { Warning, Error };

struct Diagnostic {
    std::string path;        ///< as it was given, or a header's; empty when the linker speaks
    std::uint32_t line = 0;  ///< from 1; 0 when the message belongs to no line
    Severity severity = Severity::Error;
    std::string text;

    bool operator==(const Diagnostic&) const = default;
};

struct SourceFile {
    std::string path;
    std::string text;
};

struct CompileOptions {
    /// Files that the source may include by the names given here.
    std::vector<SourceFile> files;
    /// Macros, as NAME or NAME=VALUE.
    std::vector<std::string> defines;
};

struct CompileResult {
    std::vector<std::uint8_t> elf;  ///< empty when there is an error
    std::vector<Diagnostic> diagnostics;

    [[nodiscard]] bool ok() const { return !elf.empty(); }
};

/// Compiles and links one C source with Faultline's C library: static, no other library, with line numbers (.stab). `path`
/// is what messages and line tables call the source. Opens no file and knows no folder, user or time: equal arguments
/// give equal bytes, natively and in WebAssembly. Not reentrant, since TCC is not.
[[nodiscard]] CompileResult compile(std::string_view source, std::string_view path, const CompileOptions& options = {});

/// One message as TCC words it ("lazy.c:3: error: ';' expected"), taken apart.
[[nodiscard]] Diagnostic parse_diagnostic(std::string_view message);

}  // namespace faultline
