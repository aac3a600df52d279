#include "tools/lab/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace faultline {

namespace fs = std::filesystem;

Result<std::string> read_text_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return Error{path, "this file cannot be read"};
    return text.str();
}

Result<Done> write_text_file(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) return Error{path, "this file cannot be written"};
    return Done{};
}

Result<LabFiles> read_folder(const std::string& folder) {
    std::error_code problem;
    LabFiles files;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
        const std::string name = entry->path().filename().string();
        if (!entry->is_regular_file()) return Error{folder + "/" + name, "a lab's folder holds files only"};
        Result<std::string> text = read_text_file(entry->path().string());
        if (!text) return text.error();
        files[name] = std::move(text.value());
    }
    if (problem) return Error{folder, "this folder cannot be read: " + problem.message()};
    return files;
}

std::vector<std::string> lab_folders(const std::string& root) {
    std::error_code problem;
    std::vector<std::string> folders;
    for (fs::directory_iterator entry(root, problem), end; !problem && entry != end; entry.increment(problem)) {
        if (fs::exists(entry->path() / "lab.md")) folders.push_back(entry->path().string());
    }
    std::sort(folders.begin(), folders.end());
    std::ifstream order(fs::path(root) / "order.txt");
    auto next = folders.begin();
    for (std::string name; std::getline(order, name);) {
        const auto found = std::find(next, folders.end(), (fs::path(root) / name).string());
        if (found == folders.end()) continue;
        std::rotate(next, found, found + 1);
        ++next;
    }
    return folders;
}

}  // namespace faultline
