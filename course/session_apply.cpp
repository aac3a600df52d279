// What each intent does, or why it cannot be done now.
#include <algorithm>
#include <limits>

#include "course/session_state.hpp"

namespace faultline {

namespace {

Error refuse(const std::string& what) { return {{}, what}; }

/// What a step may do before the page is drawn again.
constexpr Tick first_piece = 100'000;

class Applier {
  public:
    explicit Applier(SessionState& state) : state_(state) {}

    Result<Done> operator()(const intent::SetAnswer& what) {
        Response* response = open_response(what.question);
        if (response == nullptr) return refuse("this answer is committed, or its question is not of this step");
        response->answer = what.answer;
        return Done{};
    }

    Result<Done> operator()(const intent::SetConfidence& what) {
        Response* response = open_response(what.question);
        if (response == nullptr) return refuse("this answer is committed, or its question is not of this step");
        response->confidence = what.confidence;
        return Done{};
    }

    Result<Done> operator()(const intent::AnswerHandler& what) {
        Response* response = open_response(what.question);
        const Question* question = state_.lab.question(what.question);
        if (response == nullptr || question == nullptr) return refuse("this question is not open");
        const FaultTrace* trace = trace_of(state_, *question);
        if (trace == nullptr) return refuse("the fault has not been recorded yet");
        HandlerAnswer answer;
        if (const auto* given = std::get_if<HandlerAnswer>(&response->answer)) answer = *given;
        if (answer.yes.size() >= blanks_of(std::get<HandlerQuestion>(question->body), *trace).size()) return refuse("the handler has asked all its questions");
        answer.yes.push_back(what.yes);
        response->answer = answer;
        return Done{};
    }

    Result<Done> operator()(const intent::CommitPrediction&) {
        if (state_.progress[state_.step].committed) return refuse("the predictions of this step are committed");
        if (state_.made() != nullptr) return refuse("run your program to commit it");
        const LabStep& step = state_.current();
        for (const Question& question : step.questions) {
            const Response& response = state_.responses[question.id];
            if (!is_complete(state_, question, response.answer)) return refuse("an answer is missing");
            if (!response.confidence) return refuse("say for each answer how sure you are");
        }
        for (const Question& question : step.questions) state_.responses[question.id].committed = true;
        AttemptStep& progress = state_.progress[state_.step];
        progress.committed = true;
        state_.problem.clear();
        state_.want_measures_of(step);
        if (step.program.empty()) {
            progress.arrived = progress.compared = true;
        } else {
            state_.show(step.program);
            state_.note_arrival();
        }
        return Done{};
    }

    Result<Done> operator()(const intent::StateObservation& what) {
        if (state_.state_of(state_.step) != StepState::Observing) return refuse("there is nothing to observe yet");
        const Question& question = state_.current().observation.front();
        Response& response = state_.responses[question.id];
        if (!std::holds_alternative<std::monostate>(what.answer)) response.answer = what.answer;
        if (!is_complete(state_, question, response.answer)) return refuse("say first what happened");
        response.committed = true;
        state_.progress[state_.step].compared = true;
        return Done{};
    }

    Result<Done> operator()(const intent::AskHint& what) {
        Response* response = open_response(what.question);
        const Question* question = state_.lab.question(what.question);
        if (response == nullptr || question == nullptr) return refuse("hints are for open questions");
        if (response->hints >= question->hints.size()) return refuse("there are no more hints");
        ++response->hints;
        return Done{};
    }

    Result<Done> operator()(const intent::NextStep&) {
        AttemptStep& progress = state_.progress[state_.step];
        if (!progress.compared && state_.made() == nullptr) return refuse("finish this step first");
        progress.committed = progress.arrived = progress.compared = true;
        if (state_.step + 1 == state_.lab.steps.size()) return Done{};
        return go_to(state_.step + 1);
    }

    Result<Done> operator()(const intent::PreviousStep&) {
        if (state_.step == 0) return refuse("this is the first step");
        return go_to(state_.step - 1);
    }

    Result<Done> operator()(const intent::GoToStep& what) {
        if (what.index > state_.furthest()) return refuse("finish the steps before it first");
        return go_to(what.index);
    }

    Result<Done> operator()(const intent::RunOn&) {
        if (const Result<Done> ready = ready_to_move(); !ready) return ready;
        if (!state_.visible_run()->question.empty() || !state_.goal()) return travel_to(std::numeric_limits<Tick>::max());
        if (!state_.progress[state_.step].committed) return refuse("commit your predictions first");
        return travel_to(*state_.goal());
    }

    Result<Done> operator()(const intent::GoToMoment& what) { return show_moment({state_.visible, what.moment}); }

    Result<Done> operator()(const intent::ShowMoment& what) {
        const Question* question = state_.lab.question(what.question);
        if (question == nullptr) return refuse("there is no such question");
        const auto response = state_.responses.find(what.question);
        if (response == state_.responses.end() || !response->second.committed) return refuse("commit your prediction first");
        return show_moment(moment_of(state_, *question));
    }

    Result<Done> operator()(const intent::Step& what) {
        if (const Result<Done> ready = ready_to_move(); !ready) return ready;
        const Tick here = state_.visible_run()->visible->tick();
        const Result<Done> begun = begin({Journey::Kind::Until, here, 0, what.until});
        // A short step is done at once.
        if (begun) travel(state_, first_piece);
        return begun;
    }

    Result<Done> operator()(const intent::StepBack& what) {
        if (const Result<Done> ready = ready_to_move(); !ready) return ready;
        state_.journey = {Journey::Kind::Back, state_.visible_run()->visible->tick(), 0, what.until};
        state_.last_stop.reset();
        travel(state_, first_piece);
        return Done{};
    }

    Result<Done> operator()(const intent::SeekTick& what) {
        if (const Result<Done> ready = ready_to_move(); !ready) return ready;
        History& history = *state_.visible_run()->visible;
        state_.journey = {};
        history.seek(std::min(what.tick, history.recorded_end()));
        state_.last_stop.reset();
        return Done{};
    }

    Result<Done> operator()(const intent::SetBreakpoint& what) {
        if (const Result<Done> ready = ready_to_look(); !ready) return ready;
        ProgramRun& run = *state_.visible_run();
        const std::uint64_t address = run.launched->lines->address_of_line(what.line);
        if (address == 0) return refuse("no code comes at or after this line");
        const std::uint32_t line = run.launched->lines->line_at(address);
        if (what.on) {
            run.breakpoints.insert(line);
        } else {
            run.breakpoints.erase(what.line);
        }
        run.set_stop_points();
        return Done{};
    }

    Result<Done> operator()(const intent::WatchVariable& what) {
        if (const Result<Done> ready = ready_to_look(); !ready) return ready;
        const ProgramRun& run = *state_.visible_run();
        const Result<Watched> found = watch_variable(run.visible->now(), *run.launched->lines, what.variable, what.reads);
        return found ? add_watch(found.value()) : Result<Done>(found.error());
    }

    Result<Done> operator()(const intent::WatchPage& what) {
        if (const Result<Done> ready = ready_to_look(); !ready) return ready;
        return add_watch(watch_page(state_.visible_run()->visible->now(), what.address, what.reads));
    }

    Result<Done> operator()(const intent::RemoveWatch& what) {
        ProgramRun* run = state_.visible_run();
        if (run == nullptr || what.index >= run->watches.size()) return refuse("there is no such watch");
        run->watches.erase(run->watches.begin() + static_cast<std::ptrdiff_t>(what.index));
        run->set_stop_points();
        return Done{};
    }

    Result<Done> operator()(const intent::VisitBranch& what) {
        if (const Result<Done> ready = ready_to_move(); !ready) return ready;
        History& history = *state_.visible_run()->visible;
        if (what.index >= history.branch_count()) return refuse("there is no such branch");
        state_.journey = {};
        history.visit_branch(what.index);
        state_.last_stop.reset();
        return Done{};
    }

    Result<Done> operator()(const intent::SetHistoryBudget& what) {
        constexpr std::uint64_t least = 16ull << 20, most = 1024ull << 20;
        if (what.bytes < least || what.bytes > most) return refuse("the past may take from 16 MiB to 1 GiB");
        state_.history_budget_bytes = what.bytes;
        for (auto& entry : state_.runs) {
            if (entry.second.visible != nullptr) entry.second.visible->set_budget_bytes(what.bytes);
        }
        return Done{};
    }

    Result<Done> operator()(const intent::Pause&) {
        state_.journey = {};
        for (auto& entry : state_.runs) {
            ProgramRun& run = entry.second;
            if (run.question.empty() || !run.measures_wanted || run.is_measured) continue;
            run.measured.reset();
            take_back(state_, run);
            state_.problem = "you stopped your program before it had ended";
        }
        return Done{};
    }

    Result<Done> operator()(const intent::TypeLine& what) { return give(TypeInput{what.text + "\n"}); }
    Result<Done> operator()(const intent::EndOfInput&) { return give(EndInput{}); }
    Result<Done> operator()(const intent::ChooseNextTask& what) {
        if (const Result<Done> ready = ready_to_move(); !ready) return ready;
        if (const Result<Done> may = may_choose(state_, what.pid); !may) return may;
        return give(ChooseNext{what.pid});
    }

    Result<Done> operator()(const intent::EditProgram& what) { return edit_program(state_, what); }
    Result<Done> operator()(const intent::RevertProgram& what) { return revert_program(state_, what); }
    Result<Done> operator()(const intent::SetSetting& what) { return set_setting(state_, what); }
    Result<Done> operator()(const intent::RunEdited&) { return run_edited(state_); }
    Result<Done> operator()(const intent::ProgramCompiled& what) { return take_compiled(state_, what); }

    Result<Done> operator()(const intent::Reset&) { return Done{}; }

  private:
    /// The response of a question of the current step that may still be changed; observations count while they are asked.
    Response* open_response(const std::string& id) {
        const LabStep& step = state_.current();
        const bool asked = std::any_of(step.questions.begin(), step.questions.end(), [&id](const Question& question) { return question.id == id; });
        const bool observed = state_.state_of(state_.step) == StepState::Observing && !step.observation.empty() && step.observation.front().id == id;
        if (!asked && !observed) return nullptr;
        Response& response = state_.responses[id];
        const bool is_made = state_.made() != nullptr && state_.made()->id == id;
        return response.committed && !is_made ? nullptr : &response;
    }

    Result<Done> go_to(std::uint32_t index) {
        state_.step = index;
        state_.problem.clear();
        state_.want_counters();
        // The step's own run comes back into view; before a commit the one before it stays.
        if (state_.progress[index].committed && !state_.current().program.empty()) state_.show(state_.current().program);
        const Question* made = state_.made();
        if (made != nullptr && state_.runs[made_name(made->id)].launched != nullptr) state_.show(made_name(made->id));
        return Done{};
    }

    Result<Done> ready_to_move() const {
        if (!state_.may_move()) return refuse("nothing has run yet: commit your predictions first");
        if (state_.state_of(state_.step) == StepState::Preparing) return refuse("the run is being prepared");
        return Done{};
    }

    Result<Done> ready_to_look() const {
        return state_.may_move() ? Result<Done>(Done{}) : refuse("nothing has run yet: commit your predictions first");
    }

    Result<Done> add_watch(const Watched& watched) {
        ProgramRun& run = *state_.visible_run();
        constexpr std::size_t most = 16;
        if (run.watches.size() == most) return refuse("16 things are watched already: remove one first");
        run.watches.push_back(watched);
        run.set_stop_points();
        return Done{};
    }

    Result<Done> begin(const Journey& journey) {
        const History& history = *state_.visible_run()->visible;
        if (history.at_end() && history.tick() >= state_.limit()) return refuse("what comes next is to be predicted first");
        state_.journey = journey;
        state_.last_stop.reset();
        return Done{};
    }

    Result<Done> travel_to(Tick target) {
        const Tick here = state_.visible_run()->visible->tick();
        if (target < here) {
            state_.visible_run()->visible->seek(target);
            state_.last_stop.reset();
            return Done{};
        }
        return begin({Journey::Kind::ToTick, here, target, {}});
    }

    Result<Done> show_moment(const MomentRef& moment) {
        const auto tick = state_.evidence.samples.ticks.find(moment);
        if (tick == state_.evidence.samples.ticks.end()) return refuse("the run has no moment '" + moment.moment + "' yet");
        state_.show(moment.program);
        if (const Result<Done> ready = ready_to_move(); !ready) return ready;
        return travel_to(tick->second);
    }

    Result<Done> give(const Command& command) {
        if (const Result<Done> ready = ready_to_move(); !ready) return ready;
        History& history = *state_.visible_run()->visible;
        if (history.tick() >= state_.limit()) return refuse("what comes next is to be predicted first");
        history.give(command);
        // A program that was waiting goes on.
        const bool on_the_way = state_.goal() && !state_.progress[state_.step].arrived;
        if (state_.last_stop == Stop::WaitsForInput) {
            return travel_to(on_the_way ? *state_.goal() : std::numeric_limits<Tick>::max());
        }
        return Done{};
    }

    SessionState& state_;
};

}  // namespace

Result<Done> apply_intent(SessionState& state, const Intent& intent) { return std::visit(Applier(state), intent); }

}  // namespace faultline
