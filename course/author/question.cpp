#include "course/author/question.hpp"

#include <algorithm>

#include "course/author/markdown.hpp"
#include "course/author/sweep.hpp"
#include "course/author/yaml_reader.hpp"
#include "course/answer.hpp"
#include "course/misconception.hpp"
#include "course/setting.hpp"

namespace faultline {

namespace {

class QuestionReader {
  public:
    QuestionReader(const YamlReader& yaml, Lab& lab, const Scope& scope) : yaml_(yaml), lab_(lab), scope_(scope) {}

    Question run(const Segment& segment) {
        Question question;
        question.id = segment.id;
        question.ask = runs(yaml_, "ask");
        question.body = body(segment.word);
        for (const YamlReader& hint : yaml_.list("hints", false)) question.hints.push_back(runs(hint));
        question.stage = stage();
        question.objectives = objectives();
        question.moment = moment("moment");
        return question;
    }

  private:
    Runs runs(const YamlReader& yaml) const { return runs_of(yaml.as_text(), yaml.line(), scope_, yaml.diagnostics()); }
    Runs runs(const YamlReader& yaml, std::string_view key) const { return runs(yaml.member(key)); }
    Runs runs_or_nothing(const YamlReader& yaml, std::string_view key) const { return yaml.has(key) ? runs(yaml, key) : Runs{}; }

    Measure measure(const YamlReader& yaml, const std::string& source) const {
        Measure measure{source, {}};
        Result<Expression> parsed = parse_measure(source, scope_);
        if (!parsed) {
            if (!source.empty()) yaml.fail("in the measure '" + source + "', " + parsed.error().message());
            return measure;
        }
        measure.expression = std::move(parsed.value());
        check_moments(yaml, measure.expression);
        return measure;
    }
    Measure measure_at(const YamlReader& yaml, std::string_view key) const {
        const YamlReader member = yaml.member(key);
        return measure(member, member.as_text());
    }

    void check_moments(const YamlReader& yaml, const Expression& expression) const {
        for (const Need& need : needs_of(expression)) check_moment(yaml, need.moment);
    }
    void check_moment(const YamlReader& yaml, const MomentRef& moment) const {
        const LabProgram* program = lab_.program(moment.program);
        if (program == nullptr) return yaml.fail("there is no program '" + moment.program + "'");
        for (const Moment& known : program->moments) {
            if (known.name == moment.moment) return;
        }
        yaml.fail("the program '" + moment.program + "' has no moment '" + moment.moment + "'");
    }

    /// A tolerance: "5%" of the measure that it belongs to, or a measure of its own.
    Measure tolerance(const YamlReader& yaml, const Measure& of) const {
        std::string source = yaml.text_or("within", "0");
        if (!source.empty() && source.back() == '%') source = "(" + of.source + ") * " + source.substr(0, source.size() - 1) + " / 100";
        return measure(yaml.has("within") ? yaml.member("within") : yaml, source);
    }

    /// A text, or a map with `say` and `believes`.
    Belief belief(const YamlReader& yaml) const {
        if (yaml.is_scalar()) return {{}, runs(yaml)};
        yaml.only({"say", "believes"});
        return {misconception_of(yaml), runs(yaml, "say")};
    }
    std::string misconception_of(const YamlReader& yaml) const {
        const std::string id = yaml.text_or("believes", "");
        if (id.empty()) return id;
        if (misconception(id) == nullptr) yaml.member("believes").fail("there is no misconception '" + id + "'; M1 to M20 are known");
        if (std::find(lab_.misconceptions.begin(), lab_.misconceptions.end(), id) == lab_.misconceptions.end()) {
            yaml.member("believes").fail("the front matter does not list " + id + " among this lab's misconceptions");
        }
        return id;
    }

    QuestionBody body(const std::string& kind) {
        if (kind == "number") return number();
        if (kind == "choice" || kind == "observe") return ChoiceQuestion{choices()};
        if (kind == "several") return SeveralQuestion{choices(), runs(yaml_, "right")};
        if (kind == "order") return order();
        if (kind == "handler") return handler();
        if (kind == "point") return point();
        if (kind == "curve") return curve();
        if (kind == "reverse") return reverse();
        if (kind == "workload") return workload();
        if (kind == "experiment") return experiment();
        return change();
    }

    NumberQuestion number() {
        yaml_.only({"ask", "hints", "stage", "objectives", "moment", "measure", "unit", "within", "right", "near", "otherwise"});
        NumberQuestion body;
        body.measure = measure_at(yaml_, "measure");
        body.unit = yaml_.text_or("unit", "");
        body.tolerance = tolerance(yaml_, body.measure);
        body.right = runs(yaml_, "right");
        for (const YamlReader& item : yaml_.list("near", false)) {
            item.only({"value", "within", "believes", "say"});
            NumberQuestion::Near near;
            near.value = measure_at(item, "value");
            near.tolerance = tolerance(item, near.value);
            near.belief = {misconception_of(item), runs(item, "say")};
            body.near.push_back(std::move(near));
        }
        body.otherwise = belief(yaml_.member("otherwise"));
        return body;
    }

    std::vector<Choice> choices() {
        yaml_.only({"ask", "hints", "stage", "objectives", "moment", "measure", "choices", "right"});
        std::vector<Choice> out;
        for (const YamlReader& item : yaml_.list("choices")) {
            item.only({"text", "holds", "value", "believes", "say"});
            Choice choice;
            choice.text = runs(item, "text");
            if (item.has("value")) {
                choice.holds = measure(item.member("value"), "(" + yaml_.text("measure") + ") == (" + item.text("value") + ")");
            } else {
                choice.holds = measure_at(item, "holds");
            }
            choice.belief = {misconception_of(item), runs_or_nothing(item, "say")};
            out.push_back(std::move(choice));
        }
        if (out.size() < 2) yaml_.fail("a question of choices has at least two");
        return out;
    }

    OrderQuestion order() {
        yaml_.only({"ask", "hints", "stage", "objectives", "moment", "items", "right", "otherwise"});
        OrderQuestion body;
        for (const YamlReader& item : yaml_.list("items")) {
            item.only({"text", "rank"});
            body.items.push_back({runs(item, "text"), measure_at(item, "rank")});
        }
        if (body.items.size() < 2) yaml_.fail("there is nothing to put in order");
        body.right = runs(yaml_, "right");
        body.otherwise = belief(yaml_.member("otherwise"));
        return body;
    }

    HandlerQuestion handler() {
        yaml_.only({"ask", "hints", "stage", "objectives", "moment", "fault", "blank", "right", "otherwise"});
        HandlerQuestion body;
        body.fault = moment("fault");
        for (const YamlReader& item : yaml_.list("blank", false)) {
            if (const std::optional<Stage> blank = stage_named(item.as_text(), item)) body.blank.push_back(*blank);
        }
        if (body.fault.moment.empty()) yaml_.fail("expected 'fault:' with the moment of a fault");
        body.right = runs(yaml_, "right");
        body.otherwise = belief(yaml_.member("otherwise"));
        return body;
    }

    PointQuestion point() {
        yaml_.only({"ask", "hints", "stage", "objectives", "moment", "address", "frame", "candidates", "right", "otherwise"});
        PointQuestion body;
        const std::string_view place = yaml_.has("frame") ? "frame" : "address";
        if (yaml_.has("frame")) body.target = PointQuestion::Target::Frame;
        body.place = measure_at(yaml_, place);
        for (const YamlReader& item : yaml_.list("candidates", false)) {
            item.only({"text", place, "believes", "say"});
            body.candidates.push_back({runs(item, "text"), measure_at(item, place), {misconception_of(item), runs_or_nothing(item, "say")}});
        }
        if (body.candidates.size() == 1) yaml_.fail("there are two candidates at least, or none");
        body.right = runs(yaml_, "right");
        body.otherwise = belief(yaml_.member("otherwise"));
        return body;
    }

    CurveQuestion curve() {
        yaml_.only({"ask", "hints", "stage", "objectives", "moment", "across", "across_unit", "up", "unit", "places", "sweep", "measure", "beside",
                    "top", "within", "curves", "right", "otherwise"});
        CurveQuestion body;
        body.across = yaml_.text("across");
        body.across_unit = yaml_.text_or("across_unit", "");
        body.up = yaml_.text("up");
        body.up_unit = yaml_.text_or("unit", "");
        const bool has_beside = yaml_.has("beside");
        if (has_beside) {
            body.beside = yaml_.member("beside").text("up");
            body.beside_unit = yaml_.member("beside").text_or("unit", "");
        }
        if (yaml_.has("sweep")) {
            if (has_beside) yaml_.member("beside").only({"up", "unit", "measure"});
            const Scope of_step = scope_;
            for (const Sweep& sweep : read_sweep(yaml_.member("sweep"), lab_)) {
                scope_ = scope_of_whole_run(sweep.program, scope_.numbers);
                body.places.push_back({measure(yaml_.member("sweep"), sweep.value), sweep.program, measure_at(yaml_, "measure"), {}});
                if (has_beside) body.places.back().beside = measure_at(yaml_.member("beside"), "measure");
            }
            scope_ = of_step;
        } else {
            if (has_beside) yaml_.member("beside").only({"up", "unit"});
            for (const YamlReader& item : yaml_.list("places")) {
                item.only({"across", "measure", "beside"});
                body.places.push_back({measure_at(item, "across"), {}, measure_at(item, "measure"), {}});
                if (has_beside) body.places.back().beside = measure_at(item, "beside");
                else if (item.has("beside")) item.member("beside").fail("the curve has no 'beside' that says what this is");
            }
        }
        if (body.places.size() < 3 || body.places.size() > 24) yaml_.fail("a curve has 3 to 24 places");
        body.top = measure_at(yaml_, "top");
        body.within_percent = percent();
        for (const YamlReader& item : yaml_.list("curves", false)) {
            item.only({"heights", "believes", "say"});
            CurveQuestion::Near near;
            for (const YamlReader& height : item.list("heights")) near.up.push_back(measure(height, height.as_text()));
            if (near.up.size() != body.places.size()) item.fail("this curve needs " + std::to_string(body.places.size()) + " heights");
            near.belief = {misconception_of(item), runs(item, "say")};
            body.near.push_back(std::move(near));
        }
        body.right = runs(yaml_, "right");
        body.otherwise = belief(yaml_.member("otherwise"));
        return body;
    }

    /// "within: 10 %", which is also what is meant when nothing is said.
    std::uint32_t percent() const {
        const std::string text = yaml_.text_or("within", "10 %");
        const std::optional<std::int64_t> number = parse_number(text.substr(0, text.find('%')), "");
        if (text.find('%') != std::string::npos && number && *number > 0 && *number <= 50) return static_cast<std::uint32_t>(*number);
        yaml_.member("within").fail("expected a percentage of the curve's maximum, such as 10 %");
        return 10;
    }

    ReverseQuestion reverse() {
        yaml_.only({"ask", "hints", "stage", "objectives", "choices", "counters", "right"});
        ReverseQuestion body;
        for (const YamlReader& item : yaml_.list("choices")) {
            item.only({"program", "text", "believes", "say"});
            const std::string id = item.text("program");
            const LabProgram* program = lab_.program(id);
            if (program == nullptr) item.member("program").fail("there is no program '" + id + "'");
            scope_ = scope_of_whole_run(id, scope_.numbers);
            const Runs title{{RunStyle::Plain, program == nullptr ? std::string{} : program->title, {}}};
            body.choices.push_back({id, item.has("text") ? runs(item, "text") : title, {misconception_of(item), runs(item, "say")}});
        }
        if (body.choices.size() < 2) yaml_.fail("a question of choices has at least two");
        for (const YamlReader& item : yaml_.list("counters")) {
            item.only({"text", "measure", "as"});
            ReverseQuestion::Counter counter{runs(item, "text"), item.text_or("as", ""), {}};
            if (!is_format(counter.format)) item.fail("there is no format '" + counter.format + "'");
            for (const ReverseQuestion::Choice& choice : body.choices) {
                scope_ = scope_of_whole_run(choice.program, scope_.numbers);
                counter.of.push_back(measure_at(item, "measure"));
            }
            body.counters.push_back(std::move(counter));
        }
        if (body.counters.empty()) yaml_.fail("expected 'counters:' with what is known of the run");
        body.right = runs(yaml_, "right");
        return body;
    }

    std::string program_named() const {
        const std::string id = yaml_.text("program");
        if (lab_.program(id) == nullptr) yaml_.member("program").fail("there is no program '" + id + "'");
        return id;
    }

    std::vector<ChangeQuestion::Condition> conditions() const {
        std::vector<ChangeQuestion::Condition> out;
        for (const YamlReader& item : yaml_.list("conditions")) {
            item.only({"text", "holds", "believes", "say"});
            out.push_back({runs(item, "text"), measure_at(item, "holds"), {misconception_of(item), runs(item, "say")}});
        }
        if (out.empty()) yaml_.fail("at least one condition is needed");
        return out;
    }

    ChangeQuestion change() {
        yaml_.only({"ask", "hints", "stage", "objectives", "program", "lines", "conditions", "right", "solution"});
        ChangeQuestion body;
        body.program = program_named();
        if (yaml_.has("lines")) body.lines = yaml_.number("lines");
        scope_ = scope_of_whole_run(body.program, scope_.numbers);
        body.conditions = conditions();
        body.right = runs(yaml_, "right");
        return body;
    }

    std::vector<Setting> settings() const {
        std::vector<Setting> out;
        for (const YamlReader& item : yaml_.list("settings")) {
            item.only({"set", "text", "choose", "from", "to", "step", "letters", "most", "given"});
            Setting setting;
            setting.name = item.text("set");
            setting.text = runs(item, "text");
            setting.choices = setting_values(item);
            if (item.has("letters")) {
                setting.letters = item.text("letters");
                setting.most = item.number("most");
            } else if (setting.choices.size() < 2) {
                item.fail("expected 'choose:' with a list, 'from:', 'to:' and 'step:', or 'letters:' and 'most:'");
            }
            setting.given = item.text("given");
            if (!setting.allows(setting.given)) item.member("given").fail("'" + setting.given + "' is not among what may be chosen");
            check_setting(item, setting);
            out.push_back(std::move(setting));
        }
        if (out.empty()) yaml_.fail("expected 'settings:' with what may be chosen");
        return out;
    }

    ExperimentQuestion experiment() {
        yaml_.only({"ask", "program", "settings"});
        return {program_named(), settings()};
    }

    WorkloadQuestion workload() {
        yaml_.only({"ask", "hints", "stage", "objectives", "program", "settings", "conditions", "right", "solution"});
        WorkloadQuestion body;
        body.program = program_named();
        body.settings = settings();
        scope_ = scope_of_whole_run(body.program, scope_.numbers);
        body.conditions = conditions();
        body.right = runs(yaml_, "right");
        return body;
    }

    /// Every value of a choice is one that the machine takes.
    void check_setting(const YamlReader& item, const Setting& setting) const {
        const LabProgram* program = lab_.program(yaml_.text("program"));
        if (program == nullptr) return;
        const std::vector<std::string> values = setting.choices.empty() ? std::vector<std::string>{setting.given} : setting.choices;
        for (const std::string& value : values) {
            LabProgram trial = *program;
            if (const std::optional<std::string> failure = apply_setting(trial, setting.name, value)) return item.fail(*failure);
        }
    }

    std::optional<Stage> stage() const {
        const std::string name = yaml_.text_or("stage", "");
        return name.empty() ? std::nullopt : stage_named(name, yaml_.member("stage"));
    }

    static std::optional<Stage> stage_named(const std::string& name, const YamlReader& where) {
        std::string list;
        for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(Stage::Retry); ++i) {
            const std::string_view known = stage_name(static_cast<Stage>(i));
            if (known == name) return static_cast<Stage>(i);
            list += (list.empty() ? "" : ", ") + std::string(known);
        }
        where.fail("there is no stage '" + name + "'; there are " + list);
        return std::nullopt;
    }

    std::vector<std::string> objectives() const {
        const std::vector<std::string> ids = yaml_.texts("objectives", false);
        for (const std::string& id : ids) {
            const bool known = std::any_of(lab_.objectives.begin(), lab_.objectives.end(), [&id](const Objective& objective) { return objective.id == id; });
            if (!known) yaml_.member("objectives").fail("the front matter has no objective '" + id + "'");
        }
        return ids;
    }

    /// "first_write" of the step's program, or "lazy.first_write"; nothing when the key is missing.
    MomentRef moment(std::string_view key) const {
        const std::string text = yaml_.text_or(key, "");
        if (text.empty()) return {};
        const std::size_t dot = text.find('.');
        const MomentRef ref = dot == std::string::npos ? MomentRef{scope_.program, text} : MomentRef{text.substr(0, dot), text.substr(dot + 1)};
        check_moment(yaml_.member(key), ref);
        return ref;
    }

    const YamlReader& yaml_;
    Lab& lab_;
    Scope scope_;
};

}  // namespace

std::string solution_file(const Segment& segment, Diagnostics& diagnostics) {
    return segment.word == "change" ? YamlReader::parse(segment.text, segment.line, diagnostics).text("solution") : std::string{};
}

std::string solution_settings(const Segment& segment, const Question& question, Diagnostics& diagnostics) {
    const auto* body = std::get_if<WorkloadQuestion>(&question.body);
    if (body == nullptr) return {};
    const YamlReader solution = YamlReader::parse(segment.text, segment.line, diagnostics).member("solution");
    std::string lines;
    for (const Setting& setting : body->settings) {
        const std::string value = solution.text(setting.name);
        if (!setting.allows(value)) solution.fail("the setting '" + setting.name + "' does not allow '" + value + "'");
        lines += (lines.empty() ? "" : "\n") + value;
    }
    return lines;
}

Question read_question(const Segment& segment, Lab& lab, const Scope& scope, Diagnostics& diagnostics) {
    const YamlReader yaml = YamlReader::parse(segment.text, segment.line, diagnostics);
    if (segment.id.empty()) diagnostics.at(segment.line - 1, "a question needs a name: ```" + segment.word + " name");
    return QuestionReader(yaml, lab, scope).run(segment);
}

}  // namespace faultline
