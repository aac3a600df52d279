// Many attempts as one table, a row each (RFC 4180).
#pragma once

#include <string>

#include "course/session.hpp"

namespace faultline {

std::string csv_heading();
std::string csv_row(const std::string& file, const LabSession& session, const Report& report, const std::string& state);
/// The row of a file that is no attempt, or none that can be replayed: `why` stands where others say "ok".
std::string csv_failure(const std::string& file, const std::string& why);

}  // namespace faultline
