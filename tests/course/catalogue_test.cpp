// What is said of all labs together: the documents that list them, and what they must cover between them.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "course/author/read_lab.hpp"
#include "course/misconception.hpp"
#include "tools/lab/folder.hpp"

using namespace faultline;

namespace {

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    REQUIRE_MESSAGE(file.good(), path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<Lab> all_labs() {
    std::vector<Lab> labs;
    for (const std::string& folder : lab_folders("scenarios")) {
        Result<LabFiles> files = read_folder(folder);
        REQUIRE_MESSAGE(files.ok(), folder);
        AuthoredLab authored = read_lab(folder, files.value());
        REQUIRE_MESSAGE(authored.lab, folder);
        labs.push_back(std::move(*authored.lab));
    }
    return labs;
}

bool has(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// Every `lab#step` that a document names.
std::set<std::string> steps_named_in(const std::string& text) {
    std::set<std::string> names;
    for (std::size_t at = text.find('`'); at != std::string::npos; at = text.find('`', at + 1)) {
        const std::size_t end = text.find('`', at + 1);
        if (end == std::string::npos) break;
        const std::string quoted = text.substr(at + 1, end - at - 1);
        if (has(quoted, "#") && !has(quoted, "\n") && quoted != "lab#step") names.insert(quoted);
        at = end;
    }
    return names;
}

}  // namespace

TEST_CASE("docs/seeds.md names steps that exist, and every lab") {
    std::set<std::string> steps;
    const std::set<std::string> named = steps_named_in(text_of("docs/seeds.md"));
    for (const Lab& lab : all_labs()) {
        if (is_workbench(lab)) continue;
        for (const LabStep& step : lab.steps) steps.insert(lab.id + "#" + step.id);
        const bool is_named = std::any_of(named.begin(), named.end(), [&lab](const std::string& name) { return name.substr(0, name.find('#')) == lab.id; });
        CHECK_MESSAGE(is_named, lab.id);
    }
    CHECK(named.size() > 50);
    for (const std::string& name : named) CHECK_MESSAGE(steps.count(name) == 1, name);
}

TEST_CASE("the lecturers' guide says of each lab what its front matter says, and of each belief what the course says") {
    const std::string guide = text_of("docs/for-lecturers.md");
    for (const Lab& lab : all_labs()) {
        if (is_workbench(lab)) continue;
        const std::string row = "| [" + lab.title + "](../scenarios/" + lab.id + "/lab.md) | " + std::to_string(lab.minutes) + " | " + joined(lab.misconceptions) + " |";
        CHECK_MESSAGE(has(guide, row), row);
        CHECK_MESSAGE(has(guide, "(`" + lab.id + "`)"), lab.id);
    }
    for (const Misconception& entry : all_misconceptions()) {
        const std::string row = "| " + std::string(entry.id) + " | " + std::string(entry.belief) + " | " + std::string(entry.truth) + " |";
        CHECK_MESSAGE(has(guide, row), row);
    }
}

TEST_CASE("scenarios/order.txt names every lab once, and nothing else") {
    std::vector<std::string> named;
    std::istringstream lines(text_of("scenarios/order.txt"));
    for (std::string line; std::getline(lines, line);) named.push_back("scenarios/" + line);
    CHECK(named == lab_folders("scenarios"));
}
