/// What a run changes on the machine, and its way back: a guardian process undoes it when the owner ends, however it
/// ends.
#pragma once

#include <optional>
#include <string>

#include "tools/live/descriptor.hpp"
#include "tools/live/guardian.hpp"
#include "tools/ops/op.hpp"

namespace faultline::live {

/// A swap area of 256 MiB of our own, vm.page-cluster, and zswap before it or not, for as long as this lives.
class SwapArea {
  public:
    SwapArea() = default;
    SwapArea(const SwapArea&) = delete;
    SwapArea& operator=(const SwapArea&) = delete;
    ~SwapArea() { release(); }

    /// Switches to the script's kind of swap; nothing happens if it is there already. The reason if it cannot be had.
    [[nodiscard]] std::optional<std::string> provide(const ops::Conditions& conditions);
    /// Takes everything back and waits until that is done.
    void release();

  private:
    ops::Swap kind_ = ops::Swap::None;
    std::uint32_t page_cluster_ = 0;
    bool zswap_ = false;
    Guardian guardian_;
};

/// Sets the read-ahead of the disk that holds `path` while this lives; files opened meanwhile keep it.
class ReadAhead {
  public:
    ReadAhead(const std::string& path, std::uint32_t pages);
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;
    ~ReadAhead();
    bool set() const { return set_; }

  private:
    std::string control_;
    std::string before_;
    bool set_ = false;
};

/// Writes a short text to a control file of the kernel. False if refused.
bool write_control(const std::string& path, const std::string& text);

}  // namespace faultline::live
