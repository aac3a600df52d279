// The reader of one memory trace as a wasm module of its own; worker.js, which is linked to it, is the only one to call
// it. In this order: feed as often as there is something, finish; when that went well replay until it is done,
// textbook, and then compare as often as wanted. What bounds the memory: four bytes for each touch of a page while the
// trace is read, as much again for the string of pages that is made of them, and for what a policy knows of each; no
// trace may have more touches than `most_touches`. Pages cost some hundred bytes each, in the machine and in the tables
// of names.
#include <emscripten/emscripten.h>

#include <memory>
#include <string>

#include "engine/program/trace_run.hpp"
#include "engine/trace/comparison.hpp"
#include "engine/trace/lru_curve.hpp"
#include "web/json_out.hpp"

namespace {

using namespace faultline;

/// 400 MB, which with what is made of it is far below the two gigabytes that a module may have.
constexpr std::uint64_t most_touches = 100'000'000;
constexpr std::size_t most_places = 100;

struct State {
    TraceReader reader{most_touches};
    MemoryTrace trace;
    std::unique_ptr<Machine> machine;
    std::unique_ptr<TraceRun> run;
    PageTrace pages;
    /// LRU's faults in n frames at index n; exact up to 2^53.
    std::vector<double> lru;
    std::string answer;
};
State state;

const char* answer(const JsonOut& json) {
    state.answer = json.take();
    return state.answer.c_str();
}

void put_problems(JsonOut& json) {
    json.field("badLines", state.reader.bad_lines());
    json.key("problems");
    json.begin_list();
    for (const TraceProblem& problem : state.reader.problems()) {
        json.begin_object();
        json.field("line", problem.line);
        json.field("text", problem.text);
        json.end_object();
    }
    json.end_list();
}

void put_recorded(JsonOut& json) {
    const auto places = busiest_places(state.trace);
    RecordedFaults all;
    for (const auto& [place, faults] : places) {
        all.minor += faults.minor;
        all.major += faults.major;
    }
    json.field("minor", all.minor);
    json.field("major", all.major);
    json.field("places", std::uint64_t{places.size()});
    json.key("recorded");
    json.begin_list();
    for (std::size_t i = 0; i < places.size() && i < most_places; ++i) {
        const auto& [place, faults] = places[i];
        json.begin_object();
        json.field("code", place.first);
        json.field("mapping", place.second);
        json.field("minor", faults.minor);
        json.field("major", faults.major);
        json.end_object();
    }
    json.end_list();
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void faultline_trace_feed(const char* piece, std::size_t bytes) {
    state.reader.feed({piece, bytes});
}

/// {good, badLines, problems, touches, minor, major, places, recorded}. After a good one the machine waits for its first touch.
EMSCRIPTEN_KEEPALIVE const char* faultline_trace_finish() {
    const bool good = state.reader.finish(state.trace);
    JsonOut json;
    json.begin_object();
    json.field("good", good);
    put_problems(json);
    json.field("touches", std::uint64_t{state.trace.touches.size()});
    put_recorded(json);
    json.end_object();
    if (good) {
        state.machine = std::make_unique<Machine>(MachineConfig{});
        state.run = std::make_unique<TraceRun>(*state.machine, state.trace);
    }
    return answer(json);
}

/// 1 while there are more to do.
EMSCRIPTEN_KEEPALIVE int faultline_trace_replay(std::uint32_t touches) { return state.run->advance(touches) ? 1 : 0; }

/// What the replay has counted and which sizes are told; from then on the string of pages alone is kept.
EMSCRIPTEN_KEEPALIVE const char* faultline_trace_textbook() {
    const TraceReport report = state.run->report();
    state.run.reset();
    state.machine.reset();
    state.pages = page_trace(state.trace);
    state.trace = {};
    JsonOut json;
    json.begin_object();
    json.field("fetches", report.fetches);
    json.field("loads", report.loads);
    json.field("stores", report.stores);
    json.field("pages", report.pages);
    json.field("ranges", report.ranges);
    json.field("minorFaults", report.min_flt);
    json.field("majorFaults", report.maj_flt);
    json.field("tlbMisses", report.tlb_misses);
    json.field("maxRssKib", report.max_rss_kib);
    json.field("killed", report.killed);
    json.field("frames", frames_to_begin_with(state.pages.pages));
    json.key("sizes");
    json.begin_list();
    for (const std::uint32_t size : sizes_to_tell(state.pages.pages)) json.number(size);
    json.end_list();
    json.end_object();
    const std::vector<std::uint64_t> faults = lru_curve(state.pages).faults();
    state.lru.assign(faults.begin(), faults.end());
    return answer(json);
}

/// Of LRU's faults in 0 to all pages, where they lie; one more than there are pages.
EMSCRIPTEN_KEEPALIVE const double* faultline_trace_lru() { return state.lru.data(); }

/// The faults of each policy by its name.
EMSCRIPTEN_KEEPALIVE const char* faultline_trace_compare(std::uint32_t frames) {
    JsonOut json;
    json.begin_object();
    for (const PolicyFaults& one : compare_policies(state.pages, frames)) json.field(name_of(one.policy), one.faults);
    json.end_object();
    return answer(json);
}
}
