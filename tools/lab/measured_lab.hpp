// A lab with everything about it measured: what the linter, the tests and the solutions work from.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "course/author/read_lab.hpp"
#include "course/grade.hpp"

namespace faultline {

struct CompiledProgram {
    std::vector<std::uint8_t> elf;
    std::vector<std::string> diagnostics;
};

/// Compiles as the page does, with the lab's own file names.
CompiledProgram compile_program(const std::string& source, const std::string& file);

struct MeasuredLab {
    Evidence evidence;
    /// The same for each ChangeQuestion with the program as the lab gives it: nobody should pass without a change.
    std::map<std::string, Samples> unchanged;
    /// "lazy: ...": programs that do not compile, moments that are not reached, measures without a value.
    std::vector<std::string> problems;
    /// What the seed has made of the lab's numbers, which solutions get too.
    Numbers numbers;
    /// Machine hashes at reached moments.
    std::map<MomentRef, std::uint64_t> hashes;
};

/// Compiles and runs every program of the lab, and every solution.
MeasuredLab measure_lab(const Lab& lab, const std::map<std::string, std::string>& solutions, std::uint64_t seed = 1);

/// The answer that the measured lab calls right.
LearnerAnswer right_answer(const Question& question, const MeasuredLab& measured, const std::map<std::string, std::string>& solutions);

}  // namespace faultline
