/// The far ends of a child's standard input, output and error.
#pragma once

#include <string>
#include <thread>

#include "tools/live/descriptor.hpp"
#include "tools/live/ptrace_run.hpp"

namespace faultline::live {

/// Made before the fork. The child calls `become_standard`, the parent `start`, and `finish` once all children are
/// gone.
class ChildIo {
  public:
    ChildIo(Stdio kind, const std::string& input);
    bool valid() const { return valid_; }

    /// In the child: descriptors 0, 1 and 2 are ours. Async-signal-safe.
    void become_standard() const;
    /// In the parent: closes the child's ends, feeds the input and collects what comes, each in a thread.
    void start();
    /// Waits for the end of both outputs.
    void finish(std::string& output, std::string& errors);

  private:
    Descriptor child_in_, child_out_, child_err_;
    Descriptor in_, out_, err_;
    std::string input_, output_, errors_;
    std::thread feeder_, out_reader_, err_reader_;
    Stdio kind_;
    bool valid_ = false;
};

}  // namespace faultline::live
