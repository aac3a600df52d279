#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "course/attempt.hpp"
#include "course/author/read_lab.hpp"
#include "tools/lab/attempt_csv.hpp"
#include "tools/lab/attempt_json.hpp"
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

struct Replayed {
    LabSession session;
    Report report;
    /// The file is whole, but claims another score than its answers give.
    std::optional<Error> tampered;
};

Result<Replayed> replay(const std::string& path, const std::string& labs) {
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
    Replayed out{std::move(player.session()), {}, std::nullopt};
    out.report = grade_lab(out.session.lab(), out.session.responses(), out.session.evidence());
    if (out.report.credit != attempt.value().credit || out.report.outcomes.size() != attempt.value().graded) {
        out.tampered = Error{path, "the file was tampered with: it claims a score of " + std::to_string(attempt.value().credit) +
                                       " thousandths, and its answers give " + std::to_string(out.report.credit)};
    }
    return out;
}

/// 0 when the score came out again.
int print_report(const std::string& path, const std::string& labs) {
    const Result<Replayed> replayed = replay(path, labs);
    if (replayed) std::fputs(teacher_report(replayed.value().session).c_str(), stdout);
    if (replayed && !replayed.value().tampered) {
        std::printf("\nReplayed: the score is the same.\n");
        return 0;
    }
    std::fprintf(stderr, "%s\n", (replayed ? *replayed.value().tampered : replayed.error()).message().c_str());
    return 1;
}

/// How an attempt becomes a line, and a file that is none.
struct Lines {
    std::string (*attempt)(const std::string& file, const LabSession& session, const Report& report, const std::string& state);
    std::string (*failure)(const std::string& file, const std::string& why);
};

int print_lines(const std::vector<std::string>& paths, const std::string& labs, const Lines& lines) {
    int status = 0;
    for (const std::string& path : paths) {
        const Result<Replayed> replayed = replay(path, labs);
        if (replayed) {
            const std::string state = replayed.value().tampered ? replayed.value().tampered->what : "ok";
            std::printf("%s\n", lines.attempt(path, replayed.value().session, replayed.value().report, state).c_str());
        } else {
            std::printf("%s\n", lines.failure(path, replayed.error().message()).c_str());
        }
        if (!replayed || replayed.value().tampered) status = 1;
    }
    return status;
}

/// The files that are named, and of a folder every .json file below it, by name.
std::vector<std::string> attempts_at(const std::string& path) {
    std::error_code problem;
    if (!std::filesystem::is_directory(path, problem)) return {path};
    std::vector<std::string> files;
    for (std::filesystem::recursive_directory_iterator entry(path, problem), end; !problem && entry != end; entry.increment(problem)) {
        if (entry->path().extension() == ".json") files.push_back(entry->path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

int replay_command(const std::vector<std::string>& arguments) {
    std::string labs = "scenarios";
    std::vector<std::string> paths;
    bool as_csv = false, as_json = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--labs" && i + 1 < arguments.size()) {
            labs = arguments[++i];
        } else if (arguments[i] == "--csv") {
            as_csv = true;
        } else if (arguments[i] == "--json") {
            as_json = true;
        } else {
            const std::vector<std::string> found = attempts_at(arguments[i]);
            paths.insert(paths.end(), found.begin(), found.end());
        }
    }
    if (paths.empty() || (as_csv && as_json)) {
        std::fputs("usage: faultline replay [--csv|--json] [--labs FOLDER] ATTEMPT.json|FOLDER...\n", stderr);
        return 2;
    }
    if (as_json) return print_lines(paths, labs, {attempt_json, failure_json});
    if (as_csv) {
        std::printf("%s\n", csv_heading().c_str());
        return print_lines(paths, labs, {csv_row, csv_failure});
    }
    int status = 0;
    for (const std::string& path : paths) status = std::max(status, print_report(path, labs));
    return status;
}

}  // namespace faultline
