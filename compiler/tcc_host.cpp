#include "compiler/tcc_host.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace faultline::compiler {
namespace {

struct OpenFile {
    ByteView bytes;
    std::size_t offset = 0;
    bool open = false;
};

/// Before each block that TCC asks for: a list, so that what an interrupted run leaves behind can be freed.
struct alignas(std::max_align_t) Block {
    Block* before;
    Block* after;
};

/// One run's world. TCC's callbacks carry no context, so the run in progress is found through `current`.
struct Run {
    const FileTable& files;
    std::vector<OpenFile> open_files{};
    Block blocks{&blocks, &blocks};
    char* output = nullptr;
    std::size_t output_size = 0;
};

Run* current = nullptr;

// 0 is the standard input to TCC, and a negative number a failure.
constexpr int first_file_number = 3;

OpenFile* open_file(int file) {
    const auto index = static_cast<std::size_t>(file - first_file_number);
    if (file < first_file_number || index >= current->open_files.size() || !current->open_files[index].open) return nullptr;
    return &current->open_files[index];
}

void link_block(Block* block) {
    block->before = &current->blocks;
    block->after = current->blocks.after;
    block->after->before = block;
    current->blocks.after = block;
}

void unlink_block(Block* block) {
    block->before->after = block->after;
    block->after->before = block->before;
}

void free_all_blocks() {
    while (current->blocks.after != &current->blocks) {
        Block* block = current->blocks.after;
        unlink_block(block);
        std::free(block);
    }
}

/// "a/b/../c/./d.h" as "a/c/d.h", the way a file system would find it.
std::string plain_path(std::string_view path) {
    std::vector<std::string_view> parts;
    const bool absolute = !path.empty() && path.front() == '/';
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        if (part == ".." && !parts.empty() && parts.back() != "..") {
            parts.pop_back();
        } else if (!part.empty() && part != ".") {
            parts.push_back(part);
        }
        at = end + 1;
    }
    std::string plain;
    for (const std::string_view part : parts) {
        if (absolute || !plain.empty()) plain.push_back('/');
        plain += part;
    }
    return plain;
}

std::vector<const char*> c_strings(const std::vector<std::string>& strings) {
    std::vector<const char*> pointers;
    for (const std::string& string : strings) pointers.push_back(string.c_str());
    return pointers;
}

void keep_message(void* context, const char* message) {
    static_cast<std::vector<std::string>*>(context)->emplace_back(message);
}

}  // namespace

TccOutcome run_tcc(const TccJob& job, const FileTable& files) {
    TccOutcome outcome;
    Run run{files};
    current = &run;
    const std::vector<const char*> include_paths = c_strings(job.include_paths);
    const std::vector<const char*> inputs = c_strings(job.inputs);
    const faultline_tcc_job request{job.output,
                                    job.options.c_str(),
                                    include_paths.data(),
                                    static_cast<int>(include_paths.size()),
                                    inputs.data(),
                                    static_cast<int>(inputs.size()),
                                    static_cast<int>(job.source_index),
                                    keep_message,
                                    &outcome.messages};
    outcome.succeeded = faultline_tcc_run(&request) == 0 && run.output != nullptr;
    if (outcome.succeeded) outcome.output.assign(run.output, run.output + run.output_size);
    std::free(run.output);
    free_all_blocks();
    current = nullptr;
    return outcome;
}

}  // namespace faultline::compiler

using faultline::compiler::Block;
using faultline::compiler::current;

void* faultline_host_malloc(size_t size) {
    auto* block = static_cast<Block*>(std::malloc(sizeof(Block) + size));
    if (block == nullptr) return nullptr;
    faultline::compiler::link_block(block);
    return block + 1;
}

void* faultline_host_realloc(void* memory, size_t size) {
    if (memory == nullptr) return faultline_host_malloc(size);
    Block* block = static_cast<Block*>(memory) - 1;
    faultline::compiler::unlink_block(block);
    auto* moved = static_cast<Block*>(std::realloc(block, sizeof(Block) + size));
    faultline::compiler::link_block(moved == nullptr ? block : moved);
    return moved == nullptr ? nullptr : moved + 1;
}

void faultline_host_free(void* memory) {
    if (memory == nullptr) return;
    Block* block = static_cast<Block*>(memory) - 1;
    faultline::compiler::unlink_block(block);
    std::free(block);
}

int faultline_host_open(const char* path, int flags, ...) {
    // What TCC opens to write is its output; it goes on with faultline_host_output().
    if ((flags & O_ACCMODE) != O_RDONLY) return 1;
    auto found = current->files.find(std::string_view(path));
    if (found == current->files.end()) found = current->files.find(faultline::compiler::plain_path(path));
    if (found == current->files.end()) return -1;
    current->open_files.push_back({found->second, 0, true});
    return faultline::compiler::first_file_number + static_cast<int>(current->open_files.size()) - 1;
}

int faultline_host_read(int file, void* buffer, size_t size) {
    faultline::compiler::OpenFile* from = faultline::compiler::open_file(file);
    if (from == nullptr) return -1;
    const std::size_t count = std::min(size, from->bytes.size() - from->offset);
    if (count != 0) std::memcpy(buffer, from->bytes.data() + from->offset, count);
    from->offset += count;
    return static_cast<int>(count);
}

long faultline_host_lseek(int file, long offset, int whence) {
    faultline::compiler::OpenFile* in = faultline::compiler::open_file(file);
    if (in == nullptr) return -1;
    const long size = static_cast<long>(in->bytes.size());
    const long base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<long>(in->offset) : size;
    if (base + offset < 0 || base + offset > size) return -1;
    in->offset = static_cast<std::size_t>(base + offset);
    return base + offset;
}

int faultline_host_close(int file) {
    faultline::compiler::OpenFile* closing = faultline::compiler::open_file(file);
    if (closing == nullptr) return -1;
    closing->open = false;
    return 0;
}

FILE* faultline_host_output(void) { return open_memstream(&current->output, &current->output_size); }
