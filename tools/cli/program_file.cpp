#include "tools/cli/program_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "tools/cli/json.hpp"

namespace faultline::cli {

namespace {

namespace fs = std::filesystem;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using HostFile = std::unique_ptr<std::FILE, CloseFile>;

std::string reason() { return std::strerror(errno); }

/// The source's own headers: every ".h" beside it.
std::vector<SourceFile> headers_beside(const fs::path& source) {
    std::vector<SourceFile> out;
    std::error_code failed;
    const fs::path folder = source.has_parent_path() ? source.parent_path() : fs::path(".");
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
        std::string text, error;
        if (entry.path().extension() != ".h" || !read_host_file(entry.path().string(), text, error)) continue;
        // Named as an include from the source's own folder names it.
        out.push_back({(source.parent_path() / entry.path().filename()).string(), std::move(text)});
    }
    return out;
}

void print(const Diagnostic& diagnostic) {
    const char* kind = diagnostic.severity == Severity::Error ? "error" : "warning";
    std::string where = diagnostic.path;
    if (diagnostic.line != 0) where += ":" + std::to_string(diagnostic.line);
    std::fprintf(stderr, "%s%s%s: %s\n", where.c_str(), where.empty() ? "" : ": ", kind, diagnostic.text.c_str());
}

}  // namespace

bool read_host_file(const std::string& path, std::string& bytes, std::string& error) {
    std::error_code failed;
    if (fs::is_directory(path, failed)) {
        error = path + ": is a folder, not a file";
        return false;
    }
    const HostFile file(std::fopen(path.c_str(), "rb"));
    if (file == nullptr) {
        error = path + ": " + reason();
        return false;
    }
    bytes.clear();
    char piece[65536];
    for (std::size_t count; (count = std::fread(piece, 1, sizeof piece, file.get())) > 0;) bytes.append(piece, count);
    if (std::ferror(file.get()) != 0) {
        error = path + ": " + reason();
        return false;
    }
    return true;
}

bool write_host_file(const std::string& path, std::string_view bytes, std::string& error) {
    HostFile file(std::fopen(path.c_str(), "wb"));
    const bool written = file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
    // The last bytes may only fail when they leave the buffer.
    if (!written || std::fclose(file.release()) != 0) {
        error = path + ": " + reason();
        return false;
    }
    return true;
}

std::optional<ProgramFile> load_program(const std::string& path, std::string& error,
                                        std::vector<Diagnostic>* diagnostics) {
    std::string bytes;
    if (!read_host_file(path, bytes, error)) return std::nullopt;
    ProgramFile program;
    program.name = fs::path(path).stem().string();
    if (!path.ends_with(".c")) {
        program.elf.assign(bytes.begin(), bytes.end());
        return program;
    }
    CompileOptions options;
    options.files = headers_beside(path);
    CompileResult result = compile(bytes, path, options);
    if (diagnostics != nullptr)
        *diagnostics = result.diagnostics;
    else
        std::for_each(result.diagnostics.begin(), result.diagnostics.end(), print);
    if (!result.ok()) {
        error = path + ": not compiled";
        return std::nullopt;
    }
    program.elf = std::move(result.elf);
    program.diagnostics = std::move(result.diagnostics);
    return program;
}

std::string diagnostics_json(const std::vector<Diagnostic>& diagnostics) {
    std::string out = "[";
    for (const Diagnostic& diagnostic : diagnostics) {
        if (out.size() > 1) out += ", ";
        out += JsonObject{}
                   .add("file", diagnostic.path)
                   .add("line", std::uint64_t{diagnostic.line})
                   .add("severity", diagnostic.severity == Severity::Error ? "error" : "warning")
                   .add("text", diagnostic.text)
                   .text();
    }
    return out + "]";
}

}  // namespace faultline::cli
