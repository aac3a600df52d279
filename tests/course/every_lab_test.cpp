// Each lab without fault, for every value of every number that varies.
#include <doctest/doctest.h>

#include "tools/lab/folder.hpp"
#include "tools/lab/lint.hpp"

using namespace faultline;

TEST_CASE("every lab is without fault") {
    const std::vector<std::string> folders = lab_folders("scenarios");
    REQUIRE_FALSE(folders.empty());
    for (const std::string& folder : folders) {
        std::string text;
        for (const Error& error : lint_folder(folder)) text += error.message() + "\n";
        CHECK(text == "");
    }
}
