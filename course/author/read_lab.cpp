#include "course/author/read_lab.hpp"

#include <algorithm>
#include <set>

#include "course/author/frame.hpp"
#include "course/author/markdown.hpp"
#include "course/author/question.hpp"
#include "course/author/yaml_reader.hpp"
#include "course/lab_names.hpp"

namespace faultline {

namespace {

class LabReader {
  public:
    LabReader(const LabFiles& files, Diagnostics& diagnostics) : files_(files), diagnostics_(diagnostics) {}

    const std::map<std::string, std::string>& solutions() const { return solutions_; }
    const std::set<std::string>& used() const { return used_; }

    Lab run(std::string_view text) {
        const LabFrame frame = read_frame(text, diagnostics_);
        read_front_matter(frame.front_matter, frame.front_matter_line, files_, lab_, diagnostics_);
        for (const StepFrame& step : frame.steps) read_step(step);
        for (const LabProgram& program : lab_.programs) used_.insert(program.file);
        return std::move(lab_);
    }

  private:
    void read_step(const StepFrame& frame) {
        lab_.steps.emplace_back();
        LabStep& step = lab_.steps.back();
        step.title = frame.title;
        const bool has_head = !frame.segments.empty() && frame.segments.front().word == "step";
        if (!has_head) {
            diagnostics_.at(frame.line, "a step begins with a block ```step with its id and phase");
            return;
        }
        read_head(frame.segments.front(), step);
        const Scope scope = scope_of(lab_, lab_.steps.size() - 1);
        bool after = false;
        for (std::size_t i = 1; i < frame.segments.size(); ++i) {
            const Segment& segment = frame.segments[i];
            if (segment.kind == Segment::Kind::Break) {
                if (after) diagnostics_.at(segment.line, "a step has one line \"---\" at most");
                after = true;
            } else {
                read_segment(segment, step, scope, after ? step.after : step.before);
            }
        }
        check(frame, step);
    }

    void read_head(const Segment& segment, LabStep& step) {
        const YamlReader yaml = YamlReader::parse(segment.text, segment.line, diagnostics_);
        yaml.only({"id", "phase", "run", "from", "until"});
        step.id = yaml.text("id");
        const std::string phase = yaml.text("phase");
        if (const std::optional<Phase> named = phase_named(phase)) {
            step.phase = *named;
        } else {
            yaml.member("phase").fail("a phase is predict, run, investigate, modify or make");
        }
        step.program = yaml.text_or("run", "");
        if (step.program.empty()) return;
        step.from = yaml.text_or("from", "start");
        step.until = yaml.text_or("until", "exit");
        const LabProgram* program = lab_.program(step.program);
        if (program == nullptr) {
            yaml.member("run").fail("there is no program '" + step.program + "'");
            return;
        }
        for (const std::string& name : {step.from, step.until}) {
            bool known = false;
            for (const Moment& moment : program->moments) known = known || moment.name == name;
            if (!known) yaml.fail("the program '" + program->id + "' has no moment '" + name + "'");
        }
    }

    void read_segment(const Segment& segment, LabStep& step, const Scope& scope, std::vector<Block>& blocks) {
        if (segment.kind == Segment::Kind::Prose) {
            for (Prose& prose : prose_of(segment.text, segment.line, scope, diagnostics_)) blocks.emplace_back(std::move(prose));
        } else if (segment.word == "step") {
            diagnostics_.at(segment.line - 1, "only the first block of a step is ```step; begin a new one with \"## Title\"");
        } else if (segment.word == "listing") {
            if (lab_.program(segment.id) == nullptr) diagnostics_.at(segment.line - 1, "there is no program '" + segment.id + "'");
            blocks.emplace_back(ListingRef{segment.id});
        } else if (segment.word == "worked") {
            blocks.emplace_back(WorkedRef{fault_named(segment, scope)});
        } else if (segment.word == "observe") {
            step.observation.push_back(read_question(segment, lab_, scope, diagnostics_));
        } else {
            if (&blocks == &step.after) diagnostics_.at(segment.line - 1, "a question stands before the line \"---\"");
            blocks.emplace_back(QuestionRef{static_cast<std::uint32_t>(step.questions.size())});
            Question question = read_question(segment, lab_, scope, diagnostics_);
            if (lab_.question(question.id) != nullptr) diagnostics_.at(segment.line - 1, "there is already a question '" + question.id + "'");
            note_solution(segment, question);
            step.questions.push_back(std::move(question));
        }
    }

    /// "lazy.first_write", or a moment of the step's program.
    MomentRef fault_named(const Segment& segment, const Scope& scope) {
        const std::size_t dot = segment.id.find('.');
        const MomentRef fault = dot == std::string::npos ? MomentRef{scope.program, segment.id} : MomentRef{segment.id.substr(0, dot), segment.id.substr(dot + 1)};
        const LabProgram* program = lab_.program(fault.program);
        bool known = false;
        if (program != nullptr) {
            for (const Moment& moment : program->moments) known = known || (moment.name == fault.moment && moment.kind == MomentKind::Fault);
        }
        if (!known) diagnostics_.at(segment.line - 1, "expected the moment of a fault: ```worked program.moment");
        return fault;
    }

    void note_solution(const Segment& segment, const Question& question) {
        if (std::holds_alternative<WorkloadQuestion>(question.body)) {
            solutions_[question.id] = solution_settings(segment, question, diagnostics_);
            return;
        }
        const std::string name = solution_file(segment, diagnostics_);
        if (name.empty()) return;
        const auto file = files_.find(name);
        if (file == files_.end()) {
            diagnostics_.at(segment.line, "there is no file " + name + " in the lab's folder");
            return;
        }
        used_.insert(name);
        solutions_[question.id] = file->second;
    }

    void check(const StepFrame& frame, const LabStep& step) {
        if (step.observation.size() > 1) diagnostics_.at(frame.line, "a step has one ```observe block at most");
        if (step.program.empty() && !step.observation.empty()) diagnostics_.at(frame.line, "a step that runs nothing has nothing to observe");
        const bool is_made = std::any_of(step.questions.begin(), step.questions.end(), [](const Question& question) { return made_program(question) != nullptr; });
        if (is_made && step.questions.size() > 1) diagnostics_.at(frame.line, "a change, a workload or an experiment stands alone in its step");
        if (is_made && !step.program.empty()) diagnostics_.at(frame.line, "a step with a change, a workload or an experiment runs the learner's own; it has no 'run:'");
    }

    const LabFiles& files_;
    Diagnostics& diagnostics_;
    Lab lab_;
    std::map<std::string, std::string> solutions_;
    std::set<std::string> used_{"lab.md"};
};

}  // namespace

AuthoredLab read_lab(const std::string& folder, const LabFiles& files) {
    AuthoredLab out;
    const auto text = files.find("lab.md");
    if (text == files.end()) {
        out.errors.push_back({folder, "there is no file lab.md"});
        return out;
    }
    Diagnostics diagnostics(folder + "/lab.md");
    LabReader reader(files, diagnostics);
    const Lab lab = reader.run(text->second);
    out.errors = diagnostics.errors();
    out.solutions = reader.solutions();
    for (const auto& file : files) {
        if (reader.used().count(file.first) == 0) out.stray.push_back(file.first);
    }
    if (!out.errors.empty()) return out;
    // Through the canonical form, so that what is linted is what the page will load.
    Result<Lab> loaded = load_lab(save_lab(lab));
    if (loaded) {
        out.lab = std::move(loaded.value());
    } else {
        out.errors.push_back({folder + "/lab.md", loaded.error().message()});
    }
    return out;
}

}  // namespace faultline
