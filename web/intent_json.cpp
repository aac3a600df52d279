#include "web/intent_json.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace faultline {
namespace {

constexpr std::array<std::pair<std::string_view, Until::What>, 13> untils{{{"ticks", Until::What::Ticks},
                                                                           {"fault", Until::What::AnyFault},
                                                                           {"minor", Until::What::MinorFault},
                                                                           {"major", Until::What::MajorFault},
                                                                           {"invalid", Until::What::InvalidFault},
                                                                           {"syscall", Until::What::Syscall},
                                                                           {"output", Until::What::Output},
                                                                           {"switch", Until::What::Switch},
                                                                           {"stop-point", Until::What::StopPoint},
                                                                           {"line", Until::What::Line},
                                                                           {"line-over", Until::What::LineOver},
                                                                           {"line-out", Until::What::LineOut},
                                                                           {"address", Until::What::Address}}};
constexpr std::array<std::pair<std::string_view, Confidence>, 3> confidences{
    {{"guessing", Confidence::Guessing}, {"fairly-sure", Confidence::FairlySure}, {"sure", Confidence::Sure}}};

template <class T, std::size_t N>
std::optional<T> named(const std::array<std::pair<std::string_view, T>, N>& list, std::string_view name) {
    for (const auto& entry : list) {
        if (entry.first == name) return entry.second;
    }
    return std::nullopt;
}

/// Reads members and remembers the first that was not as expected.
class Fields {
public:
    explicit Fields(const rapidjson::Document& document) : document_(document) {}

    bool has(const char* key) const { return document_.HasMember(key); }

    std::string text(const char* key) {
        if (has(key) && document_[key].IsString()) return {document_[key].GetString(), document_[key].GetStringLength()};
        return fail(key, "a string"), std::string{};
    }
    std::uint64_t number(const char* key) {
        if (has(key) && document_[key].IsUint64()) return document_[key].GetUint64();
        return fail(key, "a whole number"), 0;
    }
    bool truth(const char* key) {
        if (has(key) && document_[key].IsBool()) return document_[key].GetBool();
        return fail(key, "true or false"), false;
    }
    /// Addresses and frames: "0x7f00", since they may be larger than what a number in a page holds.
    std::uint64_t address(const char* key) {
        const std::string value = text(key);
        std::uint64_t out = 0;
        const bool prefixed = value.size() > 2 && value.compare(0, 2, "0x") == 0;
        const char* end = value.data() + value.size();
        if (prefixed) {
            const auto parsed = std::from_chars(value.data() + 2, end, out, 16);
            if (parsed.ec == std::errc{} && parsed.ptr == end) return out;
        }
        return fail(key, "an address such as \"0x1000\""), 0;
    }
    Until until() {
        const std::optional<Until::What> what = named(untils, text("until"));
        if (!what) fail("until", "ticks, fault, line, ...");
        return {what.value_or(Until::What::Ticks), has("count") ? number("count") : 1, has("pid") ? static_cast<Pid>(number("pid")) : 0};
    }
    Confidence confidence() {
        const std::optional<Confidence> level = named(confidences, text("level"));
        if (!level) fail("level", "guessing, fairly-sure or sure");
        return level.value_or(Confidence::Guessing);
    }
    LearnerAnswer answer() {
        if (has("number")) return NumberAnswer{text("number")};
        if (has("choice")) return ChoiceAnswer{static_cast<std::uint32_t>(number("choice"))};
        if (has("point")) return PointAnswer{address("point"), std::nullopt};
        if (has("candidate")) return PointAnswer{0, static_cast<std::uint32_t>(number("candidate"))};
        if (has("curve") && document_["curve"].IsArray()) {
            CurveAnswer answer;
            for (const auto& item : document_["curve"].GetArray()) answer.heights.emplace_back(item.IsString() ? item.GetString() : "");
            return answer;
        }
        if (has("several") && document_["several"].IsArray()) {
            SeveralAnswer answer;
            for (const auto& item : document_["several"].GetArray()) answer.chosen.push_back(item.IsBool() && item.GetBool());
            return answer;
        }
        if (has("order") && document_["order"].IsArray()) {
            OrderAnswer answer;
            for (const auto& item : document_["order"].GetArray()) answer.order.push_back(item.IsUint() ? item.GetUint() : ~0u);
            return answer;
        }
        return fail("answer", "one of number, choice, several, order, point, candidate, curve"), LearnerAnswer{};
    }

    void fail(const char* key, const char* expected) {
        if (!error_) error_ = Error{std::string("intent/") + key, std::string("expected ") + expected};
    }
    std::optional<Error> error_;

private:
    const rapidjson::Document& document_;
};

std::optional<AnyIntent> course_intent(const std::string& what, Fields& in) {
    if (what == "answer") return Intent{intent::SetAnswer{in.text("question"), in.answer()}};
    if (what == "confidence") return Intent{intent::SetConfidence{in.text("question"), in.confidence()}};
    if (what == "handler") return Intent{intent::AnswerHandler{in.text("question"), in.truth("yes")}};
    if (what == "commit") return Intent{intent::CommitPrediction{}};
    if (what == "observe") return Intent{intent::StateObservation{in.answer()}};
    if (what == "hint") return Intent{intent::AskHint{in.text("question")}};
    if (what == "next") return Intent{intent::NextStep{}};
    if (what == "previous") return Intent{intent::PreviousStep{}};
    if (what == "go-to-step") return Intent{intent::GoToStep{static_cast<std::uint32_t>(in.number("index"))}};
    if (what == "run-on") return Intent{intent::RunOn{}};
    if (what == "go-to-moment") return Intent{intent::GoToMoment{in.text("moment")}};
    if (what == "show-moment") return Intent{intent::ShowMoment{in.text("question")}};
    if (what == "step") return Intent{intent::Step{in.until()}};
    if (what == "step-back") return Intent{intent::StepBack{in.until()}};
    if (what == "seek") return Intent{intent::SeekTick{in.number("tick")}};
    if (what == "breakpoint") return Intent{intent::SetBreakpoint{static_cast<std::uint32_t>(in.number("line")), in.truth("on")}};
    if (what == "watch") return Intent{intent::WatchVariable{in.text("variable"), in.truth("reads")}};
    if (what == "watch-page") return Intent{intent::WatchPage{in.address("address"), in.truth("reads")}};
    if (what == "unwatch") return Intent{intent::RemoveWatch{static_cast<std::uint32_t>(in.number("index"))}};
    if (what == "visit-branch") return Intent{intent::VisitBranch{static_cast<std::uint32_t>(in.number("index"))}};
    if (what == "history-budget") return Intent{intent::SetHistoryBudget{in.number("bytes")}};
    if (what == "pause") return Intent{intent::Pause{}};
    if (what == "type") return Intent{intent::TypeLine{in.text("text")}};
    if (what == "end-of-input") return Intent{intent::EndOfInput{}};
    if (what == "choose-task") return Intent{intent::ChooseNextTask{static_cast<Pid>(in.number("pid"))}};
    if (what == "edit") return Intent{intent::EditProgram{in.text("program"), in.text("source")}};
    if (what == "setting") {
        return Intent{intent::SetSetting{in.text("question"), static_cast<std::uint32_t>(in.number("index")), in.text("value")}};
    }
    if (what == "revert") return Intent{intent::RevertProgram{in.text("program")}};
    if (what == "run-edited") return Intent{intent::RunEdited{}};
    if (what == "reset") return Intent{intent::Reset{}};
    return std::nullopt;
}

std::optional<AnyIntent> look_intent(const std::string& what, Fields& in) {
    if (what == "show") {
        const std::optional<ViewKind> view = view_named(in.text("view"));
        if (!view) in.fail("view", "the id of a view");
        return LookIntent{look::Show{view.value_or(ViewKind::Board)}};
    }
    if (what == "select-page") return LookIntent{look::SelectPage{in.address("address"), in.has("pid") ? static_cast<Pid>(in.number("pid")) : 0}};
    if (what == "select-frame") return LookIntent{look::SelectFrame{static_cast<Pfn>(in.address("frame"))}};
    if (what == "clear-selection") return LookIntent{look::ClearSelection{}};
    if (what == "select-tree-row") return LookIntent{look::SelectTreeRow{static_cast<std::uint32_t>(in.number("row"))}};
    if (what == "select-process") return LookIntent{look::SelectProcess{static_cast<Pid>(in.number("pid"))}};
    if (what == "zoom") return LookIntent{look::Zoom{in.truth("in")}};
    if (what == "pan") return LookIntent{look::Pan{in.truth("forward") ? 25 : -25}};
    if (what == "zoom-to-area") return LookIntent{look::ZoomToArea{}};
    if (what == "zoom-to-whole") return LookIntent{look::ZoomToWhole{}};
    if (what == "theme") return LookIntent{look::SetTheme{in.truth("dark")}};
    if (what == "motion") return LookIntent{look::SetMotion{in.truth("reduced")}};
    if (what == "disassembly") return LookIntent{look::ShowDisassembly{in.truth("on")}};
    if (what == "shell") return LookIntent{look::Shell{in.text("command")}};
    if (what == "micro-step") return LookIntent{look::MicroStep{}};
    if (what == "micro-back") return LookIntent{look::MicroBack{}};
    if (what == "stride") {
        const std::optional<std::uint32_t> stride = stride_named(in.text("stride"));
        if (!stride) in.fail("stride", "micro, ticks, line, ...");
        return LookIntent{look::SetStride{stride.value_or(usual_stride), in.has("pid") ? static_cast<Pid>(in.number("pid")) : 0}};
    }
    if (what == "pace") {
        const std::uint64_t wanted = in.number("perSecond");
        const auto pace = std::find(paces.begin(), paces.end(), wanted);
        if (pace == paces.end()) in.fail("perSecond", "1, 2, 5, ..., or 0 for as fast as it goes");
        return LookIntent{look::SetPace{static_cast<std::uint32_t>(pace - paces.begin()) % static_cast<std::uint32_t>(paces.size())}};
    }
    if (what == "forward") return LookIntent{look::Forward{}};
    if (what == "back") return LookIntent{look::Back{}};
    if (what == "play") return LookIntent{look::Play{in.truth("on")}};
    if (what == "beat") return LookIntent{look::Beat{static_cast<std::uint32_t>(in.number("strides"))}};
    return std::nullopt;
}

}  // namespace

Result<AnyIntent> intent_from_json(std::string_view json) {
    rapidjson::Document document;
    document.Parse(json.data(), json.size());
    if (document.HasParseError() || !document.IsObject()) return Error{"intent", "expected a JSON object"};
    Fields in(document);
    const std::string what = in.text("do");
    std::optional<AnyIntent> found = course_intent(what, in);
    if (!found) found = look_intent(what, in);
    if (in.error_) return *in.error_;
    if (!found) return Error{"intent/do", "unknown intent \"" + what + "\""};
    return *std::move(found);
}

}  // namespace faultline
