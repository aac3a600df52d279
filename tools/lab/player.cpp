#include "tools/lab/player.hpp"

#include "tools/lab/measured_lab.hpp"

namespace faultline {

namespace {

constexpr Tick slice = 20'000'000;

}  // namespace

bool Player::apply(const Intent& what) {
    const Result<Done> done = session_.apply(what);
    if (!done) trouble_ = session_.view().step_title + ": " + done.error().message();
    settle();
    return done.ok();
}

void Player::settle() {
    for (;;) {
        const std::vector<CompileRequest> wanted = session_.view().compiles;
        for (const CompileRequest& request : wanted) {
            const CompiledProgram compiled = compile_program(request.source, request.file);
            // A request that has been overtaken by a newer one is refused, which is right.
            (void)session_.apply(intent::ProgramCompiled{request.request, compiled.elf, compiled.diagnostics});
        }
        if (wanted.empty() && !session_.advance(slice)) return;
    }
}

bool Player::play() {
    settle();
    for (std::size_t turns = 0; turns < session_.lab().steps.size(); ++turns) {
        if (!play_step()) return false;
        if (session_.view().may_go_next && !apply(intent::NextStep{})) return false;
    }
    if (!session_.view().finished) trouble_ = "the last step is done, and the lab is not finished";
    return session_.view().finished;
}

bool Player::play_step() {
    const GuideView view = session_.view();
    for (const QuestionView& question : view.questions) {
        if (question.kind == QuestionKind::Experiment) return apply(intent::RunEdited{});
        if (question.kind == QuestionKind::Change || question.kind == QuestionKind::Workload) return make(question);
        if (!answer(question)) return false;
    }
    return apply(intent::CommitPrediction{}) && run() && observe();
}

bool Player::answer(const QuestionView& question) {
    const LearnerAnswer chosen = choose_(*session_.lab().question(question.id));
    if (const auto* handler = std::get_if<HandlerAnswer>(&chosen)) {
        for (const bool yes : handler->yes) {
            if (!apply(intent::AnswerHandler{question.id, yes})) return false;
        }
    } else if (!apply(intent::SetAnswer{question.id, chosen})) {
        return false;
    }
    return apply(intent::SetConfidence{question.id, Confidence::FairlySure});
}

bool Player::make(const QuestionView& question) {
    const LearnerAnswer chosen = choose_(*session_.lab().question(question.id));
    if (const auto* program = std::get_if<ChangeAnswer>(&chosen)) {
        if (!apply(intent::EditProgram{question.program, program->source})) return false;
    }
    if (const auto* settings = std::get_if<SettingsAnswer>(&chosen)) {
        for (std::uint32_t i = 0; i < settings->values.size(); ++i) {
            if (!apply(intent::SetSetting{question.id, i, settings->values[i]})) return false;
        }
    }
    return apply(intent::SetConfidence{question.id, Confidence::FairlySure}) && apply(intent::RunEdited{});
}

bool Player::run() {
    for (int presses = 0; session_.view().state == StepState::Ready && presses < 100; ++presses) {
        const bool waits = session_.view().primary == PrimaryAction::PressEnter;
        if (!apply(waits ? Intent{intent::TypeLine{}} : Intent{intent::RunOn{}})) return false;
    }
    if (session_.view().state != StepState::Ready) return true;
    trouble_ = session_.view().step_title + ": the run does not arrive";
    return false;
}

bool Player::observe() {
    if (session_.view().state != StepState::Observing) return true;
    return apply(intent::StateObservation{choose_(session_.lab().steps[session_.view().step].observation.front())});
}

}  // namespace faultline
