#include "tests/conformance/probes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace faultline::ops {

std::vector<Probe> read_probes() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator("tests/conformance/probes"))
        files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    std::vector<Probe> probes;
    for (const std::string& file : files) {
        std::ostringstream text;
        text << std::ifstream(file).rdbuf();
        const Parsed parsed = parse_ops(text.str());
        INFO(file << ":" << parsed.error);
        REQUIRE(parsed.program.has_value());
        CHECK_FALSE(parsed.program->title.empty());
        Expectations expectations = parse_expectations(text.str(), parsed);
        INFO(file << ":" << expectations.error);
        CHECK(expectations.error.empty());
        CHECK_FALSE(expectations.all.empty());
        probes.push_back({.file = file,
                          .program = *parsed.program,
                          .expectations = std::move(expectations),
                          .inexact = inexact_reason(text.str())});
    }
    return probes;
}

bool hold(OpTarget& target, const Probe& probe) {
    const bool zero_page = probe.program.conditions.zero_page.value_or(target.zero_page());
    OpTarget::Answer answer;
    std::vector<std::string> complaints;
    // A rule repeats itself, another process's timing does not.
    for (int i = 0; i < most_tries && (i == 0 || !complaints.empty()); ++i) {
        answer = target.run(probe.program);
        complaints = answer.skipped ? std::vector<std::string>{} : unmet(probe.expectations, answer.results, zero_page);
    }
    if (answer.skipped) {
        MESSAGE(probe.file << " skipped because " << *answer.skipped);
        return false;
    }
    INFO(probe.file << " (" << probe.program.title << ") on the " << target.name());
    CHECK(answer.failure == "");
    for (const std::string& complaint : complaints) CHECK(complaint == "");
    return true;
}

}  // namespace faultline::ops
