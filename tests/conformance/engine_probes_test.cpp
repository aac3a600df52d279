// The rows of docs/conformance.md in the engine, natively and as wasm.
#include <doctest/doctest.h>

#include "tests/conformance/probes.hpp"
#include "tools/engine_ops/engine_target.hpp"

namespace faultline::ops {
namespace {

TEST_CASE("every probe finds in the engine what it expects") {
    EngineTarget engine;
    for (Probe probe : read_probes()) {
        CHECK(hold(engine, probe));
        probe.program.conditions.zero_page = false;
        CHECK(hold(engine, probe));
    }
}

}  // namespace
}  // namespace faultline::ops
