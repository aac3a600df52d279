// Which readings a lab needs of each program. Everything that may be shown is collected: a measure in a hint counts too.
#include "course/measured_run.hpp"
#include "course/overloaded.hpp"

namespace faultline {

namespace {

class Collector {
  public:
    explicit Collector(std::string program) : program_(std::move(program)) {}

    MeasurePlan take() { return std::move(plan_); }

    void step(const LabStep& step, const Scope& scope) {
        scope_ = scope;
        for (const std::vector<Block>* blocks : {&step.before, &step.after}) {
            for (const Block& block : *blocks) {
                if (const auto* prose = std::get_if<Prose>(&block)) add(prose->runs);
                if (const auto* worked = std::get_if<WorkedRef>(&block)) add_fault(worked->fault);
            }
        }
        for (const Question& entry : step.questions) question(entry);
        for (const Question& entry : step.observation) question(entry);
    }

    void made(const Question& question, const Numbers& numbers) {
        scope_ = scope_of_whole_run(program_, numbers);
        for (const ChangeQuestion::Condition& condition : made_conditions(question)) {
            add(condition.holds);
            add(condition.text);
            add(condition.otherwise);
        }
        if (const auto* change = std::get_if<ChangeQuestion>(&question.body)) add(change->right);
        if (const auto* workload = std::get_if<WorkloadQuestion>(&question.body)) add(workload->right);
    }

  private:
    void add(const Expression& expression) {
        for (Need& need : needs_of(expression)) {
            if (need.moment.program == program_) plan_.readings[need.moment.moment].push_back(std::move(need.reading));
        }
    }
    void add(const Measure& measure) { add(measure.expression); }
    void add(const Runs& runs) {
        for (const TextRun& run : runs) {
            if (run.style != RunStyle::Measure) continue;
            const Result<Expression> parsed = parse_measure(run.text, scope_);
            if (parsed) add(parsed.value());
        }
    }
    void add(const Belief& belief) { add(belief.say); }
    void add(const std::vector<Choice>& choices) {
        for (const Choice& choice : choices) {
            add(choice.text);
            add(choice.holds);
            add(choice.belief);
        }
    }

    void question(const Question& question) {
        add(question.ask);
        for (const Runs& hint : question.hints) add(hint);
        std::visit(Overloaded{[this](const NumberQuestion& body) { number(body); },
                              [this](const ChoiceQuestion& body) { add(body.choices); },
                              [this](const SeveralQuestion& body) {
                                  add(body.choices);
                                  add(body.right);
                              },
                              [this](const OrderQuestion& body) { order(body); },
                              [this](const HandlerQuestion& body) { handler(body); },
                              [this](const PointQuestion& body) { point(body); },
                              [this](const CurveQuestion& body) { curve(body); },
                              [this](const ReverseQuestion& body) { reverse(body); },
                              [](const ChangeQuestion&) {},
                              [this](const WorkloadQuestion& body) {
                                  for (const Setting& setting : body.settings) add(setting.text);
                              },
                              [this](const ExperimentQuestion& body) {
                                  for (const Setting& setting : body.settings) add(setting.text);
                              }},
                   question.body);
    }

    void number(const NumberQuestion& body) {
        add(body.measure);
        add(body.tolerance);
        add(body.right);
        add(body.otherwise);
        for (const NumberQuestion::Near& near : body.near) {
            add(near.value);
            add(near.tolerance);
            add(near.belief);
        }
    }

    void order(const OrderQuestion& body) {
        for (const OrderQuestion::Item& item : body.items) {
            add(item.text);
            add(item.rank);
        }
        add(body.right);
        add(body.otherwise);
    }

    void handler(const HandlerQuestion& body) {
        add_fault(body.fault);
        add(body.right);
        add(body.otherwise);
    }

    void add_fault(const MomentRef& fault) {
        if (fault.program == program_) plan_.faults.insert(fault.moment);
    }

    void point(const PointQuestion& body) {
        add(body.place);
        for (const PointQuestion::Candidate& candidate : body.candidates) {
            add(candidate.text);
            add(candidate.place);
            add(candidate.belief);
        }
        add(body.right);
        add(body.otherwise);
    }

    void curve(const CurveQuestion& body) {
        for (const CurveQuestion::Place& place : body.places) {
            add(place.across);
            add(place.up);
            if (!body.beside.empty()) add(place.beside);
        }
        add(body.top);
        for (const CurveQuestion::Near& near : body.near) {
            for (const Measure& height : near.up) add(height);
            add(near.belief);
        }
        add(body.right);
        add(body.otherwise);
    }

    void reverse(const ReverseQuestion& body) {
        const Scope outside = scope_;
        for (const ReverseQuestion::Choice& choice : body.choices) {
            scope_ = scope_of_whole_run(choice.program, scope_.numbers);
            add(choice.text);
            add(choice.belief);
            add(body.right);
        }
        for (const ReverseQuestion::Counter& counter : body.counters) {
            for (const Measure& measure : counter.of) add(measure);
        }
        scope_ = outside;
    }

    std::string program_;
    Scope scope_;
    MeasurePlan plan_;
};

}  // namespace

MeasurePlan plan_of(const Lab& lab, const std::string& program) {
    Collector collector(program);
    for (std::size_t i = 0; i < lab.steps.size(); ++i) collector.step(lab.steps[i], scope_of(lab, i));
    return collector.take();
}

MeasurePlan plan_of_made(const Question& question, const Numbers& numbers) {
    Collector collector(*made_program(question));
    collector.made(question, numbers);
    return collector.take();
}

LabProgram changed_program(const LabProgram& program, const MeasurePlan& plan) {
    LabProgram changed = program;
    std::erase_if(changed.moments, [&plan](const Moment& moment) {
        const bool is_always_there = moment.kind == MomentKind::Start || moment.kind == MomentKind::Exit || moment.kind == MomentKind::End;
        return !is_always_there && plan.readings.count(moment.name) == 0;
    });
    return changed;
}

}  // namespace faultline
