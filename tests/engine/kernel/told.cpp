#include "tests/engine/kernel/told.hpp"

#include <map>
#include <sstream>

#include "engine/kernel/explain.hpp"
#include "engine/kernel/invariants.hpp"
#include "engine/machine.hpp"
#include "tools/engine_ops/engine_target.hpp"

namespace faultline::told {

namespace {

using Expected = std::map<std::string, std::string>;

/// What was seen after each operation besides its result.
struct Seen {
    std::vector<std::string> leaves;
    std::vector<std::string> broken_laws;
    std::size_t traces = 0;
    std::set<Leaf>* reached = nullptr;
};

void look(const Machine& machine, std::uint32_t, void* context) {
    Seen& seen = *static_cast<Seen*>(context);
    std::string last = "none";
    for (std::size_t i = seen.traces; i < machine.fault_traces.size(); ++i) {
        const Leaf leaf = machine.fault_traces[i].leaf;
        seen.reached->insert(leaf);
        last = explain(leaf).id;
    }
    seen.traces = machine.fault_traces.size();
    seen.leaves.push_back(last);
    seen.broken_laws.push_back(check_invariants(machine));
}

Expected read_expected(const std::string& text) {
    Expected expected{{"min", "0"}, {"maj", "0"}};
    std::istringstream words(text);
    for (std::string name, value; words >> name >> value;) expected[name] = value;
    return expected;
}

std::string came(const ops::OpResult& result, const Seen& seen, std::size_t op, const std::string& name) {
    if (name == "min") return std::to_string(result.min_flt);
    if (name == "maj") return std::to_string(result.maj_flt);
    if (name == "leaf") return seen.leaves[op];
    if (name == "signal") return std::to_string(result.signal);
    if (name == "code") return std::to_string(result.si_code);
    if (name == "error") return std::to_string(result.x86_error);
    if (name == "errno") return std::to_string(result.error_number);
    if (name == "value") return result.value ? std::to_string(*result.value) : "none";
    if (name == "pages") return "unknown";
    const char* classes[] = {"anon", "file", "shmem", "swap"};
    for (std::size_t i = 0; i < 4; ++i) {
        if (name != classes[i]) continue;
        const std::int64_t change = result.rss_change[i];
        return (change > 0 ? "+" : "") + std::to_string(change);
    }
    return "there is no word " + name;
}

}  // namespace

std::string tell(const Story& story, std::set<Leaf>& reached) {
    std::string script;
    std::vector<Expected> expected;
    std::vector<std::string> lines;
    std::istringstream text(story.script);
    for (std::string line; std::getline(text, line);) {
        const std::size_t bar = line.find('|');
        const std::string op = line.substr(0, bar);
        script += op + "\n";
        const bool is_op = op.size() > 2 && op[1] == ' ';
        if (!is_op) continue;
        expected.push_back(bar == std::string::npos ? Expected{} : read_expected(line.substr(bar + 1)));
        lines.push_back(op);
    }
    const ops::Parsed parsed = ops::parse_ops(script);
    if (!parsed.program) return std::string(story.title) + ": " + parsed.error;
    Seen seen;
    seen.reached = &reached;
    const ops::OpTarget::Answer answer = ops::run_in_engine(*parsed.program, look, &seen);
    for (std::size_t i = 0; i < answer.results.size(); ++i) {
        if (!seen.broken_laws[i].empty()) return lines[i] + ": " + seen.broken_laws[i];
        for (const auto& [name, value] : expected[i]) {
            const std::string is = came(answer.results[i], seen, i, name);
            if (is != value) return lines[i] + ": " + name + " should be " + value + ", is " + is;
        }
    }
    return {};
}

}  // namespace faultline::told
