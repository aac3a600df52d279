// walker.c under a memory limit, on the machine's own kernel and in the engine: the same ELF, the same commands.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/machine.hpp"
#include "tools/live/descriptor.hpp"
#include "tools/live/machine_setting.hpp"
#include "tools/live/memory_cgroup.hpp"

namespace faultline::pressure {

struct Faults {
    std::uint64_t minor = 0;
    std::uint64_t major = 0;
};

/// The state of the machine that every live test here needs: the turn, a swap file, no read-ahead. `skipped` says why
/// not.
struct Conditions {
    Conditions();
    std::optional<std::string> skipped;
    live::Descriptor turn;
    live::SwapArea swap;
};

/// The ELF of walker.c, compiled once.
const std::vector<std::uint8_t>& walker_elf();

class LiveWalker {
  public:
    /// Starts it in a group of its own, with a limit in pages on top of what the program and the kernel take for it.
    explicit LiveWalker(std::uint64_t limit_pages);
    LiveWalker(const LiveWalker&) = delete;
    LiveWalker& operator=(const LiveWalker&) = delete;
    ~LiveWalker();
    bool started() const { return pid_ > 0; }

    /// Nothing: it has ended, killed for want of memory.
    std::optional<Faults> tell(const std::string& command);
    bool limit(std::uint64_t pages) { return group_.limit(pages * page_bytes); }
    std::uint64_t usage_pages() const { return group_.usage() / page_bytes; }
    void clear_refs();
    /// Which of the first `pages` pages of the arena are in swap.
    std::vector<std::uint32_t> swapped(std::uint32_t pages) const;

  private:
    live::MemoryCgroup group_;
    live::PrivateFolder folder_;
    live::Descriptor commands_, answers_;
    pid_t pid_ = -1;
};

class EngineWalker {
  public:
    explicit EngineWalker(std::uint64_t limit_pages);

    std::optional<Faults> tell(const std::string& command);
    bool limit(std::uint64_t pages);
    std::uint64_t usage_pages() const { return machine_.cgroup_pages; }
    void clear_refs();
    /// Pages of the arena in swap, in the order in which they went.
    std::vector<std::uint32_t> swapped(std::uint32_t pages) const;

  private:
    Machine machine_;
    Pid pid_ = 0;
    std::uint64_t read_ = 0;
};

}  // namespace faultline::pressure
