#include "engine/kernel/exec_stack.hpp"

#include <array>
#include <span>
#include <string>

#include "engine/kernel/device.hpp"
#include "engine/kernel/errno.hpp"
#include "engine/kernel/gup.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/page_table.hpp"
#include "engine/kernel/user_text.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::string_view platform{"x86_64\0", 7};

// What the CPU says of itself, as on the machine that was measured (docs/conformance.md).
constexpr std::uint64_t hwcap = 0x178bfbff;
constexpr std::uint64_t hwcap2 = 2;
// What a signal frame needs besides the XSAVE area.
constexpr std::uint64_t frame_and_padding_bytes = 936;
constexpr std::uint64_t frame_alignment = 16;
constexpr std::uint64_t rseq_feature_bytes = 28;
constexpr std::uint64_t rseq_alignment = 32;

namespace at {
constexpr std::uint64_t null = 0, phdr = 3, phent = 4, phnum = 5, pagesz = 6, base = 7, flags = 8, entry = 9, uid = 11,
                        euid = 12, gid = 13, egid = 14, platform = 15, hwcap = 16, clktck = 17, secure = 23, random = 25,
                        hwcap2 = 26, rseq_feature_size = 27, rseq_align = 28, execfn = 31, sysinfo_ehdr = 33,
                        minsigstksz = 51;
}  // namespace at

bool push(Machine& machine, Task& task, ExecStack& stack, std::string_view text) {
    const std::uint64_t end = stack.pointer;
    stack.pointer -= text.size();
    const bool written = write_remote(machine, task, task.mm, stack.pointer,
                                      {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    if (!written) return false;
    // get_arg_page, with FOLL_TOUCH, for each page that is not held already.
    for (std::uint64_t page = page_start(end - 1); page >= page_start(stack.pointer); page -= page_bytes) {
        if (page == stack.held_page) continue;
        folio_mark_accessed(machine, find_pte(machine, machine.mm_of(task), page).pfn());
        stack.held_page = page;
    }
    return true;
}

bool push_all(Machine& machine, Task& task, ExecStack& stack, const std::vector<std::string>& strings,
              std::vector<std::uint64_t>& addresses) {
    addresses.resize(strings.size());
    stack.held_page = 0;
    for (std::size_t i = strings.size(); i-- > 0;) {
        if (!push(machine, task, stack, {strings[i].c_str(), strings[i].size() + 1})) return false;
        addresses[i] = stack.pointer;
    }
    return true;
}

std::vector<std::uint64_t> vectors(const Machine& machine, const ExecStack& stack, std::uint64_t platform_at, std::uint64_t random_at) {
    const Elf& elf = stack.elf;
    const std::uint64_t least_signal_stack =
        (machine.config.xsave.bytes + frame_and_padding_bytes + frame_alignment - 1) / frame_alignment * frame_alignment;
    std::vector<std::uint64_t> words = {stack.arguments.argv.size()};
    words.insert(words.end(), stack.argv.begin(), stack.argv.end());
    words.push_back(0);
    words.insert(words.end(), stack.envp.begin(), stack.envp.end());
    words.push_back(0);
    const std::array<std::uint64_t, 46> auxiliary = {
        at::sysinfo_ehdr, stack.vdso, at::minsigstksz, least_signal_stack, at::hwcap, hwcap,
        at::pagesz, page_bytes, at::clktck, 100, at::phdr, elf.program_headers_address,
        at::phent, 56, at::phnum, elf.program_header_count, at::base, 0,
        at::flags, 0, at::entry, elf.entry, at::uid, 0,
        at::euid, 0, at::gid, 0, at::egid, 0,
        at::secure, 0, at::random, random_at, at::hwcap2, hwcap2,
        at::execfn, stack.file_name, at::platform, platform_at, at::rseq_feature_size, rseq_feature_bytes,
        at::rseq_align, rseq_alignment, at::null, 0};
    words.insert(words.end(), auxiliary.begin(), auxiliary.end());
    return words;
}

bool put_words(Machine& machine, Task& task, std::uint64_t address, std::span<const std::uint64_t> words) {
    return copy_to_user(machine, task, address,
                        {reinterpret_cast<const std::uint8_t*>(words.data()), words.size() * sizeof(std::uint64_t)});
}

}  // namespace

std::int64_t push_strings(Machine& machine, Task& task, ExecStack& stack) {
    std::uint64_t bytes = stack.arguments.path.size();
    for (const std::string& text : stack.arguments.argv) bytes += text.size() + 9;
    for (const std::string& text : stack.arguments.envp) bytes += text.size() + 9;
    if (bytes > task.limits.stack / 4) return err::toobig;

    Mm& mm = machine.mm_of(task);
    stack.pointer = task_size - sizeof(std::uint64_t);
    const std::string& path = stack.arguments.path;
    if (!push(machine, task, stack, {path.c_str(), path.size() + 1})) return err::fault;
    stack.file_name = stack.pointer;
    mm.env_end = stack.pointer;
    if (!push_all(machine, task, stack, stack.arguments.envp, stack.envp)) return err::fault;
    mm.env_start = mm.arg_end = stack.pointer;
    if (!push_all(machine, task, stack, stack.arguments.argv, stack.argv)) return err::fault;
    mm.arg_start = stack.pointer;
    return 0;
}

std::int64_t push_tables(Machine& machine, Task& task, ExecStack& stack) {
    stack.pointer &= ~std::uint64_t{15};
    const std::uint64_t platform_at = stack.pointer - platform.size();
    if (!copy_text_to_user(machine, task, platform_at, platform)) return err::fault;
    const std::uint64_t random_at = platform_at - 16;
    if (random_to_user(machine, task, random_at, 16) < 0) return err::fault;
    const std::vector<std::uint64_t> words = vectors(machine, stack, platform_at, random_at);
    stack.pointer = (random_at - words.size() * sizeof(std::uint64_t)) & ~std::uint64_t{15};
    return put_words(machine, task, stack.pointer, words) ? 0 : err::fault;
}

}  // namespace faultline
