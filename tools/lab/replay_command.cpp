#include <cstdio>
#include <filesystem>

#include "course/attempt.hpp"
#include "course/author/read_lab.hpp"
#include "tools/lab/folder.hpp"
#include "tools/lab/lab_command.hpp"
#include "tools/lab/player.hpp"
#include "tools/lab/teacher_report.hpp"

namespace faultline {

namespace {

/// Folder of the lab that an attempt names: below `labs`, or `labs` itself.
Result<Lab> find_lab(const std::string& labs, const std::string& id) {
    const std::string below = labs + "/" + id;
    const std::string folder = std::filesystem::exists(below + "/lab.md") ? below : labs;
    const Result<LabFiles> files = read_folder(folder);
    if (!files) return files.error();
    const AuthoredLab authored = read_lab(folder, files.value());
    if (!authored.lab) return authored.errors.front();
    if (authored.lab->id != id) return Error{labs, "the lab '" + id + "' is not here; name its folder with --labs"};
    return *authored.lab;
}

Result<Done> replay(const std::string& path, const std::string& labs) {
    const Result<std::string> text = read_text_file(path);
    if (!text) return text.error();
    const Result<Attempt> attempt = load_attempt(text.value());
    if (!attempt) return Error{path, attempt.error().message()};
    Result<Lab> lab = find_lab(labs, attempt.value().lab);
    if (!lab) return lab.error();
    Result<LabSession> session = LabSession::restore(std::move(lab.value()), text.value());
    if (!session) return Error{path, session.error().message()};
    Player player(std::move(session.value()), nullptr);
    player.settle();
    std::fputs(teacher_report(player.session()).c_str(), stdout);
    const Report report = grade_lab(player.session().lab(), player.session().responses(), player.session().evidence());
    if (report.credit != attempt.value().credit || report.outcomes.size() != attempt.value().graded) {
        return Error{path, "the file was tampered with: it claims a score of " + std::to_string(attempt.value().credit) +
                               " thousandths, and its answers give " + std::to_string(report.credit)};
    }
    std::printf("\nReplayed: the score is the same.\n");
    return Done{};
}

}  // namespace

int replay_command(const std::vector<std::string>& arguments) {
    std::string labs = "scenarios";
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--labs" && i + 1 < arguments.size()) {
            labs = arguments[++i];
        } else {
            paths.push_back(arguments[i]);
        }
    }
    if (paths.empty()) {
        std::fputs("usage: faultline replay [--labs FOLDER] ATTEMPT.json...\n", stderr);
        return 2;
    }
    int status = 0;
    for (const std::string& path : paths) {
        const Result<Done> done = replay(path, labs);
        if (done) continue;
        std::fprintf(stderr, "%s\n", done.error().message().c_str());
        status = 1;
    }
    return status;
}

}  // namespace faultline
