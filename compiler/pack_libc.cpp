// Compiles libc/ with TCC and writes it as a C++ source: pack_libc OUTPUT LIBC-FOLDER FILE...
// Each FILE is named from LIBC-FOLDER: include/… is a header, src/….c a member of the archive, src/start/crt1.c the start file.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "compiler/archive.hpp"
#include "compiler/columns.hpp"
#include "compiler/libc_pack.hpp"
#include "compiler/tcc_host.hpp"

namespace {

using namespace faultline::compiler;

constexpr std::string_view start_source = "src/start/crt1.c";

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

bool read_file(const std::string& path, Bytes& into) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return false;
    into.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    return true;
}

/// The library's sources see each other as "/faultline/src/…" and the headers as <…>.
bool compile_object(const std::string& name, const FileTable& files, Bytes& object) {
    TccJob job;
    job.output = FAULTLINE_TCC_OBJECT;
    job.options = "-nostdinc -Wall";
    job.include_paths = {std::string(libc_headers), "/faultline/src"};
    job.inputs = {"/faultline/" + name};
    const TccOutcome outcome = run_tcc(job, files);
    for (const std::string& message : outcome.messages) std::fprintf(stderr, "%s\n", message.c_str());
    object = outcome.output;
    return outcome.succeeded && outcome.messages.empty();
}

void write_array(std::ofstream& out, std::size_t number, const Bytes& bytes) {
    out << "constexpr std::uint8_t file_" << number << "[] = {";
    for (std::size_t i = 0; i < bytes.size(); ++i) out << (i % 32 == 0 ? "\n" : "") << unsigned{bytes[i]} << ',';
    // An empty file has no array of no elements.
    out << (bytes.empty() ? "0};\n" : "};\n");
}

bool write_pack(const std::string& path, const std::map<std::string, Bytes>& files) {
    std::ofstream out(path, std::ios::binary);
    out << "#include \"compiler/columns.hpp\"\n#include \"compiler/libc_pack.hpp\"\n\n"
           "namespace faultline::compiler {\nnamespace {\n";
    std::size_t number = 0;
    for (const auto& file : files) write_array(out, number++, file.second);
    // The archive is in columns; it is put together once.
    out << "}\n\nFileTable libc_files() {\n";
    number = 0;
    for (const auto& file : files) {
        if (file.first == libc_archive)
            out << "    static const Bytes archive = archive_of(ByteView(file_" << number << ", " << file.second.size() << "));\n";
        ++number;
    }
    out << "    return {\n";
    number = 0;
    for (const auto& file : files) {
        out << "        {\"" << file.first << "\", ";
        if (file.first == libc_archive)
            out << "ByteView(archive)},\n";
        else
            out << "ByteView(file_" << number << ", " << file.second.size() << ")},\n";
        ++number;
    }
    out << "    };\n}\n\n}\n";
    out.close();
    return !out.fail();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fprintf(stderr, "usage: pack_libc OUTPUT LIBC-FOLDER FILE...\n");
        return 2;
    }
    const std::string libc = argv[2];
    std::vector<std::string> names(argv + 3, argv + argc);
    std::sort(names.begin(), names.end());

    std::map<std::string, Bytes> contents;
    FileTable tree;
    for (const std::string& name : names) {
        Bytes& bytes = contents["/faultline/" + name];
        if (!read_file(libc + "/" + name, bytes)) {
            std::fprintf(stderr, "pack_libc: cannot read %s/%s\n", libc.c_str(), name.c_str());
            return 1;
        }
        tree["/faultline/" + name] = bytes;
    }

    std::map<std::string, Bytes> pack;
    std::vector<ArchiveMember> members;
    for (const std::string& name : names) {
        if (name.rfind("include/", 0) == 0) pack["/faultline/" + name] = contents["/faultline/" + name];
        if (!ends_with(name, ".c")) continue;
        Bytes object;
        if (!compile_object(name, tree, object)) return 1;
        if (name == start_source) {
            pack[std::string(libc_start)] = object;
        } else {
            yield_names(object);
            members.push_back({base_name(name.substr(0, name.size() - 2)) + ".o", object});
        }
    }
    const Bytes archive = make_archive(members);
    Bytes& columns = pack[std::string(libc_archive)] = columns_of(archive);
    if (archive_of(columns) != archive) {
        std::fprintf(stderr, "pack_libc: the archive does not come back from its columns\n");
        return 1;
    }
    if (!write_pack(argv[1], pack)) {
        std::fprintf(stderr, "pack_libc: cannot write %s\n", argv[1]);
        return 1;
    }
    return 0;
}
