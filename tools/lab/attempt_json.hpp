// Replayed attempts for scripts: a JSON object a line.
#pragma once

#include <string>

#include "course/session.hpp"

namespace faultline {

/// `state` is "ok", or what is wrong with the file. Credit is in thousandths of a point.
std::string attempt_json(const std::string& file, const LabSession& session, const Report& report, const std::string& state);
/// The line of a file that is no attempt, or none that can be replayed: `why` is its state, and nothing else is known.
std::string failure_json(const std::string& file, const std::string& why);

/// What a teacher reads for a verdict: "right", "partly" or "differs".
std::string_view name_of(Verdict verdict);

}  // namespace faultline
