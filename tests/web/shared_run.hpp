// A real program on the simulated machine, and the scene that the views would get of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "course/launch.hpp"
#include "web/scene_builder.hpp"

namespace faultline::shared {

inline constexpr std::uint32_t mapped_pages = 64;

/// Maps 64 pages, reads page 3, writes pages 0 to 63 in order, prints a line and ends.
extern const char* const touching_program;

/// 64 MiB and no swap.
MachineConfig small_machine();

class Run {
public:
    explicit Run(const std::string& source = touching_program, const MachineConfig& config = small_machine());

    History& history() { return *history_; }
    const Machine& machine() const { return history_->now(); }
    ViewState& view() { return view_; }
    GuideView& guide() { return guide_; }
    /// The line, counted from 1, that holds `text`.
    std::uint32_t line_of(const std::string& text) const;

    /// To just before the next fault on private anonymous memory that the program mapped itself.
    bool to_next_mapped_fault();
    /// One attempt: the fault, if one is due.
    void step();
    Scene scene();

private:
    std::string source_;
    std::unique_ptr<Launched> launched_;
    std::unique_ptr<History> history_;
    GuideView guide_;
    ViewState view_;
    SceneBuilder builder_;
};

}  // namespace faultline::shared
