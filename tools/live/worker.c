// One simulated process on the real kernel: takes commands from a pipe, does one thing, says what it cost.
//
// No C library. All the memory that the worker itself uses (text, data, its stacks) is private, present and writable
// before the first measurement, and again after every fork in both processes, so that none of its own faults are in a
// count. What execve mapped besides is removed, so that mlockall and fork find nothing but the image and the arena.
#include "tools/live/worker_protocol.h"

enum {
    call_read = 0,
    call_write = 1,
    call_mmap = 9,
    call_mprotect = 10,
    call_munmap = 11,
    call_sigaction = 13,
    call_pread = 17,
    call_pwrite = 18,
    call_mincore = 27,
    call_madvise = 28,
    call_getpid = 39,
    call_fork = 57,
    call_exit = 60,
    call_fsync = 74,
    call_getrusage = 98,
    call_sigaltstack = 131,
    call_fadvise = 221,
};

extern char __executable_start[];
extern char _end[];

char worker_stack[1 << 16] __attribute__((aligned(4096)));
static char signal_stack[1 << 16] __attribute__((aligned(4096)));
static char scratch[64];
static struct WorkerCommand command;
static struct WorkerReply reply;
static unsigned worker_index;

// Where an access that faults, or an executed instruction, goes on.
uint64_t worker_landing;
static uint64_t single_step_target;
static volatile int in_vfork_child;

static long call(long number, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f) {
    long result;
    register uint64_t r10 __asm__("r10") = d;
    register uint64_t r8 __asm__("r8") = e;
    register uint64_t r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "0"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

struct Usage {
    int64_t words[18];
};
static struct Usage usage_before, usage_after;

static void sample(struct Usage* usage) { call(call_getrusage, 1 /* this thread */, (uint64_t)usage, 0, 0, 0, 0); }

static void drop_translations(void) {
    // The kernel flushes the whole context when the pages it unmaps at once span more than 33; the two at the ends do.
    const uint64_t bytes = 64 * 4096;
    const long at = call(call_mmap, 0, bytes, 1, 0x22, (uint64_t)-1, 0);
    if (at < 0) return;
    (void)*(volatile char*)(uint64_t)at;
    (void)*(volatile char*)((uint64_t)at + bytes - 4096);
    call(call_munmap, (uint64_t)at, bytes, 0, 0, 0, 0);
}

static void own_every_page(void) {
    const uint64_t start = (uint64_t)__executable_start & ~4095UL;
    const uint64_t end = ((uint64_t)_end + 4095) & ~4095UL;
    call(call_madvise, start, end - start, 23 /* populate, write */, 0, 0, 0);
}

// The kernel's struct ucontext, as far as it matters: general registers from byte 40 on.
enum { reg_rsp = 15, reg_rip = 16, reg_eflags = 17, reg_err = 19 };
struct SignalContext {
    uint64_t flags, link, stack[3];
    uint64_t registers[23];
};
struct SignalInfo {
    int32_t signal, error, code, padding;
};

static void on_signal(int signal, struct SignalInfo* info, struct SignalContext* context) {
    enum { sigtrap = 5 };
    uint64_t* registers = context->registers;
    if (signal == sigtrap && registers[reg_rip] == single_step_target) return;  // the jump; its target comes next
    single_step_target = 0;
    registers[reg_eflags] &= ~0x100UL;
    if (signal != sigtrap) {
        reply.signal = signal;
        reply.si_code = info->code;
        reply.x86_error = info->code == 128 /* SI_KERNEL */ ? 0 : registers[reg_err];
    }
    if (in_vfork_child) call(call_exit, 0, 0, 0, 0, 0, 0);
    registers[reg_rip] = worker_landing;
}

__attribute__((naked)) static void restore_signal(void) { __asm__("mov $15, %eax\n\tsyscall"); }

struct SignalAction {
    uint64_t handler, flags, restorer, mask;
};

static void set_signals(void) {
    const uint64_t stack[3] = {(uint64_t)signal_stack, 0, sizeof signal_stack};
    call(call_sigaltstack, (uint64_t)stack, 0, 0, 0, 0, 0);
    // SA_SIGINFO, SA_RESTORER, SA_ONSTACK, SA_NODEFER
    const struct SignalAction action = {(uint64_t)on_signal, 0x4UL | 0x04000000UL | 0x08000000UL | 0x40000000UL,
                                        (uint64_t)restore_signal, 0};
    static const int caught[] = {4, 5, 7, 8, 11};
    for (unsigned i = 0; i < sizeof caught / sizeof caught[0]; ++i)
        call(call_sigaction, (uint64_t)caught[i], (uint64_t)&action, 0, 8, 0, 0);
    const struct SignalAction ignore = {1, 0x2UL | 0x04000000UL /* no zombies */, (uint64_t)restore_signal, 0};
    call(call_sigaction, 17, (uint64_t)&ignore, 0, 8, 0, 0);
}

static uint64_t load_byte(uint64_t address) {
    uint64_t value = 0;
    __asm__ volatile(
        "lea 1f(%%rip), %%rcx\n\tmov %%rcx, worker_landing(%%rip)\n\t"
        "movzbq (%1), %0\n1:"
        : "+r"(value)
        : "r"(address)
        : "rcx", "memory");
    return value;
}

static void store_byte(uint64_t address, uint64_t value) {
    __asm__ volatile(
        "lea 1f(%%rip), %%rcx\n\tmov %%rcx, worker_landing(%%rip)\n\t"
        "movb %b1, (%0)\n1:"
        :
        : "r"(address), "a"(value)
        : "rcx", "memory");
}

static void store_eight(uint64_t address) {
    __asm__ volatile(
        "lea 1f(%%rip), %%rcx\n\tmov %%rcx, worker_landing(%%rip)\n\t"
        "movq %1, (%0)\n1:"
        :
        : "r"(address), "a"(0xc3c3c3c3c3c3c3c3UL)
        : "rcx", "memory");
}

static void execute(uint64_t address) {
    single_step_target = address;
    // The instruction there is `add %al, (%rax)` (two zero bytes) or `ret`; the trap flag stops after it.
    __asm__ volatile(
        "lea 1f(%%rip), %%rcx\n\tmov %%rcx, worker_landing(%%rip)\n\t"
        "mov %%rsp, %%rbx\n\t"
        "lea 1f(%%rip), %%rcx\n\tpush %%rcx\n\t"
        "pushfq\n\torq $0x100, (%%rsp)\n\tpopfq\n\t"
        "jmp *%0\n1:\n\tmov %%rbx, %%rsp"
        :
        : "D"(address), "a"(scratch)
        : "rbx", "rcx", "memory", "cc");
}

static long vfork_store(uint64_t address, uint64_t value) {
    long result;
    in_vfork_child = 1;
    // The child shares this stack: it may not return from here.
    __asm__ volatile(
        "syscall\n\ttest %%rax, %%rax\n\tjnz 1f\n\t"
        "movb %b2, (%1)\n\tmov $60, %%eax\n\txor %%edi, %%edi\n\tsyscall\n1:"
        : "=a"(result)
        : "D"(address), "S"(value), "0"(58L)
        : "rcx", "r11", "rdx", "memory", "cc");
    in_vfork_child = 0;
    return result < 0 ? result : 0;
}

static void transfer(long number, int fd, void* bytes, unsigned long size) {
    char* at = bytes;
    while (size > 0) {
        const long moved = call(number, (uint64_t)fd, (uint64_t)at, size, 0, 0, 0);
        if (moved == -4 /* EINTR */) continue;
        if (moved <= 0) call(call_exit, 3, 0, 0, 0, 0, 0);  // the controller is gone
        at += moved;
        size -= (unsigned long)moved;
    }
}

static void empty_pipe(void) {
    while (call(call_read, WORKER_PIPE_READ_FD, (uint64_t)scratch, sizeof scratch, 0, 0, 0) > 0) {
    }
}

static long look_in_core(uint64_t address, uint64_t bytes) {
    static uint8_t resident[WORKER_MINCORE_PAGES];
    if (bytes > sizeof resident * 4096) return -22;
    const long result = call(call_mincore, address, bytes, (uint64_t)resident, 0, 0, 0);
    for (uint64_t i = 0; result == 0 && i < bytes / 4096; ++i)
        reply.mincore[i / 8] |= (uint8_t)((resident[i] & 1) << (i % 8));
    return result;
}

static long drop_cache(uint64_t file) {
    const long synced = call(call_fsync, file, 0, 0, 0, 0, 0);
    return synced < 0 ? synced : call(call_fadvise, file, 0, 0, 4 /* not needed */, 0, 0);
}

static long read_file(uint64_t file, uint64_t offset) {
    const long got = call(call_pread, file, (uint64_t)scratch, 1, offset, 0, 0);
    if (got == 1) reply.value = (uint8_t)scratch[0];
    return got;
}

static long write_file(uint64_t file, uint64_t offset, uint64_t value) {
    scratch[0] = (char)value;
    return call(call_pwrite, file, (uint64_t)scratch, 1, offset, 0, 0);
}

// The kernel's struct prctl_mm_map: setting the whole map needs no capability, setting one field does.
struct MemoryMap {
    uint64_t start_code, end_code, start_data, end_data, start_brk, brk, start_stack, arg_start, arg_end, env_start,
        env_end;
    uint64_t auxv;
    uint32_t auxv_size, exe_fd;
};

static long set_heap(uint64_t address) {
    const uint64_t image = (uint64_t)__executable_start & ~4095UL;
    const uint64_t after = image + 4096;
    static struct MemoryMap map;
    map =
        (struct MemoryMap){image, after, after, after, address, address, after, after, after, after, after, 0, 0, ~0U};
    return call(157 /* prctl */, 35, 14 /* PR_SET_MM_MAP */, (uint64_t)&map, sizeof map, 0, 0);
}

static long perform(void) {
    const uint64_t* a = command.argument;
    switch (command.verb) {
        case WORKER_CALL:
            return call((long)command.number, a[0], a[1], a[2], a[3], a[4], a[5]);
        case WORKER_READ:
            reply.value = load_byte(a[0]);
            return 0;
        case WORKER_WRITE:
            store_byte(a[0], a[1]);
            return 0;
        case WORKER_WRITE8:
            store_eight(a[0]);
            return 0;
        case WORKER_EXEC:
            execute(a[0]);
            return 0;
        case WORKER_KERNEL_READ:
            return call(call_write, WORKER_PIPE_WRITE_FD, a[0], 1, 0, 0, 0);
        case WORKER_KERNEL_WRITE:
            return call(call_read, WORKER_PIPE_READ_FD, a[0], 1, 0, 0, 0);
        case WORKER_FORK:
            return call(call_fork, 0, 0, 0, 0, 0, 0);
        case WORKER_VFORK_WRITE:
            return vfork_store(a[0], a[1]);
        case WORKER_MINCORE:
            return look_in_core(a[0], a[1]);
        case WORKER_FILE_READ:
            return read_file(a[0], a[1]);
        case WORKER_FILE_WRITE:
            return write_file(a[0], a[1], a[2]);
        case WORKER_DROP_CACHE:
            return drop_cache(a[0]);
        case WORKER_SET_HEAP:
            return set_heap(a[0]);
        default:
            return -38;
    }
}

static void clear_reply(void) {
    char* at = (char*)&reply;
    for (unsigned i = 0; i < sizeof reply; ++i) at[i] = 0;
}

static void obey(void) {
    clear_reply();
    if (command.verb == WORKER_EXIT) call(call_exit, 0, 0, 0, 0, 0, 0);
    if (command.verb == WORKER_KERNEL_WRITE) {
        scratch[0] = (char)command.argument[1];
        call(call_write, WORKER_PIPE_WRITE_FD, (uint64_t)scratch, 1, 0, 0, 0);
    }
    sample(&usage_before);
    const long result = perform();
    if (command.verb == WORKER_FORK && result == 0) {
        own_every_page();
        worker_index = (unsigned)command.argument[0];
        clear_reply();
        reply.result = call(call_getpid, 0, 0, 0, 0, 0, 0);
        drop_translations();
        return;
    }
    sample(&usage_after);
    reply.result = result;
    reply.min_flt = usage_after.words[8] - usage_before.words[8];
    reply.maj_flt = usage_after.words[9] - usage_before.words[9];
    if (command.verb == WORKER_FORK) own_every_page();
    if (command.verb == WORKER_KERNEL_READ || command.verb == WORKER_KERNEL_WRITE) empty_pipe();
    if (command.flush) drop_translations();
}

__attribute__((used)) static void worker_main(void) {
    const uint64_t image = (uint64_t)__executable_start & ~4095UL;
    const uint64_t image_end = ((uint64_t)_end + 4095) & ~4095UL;
    call(call_mprotect, image, image_end - image, 7, 0, 0, 0);
    own_every_page();
    call(call_munmap, image_end, 0x7ffffffff000UL - image_end, 0, 0, 0, 0);
    set_signals();
    drop_translations();
    reply.result = call(call_getpid, 0, 0, 0, 0, 0, 0);
    for (;;) {
        const int fd = WORKER_COMMAND_FD + 2 * (int)worker_index;
        transfer(call_write, fd + 1, &reply, sizeof reply);
        transfer(call_read, fd, &command, sizeof command);
        obey();
    }
}

__attribute__((naked, noreturn)) void _start(void) {
    __asm__("lea worker_stack+65536-64(%rip), %rsp\n\txor %ebp, %ebp\n\tcall worker_main");
}
