// One lab for many learners: a seed picks the numbers that the lab varies, and which program a reverse question ran. Two
// neighbouring seeds never pick the same numbers.
#pragma once

#include <string>

#include "course/lab.hpp"

namespace faultline {

Numbers numbers_for(const std::vector<Vary>& vary, std::uint64_t seed);

/// A program's text with the value of each "#define NAME value" whose name is one of the numbers replaced.
std::string source_with(const std::string& source, const Numbers& numbers);

/// A text with each {NAME} replaced.
std::string text_with(const std::string& text, const Numbers& numbers);

/// Puts the numbers into programs, and hides the runs of reverse questions. Measures know the numbers by their scope.
void make_instance(Lab& lab);

/// The lab for another seed; the same lab when that changes nothing.
Lab instance_of(Lab lab, std::uint64_t seed);

/// Whether the seed shows in what is asked.
bool varies(const Lab& lab);

}  // namespace faultline
