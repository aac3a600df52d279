// faultline-lab-json TARGET FOLDER... (or the one folder that holds them): labs as the page loads them. A program of its own, so that building the page needs
// neither the engine nor the compiler natively.
#include <cstdio>
#include <string>
#include <vector>

#include "tools/lab/build.hpp"
#include "tools/lab/folder.hpp"

int main(int count, char** words) {
    if (count < 3) {
        std::fputs("usage: faultline-lab-json TARGET FOLDER..., or the folder that holds them\n", stderr);
        return 2;
    }
    std::vector<std::string> folders(words + 2, words + count);
    if (folders.size() == 1) {
        const std::vector<std::string> inside = faultline::lab_folders(folders.front());
        if (!inside.empty()) folders = inside;
    }
    const std::vector<faultline::Error> errors = faultline::build_labs(folders, words[1]);
    for (const faultline::Error& error : errors) std::fprintf(stderr, "%s\n", error.message().c_str());
    return errors.empty() ? 0 : 1;
}
