/// A live process's arena, read from /proc: pages by frame, VMAs, resident pages.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "tools/live/descriptor.hpp"
#include "tools/ops/result.hpp"

namespace faultline::live {

/// Of `FrameFlags`: the frame follows the first of a large folio.
inline constexpr std::uint64_t frame_compound_tail = 1ULL << 16;
/// Likewise: it is being written to a device.
inline constexpr std::uint64_t frame_writeback = 1ULL << 8;

/// Reads the kernel's flags of a frame. Root only.
class FrameFlags {
  public:
    FrameFlags();
    bool permitted() const { return file_.valid(); }
    std::uint64_t operator()(std::uint64_t frame) const;

  private:
    Descriptor file_;
};

/// The frames of a process's pages from `address` on, 0 where there is none. Root only.
std::vector<std::uint64_t> read_frames(pid_t process, std::uint64_t address, std::uint32_t pages);

/// The whole process's resident pages by class, the executor's own included.
ops::Rss read_rss(pid_t process);

/// The arena's first `pages` pages and the VMAs among them. Groups are frame and slot numbers, shmem objects inodes:
/// `ops::canonicalise` makes them comparable. `thp` also looks which pages a huge mapping holds.
ops::ProcessState read_arena(pid_t process, std::uint32_t pages, bool thp, const FrameFlags& flags);

}  // namespace faultline::live
