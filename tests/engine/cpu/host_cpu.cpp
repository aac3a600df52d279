#include "tests/engine/cpu/host_cpu.hpp"

#include <cstring>

#if defined(__x86_64__) && defined(__linux__)

#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>

// The registers are swapped by code that may use none of them: everything is addressed relative to RIP.
struct alignas(16) FaultlineHostFrame {
    uint64_t gpr[16];
    uint64_t flags;
    uint64_t entry;
    uint64_t own_rsp;
    uint64_t unused;
    uint8_t fx[512];
};
extern "C" {
FaultlineHostFrame faultline_host_frame;
void faultline_host_enter();
void faultline_host_return();
}

asm(R"(
.text
.globl faultline_host_enter
faultline_host_enter:
  push %rbx
  push %rbp
  push %r12
  push %r13
  push %r14
  push %r15
  pushfq
  mov %rsp, faultline_host_frame+144(%rip)
  fxrstor64 faultline_host_frame+160(%rip)
  push faultline_host_frame+128(%rip)
  popfq
  mov faultline_host_frame+0(%rip), %rax
  mov faultline_host_frame+8(%rip), %rcx
  mov faultline_host_frame+16(%rip), %rdx
  mov faultline_host_frame+24(%rip), %rbx
  mov faultline_host_frame+32(%rip), %rsp
  mov faultline_host_frame+40(%rip), %rbp
  mov faultline_host_frame+48(%rip), %rsi
  mov faultline_host_frame+56(%rip), %rdi
  mov faultline_host_frame+64(%rip), %r8
  mov faultline_host_frame+72(%rip), %r9
  mov faultline_host_frame+80(%rip), %r10
  mov faultline_host_frame+88(%rip), %r11
  mov faultline_host_frame+96(%rip), %r12
  mov faultline_host_frame+104(%rip), %r13
  mov faultline_host_frame+112(%rip), %r14
  mov faultline_host_frame+120(%rip), %r15
  jmp *faultline_host_frame+136(%rip)
.globl faultline_host_return
faultline_host_return:
  mov %rax, faultline_host_frame+0(%rip)
  mov %rcx, faultline_host_frame+8(%rip)
  mov %rdx, faultline_host_frame+16(%rip)
  mov %rbx, faultline_host_frame+24(%rip)
  mov %rsp, faultline_host_frame+32(%rip)
  mov %rbp, faultline_host_frame+40(%rip)
  mov %rsi, faultline_host_frame+48(%rip)
  mov %rdi, faultline_host_frame+56(%rip)
  mov %r8, faultline_host_frame+64(%rip)
  mov %r9, faultline_host_frame+72(%rip)
  mov %r10, faultline_host_frame+80(%rip)
  mov %r11, faultline_host_frame+88(%rip)
  mov %r12, faultline_host_frame+96(%rip)
  mov %r13, faultline_host_frame+104(%rip)
  mov %r14, faultline_host_frame+112(%rip)
  mov %r15, faultline_host_frame+120(%rip)
  mov faultline_host_frame+144(%rip), %rsp
  pushfq
  pop faultline_host_frame+128(%rip)
  fxsave64 faultline_host_frame+160(%rip)
  fninit
  popfq
  pop %r15
  pop %r14
  pop %r13
  pop %r12
  pop %rbp
  pop %rbx
  ret
)");

namespace faultline::test {

namespace {

volatile sig_atomic_t caught_signal = 0;
volatile uint64_t caught_rip = 0;

/// Sends the interrupted code to the same exit as code that ends by itself.
void on_signal(int number, siginfo_t*, void* raw) {
    ucontext_t* context = static_cast<ucontext_t*>(raw);
    caught_signal = number;
    caught_rip = static_cast<uint64_t>(context->uc_mcontext.gregs[REG_RIP]);
    context->uc_mcontext.gregs[REG_RIP] = static_cast<greg_t>(reinterpret_cast<uintptr_t>(&faultline_host_return));
}

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
alignas(16) uint8_t signal_stack[65536];

void put(uint8_t* to, uint64_t value, uint32_t size) { std::memcpy(to, &value, size); }
uint64_t get(const uint8_t* from, uint32_t size) {
    uint64_t value = 0;
    std::memcpy(&value, from, size);
    return value;
}

/// FXSAVE keeps one bit a register (in use), and ST registers from the top.
void to_fx(const CpuState& state, uint8_t* fx) {
    std::memset(fx, 0, 512);
    uint8_t used = 0;
    for (uint32_t i = 0; i < 8; ++i)
        used = static_cast<uint8_t>(used | (((state.ftw >> (2 * i)) & 3u) != 3 ? 1u << i : 0u));
    const uint32_t top = (state.fsw >> 11) & 7u;
    put(fx, state.fcw, 2);
    put(fx + 2, state.fsw, 2);
    fx[4] = used;
    put(fx + 24, state.mxcsr, 4);
    for (uint32_t i = 0; i < 8; ++i) {
        const Float80& value = state.x87[(top + i) & 7u];
        put(fx + 32 + 16 * i, value.mantissa, 8);
        put(fx + 40 + 16 * i, value.sign_exponent, 2);
    }
    for (uint32_t i = 0; i < 16; ++i) {
        put(fx + 160 + 16 * i, state.xmm[i].low, 8);
        put(fx + 168 + 16 * i, state.xmm[i].high, 8);
    }
}

void from_fx(const uint8_t* fx, CpuState& state) {
    state.fcw = static_cast<uint16_t>(get(fx, 2));
    state.fsw = static_cast<uint16_t>(get(fx + 2, 2));
    state.mxcsr = static_cast<uint32_t>(get(fx + 24, 4));
    state.ftw = 0;
    const uint32_t top = (state.fsw >> 11) & 7u;
    for (uint32_t i = 0; i < 8; ++i) {
        if (((fx[4] >> i) & 1u) == 0) state.ftw = static_cast<uint16_t>(state.ftw | (3u << (2 * i)));
        state.x87[(top + i) & 7u] = {get(fx + 32 + 16 * i, 8), static_cast<uint16_t>(get(fx + 40 + 16 * i, 2))};
    }
    for (uint32_t i = 0; i < 16; ++i) state.xmm[i] = {get(fx + 160 + 16 * i, 8), get(fx + 168 + 16 * i, 8)};
}

}  // namespace

HostCpu::HostCpu(uint64_t base, uint64_t size) : base_(base), size_(size) {
    void* mapped = mmap(reinterpret_cast<void*>(base), size, PROT_READ | PROT_WRITE | PROT_EXEC,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (mapped == MAP_FAILED) return;
    memory_ = static_cast<uint8_t*>(mapped);
    stack_t stack{};
    stack.ss_sp = signal_stack;
    stack.ss_size = sizeof(signal_stack);
    sigaltstack(&stack, nullptr);
    struct sigaction action {};
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    for (const int number : kSignals) sigaction(number, &action, nullptr);
}

HostCpu::~HostCpu() {
    if (memory_ == nullptr) return;
    for (const int number : kSignals) signal(number, SIG_DFL);
    munmap(memory_, size_);
}

HostRun HostCpu::run(const CpuState& state, uint64_t end) {
    // jmp [rip+0], and the address.
    const uint8_t jump[6] = {0xff, 0x25, 0, 0, 0, 0};
    std::memcpy(at(end), jump, sizeof(jump));
    put(at(end) + 6, reinterpret_cast<uintptr_t>(&faultline_host_return), 8);
    FaultlineHostFrame& frame = faultline_host_frame;
    for (uint32_t i = 0; i < 16; ++i) frame.gpr[i] = state.gpr[i];
    frame.flags = state.rflags;
    frame.entry = state.rip;
    to_fx(state, frame.fx);
    caught_signal = 0;
    caught_rip = end;
    faultline_host_enter();
    HostRun result;
    for (uint32_t i = 0; i < 16; ++i) result.state.gpr[i] = frame.gpr[i];
    result.state.rip = caught_rip;
    result.state.rflags = frame.flags;
    from_fx(frame.fx, result.state);
    result.signal = caught_signal;
    return result;
}

}  // namespace faultline::test

#else

namespace faultline::test {
HostCpu::HostCpu(uint64_t base, uint64_t size) : base_(base), size_(size) {}
HostCpu::~HostCpu() = default;
HostRun HostCpu::run(const CpuState&, uint64_t) { return {}; }
}  // namespace faultline::test

#endif
