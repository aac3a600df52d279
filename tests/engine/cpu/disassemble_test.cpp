#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/cpu/disassemble.hpp"

namespace faultline::test {
namespace {

struct Example {
    std::vector<uint8_t> bytes;
    const char* text;
};

TEST_CASE("instructions read as in Intel's manual") {
    const Example examples[] = {
        {{0x89, 0x45, 0xf8}, "mov dword ptr [rbp-0x8], eax"},
        {{0x48, 0x8b, 0x04, 0xcd, 0x10, 0, 0, 0}, "mov rax, qword ptr [rcx*8+0x10]"},
        {{0x64, 0x8b, 0x04, 0x25, 0x28, 0, 0, 0}, "mov eax, dword ptr fs:[0x28]"},
        {{0x8d, 0x05, 0x10, 0, 0, 0}, "lea eax, [rip+0x1016]"},
        {{0x88, 0xe0}, "mov al, ah"},
        {{0x40, 0x88, 0xe0}, "mov al, spl"},
        {{0x45, 0x31, 0xc0}, "xor r8d, r8d"},
        {{0x0f, 0x8f, 0xfa, 0xff, 0xff, 0xff}, "jg 0x1000"},
        {{0xe8, 0, 0, 0, 0}, "call 0x1005"},
        {{0xf3, 0x48, 0xab}, "rep stosq"},
        {{0xf2, 0xae}, "repne scasb"},
        {{0x48, 0x99}, "cqo"},
        {{0xf0, 0x48, 0x0f, 0xb1, 0x0e}, "lock cmpxchg qword ptr [rsi], rcx"},
        {{0xf2, 0x0f, 0x58, 0xc1}, "addsd xmm0, xmm1"},
        {{0x66, 0x48, 0x0f, 0x6e, 0xc0}, "movq xmm0, rax"},
        {{0xdb, 0x6d, 0xf0}, "fld tbyte ptr [rbp-0x10]"},
        {{0xde, 0xc1}, "faddp st(1), st"},
        {{0x6a, 0xff}, "push -0x1"},
        {{0xc8, 0x20, 0x01, 0x02}, "enter 0x120, 0x2"},
        {{0x48, 0xb8, 8, 7, 6, 5, 4, 3, 2, 1}, "mov rax, 0x102030405060708"},
        {{0x48, 0xa1, 8, 7, 6, 5, 4, 3, 2, 1}, "mov rax, qword ptr [0x102030405060708]"},
        {{0xf3, 0x0f, 0x1e, 0xfa}, "endbr64"},
        {{0x0f, 0xff}, "(bad) 0f ff"},
    };
    for (const Example& example : examples) {
        CHECK(cpu::disassemble_bytes(example.bytes.data(), static_cast<uint32_t>(example.bytes.size()), 0x1000) ==
              example.text);
    }
}

}  // namespace
}  // namespace faultline::test
