// A session as both faces show it.
#include <algorithm>

#include "course/fill.hpp"
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
                                 [](const ChangeQuestion&) { return QuestionKind::Change; }},
                      body);
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
        const bool is_change = std::holds_alternative<ChangeQuestion>(question_.body);
        view_.id = question_.id;
        view_.kind = kind_of(question_.body);
        view_.ask = fill(question_.ask);
        view_.ask_html = html_of(view_.ask);
        view_.answer = response_.answer;
        view_.confidence = response_.confidence;
        view_.may_answer = view_.is_observation ? step == StepState::Observing : is_change ? step != StepState::Preparing : step == StepState::Answering;
        view_.needs_answer = view_.may_answer && !is_change && !is_complete(state_, question_, response_.answer);
        view_.needs_confidence = view_.may_answer && !view_.is_observation && !response_.confidence;
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

    void add(const HandlerQuestion&) {
        const FaultTrace* trace = trace_of(state_, question_);
        if (trace == nullptr) return;
        const auto* given = std::get_if<HandlerAnswer>(&response_.answer);
        const std::size_t answered = given == nullptr ? 0 : std::min<std::size_t>(given->yes.size(), trace->answered);
        for (std::size_t i = 0; i < trace->answered && i <= answered; ++i) {
            const Answer& kernel = trace->answers[i];
            HandlerNodeView node;
            node.question = kernel.question;
            node.stage = explain(kernel.question).stage;
            if (i < answered) {
                node.learner = given->yes[i];
                node.kernel = kernel.yes;
                node.fact = kernel.fact;
            }
            view_.nodes.push_back(node);
        }
        view_.nodes_finished = answered == trace->answered;
        if (view_.nodes_finished) view_.leaf = trace->leaf;
    }

    void add(const PointQuestion&) {}

    void add(const ChangeQuestion& body) {
        view_.program = body.program;
        const auto samples = state_.evidence.changed.find(question_.id);
        for (const ChangeQuestion::Condition& condition : body.conditions) {
            std::optional<bool> is_so;
            if (compared_ && samples != state_.evidence.changed.end()) is_so = holds(condition.holds, samples->second).value_or(false);
            add_choice(view_.conditions, condition.text, false, is_so);
        }
    }

    void add_feedback() {
        const Result<Outcome> graded = grade(question_, response_, state_.evidence);
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
        const auto* change = std::get_if<ChangeQuestion>(&question_.body);
        feedback.runs = change != nullptr && changed != state_.evidence.changed.end()
                            ? filled(outcome.say, scope_of_change(change->program), changed->second)
                            : fill(outcome.say);
        feedback.html = html_of(feedback.runs);
        feedback.calibration = outcome.calibration;
        feedback.has_moment = state_.evidence.samples.reached(moment_of(state_, question_));
        view_.feedback = std::move(feedback);
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
        view_.may_go_next = state_.step + 1 < state_.lab.steps.size() && (view_.state == StepState::Compared || state_.change() != nullptr);
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
                                      const auto* change = std::get_if<ChangeQuestion>(&step_.questions[ref.index].body);
                                      if (change != nullptr) out.program = program(change->program);
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
        const Question* change = state_.change();
        out.may_edit = change != nullptr && std::get<ChangeQuestion>(change->body).program == id;
        const auto edit = state_.edits.find(id);
        if (out.may_edit && edit != state_.edits.end()) {
            out.source = edit->second;
            out.edited = out.source != given.source;
        }
        const std::string run = out.may_edit ? change_name(change->id) : id;
        out.diagnostics = state_.runs.at(run).diagnostics;
        view_.programs.push_back(std::move(out));
        return static_cast<std::uint32_t>(view_.programs.size() - 1);
    }

    void compiles() {
        for (const auto& entry : state_.runs) {
            const ProgramRun& run = entry.second;
            if (run.build != ProgramRun::Build::Requested) continue;
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
                if (state_.change() != nullptr) return press(PrimaryAction::RunEdited, phrase::run_edited, missing());
                return press(PrimaryAction::Commit, step_.questions.empty() ? phrase::go_on : phrase::commit, missing());
            case StepState::Preparing: return press(PrimaryAction::None, phrase::preparing);
            case StepState::Ready:
                if (view_.transport.busy) return press(PrimaryAction::None, phrase::running);
                if (view_.transport.waits_for_input) return press(PrimaryAction::PressEnter, phrase::press_enter);
                return press(PrimaryAction::Run, phrase::run);
            case StepState::Observing: return press(PrimaryAction::Observe, phrase::observe, missing());
            case StepState::Compared: break;
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
