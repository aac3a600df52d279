// The verbs of labs and attempts on the command line. `arguments` are what stands behind the verb; the result is the exit
// status: 0 all is well, 1 something is wrong with the lab or the attempt, 2 the command was not understood.
#pragma once

#include <string>
#include <vector>

namespace faultline {

/// lab lint [FOLDER...], lab build [-o TARGET] [FOLDER...], lab show FOLDER, lab coverage [FOLDER...], lab measures
int lab_command(const std::vector<std::string>& arguments);

/// replay [--csv|--json] [--labs FOLDER] ATTEMPT.json|FOLDER...
int replay_command(const std::vector<std::string>& arguments);

}  // namespace faultline
