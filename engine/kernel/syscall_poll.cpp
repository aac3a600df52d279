// poll and select. Linux: fs/select.c.
// Differs: a call that a signal without a handler has interrupted begins its time limit anew.
#include <algorithm>
#include <array>
#include <vector>

#include "engine/kernel/poll.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/kernel/syscall.hpp"
#include "engine/machine.hpp"

namespace faultline::sys {

namespace {

using namespace poll_event;

constexpr Nanoseconds second = 1'000'000'000;
constexpr Nanoseconds millisecond = 1'000'000;
constexpr Nanoseconds microsecond = 1000;
/// RLIMIT_NOFILE's soft value.
constexpr std::uint32_t most_descriptors = 1024;
constexpr std::uint32_t always_told = error | hang_up;

/// select's three sets, as poll's events.
constexpr std::array<std::uint32_t, 3> set_events = {in | normal_in | hang_up | error, out | normal_out | error,
                                                     urgent};

struct PollEntry {
    std::int32_t descriptor = 0;
    std::uint16_t wanted = 0;
    std::uint16_t told = 0;
};

constexpr std::uint64_t told_at = 6;

/// Nothing is ready: true when the caller has waited long enough, otherwise the deadline is in the task.
bool waited_enough(Call& call, bool timed, Nanoseconds patience) {
    if (timed && call.task.call_deadline == 0) call.task.call_deadline = call.machine.hardware.now + patience;
    return timed && call.machine.hardware.now >= call.task.call_deadline;
}

std::int64_t sleep_for_files(Call& call, std::vector<WatchedFile> files, bool timed) {
    if (signal_pending(call.task)) return err::restartnohand;
    call.task.watched_files = std::move(files);
    return sleep_at_most(call.task, WaitFor::Files, timed ? call.task.call_deadline : 0);
}

using DescriptorSet = std::array<std::uint64_t, most_descriptors / 64>;

std::size_t words_for(std::uint32_t count) { return (count + 63) / 64; }

bool get_set(Call& call, std::uint64_t address, std::uint32_t count, DescriptorSet& set) {
    for (std::size_t i = 0; address != 0 && i < words_for(count); ++i) {
        if (!call.get(address + 8 * i, set[i])) return false;
    }
    return true;
}

bool put_set(Call& call, std::uint64_t address, std::uint32_t count, const DescriptorSet& set) {
    for (std::size_t i = 0; address != 0 && i < words_for(count); ++i) {
        if (!call.put(address + 8 * i, set[i])) return false;
    }
    return true;
}

struct SelectLimit {
    bool timed = false;
    Nanoseconds patience = 0;
};

std::int64_t limit_argument(Call& call, std::uint64_t address, SelectLimit& limit) {
    std::array<std::int64_t, 2> time{};
    if (address == 0) return 0;
    if (!call.get(address, time)) return err::fault;
    if (time[0] < 0 || time[1] < 0) return err::inval;
    limit.timed = true;
    limit.patience = static_cast<Nanoseconds>(time[0]) * second + static_cast<Nanoseconds>(time[1]) * microsecond;
    return 0;
}

/// select tells how much of its time is left. What was no time stays as it is.
std::int64_t tell_rest(Call& call, const SelectLimit& limit, std::int64_t result) {
    if (!limit.timed || limit.patience == 0) return result;
    const Nanoseconds now = call.machine.hardware.now;
    const Nanoseconds deadline = call.task.call_deadline != 0 ? call.task.call_deadline : now + limit.patience;
    const Nanoseconds rest = deadline > now ? deadline - now : 0;
    const std::array<std::int64_t, 2> time = {static_cast<std::int64_t>(rest / second),
                                              static_cast<std::int64_t>(rest % second / microsecond)};
    return call.put(call.argument[4], time) ? result : err::fault;
}

}  // namespace

std::int64_t poll(Call& call) {
    const std::uint32_t count = call.flags_argument(1);
    const std::int32_t milliseconds = call.int_argument(2);
    if (count > most_descriptors) return err::inval;
    std::vector<WatchedFile> files;
    std::vector<std::uint16_t> told(count);
    std::int64_t ready = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        PollEntry entry;
        if (!call.get(call.argument[0] + i * sizeof entry, entry)) return err::fault;
        if (entry.descriptor < 0) continue;
        const FileId file = file_of(call.task, entry.descriptor);
        const std::uint32_t wanted = entry.wanted | always_told;
        told[i] = static_cast<std::uint16_t>(file == no_file ? not_open : file_events(call.machine, file) & wanted);
        if (told[i] != 0) ++ready;
        if (file != no_file) files.push_back({file, wanted});
    }
    const bool timed = milliseconds >= 0;
    const Nanoseconds patience = timed ? static_cast<Nanoseconds>(milliseconds) * millisecond : 0;
    if (ready == 0 && !waited_enough(call, timed, patience)) return sleep_for_files(call, std::move(files), timed);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (!call.put(call.argument[0] + i * sizeof(PollEntry) + told_at, told[i])) return err::fault;
    }
    return ready;
}

std::int64_t select(Call& call) {
    if (call.int_argument(0) < 0) return err::inval;
    const std::uint32_t count = std::min(call.flags_argument(0), most_descriptors);
    SelectLimit limit;
    if (const std::int64_t error = limit_argument(call, call.argument[4], limit); error != 0) return error;
    std::vector<WatchedFile> files;
    std::array<DescriptorSet, 3> told{};
    std::int64_t ready = 0;
    for (std::size_t kind = 0; kind < 3; ++kind) {
        DescriptorSet wanted{};
        if (!get_set(call, call.argument[1 + kind], count, wanted)) return err::fault;
        for (std::uint32_t number = 0; number < count; ++number) {
            if ((wanted[number / 64] >> (number % 64) & 1) == 0) continue;
            const FileId file = file_of(call.task, static_cast<std::int32_t>(number));
            if (file == no_file) return err::badf;
            files.push_back({file, set_events[kind]});
            if ((file_events(call.machine, file) & set_events[kind]) == 0) continue;
            told[kind][number / 64] |= std::uint64_t{1} << (number % 64);
            ++ready;
        }
    }
    if (ready == 0 && !waited_enough(call, limit.timed, limit.patience)) {
        const std::int64_t result = sleep_for_files(call, std::move(files), limit.timed);
        return result == sleeping ? result : tell_rest(call, limit, result);
    }
    for (std::size_t kind = 0; kind < 3; ++kind) {
        if (!put_set(call, call.argument[1 + kind], count, told[kind])) return err::fault;
    }
    return tell_rest(call, limit, ready);
}

}  // namespace faultline::sys
