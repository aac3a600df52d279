/// A process that undoes what a run changed on the machine when the run ends, by whatever death.
#pragma once

#include <sys/types.h>

#include <functional>

#include "tools/live/descriptor.hpp"

namespace faultline::live {

class Guardian {
  public:
    Guardian() = default;
    Guardian(const Guardian&) = delete;
    Guardian& operator=(const Guardian&) = delete;
    ~Guardian() { release(); }

    /// From now on `undo` runs, in a process of its own, when this is released or its owner is gone. False if there can
    /// be no such process: nothing will be undone.
    [[nodiscard]] bool start(const std::function<void()>& undo);
    /// Has it undone and waits until it is. Nothing happens if there is nothing to undo.
    void release();

  private:
    Descriptor lifeline_;  ///< the process waits for its end
    pid_t process_ = -1;
};

}  // namespace faultline::live
