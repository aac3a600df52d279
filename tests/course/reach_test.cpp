// What the labs reach together: every end that a fault can have, and every misconception.
#include <doctest/doctest.h>

#include <set>

#include "course/launch.hpp"
#include "course/measured_run.hpp"
#include "course/misconception.hpp"
#include "engine/kernel/explain.hpp"
#include "tools/lab/folder.hpp"
#include "tools/lab/lint.hpp"
#include "tools/lab/measured_lab.hpp"

using namespace faultline;

namespace {

std::vector<Lab> all_labs() {
    std::vector<Lab> labs;
    for (const std::string& folder : lab_folders("scenarios")) {
        const Result<LabFiles> files = read_folder(folder);
        REQUIRE_MESSAGE(files.ok(), folder);
        const AuthoredLab authored = read_lab(folder, files.value());
        REQUIRE_MESSAGE(authored.lab, folder);
        labs.push_back(*authored.lab);
    }
    return labs;
}

std::vector<std::string> leaf_names() {
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < leaf_count; ++i) names.emplace_back(explain(static_cast<Leaf>(i)).id);
    return names;
}

/// Asks at a program's end how often it, or its first child, came to each leaf.
MeasurePlan plan_of_leaves(const std::string& program) {
    MeasurePlan plan;
    for (const std::string& leaf : leaf_names()) {
        for (const std::string& who : {std::string{}, std::string{"child."}}) {
            const Result<Expression> parsed = parse_measure(who + "faults(" + leaf + ")", {program, "start", "end"});
            REQUIRE_MESSAGE(parsed.ok(), leaf);
            plan.readings["end"].push_back(needs_of(parsed.value()).front().reading);
        }
    }
    return plan;
}

std::set<std::string> leaves_of(const LabProgram& program) {
    const Result<Launched> launched = launch(program, compile_program(program.source, program.file).elf, 1);
    REQUIRE_MESSAGE(launched.ok(), program.id);
    MeasuredRun run(launched.value().machine, launched.value().lines.get(), program, plan_of_leaves(program.id));
    while (run.advance(20'000'000)) {
    }
    std::set<std::string> reached;
    for (const std::string& leaf : leaf_names()) {
        for (const std::string& who : {std::string{}, std::string{"child."}}) {
            const Value* times = run.samples().find({program.id, "end"}, who + "faults(" + leaf + ")");
            if (times != nullptr && std::get<std::int64_t>(*times) > 0) reached.insert(leaf);
        }
    }
    return reached;
}

}  // namespace

TEST_CASE("together the labs reach every leaf of the handler's tree") {
    std::set<std::string> reached;
    for (const Lab& lab : all_labs()) {
        for (const LabProgram& program : lab.programs) reached.merge(leaves_of(program));
    }
    for (const std::string& leaf : leaf_names()) CHECK_MESSAGE(reached.count(leaf) == 1, leaf);
}

TEST_CASE("together the labs address every misconception") {
    std::set<std::string> addressed;
    for (const Lab& lab : all_labs()) addressed.insert(lab.misconceptions.begin(), lab.misconceptions.end());
    for (const Misconception& entry : all_misconceptions())
        CHECK_MESSAGE(addressed.count(std::string(entry.id)) == 1, entry.id);
}
