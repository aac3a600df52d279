// What must be true of a lab before a learner sees it; everything that can be is proved by running it.
#pragma once

#include <string>
#include <vector>

#include "course/result.hpp"
#include "tools/lab/measured_lab.hpp"

namespace faultline {

/// Reads, runs and checks the lab in `folder`. Every error names the file, and the line where there is one.
std::vector<Error> lint_folder(const std::string& folder);

/// The same for a folder that is in memory.
std::vector<Error> lint_lab(const std::string& folder, const LabFiles& files);

// lint_text.cpp: the words.
std::vector<Error> lint_prose(const std::string& file, const Lab& lab);
// lint_order.cpp: nothing is told before it is asked.
std::vector<Error> lint_reveals(const std::string& file, const Lab& lab);
// lint_questions.cpp: what the run says of each question.
std::vector<Error> lint_questions(const std::string& file, const Lab& lab, const MeasuredLab& measured, const std::map<std::string, std::string>& solutions);

}  // namespace faultline
