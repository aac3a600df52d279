// free and vmstat: like the real ones, they read /proc and nothing else. Linux: procps-ng src/free.c, src/vmstat.c.
#include <algorithm>

#include "engine/kernel/proc.hpp"
#include "engine/kernel/proc_text.hpp"
#include "engine/machine.hpp"
#include "engine/shell/command.hpp"

namespace faultline::shell_tools {

namespace {

/// The number behind `name` at the start of a line of `text`; 0 when there is none.
std::uint64_t value_of(const std::string& text, std::string_view name) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = std::string_view(text).substr(at, end - at);
        if (line.starts_with(name) && line.size() > name.size() &&
            (line[name.size()] == ':' || line[name.size()] == ' ')) {
            const std::size_t digits = line.find_first_of("0123456789", name.size());
            if (digits == std::string_view::npos) return 0;
            const std::string_view rest = line.substr(digits);
            std::uint64_t value = 0;
            read_number(rest.substr(0, rest.find_first_not_of("0123456789")), value);
            return value;
        }
        at = end + 1;
    }
    return 0;
}

struct Memory {
    std::uint64_t total, used, free, shared, cached, available, swap_total, swap_free;
};

Memory read_memory(const Machine& machine) {
    const std::string text = proc_meminfo(machine);
    const auto get = [&text](std::string_view name) { return value_of(text, name); };
    Memory memory{.total = get("MemTotal"),
                  .used = 0,
                  .free = get("MemFree"),
                  .shared = get("Shmem"),
                  .cached = get("Buffers") + get("Cached") + get("SReclaimable"),
                  .available = get("MemAvailable"),
                  .swap_total = get("SwapTotal"),
                  .swap_free = get("SwapFree")};
    memory.used = memory.total - std::min(memory.total, memory.available);
    return memory;
}

/// Kibibytes as free prints them: a plain number in a unit, or -h.
class Scale {
  public:
    bool take(char letter) {
        switch (letter) {
            case 'b':
                factor_ = 1024;
                divisor_ = 1;
                return true;
            case 'k':
                divisor_ = 1;
                return true;
            case 'm':
                divisor_ = 1024;
                return true;
            case 'g':
                divisor_ = 1024 * 1024;
                return true;
            case 'h':
                human_ = true;
                return true;
            default:
                return false;
        }
    }

    std::string text(std::uint64_t kib) const {
        if (!human_) return std::to_string(kib * factor_ / divisor_);
        if (kib == 0) return "0B";
        std::uint64_t tenths = kib * 10;
        std::size_t unit = 0;
        constexpr std::string_view units[] = {"Ki", "Mi", "Gi", "Ti"};
        for (; tenths >= 10'000 && unit + 1 < std::size(units); ++unit) tenths /= 1024;
        const std::string whole = std::to_string(tenths / 10);
        return (tenths < 100 && unit > 0 ? whole + "." + std::to_string(tenths % 10) : whole) +
               std::string(units[unit]);
    }

  private:
    std::uint64_t factor_ = 1, divisor_ = 1;
    bool human_ = false;
};

}  // namespace

ShellAnswer free_memory(const Call& call) {
    Scale scale;
    for (std::size_t i = 1; i < call.words.size(); ++i) {
        const std::string& word = call.words[i];
        const bool known = word.size() == 2 && word[0] == '-' && scale.take(word[1]);
        if (!known) return fail("free: the option " + word + " is not known here: -b -k -m -g -h");
    }
    const Memory memory = read_memory(call.machine);
    const auto row = [&scale](std::string_view name, std::initializer_list<std::uint64_t> values) {
        std::string line(name);
        std::size_t width = 20 - name.size();
        for (const std::uint64_t value : values) {
            line += padded_left(scale.text(value), width);
            width = 12;
        }
        return line + "\n";
    };
    return {"               total        used        free      shared  buff/cache   available\n" +
                row("Mem:", {memory.total, memory.used, memory.free, memory.shared, memory.cached, memory.available}) +
                row("Swap:", {memory.swap_total, memory.swap_total - memory.swap_free, memory.swap_free}),
            0};
}

/// The first report of the real one: levels now, rates since boot. There is no second, since time stands still while
/// you look.
ShellAnswer vmstat(const Call& call) {
    for (std::size_t i = 1; i < call.words.size(); ++i) {
        std::uint64_t number = 0;
        if (!read_number(call.words[i], number))
            return fail("vmstat: the option " + call.words[i] + " is not known here; it prints the report since boot");
    }
    const Memory memory = read_memory(call.machine);
    const std::string counters = proc_vmstat(call.machine), stat = proc_stat(call.machine);
    constexpr std::uint64_t page_kib = page_bytes / 1024;
    constexpr Nanoseconds second = 1'000'000'000;
    const Nanoseconds now = std::max<Nanoseconds>(call.machine.hardware.now, 1);
    const auto a_second = [now](std::uint64_t count) { return std::to_string((count * second + now / 2) / now); };
    Nanoseconds user = 0, system = 0;
    for (const auto& [pid, task] : call.machine.tasks) {
        user += task.user_time + task.child_user_time;
        system += task.system_time + task.child_system_time;
    }
    const auto percent = [now](Nanoseconds part) { return (std::min(part, now) * 100 + now / 2) / now; };
    const std::uint64_t us = percent(user), sy = percent(system), id = 100 - std::min<std::uint64_t>(100, us + sy);
    const std::string cells[] = {std::to_string(value_of(stat, "procs_running")),
                                 std::to_string(value_of(stat, "procs_blocked")),
                                 std::to_string(memory.swap_total - memory.swap_free),
                                 std::to_string(memory.free),
                                 "0",
                                 std::to_string(memory.cached),
                                 a_second(value_of(counters, "pswpin") * page_kib),
                                 a_second(value_of(counters, "pswpout") * page_kib),
                                 a_second(value_of(counters, "pgpgin")),
                                 a_second(value_of(counters, "pgpgout")),
                                 "0",
                                 a_second(value_of(stat, "ctxt")),
                                 std::to_string(us),
                                 std::to_string(sy),
                                 std::to_string(id),
                                 "0",
                                 "0"};
    constexpr std::size_t widths[] = {2, 2, 6, 6, 6, 6, 4, 4, 5, 5, 4, 4, 2, 2, 2, 2, 2};
    std::string line;
    for (std::size_t i = 0; i < std::size(cells); ++i) line += (i > 0 ? " " : "") + padded_left(cells[i], widths[i]);
    return {
        "procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n"
        " r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st\n" +
            line + "\n",
        0};
}

}  // namespace faultline::shell_tools
