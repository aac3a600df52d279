// The rows of docs/conformance.md in the engine, natively and as wasm.
#include <doctest/doctest.h>

#include "tests/conformance/probes.hpp"
#include "tools/engine_ops/engine_target.hpp"

namespace faultline::ops {
namespace {

TEST_CASE("every probe finds in the engine what it expects") {
    EngineTarget engine;
    for (const Probe& probe : read_probes()) {
        if (probe.program.conditions.write_pages != 1) {
            MESSAGE(probe.file << " skipped because the engine's page cache has folios of one page");
            continue;
        }
        CHECK(hold(engine, probe));
    }
}

}  // namespace
}  // namespace faultline::ops
