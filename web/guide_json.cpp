#include "web/guide_json.hpp"

#include "web/language.hpp"
#include "web/messages.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/spoken.hpp"
#include "web/time_json.hpp"

namespace faultline {
namespace {

std::string_view name_of(Phase phase) {
    switch (phase) {
        case Phase::Predict: return "predict";
        case Phase::Run: return "run";
        case Phase::Investigate: return "investigate";
        case Phase::Modify: return "modify";
        case Phase::Make: return "make";
    }
    return "";
}

std::string_view name_of(StepState state) {
    switch (state) {
        case StepState::Answering: return "answering";
        case StepState::Preparing: return "preparing";
        case StepState::Ready: return "ready";
        case StepState::Observing: return "observing";
        case StepState::Compared: return "compared";
    }
    return "";
}

std::string_view name_of(StepLinkState state) {
    switch (state) {
        case StepLinkState::Locked: return "locked";
        case StepLinkState::Open: return "open";
        case StepLinkState::Current: return "current";
        case StepLinkState::Done: return "done";
    }
    return "";
}

std::string_view name_of(QuestionKind kind) {
    switch (kind) {
        case QuestionKind::Number: return "number";
        case QuestionKind::OneOf: return "one-of";
        case QuestionKind::SeveralOf: return "several-of";
        case QuestionKind::Order: return "order";
        case QuestionKind::Handler: return "handler";
        case QuestionKind::Point: return "point";
        case QuestionKind::Curve: return "curve";
        case QuestionKind::Reverse: return "reverse";
        case QuestionKind::Change: return "change";
        case QuestionKind::Workload: return "workload";
        case QuestionKind::Experiment: return "experiment";
    }
    return "";
}

std::string_view name_of(ProseKind kind) {
    switch (kind) {
        case ProseKind::Paragraph: return "paragraph";
        case ProseKind::Heading: return "heading";
        case ProseKind::Item: return "item";
        case ProseKind::NumberedItem: return "numbered-item";
        case ProseKind::Code: return "code";
        case ProseKind::Quote: return "quote";
    }
    return "";
}

std::string_view name_of(Confidence confidence) {
    switch (confidence) {
        case Confidence::Guessing: return "guessing";
        case Confidence::FairlySure: return "fairly-sure";
        case Confidence::Sure: return "sure";
    }
    return "";
}

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::Right: return "right";
        case Verdict::Partly: return "partly";
        case Verdict::Differs: return "differs";
    }
    return "";
}

std::string_view name_of(PrimaryAction action) {
    switch (action) {
        case PrimaryAction::None: return "";
        case PrimaryAction::Commit: return "commit";
        case PrimaryAction::Run: return "run-on";
        case PrimaryAction::PressEnter: return "type";
        case PrimaryAction::Observe: return "observe";
        case PrimaryAction::RunEdited: return "run-edited";
        case PrimaryAction::Next: return "next";
        case PrimaryAction::Finish: return "finish";
    }
    return "";
}

void write_texts(JsonOut& out, std::string_view key, const std::vector<std::string>& texts) {
    out.key(key);
    out.begin_list();
    for (const std::string& one : texts) out.text(one);
    out.end_list();
}

void write_choices(JsonOut& out, std::string_view key, const std::vector<ChoiceView>& choices) {
    out.key(key);
    out.begin_list();
    for (const ChoiceView& choice : choices) {
        out.begin_object();
        out.field("html", choice.html);
        out.field("chosen", choice.chosen);
        if (choice.holds) out.field("holds", *choice.holds);
        out.end_object();
    }
    out.end_list();
}

void write_nodes(JsonOut& out, const std::vector<HandlerNodeView>& nodes, const std::optional<Leaf>& leaf) {
    out.key("nodes");
    out.begin_list();
    for (const HandlerNodeView& node : nodes) {
        const AskWords& words = spoken(node.question);
        out.begin_object();
        out.field("question", words.question);
        out.field("function", words.function);
        out.field("stage", spoken(node.stage));
        if (node.given) out.field("given", true);
        if (node.learner) out.field("learner", *node.learner);
        if (node.kernel) {
            out.field("kernel", *node.kernel);
            out.field("meaning", *node.kernel ? words.yes : words.no);
        }
        out.end_object();
    }
    out.end_list();
    if (leaf) out.field("leaf", spoken(*leaf).outcome);
}

void write_curve(JsonOut& out, const CurveView& curve) {
    out.key("curve");
    out.begin_object();
    out.field("across", curve.across);
    out.field("up", curve.up);
    out.field("unit", curve.up_unit);
    out.field("top", static_cast<std::uint64_t>(curve.top));
    out.field("step", static_cast<std::uint64_t>(curve.unit));
    out.field("topText", curve.top_text);
    if (!curve.beside.empty()) {
        out.field("beside", curve.beside);
        out.field("besideTop", static_cast<std::uint64_t>(curve.beside_top));
        out.field("besideTopText", curve.beside_top_text);
    }
    out.key("places");
    out.begin_list();
    for (const CurveView::Place& place : curve.places) {
        out.begin_object();
        out.field("name", place.name);
        out.field("across", static_cast<std::uint64_t>(place.across));
        out.field("typed", place.typed);
        if (place.drawn) out.field("drawn", static_cast<std::uint64_t>(*place.drawn));
        if (place.measured) {
            out.field("measured", static_cast<std::uint64_t>(*place.measured));
            out.field("measuredText", place.measured_text);
        }
        if (place.beside) {
            out.field("beside", static_cast<std::uint64_t>(*place.beside));
            out.field("besideText", place.beside_text);
        }
        out.end_object();
    }
    out.end_list();
    out.end_object();
}

void write_counters(JsonOut& out, const std::vector<CounterView>& counters) {
    out.key("counters");
    out.begin_list();
    for (const CounterView& counter : counters) {
        out.begin_object();
        out.field("html", counter.html);
        out.field("value", counter.value);
        out.end_object();
    }
    out.end_list();
}

void write_settings(JsonOut& out, const std::vector<SettingView>& settings) {
    out.key("settings");
    out.begin_list();
    for (const SettingView& setting : settings) {
        out.begin_object();
        out.field("name", setting.name);
        out.field("html", setting.html);
        write_texts(out, "choices", setting.choices);
        out.field("letters", setting.letters);
        out.field("most", setting.most);
        out.field("value", setting.value);
        out.end_object();
    }
    out.end_list();
}

void write_feedback(JsonOut& out, const FeedbackView& feedback) {
    out.key("feedback");
    out.begin_object();
    out.field("verdict", name_of(feedback.verdict));
    out.field("predicted", feedback.predicted);
    out.field("measured", feedback.measured);
    out.field("stage", feedback.stage ? spoken(*feedback.stage) : std::string_view{});
    out.field("belief", in_language(feedback.misconception_belief));
    out.field("misconception", feedback.misconception);
    out.field("html", feedback.html);
    out.field("parting", feedback.parting);
    out.field("calibration", in_language(feedback.calibration));
    out.field("hasMoment", feedback.has_moment);
    out.end_object();
}

void write_question(JsonOut& out, const QuestionView& question) {
    out.begin_object();
    out.field("id", question.id);
    out.field("kind", name_of(question.kind));
    out.field("askHtml", question.ask_html);
    out.field("unit", question.unit);
    write_choices(out, "choices", question.choices);
    out.key("order");
    out.begin_list();
    for (const std::uint32_t index : question.order) out.text(std::to_string(index));
    out.end_list();
    write_nodes(out, question.nodes, question.leaf);
    write_choices(out, "conditions", question.conditions);
    if (question.kind == QuestionKind::Curve) write_curve(out, question.curve);
    write_counters(out, question.counters);
    write_settings(out, question.settings);
    out.field("frames", question.points_at_frames);
    out.field("program", question.program);
    if (const auto* number = std::get_if<NumberAnswer>(&question.answer)) out.field("number", number->text);
    if (const auto* point = std::get_if<PointAnswer>(&question.answer)) {
        if (!point->candidate) out.field("point", hex_text(point->place));
    }
    out.field("confidence", question.confidence ? name_of(*question.confidence) : std::string_view{});
    out.field("mayAnswer", question.may_answer);
    out.field("needsAnswer", question.needs_answer);
    out.field("needsConfidence", question.needs_confidence);
    write_texts(out, "hints", question.hints_html);
    out.field("hintsLeft", question.hints_left);
    out.field("isObservation", question.is_observation);
    if (question.feedback) write_feedback(out, *question.feedback);
    out.end_object();
}

void write_block(JsonOut& out, const BlockView& block) {
    out.begin_object();
    switch (block.kind) {
        case BlockView::Kind::Prose:
            out.field("kind", name_of(block.prose));
            out.field("html", block.html);
            break;
        case BlockView::Kind::Question:
            out.field("kind", "question");
            out.field("question", block.question);
            break;
        case BlockView::Kind::Listing:
            out.field("kind", "listing");
            out.field("program", block.program);
            break;
        case BlockView::Kind::Worked:
            out.field("kind", "worked");
            write_nodes(out, block.nodes, block.leaf);
            break;
    }
    out.field("after", block.after);
    out.end_object();
}

void write_report(JsonOut& out, const Report& report) {
    out.key("report");
    out.begin_object();
    out.field("credit", report.credit);
    out.field("questions", report.questions);
    out.field("hints", report.hints);
    out.field("sure", report.sure);
    out.field("sureAndRight", report.sure_and_right);
    out.key("objectives");
    out.begin_list();
    for (const ObjectiveScore& objective : report.objectives) {
        out.begin_object();
        out.field("text", objective.text);
        out.field("credit", objective.credit);
        out.field("questions", objective.questions);
        out.end_object();
    }
    out.end_list();
    out.end_object();
}

}  // namespace

std::string blocked_text(const GuideView& guide) {
    if (guide.missing_answers != 0) return say_count(Message::MissingAnswerOne, Message::MissingAnswerOther, guide.missing_answers);
    if (guide.missing_confidences != 0) return say(Message::MissingConfidence, {{"count", std::to_string(guide.missing_confidences)}});
    return std::string(in_language(guide.primary_blocked));
}

void write_guide(JsonOut& out, const GuideView& guide) {
    out.key("guide");
    out.begin_object();
    out.field("lab", guide.lab);
    out.field("title", guide.title);
    out.field("summary", guide.summary);
    out.field("minutes", guide.minutes);
    out.field("seed", guide.seed);
    out.field("varies", guide.varies);
    out.key("steps");
    out.begin_list();
    for (const StepLink& link : guide.steps) {
        out.begin_object();
        out.field("title", link.title);
        out.field("phase", name_of(link.phase));
        out.field("state", name_of(link.state));
        out.end_object();
    }
    out.end_list();
    out.field("step", guide.step);
    out.field("state", name_of(guide.state));
    out.field("stepTitle", guide.step_title);
    out.field("phase", name_of(guide.phase));
    out.key("blocks");
    out.begin_list();
    for (const BlockView& block : guide.blocks) write_block(out, block);
    out.end_list();
    out.key("questions");
    out.begin_list();
    for (const QuestionView& question : guide.questions) write_question(out, question);
    out.end_list();
    out.key("programs");
    out.begin_list();
    for (const ProgramView& program : guide.programs) {
        out.begin_object();
        out.field("id", program.id);
        out.field("title", program.title);
        out.field("file", program.file);
        out.field("source", program.source);
        out.field("mayEdit", program.may_edit);
        out.field("edited", program.edited);
        write_texts(out, "diagnostics", program.diagnostics);
        out.end_object();
    }
    out.end_list();
    out.key("compiles");
    out.begin_list();
    for (const CompileRequest& compile : guide.compiles) {
        out.begin_object();
        out.field("request", compile.request);
        out.field("file", compile.file);
        out.field("source", compile.source);
        out.end_object();
    }
    out.end_list();
    out.field("primary", name_of(guide.primary));
    out.field("primaryLabel", in_language(guide.primary_label));
    out.field("primaryBlocked", blocked_text(guide));
    out.field("mayGoNext", guide.may_go_next);
    out.field("mayGoPrevious", guide.may_go_previous);
    out.field("problem", guide.problem);
    out.field("finished", guide.finished);
    write_report(out, guide.report);
    out.end_object();
}

void write_transport(JsonOut& out, const TransportView& transport, std::uint32_t line) {
    out.key("transport");
    out.begin_object();
    out.field("hasMachine", transport.has_machine);
    out.field("tick", transport.tick);
    out.field("line", line);
    out.field("recordedEnd", transport.recorded_end);
    out.field("clock", time_text(transport.time));
    out.field("tickText", count_text(transport.tick));
    out.field("busy", transport.busy);
    if (transport.progress) out.field("progress", *transport.progress);
    out.field("mayGoForward", transport.may_go_forward);
    out.field("mayGoBack", transport.may_go_back);
    out.field("waitsForInput", transport.waits_for_input);
    out.field("allExited", transport.all_exited);
    out.field("atGoal", transport.at_goal);
    out.key("moments");
    out.begin_list();
    for (const MomentView& moment : transport.moments) {
        out.begin_object();
        out.field("name", moment.name);
        out.field("tick", moment.tick);
        out.end_object();
    }
    out.end_list();
    out.field("terminal", transport.terminal);
    write_time(out, transport);
    out.end_object();
}

}  // namespace faultline
