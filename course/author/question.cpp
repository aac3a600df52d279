#include "course/author/question.hpp"

#include <algorithm>

#include "course/author/markdown.hpp"
#include "course/author/yaml_reader.hpp"
#include "course/misconception.hpp"

namespace faultline {

namespace {

class QuestionReader {
  public:
    QuestionReader(const YamlReader& yaml, const Lab& lab, const Scope& scope) : yaml_(yaml), lab_(lab), scope_(scope) {}

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
        yaml_.only({"ask", "hints", "stage", "objectives", "moment", "fault", "right", "otherwise"});
        HandlerQuestion body;
        body.fault = moment("fault");
        if (body.fault.moment.empty()) yaml_.fail("expected 'fault:' with the moment of a fault");
        body.right = runs(yaml_, "right");
        body.otherwise = belief(yaml_.member("otherwise"));
        return body;
    }

    PointQuestion point() {
        yaml_.only({"ask", "hints", "stage", "objectives", "moment", "address", "right", "otherwise"});
        return {measure_at(yaml_, "address"), runs(yaml_, "right"), belief(yaml_.member("otherwise"))};
    }

    ChangeQuestion change() {
        yaml_.only({"ask", "hints", "stage", "objectives", "program", "lines", "conditions", "right", "solution"});
        ChangeQuestion body;
        body.program = yaml_.text("program");
        if (lab_.program(body.program) == nullptr) yaml_.member("program").fail("there is no program '" + body.program + "'");
        if (yaml_.has("lines")) body.lines = yaml_.number("lines");
        scope_ = scope_of_change(body.program);
        for (const YamlReader& item : yaml_.list("conditions")) {
            item.only({"text", "holds", "believes", "say"});
            body.conditions.push_back({runs(item, "text"), measure_at(item, "holds"), {misconception_of(item), runs(item, "say")}});
        }
        if (body.conditions.empty()) yaml_.fail("a change needs at least one condition");
        body.right = runs(yaml_, "right");
        return body;
    }

    std::optional<Stage> stage() const {
        const std::string name = yaml_.text_or("stage", "");
        if (name.empty()) return std::nullopt;
        std::string list;
        for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(Stage::Retry); ++i) {
            const std::string_view known = stage_name(static_cast<Stage>(i));
            if (known == name) return static_cast<Stage>(i);
            list += (list.empty() ? "" : ", ") + std::string(known);
        }
        yaml_.member("stage").fail("there is no stage '" + name + "'; there are " + list);
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
    const Lab& lab_;
    Scope scope_;
};

}  // namespace

std::string solution_file(const Segment& segment, Diagnostics& diagnostics) {
    return segment.word == "change" ? YamlReader::parse(segment.text, segment.line, diagnostics).text("solution") : std::string{};
}

Question read_question(const Segment& segment, const Lab& lab, const Scope& scope, Diagnostics& diagnostics) {
    const YamlReader yaml = YamlReader::parse(segment.text, segment.line, diagnostics);
    if (segment.id.empty()) diagnostics.at(segment.line - 1, "a question needs a name: ```" + segment.word + " name");
    return QuestionReader(yaml, lab, scope).run(segment);
}

}  // namespace faultline
