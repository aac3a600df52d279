// The frame of a signal handler, byte for byte as Linux lays it on an x86-64 stack: return address, ucontext, siginfo, and
// above them the FPU state in the XSAVE format. Linux: arch/x86/kernel/signal.c, signal_64.c, fpu/signal.c.
#include <algorithm>
#include <array>
#include <vector>

#include "engine/kernel/gup.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t sa_on_stack = 0x08000000;
constexpr std::uint64_t sa_restorer = 0x04000000;
constexpr std::uint32_t ss_on_stack = 1;
constexpr std::uint32_t ss_disable = 2;
constexpr std::uint64_t red_zone_bytes = 128;

constexpr std::uint64_t context_flags = 7;   // UC_FP_XSTATE, UC_SIGCONTEXT_SS, UC_STRICT_RESTORE_SS
constexpr std::uint64_t user_segments = 0x33 | 0x2bull << 48;

// Offsets in struct rt_sigframe.
constexpr std::uint32_t context_at = 8;
constexpr std::uint32_t stack_at = context_at + 16;
constexpr std::uint32_t registers_at = context_at + 40;
constexpr std::uint32_t fpstate_pointer_at = registers_at + 23 * 8;
constexpr std::uint32_t mask_at = context_at + 296;
constexpr std::uint32_t info_at = 312;
constexpr std::uint32_t frame_bytes = 440;

// The XSAVE area: legacy FXSAVE image, header, then extended components, which are all in their initial state here.
constexpr std::uint32_t fxsave_bytes = 512;
constexpr std::uint32_t software_bytes_at = 464;
constexpr std::uint32_t magic1 = 0x46505853;
constexpr std::uint32_t magic2 = 0x46505845;
constexpr std::uint64_t legacy_features = 3;

/// gregset order: the register of each REG_ index below REG_RIP.
constexpr std::array<Gpr, 16> context_order = {Gpr::R8,  Gpr::R9,  Gpr::R10, Gpr::R11, Gpr::R12, Gpr::R13,
                                               Gpr::R14, Gpr::R15, Gpr::Rdi, Gpr::Rsi, Gpr::Rbp, Gpr::Rbx,
                                               Gpr::Rdx, Gpr::Rax, Gpr::Rcx, Gpr::Rsp};

class Image {
public:
    explicit Image(std::size_t size) : bytes_(size) {}

    template <class T>
    void put(std::uint32_t offset, T value) {
        __builtin_memcpy(bytes_.data() + offset, &value, sizeof(T));
    }
    template <class T>
    T get(std::uint32_t offset) const {
        T value;
        __builtin_memcpy(&value, bytes_.data() + offset, sizeof(T));
        return value;
    }
    std::vector<std::uint8_t>& bytes() { return bytes_; }

private:
    std::vector<std::uint8_t> bytes_;
};

std::uint8_t abridged_tags(std::uint16_t full) {
    std::uint32_t out = 0;
    for (std::uint32_t i = 0; i < 8; ++i) out |= ((full >> (2 * i)) & 3u) == 3u ? 0u : 1u << i;
    return static_cast<std::uint8_t>(out);
}

std::uint16_t full_tags(std::uint8_t abridged) {
    std::uint32_t out = 0;
    for (std::uint32_t i = 0; i < 8; ++i) out |= (abridged >> i & 1u) != 0 ? 0u : 3u << (2 * i);
    return static_cast<std::uint16_t>(out);
}

void save_fpu(const CpuState& cpu, const XsaveArea& area, Image& image) {
    image.put<std::uint16_t>(0, cpu.fcw);
    image.put<std::uint16_t>(2, cpu.fsw);
    image.put<std::uint8_t>(4, abridged_tags(cpu.ftw));
    image.put<std::uint32_t>(24, cpu.mxcsr);
    image.put<std::uint32_t>(28, 0x2ffff);
    const std::uint32_t top = cpu.fsw >> 11 & 7u;
    for (std::uint32_t i = 0; i < 8; ++i) {
        const Float80& value = cpu.x87[(top + i) & 7u];
        image.put(32 + 16 * i, value.mantissa);
        image.put(40 + 16 * i, value.sign_exponent);
    }
    for (std::uint32_t i = 0; i < 16; ++i) {
        image.put(160 + 16 * i, cpu.xmm[i].low);
        image.put(168 + 16 * i, cpu.xmm[i].high);
    }
    image.put<std::uint32_t>(software_bytes_at, magic1);
    image.put<std::uint32_t>(software_bytes_at + 4, area.bytes + 4);
    image.put<std::uint64_t>(software_bytes_at + 8, area.features);
    image.put<std::uint32_t>(software_bytes_at + 16, area.bytes);
    image.put<std::uint64_t>(fxsave_bytes, legacy_features);
    image.put<std::uint32_t>(area.bytes, magic2);
}

void restore_fpu(const Image& image, CpuState& cpu) {
    cpu.fcw = image.get<std::uint16_t>(0);
    cpu.fsw = image.get<std::uint16_t>(2);
    cpu.ftw = full_tags(image.get<std::uint8_t>(4));
    cpu.mxcsr = image.get<std::uint32_t>(24) & 0xffffu;
    const std::uint32_t top = cpu.fsw >> 11 & 7u;
    for (std::uint32_t i = 0; i < 8; ++i) {
        cpu.x87[(top + i) & 7u] = {image.get<std::uint64_t>(32 + 16 * i), image.get<std::uint16_t>(40 + 16 * i)};
    }
    for (std::uint32_t i = 0; i < 16; ++i) {
        cpu.xmm[i] = {image.get<std::uint64_t>(160 + 16 * i), image.get<std::uint64_t>(168 + 16 * i)};
    }
}

void reset_fpu(CpuState& cpu) {
    const CpuState fresh;
    cpu.xmm = fresh.xmm;
    cpu.x87 = fresh.x87;
    cpu.fcw = fresh.fcw;
    cpu.fsw = fresh.fsw;
    cpu.ftw = fresh.ftw;
    cpu.mxcsr = fresh.mxcsr;
}

std::uint32_t alternate_stack_state(const SignalState& signals, std::uint64_t stack_pointer) {
    if (signals.alternate_stack_bytes == 0) return ss_disable;
    return on_alternate_stack(signals, stack_pointer) ? ss_on_stack : 0;
}

void fill_context(const Task& task, std::uint64_t fpstate, Image& frame) {
    const SignalState& signals = task.signals;
    frame.put<std::uint64_t>(context_at, context_flags);
    frame.put<std::uint64_t>(stack_at, signals.alternate_stack);
    frame.put<std::uint32_t>(stack_at + 8, alternate_stack_state(signals, task.cpu[Gpr::Rsp]));
    frame.put<std::uint64_t>(stack_at + 16, signals.alternate_stack_bytes);
    for (std::uint32_t i = 0; i < 16; ++i) frame.put<std::uint64_t>(registers_at + 8 * i, task.cpu[context_order[i]]);
    const std::array<std::uint64_t, 7> rest = {task.cpu.rip,     task.cpu.rflags,
                                               user_segments,    signals.error_code,
                                               signals.trap,     signals.blocked,
                                               signals.fault_address};
    for (std::uint32_t i = 0; i < 7; ++i) frame.put(registers_at + 8 * (16 + i), rest[i]);
    frame.put<std::uint64_t>(fpstate_pointer_at, fpstate);
    frame.put<std::uint64_t>(mask_at, task.restore_blocked ? task.saved_blocked : signals.blocked);
}

void fill_info(const SignalInfo& info, Image& frame) {
    frame.put<std::int32_t>(info_at, info.number);
    frame.put<std::int32_t>(info_at + 8, info.code);
    const bool from_kernel = info.code > 0;
    if (info.number == signal_number::child && from_kernel) {
        frame.put<std::int32_t>(info_at + 16, info.sender);
        frame.put<std::int32_t>(info_at + 24, info.status);
    } else if (from_kernel) {
        frame.put<std::uint64_t>(info_at + 16, info.address);
    } else {
        frame.put<std::int32_t>(info_at + 16, info.sender);
        frame.put<std::uint64_t>(info_at + 24, info.value);
    }
}

}  // namespace

bool on_alternate_stack(const SignalState& signals, std::uint64_t stack_pointer) {
    return stack_pointer > signals.alternate_stack &&
           stack_pointer - signals.alternate_stack <= signals.alternate_stack_bytes;
}

bool push_signal_frame(Machine& machine, Task& task, const SignalInfo& info, const SignalAction& action) {
    if ((action.flags & sa_restorer) == 0) return false;
    const XsaveArea& area = machine.config.xsave;
    std::uint64_t sp = task.cpu[Gpr::Rsp] - red_zone_bytes;
    const bool nested = on_alternate_stack(task.signals, sp);
    const bool enters = (action.flags & sa_on_stack) != 0 && alternate_stack_state(task.signals, sp) == 0;
    if (enters) sp = task.signals.alternate_stack + task.signals.alternate_stack_bytes;
    const std::uint64_t fpstate = (sp - area.bytes - 4) & ~std::uint64_t{63};
    const std::uint64_t frame_at = ((fpstate - frame_bytes) & ~std::uint64_t{15}) - 8;
    // A handler that has used up its own stack must not overwrite what lies below it.
    if ((nested || enters) && !on_alternate_stack(task.signals, frame_at)) return false;

    Image fpu(area.bytes + 4);
    save_fpu(task.cpu, area, fpu);
    Image frame(frame_bytes);
    frame.put<std::uint64_t>(0, action.restorer);
    fill_context(task, fpstate, frame);
    fill_info(info, frame);
    // The kernel may write where the program's protection keys forbid it (sig_prepare_pkru).
    machine.hardware.protection_key_rights = 0;
    const bool written =
        copy_to_user(machine, task, fpstate, fpu.bytes()) && copy_to_user(machine, task, frame_at, frame.bytes());
    constexpr std::uint32_t initial_key_rights = 0x55555554;
    machine.hardware.protection_key_rights = task.protection_key_rights = initial_key_rights;
    if (!written) return false;

    task.cpu[Gpr::Rdi] = static_cast<std::uint64_t>(info.number);
    task.cpu[Gpr::Rsi] = frame_at + info_at;
    task.cpu[Gpr::Rdx] = frame_at + context_at;
    task.cpu[Gpr::Rax] = 0;
    task.cpu[Gpr::Rsp] = frame_at;
    task.cpu.rip = action.handler;
    task.cpu.rflags &= ~std::uint64_t{kFlagDirection | kFlagTrap};
    reset_fpu(task.cpu);
    return true;
}

bool pop_signal_frame(Machine& machine, Task& task) {
    const std::uint64_t frame_at = task.cpu[Gpr::Rsp] - 8;
    Image frame(frame_bytes);
    if (!copy_from_user(machine, task, frame_at, frame.bytes())) return false;
    const auto fpstate = frame.get<std::uint64_t>(fpstate_pointer_at);
    Image fpu(fxsave_bytes);
    if (fpstate != 0 && !copy_from_user(machine, task, fpstate, fpu.bytes())) return false;

    for (std::uint32_t i = 0; i < 16; ++i) {
        task.cpu[context_order[i]] = frame.get<std::uint64_t>(registers_at + 8 * i);
    }
    task.cpu.rip = frame.get<std::uint64_t>(registers_at + 8 * 16);
    constexpr std::uint64_t restorable = kFlagCarry | kFlagParity | kFlagAuxiliary | kFlagZero | kFlagSign | kFlagTrap |
                                         kFlagDirection | kFlagOverflow | kFlagAlignment;
    const auto flags = frame.get<std::uint64_t>(registers_at + 8 * 17);
    task.cpu.rflags = (task.cpu.rflags & ~restorable) | (flags & restorable);
    constexpr std::uint64_t unblockable = 1ull << (signal_number::kill - 1) | 1ull << (signal_number::stop - 1);
    task.signals.blocked = frame.get<std::uint64_t>(mask_at) & ~unblockable;
    if (fpstate != 0) restore_fpu(fpu, task.cpu);
    task.original_rax = -1;
    return true;
}

}  // namespace faultline
