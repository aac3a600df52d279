// What the kernel costs an access: first touch, fork and copy-on-write a page, and whole traces in a machine that is
// short of memory, each beside the smallest kernel that does the same.
#include <memory>

#include "bench/harness.hpp"
#include "bench/paged_process.hpp"
#include "bench/reference/micro_kernel.hpp"
#include "bench/traces.hpp"

namespace faultline::bench {
namespace {

constexpr std::uint64_t base = 0x10'0000'0000;
constexpr std::uint32_t pages = 25600;

/// Times the second half of a batch alone.
template <class Prepare, class Work>
auto after(Prepare prepare, Work work) {
    return [prepare, work]() -> double {
        auto subject = prepare();
        const double start = nanoseconds_now();
        work(*subject);
        return nanoseconds_now() - start;
    };
}

void touch_all(PagedProcess& process) {
    for (std::uint32_t page = 0; page < pages; ++page) process.write(base + std::uint64_t{page} * page_bytes);
}
void touch_all(MicroKernel& kernel) {
    for (std::uint32_t page = 0; page < pages; ++page) kernel.access(std::uint64_t{page} * page_bytes, true);
}

void run_pages() {
    // Booted anew each time: a copy would share its memory map with the original and pay for parting.
    const auto process = [] {
        auto subject = std::make_unique<PagedProcess>(MachineConfig{});
        subject->map(base, pages);
        return subject;
    };
    const auto micro = [] { return std::make_unique<MicroKernel>(pages, 2 * pages); };
    const auto touch = [](auto& subject) { touch_all(subject); };
    compare("first_touch", pages, after(process, touch), after(micro, touch));

    const auto touched = [&] {
        auto subject = process();
        touch_all(*subject);
        return subject;
    };
    const auto micro_touched = [&] {
        auto subject = micro();
        touch_all(*subject);
        return subject;
    };
    compare("fork_a_page", pages, after(touched, [](PagedProcess& subject) { subject.fork(); }),
            after(micro_touched, [](MicroKernel& subject) { subject.fork(); }));

    const auto forked = [&] {
        auto subject = touched();
        subject->become(subject->fork());
        return subject;
    };
    const auto micro_forked = [&] {
        auto subject = micro_touched();
        subject->switch_to(subject->fork());
        return subject;
    };
    compare("copy_on_write", pages, after(forked, touch), after(micro_forked, touch));
}

/// A machine with about `trace_frames` frames for the process, and room for all pages on an SSD.
void run_pressure() {
    constexpr std::size_t accesses = 200'000;
    MachineConfig config;
    config.ram_bytes = std::uint64_t{trace_frames + 2048} * page_bytes;
    config.swaps = {{SwapKind::Ssd, std::uint64_t{2 * trace_pages} * page_bytes}};
    config.page_cluster = 0;
    for (const NamedTrace& named : four_traces(accesses)) {
        const std::string name = "pressure_" + named.name;
        if (!wanted(name)) continue;
        const auto walk = [&](auto&& access) {
            for (std::size_t i = 0; i < named.pages.size(); ++i)
                access(std::uint64_t{named.pages[i]} * page_bytes, i % 3 == 0);
        };
        // Both start with the trace behind them: what is measured is the steady state.
        PagedProcess full(config);
        full.map(base, trace_pages);
        const auto ours = [&] {
            walk([&](std::uint64_t address, bool write) {
                write ? full.write(base + address) : full.read(base + address);
            });
        };
        MicroKernel micro(trace_pages, trace_frames);
        compare(name, accesses, ours,
                [&] { walk([&](std::uint64_t address, bool write) { micro.access(address, write); }); });
    }
}

}  // namespace
}  // namespace faultline::bench

int main(int count, char** words) {
    faultline::bench::begin(count, words);
    faultline::bench::run_pages();
    faultline::bench::run_pressure();
}
