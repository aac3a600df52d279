#include "course/attempt.hpp"

#include <charconv>

#include "course/overloaded.hpp"
#include "course/question_json.hpp"
#include "course/sha256.hpp"

namespace faultline {

namespace {

/// 64-bit numbers travel as text: a JavaScript number holds 53 bits.
void save_wide(JsonWriter& json, std::string_view name, std::uint64_t value) { save_text(json, name, std::to_string(value)); }

std::uint64_t load_wide(const JsonReader& json, std::string_view name) {
    const std::string text = json.text(name);
    std::uint64_t value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) json.fail("'" + std::string(name) + "' must be a number, as text");
    return value;
}

void save_answer(JsonWriter& json, const LearnerAnswer& answer) {
    key(json, "answer");
    json.StartObject();
    std::visit(Overloaded{[](const std::monostate&) {},
                          [&json](const NumberAnswer& given) { save_text(json, "number", given.text); },
                          [&json](const ChoiceAnswer& given) {
                              key(json, "choice");
                              json.Uint(given.index);
                          },
                          [&json](const SeveralAnswer& given) {
                              key(json, "several");
                              json.StartArray();
                              for (const bool chosen : given.chosen) json.Uint(chosen ? 1 : 0);
                              json.EndArray();
                          },
                          [&json](const OrderAnswer& given) {
                              key(json, "order");
                              json.StartArray();
                              for (const std::uint32_t item : given.order) json.Uint(item);
                              json.EndArray();
                          },
                          [&json](const HandlerAnswer& given) {
                              key(json, "handler");
                              json.StartArray();
                              for (const bool yes : given.yes) json.Uint(yes ? 1 : 0);
                              json.EndArray();
                          },
                          [&json](const PointAnswer& given) {
                              if (given.candidate) {
                                  key(json, "candidate");
                                  json.Uint(*given.candidate);
                              } else {
                                  save_wide(json, "place", given.place);
                              }
                          },
                          [&json](const CurveAnswer& given) { save_texts(json, "curve", given.heights); },
                          [&json](const ChangeAnswer& given) { save_text(json, "program", given.source); },
                          [&json](const SettingsAnswer& given) { save_texts(json, "settings", given.values); },
                          [&json](const ExperimentAnswer& given) {
                              save_text(json, "program", given.source);
                              save_texts(json, "settings", given.values);
                          }},
               answer);
    json.EndObject();
}

std::vector<std::uint32_t> load_numbers(const JsonReader& json, std::string_view name) {
    std::vector<std::uint32_t> out;
    for (const JsonReader& item : json.list(name)) out.push_back(item.as_number());
    return out;
}

std::vector<bool> load_truths(const JsonReader& json, std::string_view name) {
    std::vector<bool> out;
    for (const std::uint32_t number : load_numbers(json, name)) out.push_back(number != 0);
    return out;
}

LearnerAnswer load_answer(const JsonReader& json) {
    if (json.has("number")) return NumberAnswer{json.text("number")};
    if (json.has("choice")) return ChoiceAnswer{json.number("choice")};
    if (json.has("several")) return SeveralAnswer{load_truths(json, "several")};
    if (json.has("order")) return OrderAnswer{load_numbers(json, "order")};
    if (json.has("handler")) return HandlerAnswer{load_truths(json, "handler")};
    if (json.has("place")) return PointAnswer{load_wide(json, "place"), std::nullopt};
    if (json.has("candidate")) return PointAnswer{0, json.number("candidate")};
    if (json.has("curve")) return CurveAnswer{json.texts("curve")};
    if (json.has("settings") && json.has("program")) return ExperimentAnswer{json.text("program"), json.texts("settings")};
    if (json.has("settings")) return SettingsAnswer{json.texts("settings")};
    if (json.has("program")) return ChangeAnswer{json.text("program")};
    return {};
}

void save_response(JsonWriter& json, const Response& response) {
    json.StartObject();
    save_answer(json, response.answer);
    if (response.confidence) {
        key(json, "confidence");
        json.Uint(static_cast<std::uint32_t>(*response.confidence));
    }
    key(json, "hints");
    json.Uint(response.hints);
    key(json, "committed");
    json.Bool(response.committed);
    json.EndObject();
}

Response load_response(const JsonReader& json) {
    json.only({"answer", "confidence", "hints", "committed"});
    Response response;
    response.answer = load_answer(json.member("answer"));
    if (json.has("confidence")) {
        const std::uint32_t level = json.number("confidence");
        if (level > 2) json.fail("a confidence is 0, 1 or 2");
        response.confidence = static_cast<Confidence>(level);
    }
    response.hints = json.number("hints");
    response.committed = json.truth("committed");
    return response;
}

void save_run(JsonWriter& json, const AttemptRun& run) {
    json.StartObject();
    save_wide(json, "tick", run.tick);
    key(json, "commands");
    json.StartArray();
    for (const TimedCommand& command : run.commands) {
        json.StartObject();
        save_wide(json, "tick", command.tick);
        if (const auto* typed = std::get_if<TypeInput>(&command.command)) save_text(json, "type", typed->text);
        if (const auto* chosen = std::get_if<ChooseNext>(&command.command)) save_wide(json, "choose", static_cast<std::uint64_t>(chosen->pid));
        json.EndObject();
    }
    json.EndArray();
    json.EndObject();
}

AttemptRun load_run(const JsonReader& json) {
    json.only({"tick", "commands"});
    AttemptRun run;
    run.tick = load_wide(json, "tick");
    for (const JsonReader& item : json.list("commands")) {
        item.only({"tick", "type", "choose"});
        TimedCommand command{load_wide(item, "tick"), EndInput{}};
        if (item.has("type")) command.command = TypeInput{item.text("type")};
        if (item.has("choose")) command.command = ChooseNext{static_cast<Pid>(load_wide(item, "choose"))};
        run.commands.push_back(std::move(command));
    }
    return run;
}

/// Everything but the seal.
std::string body_of(const Attempt& attempt) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    save_text(json, "format", "faultline-attempt");
    save_text(json, "lab", attempt.lab);
    save_text(json, "lab_digest", attempt.lab_digest);
    save_wide(json, "seed", attempt.seed);
    key(json, "step");
    json.Uint(attempt.step);
    key(json, "steps");
    json.StartObject();
    for (const auto& entry : attempt.steps) {
        key(json, entry.first);
        json.StartObject();
        key(json, "committed");
        json.Bool(entry.second.committed);
        key(json, "arrived");
        json.Bool(entry.second.arrived);
        key(json, "compared");
        json.Bool(entry.second.compared);
        json.EndObject();
    }
    json.EndObject();
    key(json, "responses");
    json.StartObject();
    for (const auto& entry : attempt.responses) {
        key(json, entry.first);
        save_response(json, entry.second);
    }
    json.EndObject();
    key(json, "edits");
    json.StartObject();
    for (const auto& entry : attempt.edits) save_text(json, entry.first, entry.second);
    json.EndObject();
    key(json, "runs");
    json.StartObject();
    for (const auto& entry : attempt.runs) {
        key(json, entry.first);
        save_run(json, entry.second);
    }
    json.EndObject();
    key(json, "credit");
    json.Uint(attempt.credit);
    key(json, "graded");
    json.Uint(attempt.graded);
    json.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

std::string save_attempt(const Attempt& attempt) {
    std::string body = body_of(attempt);
    const std::string seal = sha256(body);
    body.back() = ',';
    return body + "\"seal\":\"" + seal + "\"}";
}

Result<Attempt> load_attempt(std::string_view text) {
    rapidjson::Document document;
    document.Parse(text.data(), text.size());
    if (document.HasParseError()) return Error{"byte " + std::to_string(document.GetErrorOffset()), "this is not JSON, so no attempt"};
    std::optional<Error> error;
    const JsonReader json(document, "", error);
    json.only({"format", "lab", "lab_digest", "seed", "step", "steps", "responses", "edits", "runs", "credit", "graded", "seal"});
    if (json.text("format") != "faultline-attempt") json.fail("the member 'format' must be \"faultline-attempt\"");
    Attempt attempt;
    attempt.lab = json.text("lab");
    attempt.lab_digest = json.text("lab_digest");
    attempt.seed = load_wide(json, "seed");
    attempt.step = json.number("step");
    for (const auto& entry : json.member("steps").members()) {
        entry.second.only({"committed", "arrived", "compared"});
        attempt.steps[entry.first] = {entry.second.truth("committed"), entry.second.truth("arrived"), entry.second.truth("compared")};
    }
    for (const auto& entry : json.member("responses").members()) attempt.responses[entry.first] = load_response(entry.second);
    for (const auto& entry : json.member("edits").members()) attempt.edits[entry.first] = entry.second.as_text();
    for (const auto& entry : json.member("runs").members()) attempt.runs[entry.first] = load_run(entry.second);
    attempt.credit = json.number("credit");
    attempt.graded = json.number("graded");
    const std::string seal = json.text("seal");
    if (error) return *error;
    if (seal != sha256(body_of(attempt))) return Error{"/seal", "the file was tampered with: its seal does not fit its contents"};
    return attempt;
}

}  // namespace faultline
