#include "compiler/compile.hpp"

#include <charconv>

#include "compiler/libc_pack.hpp"
#include "compiler/plain_words.hpp"
#include "compiler/tcc_host.hpp"

namespace faultline {
namespace {

using compiler::ByteView;

ByteView bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

/// TCC splits its options at blanks outside of quotation marks.
std::string quoted(std::string_view option) {
    std::string text = "\"";
    for (const char c : option) {
        if (c == '"' || c == '\\') text.push_back('\\');
        text.push_back(c);
    }
    return text + '"';
}

struct Prefix {
    std::string_view words;
    Severity severity;
};

constexpr Prefix prefixes[] = {{"error: ", Severity::Error}, {"warning: ", Severity::Warning}};

/// The number before `end` in "…:12", and where its colon is; 0 when there is none.
std::uint32_t line_before(std::string_view where, std::size_t& colon) {
    colon = where.rfind(':');
    if (colon == std::string_view::npos || colon + 1 == where.size()) return 0;
    std::uint32_t line = 0;
    const char* last = where.data() + where.size();
    const auto read = std::from_chars(where.data() + colon + 1, last, line);
    return read.ec == std::errc{} && read.ptr == last ? line : 0;
}

}  // namespace

Diagnostic parse_diagnostic(std::string_view message) {
    // "In file included from …" comes on lines of its own, before the message proper.
    const std::size_t last_line = message.rfind('\n', message.find_last_not_of('\n'));
    if (last_line != std::string_view::npos && message.substr(0, 8) == "In file ") message.remove_prefix(last_line + 1);

    Diagnostic diagnostic;
    for (const Prefix& prefix : prefixes) {
        const std::size_t at = message.find(prefix.words);
        if (at == std::string_view::npos) continue;
        diagnostic.severity = prefix.severity;
        diagnostic.text = message.substr(at + prefix.words.size());
        std::string_view where = message.substr(0, at);
        while (!where.empty() && (where.back() == ' ' || where.back() == ':')) where.remove_suffix(1);
        std::size_t colon = 0;
        diagnostic.line = line_before(where, colon);
        if (diagnostic.line != 0) where = where.substr(0, colon);
        if (where != "tcc") diagnostic.path = where;
        return diagnostic;
    }
    diagnostic.text = message;
    return diagnostic;
}

CompileResult compile(std::string_view source, std::string_view path, const CompileOptions& options) {
    compiler::FileTable files = compiler::libc_files();
    for (const SourceFile& file : options.files) files[file.path] = bytes_of(file.text);
    files[std::string(path)] = bytes_of(source);

    compiler::TccJob job;
    job.options = "-nostdinc -nostdlib -static -g -Wall -include " + std::string(compiler::libc_headers) + "/builtins.h";
    for (const std::string& define : options.defines) job.options += " " + quoted("-D" + define);
    job.include_paths = {std::string(compiler::libc_headers)};
    // The start file comes first, so that the entry point is at the start of .text in every program.
    job.inputs = {std::string(compiler::libc_start), std::string(path), std::string(compiler::libc_archive)};
    job.source_index = 1;

    compiler::TccOutcome outcome = run_tcc(job, files);
    CompileResult result;
    for (const std::string& message : outcome.messages) result.diagnostics.push_back(parse_diagnostic(message));
    compiler::put_in_plain_words(result.diagnostics, source, path, files);
    if (outcome.succeeded) {
        result.elf = std::move(outcome.output);
    } else if (result.diagnostics.empty()) {
        result.diagnostics.push_back({std::string(path), 0, Severity::Error, "the compiler stopped without a message"});
    }
    return result;
}

}  // namespace faultline
