/// A memory control group of our own (cgroup v1), for as long as this lives. A guardian process removes it, and ends
/// what is still in it, when the owner is gone, however it went.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "tools/live/descriptor.hpp"

namespace faultline::live {

class MemoryCgroup {
  public:
    MemoryCgroup() = default;
    MemoryCgroup(const MemoryCgroup&) = delete;
    MemoryCgroup& operator=(const MemoryCgroup&) = delete;
    ~MemoryCgroup();

    /// Makes the group, without a limit. The reason if it cannot be had.
    [[nodiscard]] std::optional<std::string> make();
    /// Reclaims until the group fits, as far as it can. False: it did not fit, and the limit is what it was.
    bool limit(std::uint64_t bytes);
    /// Bytes charged to the group now, the kernel's own included.
    [[nodiscard]] std::uint64_t usage() const;
    /// Writing "0" to this file moves the writer into the group.
    [[nodiscard]] std::string members_file() const { return path_ + "/cgroup.procs"; }

  private:
    std::string path_;
    Descriptor lifeline_;  ///< the guardian waits for its end
    pid_t guardian_ = -1;
};

}  // namespace faultline::live
