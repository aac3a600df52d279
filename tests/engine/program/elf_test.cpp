#include "engine/program/elf.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "compiler/compile.hpp"

using namespace faultline;

namespace {

std::vector<std::uint8_t> small_program() { return compile("int main(void) { return 7; }\n", "small.c").elf; }

std::string reason_for(std::vector<std::uint8_t> bytes) {
    std::string reason;
    CHECK_FALSE(parse_elf(bytes, reason).has_value());
    return reason;
}

}  // namespace

TEST_CASE("a compiled program has code at its entry, and the symbols of its functions") {
    std::string reason;
    const std::optional<Elf> elf = parse_elf(small_program(), reason);
    REQUIRE(elf.has_value());
    CHECK(reason.empty());
    const ElfSymbol* main = elf->symbol("main");
    REQUIRE(main != nullptr);
    CHECK(elf->function_at(main->address + 1) == main);
    CHECK(elf->function_at(main->address)->bytes > 0);
    bool entry_is_executable = false;
    for (const ElfSegment& segment : elf->segments) {
        if (elf->entry >= segment.address && elf->entry < segment.address + segment.file_bytes) {
            entry_is_executable = (segment.flags & ElfSegment::execute) != 0;
        }
    }
    CHECK(entry_is_executable);
}

TEST_CASE("code written in assembly is a function as far as the next symbol, though it does not say so") {
    std::string reason;
    const std::optional<Elf> elf = parse_elf(small_program(), reason);
    REQUIRE(elf.has_value());
    const ElfSymbol* start = elf->symbol("_start");
    REQUIRE(start != nullptr);
    CHECK(start->address == elf->entry);
    CHECK(start->function);
    CHECK(start->bytes > 5);
    CHECK(elf->function_at(start->address + start->bytes - 1) == start);
    CHECK(elf->function_at(start->address + start->bytes) != start);
    // The end of the code is a symbol too, and holds nothing.
    const ElfSymbol* end = elf->symbol("_etext");
    CHECK((end == nullptr || end->bytes == 0));
}

TEST_CASE("a file that cannot be run says why, and where") {
    CHECK(reason_for({'#', '!', '/', 'b'}).find("not an ELF file") != std::string::npos);
    std::vector<std::uint8_t> bytes = small_program();
    std::vector<std::uint8_t> wrong = bytes;
    wrong[4] = 1;
    CHECK(reason_for(wrong).find("32-bit") != std::string::npos);
    wrong = bytes;
    wrong[18] = 40;
    CHECK(reason_for(wrong).find("not for x86-64") != std::string::npos);
    wrong = bytes;
    wrong[16] = 3;
    CHECK(reason_for(wrong).find("position independent") != std::string::npos);
    wrong.assign(bytes.begin(), bytes.begin() + 100);
    CHECK(reason_for(wrong).find("program header") != std::string::npos);
}

TEST_CASE("no prefix of a good file crashes the reader") {
    const std::vector<std::uint8_t> bytes = small_program();
    for (std::size_t length = 0; length < bytes.size(); length += 37) {
        std::string reason;
        static_cast<void>(parse_elf(std::span(bytes).first(length), reason));
    }
}
