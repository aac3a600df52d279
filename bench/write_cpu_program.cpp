// write_cpu_program FILE: the CPU bench's program as an ELF file for other tools, with 40 times the rounds that the
// bench runs.
#include <fstream>

#include "bench/cpu_program.hpp"

int main(int count, char** words) {
    faultline::bench::require(count == 2, "usage: write_cpu_program FILE");
    const std::vector<std::uint8_t> elf = faultline::bench::cpu_program(40);
    std::ofstream file(words[1], std::ios::binary);
    file.write(reinterpret_cast<const char*>(elf.data()), static_cast<std::streamsize>(elf.size()));
    faultline::bench::require(file.good(), "the file cannot be written");
}
