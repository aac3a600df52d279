// A session as both faces show it.
#include <algorithm>

#include "course/fill.hpp"
#include "course/grade_curve.hpp"
#include "course/instance.hpp"
#include "course/misconception.hpp"
#include "course/overloaded.hpp"
#include "course/phrases.hpp"
#include "course/session_state.hpp"

namespace faultline {

namespace {

QuestionKind kind_of(const QuestionBody& body) {
    return std::visit(Overloaded{[](const NumberQuestion&) { return QuestionKind::Number; },
                                 [](const ChoiceQuestion&) { return QuestionKind::OneOf; },
                                 [](const SeveralQuestion&) { return QuestionKind::SeveralOf; },
                                 [](const OrderQuestion&) { return QuestionKind::Order; },
                                 [](const HandlerQuestion&) { return QuestionKind::Handler; },
                                 [](const PointQuestion&) { return QuestionKind::Point; },
                                 [](const CurveQuestion&) { return QuestionKind::Curve; },
                                 [](const ReverseQuestion&) { return QuestionKind::Reverse; },
                                 [](const ChangeQuestion&) { return QuestionKind::Change; },
                                 [](const WorkloadQuestion&) { return QuestionKind::Workload; },
                                 [](const ExperimentQuestion&) { return QuestionKind::Experiment; }},
                      body);
}

/// The path of a fault, as far as the questions of it that are left blank have been answered. `question` is nullptr for a
/// worked fault, which is shown whole.
std::vector<HandlerNodeView> path_of(const FaultTrace& trace, const HandlerQuestion* question, const std::vector<bool>& answers) {
    std::vector<HandlerNodeView> nodes;
    std::size_t blanks = 0;
    for (std::size_t i = 0; i < trace.answers.size(); ++i) {
        const Answer& kernel = trace.answers[i];
        HandlerNodeView node;
        node.question = kernel.question;
        node.stage = explain(kernel.question).stage;
        node.given = question == nullptr || !question->asks(node.stage);
        const bool is_open = !node.given && blanks == answers.size();
        if (!node.given && !is_open) node.learner = answers[blanks++];
        if (!is_open) {
            node.kernel = kernel.yes;
            node.fact = kernel.fact;
        }
        nodes.push_back(node);
        if (is_open) break;
    }
    return nodes;
}

class QuestionViewer {
  public:
    QuestionViewer(const SessionState& state, const Question& question, bool is_observation)
        : state_(state), question_(question), scope_(scope_of(state.lab, state.step)) {
        const auto found = state.responses.find(question.id);
        if (found != state.responses.end()) response_ = found->second;
        view_.is_observation = is_observation;
    }

    QuestionView run() {
        const StepState step = state_.state_of(state_.step);
        const bool is_made = made_program(question_) != nullptr;
        view_.id = question_.id;
        view_.kind = kind_of(question_.body);
        view_.ask = fill(question_.ask);
        view_.ask_html = html_of(view_.ask);
        view_.answer = response_.answer;
        view_.confidence = response_.confidence;
        view_.may_answer = view_.is_observation ? step == StepState::Observing : is_made ? step != StepState::Preparing : step == StepState::Answering;
        view_.needs_answer = view_.may_answer && !is_made && !is_complete(state_, question_, response_.answer);
        view_.needs_confidence = view_.may_answer && !view_.is_observation && is_graded(question_) && !response_.confidence;
        for (std::uint32_t i = 0; i < response_.hints && i < question_.hints.size(); ++i) {
            view_.hints.push_back(fill(question_.hints[i]));
            view_.hints_html.push_back(html_of(view_.hints.back()));
        }
        view_.hints_left = static_cast<std::uint32_t>(question_.hints.size() - view_.hints.size());
        compared_ = step == StepState::Compared && response_.committed;
        std::visit([this](const auto& body) { add(body); }, question_.body);
        if (compared_) add_feedback();
        return std::move(view_);
    }

  private:
    Runs fill(const Runs& runs) const { return filled(runs, scope_, state_.evidence.samples); }

    std::optional<bool> holds(const Measure& measure, const Samples& samples) const {
        if (!compared_) return std::nullopt;
        const Result<Value> value = evaluate(measure.expression, samples);
        if (!value) return std::nullopt;
        const bool* truth = std::get_if<bool>(&value.value());
        return truth == nullptr ? std::nullopt : std::optional<bool>(*truth);
    }

    void add_choice(std::vector<ChoiceView>& list, const Runs& text, bool chosen, std::optional<bool> is_so) {
        ChoiceView choice;
        choice.runs = fill(text);
        choice.html = html_of(choice.runs);
        choice.chosen = chosen;
        choice.holds = is_so;
        list.push_back(std::move(choice));
    }

    void add(const NumberQuestion& body) { view_.unit = body.unit; }

    void add(const ChoiceQuestion& body) {
        const auto* given = std::get_if<ChoiceAnswer>(&response_.answer);
        for (std::uint32_t i = 0; i < body.choices.size(); ++i) {
            add_choice(view_.choices, body.choices[i].text, given != nullptr && given->index == i, holds(body.choices[i].holds, state_.evidence.samples));
        }
    }

    void add(const SeveralQuestion& body) {
        const auto* given = std::get_if<SeveralAnswer>(&response_.answer);
        for (std::uint32_t i = 0; i < body.choices.size(); ++i) {
            const bool chosen = given != nullptr && i < given->chosen.size() && given->chosen[i];
            add_choice(view_.choices, body.choices[i].text, chosen, holds(body.choices[i].holds, state_.evidence.samples));
        }
    }

    void add(const OrderQuestion& body) {
        for (const OrderQuestion::Item& item : body.items) add_choice(view_.choices, item.text, false, std::nullopt);
        if (const auto* given = std::get_if<OrderAnswer>(&response_.answer)) view_.order = given->order;
    }

    void add(const HandlerQuestion& body) {
        const FaultTrace* trace = trace_of(state_, question_);
        if (trace == nullptr) return;
        const auto* given = std::get_if<HandlerAnswer>(&response_.answer);
        view_.nodes = path_of(*trace, &body, given == nullptr ? std::vector<bool>{} : given->yes);
        view_.nodes_finished = view_.nodes.size() == trace->answers.size() && (view_.nodes.empty() || view_.nodes.back().kernel);
        if (view_.nodes_finished) view_.leaf = trace->leaf;
    }

    void add(const PointQuestion& body) {
        const auto* given = std::get_if<PointAnswer>(&response_.answer);
        view_.points_at_frames = body.target == PointQuestion::Target::Frame;
        const std::optional<std::int64_t> right = compared_ ? number(body.place) : std::nullopt;
        for (std::uint32_t i = 0; i < body.candidates.size(); ++i) {
            std::optional<bool> is_so;
            if (right) is_so = number(body.candidates[i].place) == right;
            add_choice(view_.choices, body.candidates[i].text, given != nullptr && given->candidate == i, is_so);
        }
    }

    std::optional<std::int64_t> number(const Measure& measure) const {
        const Result<Value> value = evaluate(measure.expression, state_.evidence.samples);
        const std::int64_t* found = value.ok() ? std::get_if<std::int64_t>(&value.value()) : nullptr;
        return found == nullptr ? std::nullopt : std::optional<std::int64_t>(*found);
    }

    void add(const CurveQuestion& body) {
        CurveView& curve = view_.curve;
        curve.across = body.across;
        curve.across_unit = body.across_unit;
        curve.up = body.up;
        curve.up_unit = body.up_unit;
        curve.top = std::max<std::int64_t>(1, number(body.top).value_or(1));
        curve.unit = parse_number("1", body.up_unit).value_or(1);
        curve.top_text = with_unit(curve.top, body.up_unit);
        const auto* given = std::get_if<CurveAnswer>(&response_.answer);
        for (std::size_t i = 0; i < body.places.size(); ++i) {
            CurveView::Place place;
            place.across = number(body.places[i].across).value_or(0);
            place.name = with_unit(place.across, body.across_unit);
            if (given != nullptr && i < given->heights.size()) place.typed = given->heights[i];
            place.drawn = parse_number(place.typed, body.up_unit);
            if (compared_) place.measured = number(body.places[i].up);
            if (place.measured) place.measured_text = with_unit(*place.measured, body.up_unit);
            if (compared_ && !body.beside.empty()) place.beside = number(body.places[i].beside);
            if (place.beside) {
                place.beside_text = with_unit(*place.beside, body.beside_unit);
                curve.beside = body.beside;
                curve.beside_top = std::max(curve.beside_top, *place.beside);
                curve.beside_top_text = with_unit(curve.beside_top, body.beside_unit);
            }
            curve.places.push_back(std::move(place));
        }
    }

    void add(const ReverseQuestion& body) {
        const auto* given = std::get_if<ChoiceAnswer>(&response_.answer);
        for (std::uint32_t i = 0; i < body.choices.size(); ++i) {
            std::optional<bool> is_so;
            if (compared_) is_so = i == body.secret;
            add_choice(view_.choices, body.choices[i].text, given != nullptr && given->index == i, is_so);
        }
        for (const ReverseQuestion::Counter& counter : body.counters) {
            const Result<Value> value = evaluate(counter.of[body.secret].expression, state_.evidence.samples);
            CounterView shown{{}, fill(counter.text), value ? format_value(value.value(), counter.format) : std::string(unknown_value)};
            shown.html = html_of(shown.runs);
            view_.counters.push_back(std::move(shown));
        }
    }

    void add(const WorkloadQuestion& body) {
        view_.program = body.program;
        add_conditions(body.conditions);
        add_settings(body.settings);
    }

    void add(const ExperimentQuestion& body) {
        view_.program = body.program;
        add_settings(body.settings);
    }

    void add_settings(const std::vector<Setting>& settings) {
        const std::vector<std::string> draft = state_.draft_of(question_);
        for (std::size_t i = 0; i < settings.size(); ++i) {
            const Setting& setting = settings[i];
            SettingView shown{setting.name, {}, fill(setting.text), setting.choices, setting.letters, setting.most, i < draft.size() ? draft[i] : setting.given};
            shown.html = html_of(shown.runs);
            view_.settings.push_back(std::move(shown));
        }
    }

    void add(const ChangeQuestion& body) {
        view_.program = body.program;
        add_conditions(body.conditions);
    }

    void add_conditions(const std::vector<ChangeQuestion::Condition>& conditions) {
        const auto samples = state_.evidence.changed.find(question_.id);
        for (const ChangeQuestion::Condition& condition : conditions) {
            std::optional<bool> is_so;
            if (compared_ && samples != state_.evidence.changed.end()) is_so = holds(condition.holds, samples->second).value_or(false);
            add_choice(view_.conditions, condition.text, false, is_so);
        }
    }

    void add_feedback() {
        const Result<Outcome> graded = grade(question_, response_, state_.evidence, scope_);
        if (!graded) return;
        const Outcome& outcome = graded.value();
        FeedbackView feedback;
        feedback.verdict = outcome.verdict;
        feedback.predicted = outcome.predicted;
        feedback.measured = outcome.measured;
        feedback.stage = outcome.stage;
        feedback.misconception = outcome.misconception;
        if (const Misconception* belief = misconception(outcome.misconception)) feedback.misconception_belief = std::string(belief->belief);
        const auto changed = state_.evidence.changed.find(question_.id);
        const std::string* made = made_program(question_);
        feedback.runs = made != nullptr && changed != state_.evidence.changed.end() ? filled(outcome.say, scope_of_whole_run(*made, scope_.numbers), changed->second)
                                                                                    : filled(outcome.say, feedback_scope(), state_.evidence.samples);
        feedback.html = html_of(feedback.runs);
        feedback.parting = outcome.parting;
        feedback.calibration = outcome.calibration;
        feedback.has_moment = state_.evidence.samples.reached(moment_of(state_, question_));
        view_.feedback = std::move(feedback);
    }

    /// What is said of a program that was to be found out is measured on the program that was named.
    Scope feedback_scope() const {
        const auto* reverse = std::get_if<ReverseQuestion>(&question_.body);
        const auto* given = std::get_if<ChoiceAnswer>(&response_.answer);
        return reverse != nullptr && given != nullptr ? scope_of_whole_run(reverse->choices[given->index].program, scope_.numbers) : scope_;
    }

    const SessionState& state_;
    const Question& question_;
    Scope scope_;
    Response response_;
    bool compared_ = false;
    QuestionView view_;
};

class Viewer {
  public:
    explicit Viewer(const SessionState& state) : state_(state), step_(state.current()), scope_(scope_of(state.lab, state.step)) {}

    GuideView run() {
        view_.lab = state_.lab.id;
        view_.title = state_.lab.title;
        view_.summary = state_.lab.summary;
        view_.minutes = state_.lab.minutes;
        view_.seed = state_.seed;
        view_.varies = varies(state_.lab);
        view_.step = state_.step;
        view_.state = state_.state_of(state_.step);
        view_.step_title = step_.title;
        view_.phase = step_.phase;
        view_.problem = state_.problem;
        steps();
        for (const Question& question : step_.questions) view_.questions.push_back(QuestionViewer(state_, question, false).run());
        blocks(step_.before, false);
        if (view_.state == StepState::Observing || view_.state == StepState::Compared) observation();
        if (view_.state == StepState::Compared) blocks(step_.after, true);
        compiles();
        transport();
        view_.may_go_previous = state_.step > 0;
        view_.may_go_next = state_.step + 1 < state_.lab.steps.size() && (view_.state == StepState::Compared || state_.made() != nullptr);
        view_.report = grade_lab(state_.lab, state_.responses, state_.evidence);
        view_.finished = std::all_of(state_.progress.begin(), state_.progress.end(), [](const AttemptStep& step) { return step.compared; });
        primary();
        return std::move(view_);
    }

  private:
    void steps() {
        const std::uint32_t furthest = state_.furthest();
        for (std::uint32_t i = 0; i < state_.lab.steps.size(); ++i) {
            const LabStep& step = state_.lab.steps[i];
            StepLinkState link = state_.progress[i].compared ? StepLinkState::Done : i <= furthest ? StepLinkState::Open : StepLinkState::Locked;
            if (i == state_.step) link = StepLinkState::Current;
            view_.steps.push_back({step.id, step.title, step.phase, link});
        }
    }

    void blocks(const std::vector<Block>& blocks, bool after) {
        for (const Block& block : blocks) {
            BlockView out;
            out.after = after;
            std::visit(Overloaded{[&](const Prose& prose) {
                                      out.kind = BlockView::Kind::Prose;
                                      out.prose = prose.kind;
                                      out.runs = filled(prose.runs, scope_, state_.evidence.samples);
                                      out.html = html_of(out.runs);
                                      out.detail = prose.detail;
                                  },
                                  [&](const QuestionRef& ref) {
                                      out.kind = BlockView::Kind::Question;
                                      out.question = ref.index;
                                      const std::string* made = made_program(step_.questions[ref.index]);
                                      if (made != nullptr) out.program = program(*made);
                                  },
                                  [&](const WorkedRef& ref) {
                                      out.kind = BlockView::Kind::Worked;
                                      const auto trace = state_.evidence.faults.find(ref.fault);
                                      if (trace == state_.evidence.faults.end()) return;
                                      out.nodes = path_of(trace->second, nullptr, {});
                                      out.leaf = trace->second.leaf;
                                  },
                                  [&](const ListingRef& ref) {
                                      out.kind = BlockView::Kind::Listing;
                                      out.program = program(ref.program);
                                  }},
                       block);
            view_.blocks.push_back(std::move(out));
        }
    }

    void observation() {
        if (step_.observation.empty()) return;
        BlockView block;
        block.kind = BlockView::Kind::Question;
        block.question = static_cast<std::uint32_t>(view_.questions.size());
        block.after = true;
        view_.questions.push_back(QuestionViewer(state_, step_.observation.front(), true).run());
        view_.blocks.push_back(std::move(block));
    }

    /// Index of the program in the view, added when it is not there yet.
    std::uint32_t program(const std::string& id) {
        for (std::uint32_t i = 0; i < view_.programs.size(); ++i) {
            if (view_.programs[i].id == id) return i;
        }
        const LabProgram& given = *state_.lab.program(id);
        ProgramView out;
        out.id = id;
        out.title = given.title;
        out.file = given.file;
        out.source = given.source;
        const Question* made = state_.made();
        const std::string* edited = made == nullptr ? nullptr : edited_program(*made);
        out.may_edit = edited != nullptr && *edited == id;
        if (out.may_edit) {
            out.source = state_.draft_source(id);
            out.edited = out.source != given.source;
        }
        const std::string run = out.may_edit ? made_name(made->id) : id;
        out.diagnostics = state_.runs.at(run).diagnostics;
        view_.programs.push_back(std::move(out));
        return static_cast<std::uint32_t>(view_.programs.size() - 1);
    }

    void compiles() {
        for (const auto& entry : state_.runs) {
            const ProgramRun& run = entry.second;
            if (run.build != ProgramRun::Build::Requested) continue;
            const std::string& file = state_.lab.program(run.program)->file;
            const bool is_asked = std::any_of(view_.compiles.begin(), view_.compiles.end(), [&](const CompileRequest& other) { return other.source == run.source && other.file == file; });
            if (is_asked) continue;
            view_.compiles.push_back({run.request, state_.lab.program(run.program)->file, run.source});
        }
        // Oldest first, but an edited program before all: somebody waits for it.
        std::stable_sort(view_.compiles.begin(), view_.compiles.end(), [](const auto& a, const auto& b) { return a.request < b.request; });
    }

    void transport() {
        TransportView& out = view_.transport;
        out.busy = state_.busy();
        const ProgramRun* run = state_.visible_run();
        if (run == nullptr || run->visible == nullptr) return;
        const History& history = *run->visible;
        out.has_machine = true;
        out.program = state_.visible;
        out.tick = history.tick();
        out.recorded_end = history.recorded_end();
        out.time = history.now().hardware.now;
        out.last_stop = state_.last_stop;
        out.all_exited = state_.last_stop == Stop::AllExited;
        out.waits_for_input = state_.last_stop == Stop::WaitsForInput;
        out.at_goal = state_.progress[state_.step].arrived;
        const bool preparing = view_.state == StepState::Preparing;
        out.may_go_back = !preparing && history.tick() > run->launched->machine.hardware.tick;
        out.may_go_forward = !preparing && !out.all_exited && (!history.at_end() || history.tick() < state_.limit());
        const Journey& journey = state_.journey;
        if (journey.kind == Journey::Kind::ToTick && journey.target > journey.from && state_.goal() == journey.target) {
            out.progress = static_cast<std::uint32_t>((history.tick() - std::min(history.tick(), journey.from)) * 1000 / (journey.target - journey.from));
        }
        for (const auto& moment : state_.evidence.samples.ticks) {
            if (moment.first.program == state_.visible && moment.second <= history.recorded_end()) out.moments.push_back({moment.first.moment, moment.second});
        }
        std::stable_sort(out.moments.begin(), out.moments.end(), [](const MomentView& a, const MomentView& b) { return a.tick < b.tick; });
        out.terminal = history.now().vfs.terminal.output.text();
        out.travel = time_of(state_);
    }

    void press(PrimaryAction action, std::string_view label, std::string blocked = {}) {
        view_.primary = action;
        view_.primary_label = std::string(label);
        view_.primary_blocked = std::move(blocked);
    }

    std::string missing() {
        for (const QuestionView& question : view_.questions) {
            view_.missing_answers += question.needs_answer ? 1u : 0u;
            view_.missing_confidences += question.needs_confidence ? 1u : 0u;
        }
        const std::uint32_t answers = view_.missing_answers, confidences = view_.missing_confidences;
        if (answers != 0) return std::to_string(answers) + (answers == 1 ? " answer is missing" : " answers are missing");
        return confidences == 0 ? std::string{} : "say how sure you are (" + std::to_string(confidences) + " to go)";
    }

    void primary() {
        const bool last = state_.step + 1 == state_.lab.steps.size();
        switch (view_.state) {
            case StepState::Answering:
                if (const Question* made = state_.made()) {
                    return press(PrimaryAction::RunEdited, edited_program(*made) != nullptr ? phrase::run_edited : phrase::run_settings, missing());
                }
                return press(PrimaryAction::Commit, step_.questions.empty() ? phrase::go_on : phrase::commit, missing());
            case StepState::Preparing: return press(PrimaryAction::None, phrase::preparing);
            case StepState::Ready:
                if (view_.transport.busy) return press(PrimaryAction::None, phrase::running);
                if (view_.transport.waits_for_input) return press(PrimaryAction::PressEnter, phrase::press_enter);
                return press(PrimaryAction::Run, phrase::run);
            case StepState::Observing: return press(PrimaryAction::Observe, phrase::observe, missing());
            case StepState::Compared:
                if (state_.made() == nullptr || is_graded(*state_.made())) break;
                return press(PrimaryAction::RunEdited, phrase::run_edited);
        }
        if (last && view_.finished) return press(PrimaryAction::Finish, phrase::results);
        press(last ? PrimaryAction::Finish : PrimaryAction::Next, last ? phrase::results : phrase::next_step);
    }

    const SessionState& state_;
    const LabStep& step_;
    Scope scope_;
    GuideView view_;
};

}  // namespace

MomentRef moment_of(const SessionState& state, const Question& question) {
    if (!question.moment.moment.empty()) return question.moment;
    if (const auto* handler = std::get_if<HandlerQuestion>(&question.body)) return handler->fault;
    const LabStep* step = state.lab.step_of_question(question.id);
    const Scope scope = scope_of(state.lab, static_cast<std::size_t>(step - state.lab.steps.data()));
    return {scope.program, scope.until};
}

GuideView view_of(const SessionState& state) { return Viewer(state).run(); }

}  // namespace faultline
