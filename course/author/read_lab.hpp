// A lab's folder as a Lab: the author's half of the course. Only native tools link it; the page loads what save_lab wrote.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "course/author/front_matter.hpp"
#include "course/lab.hpp"

namespace faultline {

struct AuthoredLab {
    /// Nothing when there are errors.
    std::optional<Lab> lab;
    std::vector<Error> errors;
    /// By question: of a change a program that meets its conditions, of a workload such settings, one a line. For the linter;
    /// the page never sees them.
    std::map<std::string, std::string> solutions;
    /// The files of the folder that nothing refers to.
    std::vector<std::string> stray;
};

/// `folder` is how errors name it: "scenarios/lazy-malloc". Needs the file lab.md.
AuthoredLab read_lab(const std::string& folder, const LabFiles& files);

}  // namespace faultline
