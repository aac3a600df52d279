// One learner working on one lab. The session holds the answers and the runs; faces show its view() and send intents.
// The rhythm is enforced here: nothing runs before the prediction is committed, and the comparison is not shown before the
// learner has said what happened.
//
// Two runs of each program exist. The measured one is made by the session itself, with the lab's own input, and gives the
// answers; the visible one is the learner's, to step, rewind and branch. The machine is deterministic, so both are the same
// run as long as the learner types what the lab types.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "course/guide_view.hpp"
#include "course/intent.hpp"
#include "course/lab.hpp"

namespace faultline {

class LineTable;
struct SessionState;

class LabSession {
  public:
    explicit LabSession(Lab lab, std::uint64_t seed = 1);
    /// Continues an attempt that `attempt()` made. Names what does not fit: another lab, another version, a tampered file.
    static Result<LabSession> restore(Lab lab, std::string_view attempt_json);

    LabSession(LabSession&&) noexcept;
    LabSession& operator=(LabSession&&) noexcept;
    LabSession(const LabSession&) = delete;
    LabSession& operator=(const LabSession&) = delete;
    ~LabSession();

    /// Does it, or says why it cannot be done now and changes nothing.
    Result<Done> apply(const Intent& what);

    /// Goes on with what is under way for at most `budget` ticks. True while there is more to do.
    bool advance(Tick budget);
    bool busy() const;

    GuideView view() const;

    /// The machine to draw, at the moment that the learner looks at; nullptr before the first commit.
    const Machine* machine() const;
    const History* history() const;
    const LineTable* lines() const;
    /// How the last way forward ended, if nothing has happened since.
    std::optional<Stop> last_stop() const;
    /// The source of the program that `machine()` runs, as it was compiled.
    std::string_view running_source() const;

    const Lab& lab() const;
    const Responses& responses() const;
    const Evidence& evidence() const;

    /// The attempt so far as JSON: course/attempt.hpp.
    std::string attempt() const;

  private:
    std::unique_ptr<SessionState> state_;
};

}  // namespace faultline
