/// Runs op scripts in the engine: one side of every comparison, and the front end `./faultline ops`.
#pragma once

#include <cstdint>

#include "tools/ops/result.hpp"

namespace faultline {
struct Machine;
}

namespace faultline::ops {

class EngineTarget : public OpTarget {
  public:
    /// Whether the laws of frames are checked after every operation; a broken one ends the answer with its name.
    enum class Laws : std::uint8_t { Trusted, Checked };

    explicit EngineTarget(Laws laws = Laws::Trusted) : laws_(laws) {}
    Answer run(const OpProgram& program) override;
    std::string name() const override { return "engine"; }

  private:
    Laws laws_;
};

/// The same, and after every operation calls `look` with the machine as it then is, its faults recorded.
using Look = void (*)(const Machine& machine, std::uint32_t op, void* context);
OpTarget::Answer run_in_engine(const OpProgram& program, Look look, void* context);

}  // namespace faultline::ops
