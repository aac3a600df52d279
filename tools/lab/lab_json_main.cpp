// faultline-lab-json TARGET FOLDER...: labs as the page loads them. A program of its own, so that building the page needs
// neither the engine nor the compiler natively.
#include <cstdio>
#include <string>
#include <vector>

#include "tools/lab/build.hpp"

int main(int count, char** words) {
    if (count < 3) {
        std::fputs("usage: faultline-lab-json TARGET FOLDER...\n", stderr);
        return 2;
    }
    const std::vector<std::string> folders(words + 2, words + count);
    const std::vector<faultline::Error> errors = faultline::build_labs(folders, words[1]);
    for (const faultline::Error& error : errors) std::fprintf(stderr, "%s\n", error.message().c_str());
    return errors.empty() ? 0 : 1;
}
