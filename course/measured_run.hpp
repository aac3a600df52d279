// One run of a program from its start to its end with the lab's own input, sampled at every moment that a measure asks
// about. It goes on in slices, so that a page stays alive during a long one.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "course/grade.hpp"
#include "course/lab.hpp"
#include "engine/history/history.hpp"

namespace faultline {

/// What to read at which moment of one program.
struct MeasurePlan {
    std::map<std::string, std::vector<Reading>> readings;
    /// Moments whose fault is recorded for a HandlerQuestion.
    std::set<std::string> faults;
};

/// The plan that the measures of a lab need of one program: questions, prose and feedback alike. Conditions of changes and
/// workloads are not in it: they are measured on the learner's program, and `plan_of_made` is theirs.
MeasurePlan plan_of(const Lab& lab, const std::string& program);
MeasurePlan plan_of_made(const Question& question, const Numbers& numbers);

/// A learner's version need not pass through the moments of the lab's program: only those that the plan reads are left.
LabProgram changed_program(const LabProgram& program, const MeasurePlan& plan);

class MeasuredRun {
  public:
    /// A program that goes on for longer is given up.
    static constexpr Tick usual_limit = 250'000'000;

    /// `machine` stands where exec has returned. `lines` as for History.
    MeasuredRun(const Machine& machine, const LineTable* lines, const LabProgram& program, MeasurePlan plan, Tick limit = usual_limit);

    /// Goes on for about `budget` ticks. True while there is more to do.
    bool advance(Tick budget);
    bool finished() const { return finished_; }

    /// Moments are of `program`, whatever was reached so far.
    const Samples& samples() const { return samples_; }
    const std::map<MomentRef, FaultTrace>& faults() const { return faults_; }
    /// Why a moment was not reached or a measure has no value; empty when all is well.
    const std::vector<std::string>& problems() const { return problems_; }
    Tick tick() const { return history_.tick(); }
    /// The machine's hash at each reached moment: what a visible run with the same input must show too.
    const std::map<std::string, std::uint64_t>& hashes() const { return hashes_; }

  private:
    enum class Way : std::uint8_t { Arrived, Later, Never };

    Way go_to(const Moment& moment, Tick budget);
    Way go_to_line(const Moment& moment, Tick budget);
    Way go_to_input(const Moment& moment, Tick budget);
    Way go_to_output(const Moment& moment, Tick budget);
    Way go_to_fault(const Moment& moment, Tick budget);
    Way go_to_end(Tick budget);
    Way after(Stop stop, Way reached);
    void type();
    void sample(const Moment& moment);
    void give_up(const std::string& why);

    History history_;
    const LineTable* lines_;
    LabProgram program_;
    MeasurePlan plan_;
    Tick limit_;
    Samples samples_;
    std::map<MomentRef, FaultTrace> faults_;
    std::map<std::string, std::uint64_t> hashes_;
    std::vector<std::string> problems_;
    std::size_t next_moment_ = 0;
    std::uint32_t waits_ = 0;
    std::uint32_t line_hits_ = 0;
    /// The fault at which the last moment of that kind was, or that it went past.
    std::optional<Tick> passed_fault_;
    bool waiting_ = false;
    bool ended_ = false;
    bool finished_ = false;
};

}  // namespace faultline
