// Which page is in memory: every policy, and LRU's faults for all memory sizes at once, beside the smallest exact LRU
// on the same trace. The rows pager_* are as long as the pagers in JavaScript can bear (pager_bench.mjs).
#include "bench/harness.hpp"
#include "bench/reference/list_lru.hpp"
#include "bench/traces.hpp"
#include "engine/trace/lru_curve.hpp"
#include "engine/trace/replay.hpp"

namespace faultline::bench {
namespace {

constexpr std::size_t accesses = 1'000'000;
constexpr std::size_t pager_accesses = 60'000;

PageTrace as_it_is(const std::vector<std::uint32_t>& pages) {
    PageTrace trace;
    trace.accesses = pages;
    trace.pages = trace_pages;
    return trace;
}

void run() {
    constexpr std::pair<TracePolicy, const char*> policies[] = {{TracePolicy::Lru, "lru"},
                                                                {TracePolicy::Fifo, "fifo"},
                                                                {TracePolicy::Clock, "clock"},
                                                                {TracePolicy::Random, "random"},
                                                                {TracePolicy::Optimal, "optimal"}};
    for (const NamedTrace& named : four_traces(accesses)) {
        const PageTrace trace = as_it_is(named.pages);
        const std::uint64_t faults = list_lru_faults(trace.accesses, trace_pages, trace_frames);
        const LruCurve curve = lru_curve(trace);
        require(replay(trace, trace_frames, TracePolicy::Lru).faults == faults,
                "the policy and the reference disagree");
        require(curve.faults()[trace_frames] == faults, "the curve and the reference disagree");
        const auto reference = [&] { keep(list_lru_faults(trace.accesses, trace_pages, trace_frames)); };
        for (const auto& [policy, name] : policies) {
            compare(
                std::string("policy_") + name + "_" + named.name, accesses,
                [&, which = policy] { keep(replay(trace, trace_frames, which)); }, reference);
        }
        compare(
            "curve_" + named.name, accesses, [&] { keep(lru_curve(trace)); }, reference);
    }
    for (const NamedTrace& named : four_traces(pager_accesses)) {
        const PageTrace trace = as_it_is(named.pages);
        measure("pager_" + named.name, pager_accesses, [&] { keep(replay(trace, trace_frames, TracePolicy::Lru)); });
    }
}

}  // namespace
}  // namespace faultline::bench

int main(int count, char** words) {
    faultline::bench::begin(count, words);
    faultline::bench::run();
}
