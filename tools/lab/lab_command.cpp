#include "tools/lab/lab_command.hpp"

#include <cstdio>
#include <filesystem>

#include "course/vocabulary.hpp"
#include "engine/kernel/explain.hpp"
#include "tools/lab/build.hpp"
#include "tools/lab/coverage.hpp"
#include "tools/lab/folder.hpp"
#include "tools/lab/lint.hpp"
#include "tools/lab/show.hpp"

namespace faultline {

namespace {

constexpr const char* usage =
    "usage: faultline lab lint [FOLDER...]           check labs by running them; scenarios/* if none is named\n"
    "       faultline lab build [-o TARGET] [FOLDER...]  write what the page loads\n"
    "       faultline lab show FOLDER                its text with all numbers and right answers\n"
    "       faultline lab coverage [FOLDER...]       which ends of the fault handler the labs reach, and which none does\n"
    "       faultline lab measures                   the words of the measure language\n";

int not_understood() {
    std::fputs(usage, stderr);
    return 2;
}

int report(const std::vector<Error>& errors) {
    for (const Error& error : errors) std::fprintf(stderr, "%s\n", error.message().c_str());
    return errors.empty() ? 0 : 1;
}

std::vector<std::string> folders_of(std::vector<std::string> named) {
    if (named.empty()) return lab_folders("scenarios");
    for (std::string& folder : named) {
        while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    }
    return named;
}

int lint(const std::vector<std::string>& named) {
    const std::vector<std::string> folders = folders_of(named);
    if (folders.empty()) return report({{"scenarios", "there is no lab here: name its folder"}});
    int status = 0;
    for (const std::string& folder : folders) {
        const std::vector<Error> errors = lint_folder(folder);
        if (errors.empty()) std::printf("%s: all is well\n", folder.c_str());
        if (report(errors) != 0) status = 1;
    }
    return status;
}

int build(std::vector<std::string> words) {
    std::string target = ".";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] != "-o") continue;
        if (i + 1 == words.size()) return not_understood();
        target = words[i + 1];
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(i), words.begin() + static_cast<std::ptrdiff_t>(i) + 2);
        break;
    }
    std::error_code problem;
    std::filesystem::create_directories(target, problem);
    return report(build_labs(folders_of(words), target));
}

int show(const std::vector<std::string>& named) {
    if (named.size() != 1) return not_understood();
    const Result<LabFiles> files = read_folder(named.front());
    if (!files) return report({files.error()});
    const AuthoredLab authored = read_lab(named.front(), files.value());
    if (!authored.lab) return report(authored.errors);
    std::fputs(shown(*authored.lab, measure_lab(*authored.lab, authored.solutions), authored.solutions).c_str(), stdout);
    return 0;
}

int coverage(const std::vector<std::string>& named) {
    HandlerCoverage covered;
    for (const std::string& folder : folders_of(named)) {
        const Result<LabFiles> files = read_folder(folder);
        if (!files) return report({files.error()});
        const AuthoredLab authored = read_lab(folder, files.value());
        if (!authored.lab) return report(authored.errors);
        cover_lab(*authored.lab, authored.solutions, covered);
    }
    for (const auto& [leaf, labs] : covered.leaves) {
        std::printf("%s:", std::string(explain(leaf).id).c_str());
        for (const std::string& lab : labs) std::printf(" %s", lab.c_str());
        std::printf("\n");
    }
    const std::vector<std::string> leaves = covered.missing_leaves();
    for (const std::string& leaf : leaves) std::printf("no lab reaches %s\n", leaf.c_str());
    for (const std::string& answer : covered.missing_answers()) std::printf("no lab gets the answer %s\n", answer.c_str());
    return leaves.empty() ? 0 : 1;
}

int measures() {
    for (const ReadingWord& word : reading_words()) {
        const std::string arguments = word.arguments.empty() ? "" : "(" + std::string(word.arguments) + ")";
        const std::string fields = word.fields.empty() ? "" : "." + std::string(word.fields);
        std::printf("%s%s%s\n    %s\n", std::string(word.name).c_str(), arguments.c_str(), fields.c_str(), std::string(word.meaning).c_str());
    }
    return 0;
}

}  // namespace

int lab_command(const std::vector<std::string>& arguments) {
    if (arguments.empty()) return not_understood();
    const std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
    if (arguments.front() == "lint") return lint(rest);
    if (arguments.front() == "build") return build(rest);
    if (arguments.front() == "show") return show(rest);
    if (arguments.front() == "coverage") return coverage(rest);
    if (arguments.front() == "measures") return measures();
    return not_understood();
}

}  // namespace faultline
