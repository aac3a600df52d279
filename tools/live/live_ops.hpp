/// Runs op scripts on the machine's own kernel: the other side of every comparison. Recipe and limits:
/// docs/conformance.md. Needs root, because frame numbers do.
#pragma once

#include <memory>

#include "tools/live/machine_setting.hpp"
#include "tools/live/quiet.hpp"
#include "tools/ops/result.hpp"

namespace faultline::live {

class FrameFlags;

/// One at a time on a machine: the constructor waits until another process's is gone.
class LiveTarget : public ops::OpTarget {
  public:
    LiveTarget();
    ~LiveTarget() override;

    Answer run(const ops::OpProgram& program) override;
    std::string name() const override { return "kernel"; }
    bool zero_page() const override;

  private:
    /// What disturbed the run, as the end of a sentence; empty if it counts.
    std::string try_once(const ops::OpProgram& program, Answer& answer);

    Descriptor
        alone_;  ///< held while this lives: swap and the per-CPU lists are one machine's, two runs would meet there
    std::unique_ptr<FrameFlags> frames_;
    QuietKernel quiet_;
    SwapArea swap_;  // kept from one program to the next
};

}  // namespace faultline::live
