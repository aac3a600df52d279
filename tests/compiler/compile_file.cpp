// compile_file SOURCE OUTPUT: what the native compiler makes of a file, for a comparison with the page's (see same_bytes.test.mjs).
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "compiler/compile.hpp"

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const std::string path = argv[1];
    std::ifstream file(path, std::ios::binary);
    const std::string source{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const faultline::CompileResult result = faultline::compile(source, path.substr(path.rfind('/') + 1));
    for (const faultline::Diagnostic& diagnostic : result.diagnostics) {
        std::printf("%s:%u: %s\n", diagnostic.path.c_str(), diagnostic.line, diagnostic.text.c_str());
    }
    std::ofstream out(argv[2], std::ios::binary);
    out.write(reinterpret_cast<const char*>(result.elf.data()), static_cast<std::streamsize>(result.elf.size()));
    return result.ok() && out.good() ? 0 : 1;
}
