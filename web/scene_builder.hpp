// Gathers what the views look at from a session. It keeps the paths of faults that were seen coming, so that the last
// fault's path can be shown after the step; a path that was never seen is found again on a copy of the run.
#pragma once

#include <optional>
#include <vector>

#include "course/session.hpp"
#include "web/scene.hpp"
#include "web/semantics/memory_looks.hpp"

namespace faultline {

/// The run that is looked at; all null before there is one.
struct VisibleRun {
    const Machine* machine = nullptr;
    const History* history = nullptr;
    const LineTable* lines = nullptr;
    std::string_view source;

    static VisibleRun of(const LabSession& session) {
        return {session.machine(), session.history(), session.lines(), session.running_source()};
    }
};

class SceneBuilder {
public:
    /// The scene points into `run`, `guide`, `view` and this builder, which outlive it unchanged: the next scene ends this one.
    Scene build(const VisibleRun& run, const GuideView& guide, const ViewState& view);

private:
    struct Seen {
        Tick tick = 0;
        FaultTrace trace;
    };
    void remember(Tick tick, const std::vector<FaultTrace>& traces);
    FaultTrace trace_of(const History& history, const Mark& mark);

    void look_at_memory(Scene& scene);

    std::vector<Seen> seen_;
    /// What the scene before this one saw coming, and when.
    std::vector<Event> coming_;
    Tick coming_at_ = 0;
    MemoryLooks memory_;
    /// Where coming attempts are made. It shares memory with the machine, so it goes while that runs on.
    std::optional<Instant> ahead_;
    std::uint64_t serial_ = 0;
};

}  // namespace faultline
