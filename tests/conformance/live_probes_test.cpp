// The rows of docs/conformance.md on the machine's own kernel.
#include <doctest/doctest.h>

#include <sstream>

#include "tests/conformance/probes.hpp"
#include "tools/engine_ops/engine_target.hpp"
#include "tools/live/descriptor.hpp"
#include "tools/live/live_ops.hpp"
#include "tools/ops/fuzz.hpp"

namespace faultline::ops {
namespace {

TEST_CASE("every probe finds on the live kernel what it expects") {
    live::LiveTarget target;
    int held = 0;
    for (const Probe& probe : read_probes()) {
        // What the kernel itself does not repeat (docs/conformance.md) says nothing about anybody's code.
        if (!probe.inexact.empty()) continue;
        held += hold(target, probe) ? 1 : 0;
    }
    MESSAGE(held << " probes held");
}

TEST_CASE("kernel and engine agree on the whole state after every operation of every probe") {
    live::LiveTarget kernel;
    EngineTarget engine;
    for (const Probe& probe : read_probes()) {
        if (!probe.inexact.empty()) continue;
        Comparison comparison = compare(kernel, engine, probe.program);
        for (int i = 1; i < most_tries && comparison.difference; ++i) comparison = compare(kernel, engine, probe.program);
        INFO(probe.file << (comparison.difference ? ": after operation " + std::to_string(comparison.difference->op)
                                                  : ""));
        CHECK((comparison.difference ? comparison.difference->what : "") == "");
    }
}

TEST_CASE("random scripts give the same answer twice on the live kernel") {
    live::LiveTarget target;
    FuzzOptions options;
    options.programs = 5;
    std::ostringstream out;
    const FuzzResult result = fuzz(target, target, options, out);
    if (result.skipped) {
        MESSAGE("skipped because " << *result.skipped);
        return;
    }
    INFO(out.str());
    CHECK(result.failures == 0);
}

OpTarget::Answer run_text(OpTarget& target, const char* text) {
    const Parsed parsed = parse_ops(text);
    REQUIRE(parsed.program.has_value());
    return target.run(*parsed.program);
}

TEST_CASE("the machine is left as it was found") {
    live::LiveTarget target;  // from here on no other run changes the swap areas
    const std::string swaps = live::read_text("/proc/swaps");
    const std::string cluster = live::read_text("/proc/sys/vm/page-cluster");
    const OpTarget::Answer answer = run_text(target, "set swap zram\nset page_cluster 1\na mmap 0 1 rw anon\n");
    if (answer.skipped) {
        MESSAGE("skipped because " << *answer.skipped);
        return;
    }
    CHECK(live::read_text("/proc/swaps") != swaps);
    CHECK(live::read_text("/proc/sys/vm/page-cluster") == "1\n");
    CHECK(run_text(target, "a mmap 0 1 rw anon\n").results.size() == 1);
    CHECK(live::read_text("/proc/swaps") == swaps);
    CHECK(live::read_text("/proc/sys/vm/page-cluster") == cluster);
}

}  // namespace
}  // namespace faultline::ops
