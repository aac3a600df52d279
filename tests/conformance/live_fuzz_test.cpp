// A short differential run, of the same scripts each time: what a new seed finds is for whoever looks for it, not for
// whoever changes something else. FAULTLINE_FUZZ_SEED names another first seed; the long run is a command:
// faultline-live fuzz SEED PROGRAMS [swap] [all].
#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>

#include "tools/engine_ops/engine_target.hpp"
#include "tools/live/live_ops.hpp"
#include "tools/ops/fuzz.hpp"

namespace faultline::ops {
namespace {

std::uint64_t first_seed() {
    const char* named = std::getenv("FAULTLINE_FUZZ_SEED");
    return named != nullptr ? std::strtoull(named, nullptr, 0) : 1;
}

TEST_CASE("kernel and engine agree on the whole state after every operation of random scripts") {
    live::LiveTarget kernel;
    EngineTarget engine(EngineTarget::Laws::Checked);
    FuzzOptions options;
    options.first.seed = first_seed();
    options.programs = 12;
    MESSAGE("FAULTLINE_FUZZ_SEED=" << options.first.seed);
    std::ostringstream out;
    const FuzzResult result = fuzz(kernel, engine, options, out);
    if (result.skipped) {
        MESSAGE("skipped because " << *result.skipped);
        return;
    }
    INFO(out.str());
    CHECK(result.failures == 0);
    CHECK(result.programs == options.programs);
}

}  // namespace
}  // namespace faultline::ops
